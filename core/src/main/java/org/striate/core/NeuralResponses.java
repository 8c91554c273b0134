package org.striate.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Grid;

/**
 * Recorded (or simulated) responses: presentations x neurons x time bins, float32, NaN where nothing was recorded.
 * Immutable; every selection is a new value.
 */
public final class NeuralResponses implements Charted<Grid> {

    private final String name;
    private final List<Presentation> presentations;
    private final List<Neuron> neurons;
    private final List<TimeBin> bins;
    private final float[][] values;
    private final Map<String, List<Object>> presentationTable;
    private final Map<String, List<Object>> neuronTable;
    private final Origin origin;

    /**
     * @param values [presentations x (neurons * bins)], the bin running fastest; kept, not copied
     * @throws BadInput if the sizes do not agree
     */
    public NeuralResponses(
            String name,
            List<Presentation> presentations,
            List<Neuron> neurons,
            List<TimeBin> bins,
            float[][] values,
            Origin origin) {
        this(name, presentations, neurons, bins, values, Map.of(), Map.of(), origin);
    }

    private NeuralResponses(
            String name,
            List<Presentation> presentations,
            List<Neuron> neurons,
            List<TimeBin> bins,
            float[][] values,
            Map<String, List<Object>> presentationTable,
            Map<String, List<Object>> neuronTable,
            Origin origin) {
        if (values.length != presentations.size()) {
            throw BadInput.of(
                    "responses " + name,
                    values.length + " rows",
                    presentations.size() + ", one per presentation",
                    "Give one row of values for every presentation");
        }
        for (var row : values) {
            if (row.length != neurons.size() * bins.size()) {
                throw BadInput.of(
                        "responses " + name,
                        row.length + " values in a presentation",
                        neurons.size() + " neurons x " + bins.size() + " time bins",
                        "Give one value for every neuron and time bin");
            }
        }
        this.name = name;
        this.presentations = List.copyOf(presentations);
        this.neurons = List.copyOf(neurons);
        this.bins = List.copyOf(bins);
        this.values = values;
        this.presentationTable = Columns.checked("presentation", presentationTable, presentations.size());
        this.neuronTable = Columns.checked("neuron", neuronTable, neurons.size());
        this.origin = origin;
    }

    /**
     * What the stimuli show, as if each parameter were a neuron that tells it without noise: whatever is scored against neurons
     * can be asked how well a parameter, such as an object's place, can be read. One trial, so that there is no ceiling.
     *
     * @param parameters that are numbers, such as {@code "x", "y"}
     * @throws BadInput if there is none, or one is not there or no number
     */
    public static NeuralResponses of(StimulusSet stimuli, String... parameters) {
        if (parameters.length == 0) {
            throw BadInput.of(
                    "parameters of " + stimuli.name(),
                    "none",
                    "at least one",
                    "NeuralResponses.of(stimuli, \"x\", \"y\")");
        }
        var columns = Stream.of(parameters).map(stimuli::numbers).toList();
        var values = new float[stimuli.size()][parameters.length];
        for (int i = 0; i < values.length; i++) {
            for (int p = 0; p < parameters.length; p++) {
                values[i][p] = (float) columns.get(p)[i];
            }
        }
        return new NeuralResponses(
                "parameters of " + stimuli.name(),
                stimuli.ids().stream().map(id -> new Presentation(id, 0)).toList(),
                Stream.of(parameters)
                        .map(name -> new Neuron(name, new Region(name), "stimuli"))
                        .toList(),
                List.of(new TimeBin(0, 1)),
                values,
                Origin.of("parameters").with("names", List.of(parameters)).from(stimuli.origin()));
    }

    /**
     * The same with more about every presentation and every neuron.
     *
     * @param presentationTable name to values, one a presentation, numbers of every kind kept as {@link Double}; in the order in
     *     which averages are sorted
     * @param neuronTable name to values, one a neuron
     * @throws BadInput if a column has another length
     */
    public NeuralResponses withTables(
            Map<String, List<Object>> presentationTable, Map<String, List<Object>> neuronTable) {
        return new NeuralResponses(name, presentations, neurons, bins, values, presentationTable, neuronTable, origin);
    }

    /** What else is known of every presentation: name to values; empty where nothing is. */
    public Map<String, List<Object>> presentationTable() {
        return presentationTable;
    }

    /** What else is known of every neuron, such as its electrode: name to values. */
    public Map<String, List<Object>> neuronTable() {
        return neuronTable;
    }

    public String name() {
        return name;
    }

    public List<Presentation> presentations() {
        return presentations;
    }

    public List<Neuron> neurons() {
        return neurons;
    }

    public List<TimeBin> bins() {
        return bins;
    }

    public Origin origin() {
        return origin;
    }

    /** One value; NaN where nothing was recorded. */
    public float at(int presentation, int neuron, int bin) {
        return values[presentation][neuron * bins.size() + bin];
    }

    /** The ids of the stimuli shown, each once, in order of first showing. */
    public List<String> stimulusIds() {
        return presentations.stream().map(Presentation::stimulusId).distinct().toList();
    }

    /**
     * Mean over the trials of every stimulus, skipping NaN; NaN where no trial was recorded. Where presentations have a
     * table, trials are those presentations that agree in all of it, and the averages are sorted by its columns, first
     * column first, as Brain-Score does; otherwise they come in the order of first showing.
     */
    public NeuralResponses averaged() {
        return averaged(p -> true, "averaged");
    }

    /**
     * The mean over a random half of the trial numbers, and the mean over the other half (the smaller first for an odd
     * number).
     *
     * @return two averaged responses over the same stimuli
     * @throws BadInput if there are fewer than two trials
     */
    public List<NeuralResponses> splitHalves(long seed) {
        var trials = trials();
        java.util.Collections.shuffle(trials, Seeds.random(seed));
        return splitHalves(trials.subList(0, trials.size() / 2));
    }

    /**
     * The mean over the given trial numbers, and the mean over the others.
     *
     * @throws BadInput if there are fewer than two trials, one given is not there, or a half has none
     */
    public List<NeuralResponses> splitHalves(List<Integer> firstHalf) {
        var trials = trials();
        if (trials.size() < 2) {
            throw BadInput.of(
                    "responses " + name,
                    trials.size() + " trial(s) per stimulus",
                    "at least 2, to split them in halves",
                    "Use the recording before averaged()");
        }
        var first = Set.copyOf(firstHalf);
        if (first.isEmpty() || first.size() == trials.size() || !trials.containsAll(first)) {
            throw BadInput.of(
                    "half of trials",
                    firstHalf.toString(),
                    "some, not all, of " + trials,
                    "responses.splitHalves(List.of(" + trials.get(0) + "))");
        }
        return List.of(
                averaged(p -> first.contains(presentations.get(p).trial()), "half " + firstHalf),
                averaged(p -> !first.contains(presentations.get(p).trial()), "half without " + firstHalf));
    }

    private NeuralResponses averaged(IntPredicate keep, String step) {
        var groups = TrialGroups.of(presentations, presentationTable);
        var shown = Arrays.stream(groups.first())
                .mapToObj(p -> new Presentation(presentations.get(p).stimulusId(), Presentation.AVERAGE))
                .toList();
        return new NeuralResponses(
                name,
                shown,
                neurons,
                bins,
                groups.means(values, keep),
                Columns.picked(presentationTable, groups.first()),
                neuronTable,
                Origin.of(step).from(origin));
    }

    /** The distinct trial numbers, ascending. */
    public List<Integer> trials() {
        return new ArrayList<>(presentations.stream()
                .map(Presentation::trial)
                .distinct()
                .sorted()
                .toList());
    }

    /**
     * Only the neurons of one region.
     *
     * @throws BadInput if there is none
     */
    public NeuralResponses region(Region region) {
        var keep = IntStream.range(0, neurons.size())
                .filter(i -> neurons.get(i).region().equals(region))
                .toArray();
        if (keep.length == 0) {
            throw BadInput.unknown(
                    "region",
                    region.name(),
                    name,
                    neurons.stream().map(n -> n.region().name()).distinct().toList(),
                    "responses.neurons()");
        }
        return pickNeurons(keep, Origin.of("region").with("region", region));
    }

    /**
     * Only the neurons of one animal or person.
     *
     * @throws BadInput if there is none
     */
    public NeuralResponses subject(String subject) {
        var keep = IntStream.range(0, neurons.size())
                .filter(i -> neurons.get(i).subject().equals(subject))
                .toArray();
        if (keep.length == 0) {
            var known = neurons.stream().map(Neuron::subject).distinct().toList();
            throw BadInput.unknown("subject", subject, name, known, "responses.neurons()");
        }
        return pickNeurons(keep, Origin.of("subject").with("subject", subject));
    }

    /**
     * All neurons but some, such as those that were never recorded.
     *
     * @throws BadInput if one is not there, several have that id, or none is left
     */
    public NeuralResponses without(String... neuronIds) {
        var known = neurons.stream().map(Neuron::id).toList();
        for (var id : neuronIds) {
            if (!known.contains(id)) {
                throw BadInput.unknown("neuron", id, name, known, "responses.neurons()");
            }
            requireOne(id);
        }
        var out = Set.of(Stream.of(neuronIds).distinct().toArray());
        var keep = IntStream.range(0, neurons.size())
                .filter(i -> !out.contains(known.get(i)))
                .toArray();
        if (keep.length == 0) {
            throw BadInput.of(
                    "responses " + name,
                    "none left of " + neurons.size() + " neurons",
                    "at least one",
                    "See what there is: responses.neurons()");
        }
        return pickNeurons(keep, Origin.of("without neurons").with("ids", String.join(", ", neuronIds)));
    }

    /** Else a neuron would go that nobody meant. */
    private void requireOne(String id) {
        var subjects = neurons.stream()
                .filter(neuron -> neuron.id().equals(id))
                .map(Neuron::subject)
                .toList();
        if (subjects.size() > 1) {
            throw BadInput.of(
                    "neuron " + id,
                    "the id of " + subjects.size() + " neurons, of " + String.join(", ", subjects),
                    "the id of one",
                    "Take one subject at a time: responses.subject(\"" + subjects.get(0) + "\").without(\"" + id
                            + "\")");
        }
    }

    /**
     * Only the presentations, or the neurons, whose table says so.
     *
     * @param column of {@link #presentationTable()} or {@link #neuronTable()}
     * @param value text, or a number
     * @throws BadInput if there is no such column, or nothing has this value
     */
    public NeuralResponses where(String column, Object value) {
        var step = Origin.of("where").with(column, value);
        var wanted = value instanceof Number number ? (Object) number.doubleValue() : value;
        boolean ofPresentations = presentationTable.containsKey(column);
        var cells = ofPresentations ? presentationTable.get(column) : neuronTable.get(column);
        if (cells == null) {
            var known = new ArrayList<>(presentationTable.keySet());
            known.addAll(neuronTable.keySet());
            throw BadInput.unknown(
                    "column", column, name, known, "responses.presentationTable() and responses.neuronTable()");
        }
        var keep = IntStream.range(0, cells.size())
                .filter(i -> wanted.equals(cells.get(i)))
                .toArray();
        if (keep.length == 0) {
            var known =
                    cells.stream().map(String::valueOf).distinct().limit(1000).toList();
            throw BadInput.unknown(
                    column,
                    String.valueOf(value),
                    name,
                    known,
                    "responses." + (ofPresentations ? "presentation" : "neuron") + "Table().get(\"" + column + "\")");
        }
        return ofPresentations ? pickPresentations(keep, step) : pickNeurons(keep, step);
    }

    private NeuralResponses pickNeurons(int[] keep, Origin step) {
        var rows = new float[values.length][keep.length * bins.size()];
        for (int p = 0; p < rows.length; p++) {
            for (int i = 0; i < keep.length; i++) {
                System.arraycopy(values[p], keep[i] * bins.size(), rows[p], i * bins.size(), bins.size());
            }
        }
        return new NeuralResponses(
                name,
                presentations,
                Arrays.stream(keep).mapToObj(neurons::get).toList(),
                bins,
                rows,
                presentationTable,
                Columns.picked(neuronTable, keep),
                step.from(origin));
    }

    private NeuralResponses pickPresentations(int[] keep, Origin step) {
        return new NeuralResponses(
                name,
                Arrays.stream(keep).mapToObj(presentations::get).toList(),
                neurons,
                bins,
                Arrays.stream(keep).mapToObj(p -> values[p]).toArray(float[][]::new),
                Columns.picked(presentationTable, keep),
                neuronTable,
                step.from(origin));
    }

    /**
     * Mean over the time bins that lie wholly inside a window, to a millionth of a bin, as a single bin: of counts in bins of 10 ms
     * it is the count in 10 ms.
     *
     * @param start in ms after onset
     * @param end in ms after onset
     * @throws BadInput if no bin lies inside
     */
    public NeuralResponses window(double start, double end) {
        var keep = IntStream.range(0, bins.size())
                .filter(b -> bins.get(b).within(start, end))
                .toArray();
        if (keep.length == 0) {
            throw BadInput.of(
                    "window",
                    start + " to " + end + " ms holds no time bin",
                    "one within " + bins.get(0).start() + " to "
                            + bins.get(bins.size() - 1).end() + " ms",
                    "List them: responses.bins()");
        }
        var rows = new float[values.length][neurons.size()];
        for (int p = 0; p < rows.length; p++) {
            for (int i = 0; i < neurons.size(); i++) {
                double sum = 0;
                int count = 0;
                for (int b : keep) {
                    float value = at(p, i, b);
                    sum += Float.isNaN(value) ? 0 : value;
                    count += Float.isNaN(value) ? 0 : 1;
                }
                rows[p][i] = (float) (sum / count);
            }
        }
        var bin = TimeBin.averaged(IntStream.of(keep).mapToObj(bins::get).toList());
        var step = Origin.of("window").with("ms", bin.start() + "-" + bin.end()).from(origin);
        return new NeuralResponses(
                name, presentations, neurons, List.of(bin), rows, presentationTable, neuronTable, step);
    }

    /**
     * Only the presentations of these stimuli, ordered as the stimuli are, then by trial as recorded.
     *
     * @throws BadInput if a stimulus was never shown
     */
    public NeuralResponses matching(StimulusSet stimuli) {
        return matching(stimuli.ids());
    }

    /** Only the presentations of these stimulus ids, in their order; see {@link #matching(StimulusSet)}. */
    public NeuralResponses matching(List<String> stimulusIds) {
        var groups = new LinkedHashMap<String, List<Integer>>();
        for (int p = 0; p < presentations.size(); p++) {
            groups.computeIfAbsent(presentations.get(p).stimulusId(), id -> new ArrayList<>())
                    .add(p);
        }
        var order = new ArrayList<Integer>();
        for (var id : stimulusIds) {
            var found = groups.get(id);
            if (found == null) {
                throw BadInput.of(
                        "responses " + name,
                        "no presentation of stimulus \"" + id + "\"",
                        "at least one for each of the " + stimulusIds.size() + " stimuli",
                        "List those shown: responses.stimulusIds()");
            }
            order.addAll(found);
        }
        return pickPresentations(
                order.stream().mapToInt(Integer::intValue).toArray(),
                Origin.of("matching").with("stimuli", stimulusIds.size()));
    }

    /**
     * The same, with the stimuli's parameters joined to the presentations by stimulus id, as new columns of the table;
     * a presentation of a stimulus that is not among them gets an empty text or NaN. Columns already there stay.
     */
    public NeuralResponses withStimuli(StimulusSet stimuli) {
        var index = new java.util.HashMap<String, Integer>();
        var ids = stimuli.ids();
        for (int i = 0; i < ids.size(); i++) {
            index.put(ids.get(i), i);
        }
        var rows = presentations.stream()
                .mapToInt(p -> index.getOrDefault(p.stimulusId(), -1))
                .toArray();
        var table = new LinkedHashMap<>(presentationTable);
        if (table.isEmpty()) {
            table.put(
                    "stimulus_id",
                    presentations.stream().map(p -> (Object) p.stimulusId()).toList());
        }
        stimuli.parameters().forEach((column, cells) -> table.putIfAbsent(column, Columns.picked(cells, rows)));
        return new NeuralResponses(
                name,
                presentations,
                neurons,
                bins,
                values,
                table,
                neuronTable,
                Origin.of("with stimuli").from(origin).from(stimuli.origin()));
    }

    /**
     * The peri-stimulus time histogram of every neuron: its mean rate in every bin over all presentations. Choose the
     * presentations first: {@code responses.where("orientation", 45).psth()}. The values must be spike counts.
     */
    public Psth psth() {
        return Psth.of(this);
    }

    /** The mean response of every neuron to every stimulus, in the order of showing; of very many, as many as can be seen. */
    @Override
    public Grid chart() {
        return ResponseGrid.of(this);
    }

    @Override
    public String toString() {
        return "NeuralResponses " + name + ": " + presentations.size() + " presentations x " + neurons.size()
                + " neurons x " + bins.size() + (bins.size() == 1 ? " time bin" : " time bins");
    }

    @Override
    public String toHtml() {
        var rows = Stream.<List<Object>>of(
                        List.of("presentations", presentations.size()),
                        List.of("stimuli", stimulusIds().size()),
                        List.of(
                                "trials",
                                trials().equals(List.of(Presentation.AVERAGE)) ? "averaged" : trials().size()),
                        List.of("neurons", neurons.size()),
                        List.of("known of presentations", String.join(", ", presentationTable.keySet())),
                        List.of("known of neurons", String.join(", ", neuronTable.keySet())),
                        List.of("regions", listed(neuron -> neuron.region().toString())),
                        List.of("subjects", listed(Neuron::subject)),
                        List.of("time (ms)", time()))
                .filter(row -> !row.get(1).equals("")) // what nothing is known of
                .toList();
        return Html.table(name, List.of("what", "how many"), rows) + Html.origin(origin);
    }

    private String listed(Function<Neuron, String> what) {
        return neurons.stream().map(what).distinct().collect(Collectors.joining(", "));
    }

    private String time() {
        double start = bins.get(0).start();
        return Double.isNaN(start)
                ? ""
                : start + " to " + bins.get(bins.size() - 1).end();
    }
}
