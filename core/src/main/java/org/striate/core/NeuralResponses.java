package org.striate.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Recorded (or simulated) responses: presentations x neurons x time bins, float32, NaN where nothing was recorded.
 * Immutable; every selection is a new value.
 */
public final class NeuralResponses implements Showable {

    private final String name;
    private final List<Presentation> presentations;
    private final List<Neuron> neurons;
    private final List<TimeBin> bins;
    private final float[][] values;
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
        this.origin = origin;
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

    /** Mean over the trials of every stimulus, skipping NaN; NaN where no trial was recorded. */
    public NeuralResponses averaged() {
        return averaged(name, p -> true, "averaged");
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
        java.util.Collections.shuffle(trials, new Random(seed));
        return splitHalves(trials.subList(0, trials.size() / 2));
    }

    /** The mean over the given trial numbers, and the mean over the others. */
    public List<NeuralResponses> splitHalves(List<Integer> firstHalf) {
        if (trials().size() < 2) {
            throw BadInput.of(
                    "responses " + name,
                    trials().size() + " trial(s) per stimulus",
                    "at least 2, to split them in halves",
                    "Use the recording before averaged()");
        }
        return List.of(
                averaged(name, p -> firstHalf.contains(presentations.get(p).trial()), "half " + firstHalf),
                averaged(name, p -> !firstHalf.contains(presentations.get(p).trial()), "half without " + firstHalf));
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
        var picked = Arrays.stream(keep).mapToObj(neurons::get).toList();
        var rows = new float[values.length][];
        for (int p = 0; p < rows.length; p++) {
            rows[p] = new float[keep.length * bins.size()];
            for (int i = 0; i < keep.length; i++) {
                System.arraycopy(values[p], keep[i] * bins.size(), rows[p], i * bins.size(), bins.size());
            }
        }
        var step = Origin.of("region").with("region", region).from(origin);
        return new NeuralResponses(name, presentations, picked, bins, rows, step);
    }

    /**
     * Mean over the time bins that lie wholly inside a window, as a single bin.
     *
     * @param start in ms after onset
     * @param end in ms after onset
     * @throws BadInput if no bin lies inside
     */
    public NeuralResponses window(double start, double end) {
        var keep = IntStream.range(0, bins.size())
                .filter(b -> bins.get(b).start() >= start && bins.get(b).end() <= end)
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
                int presentation = p;
                int neuron = i;
                rows[p][i] = nanMean(Arrays.stream(keep).mapToDouble(b -> at(presentation, neuron, b)));
            }
        }
        var bin = new TimeBin(
                bins.get(keep[0]).start(), bins.get(keep[keep.length - 1]).end());
        var step = Origin.of("window").with("ms", bin.start() + "-" + bin.end()).from(origin);
        return new NeuralResponses(name, presentations, neurons, List.of(bin), rows, step);
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
        var groups = presentationsByStimulus();
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
        var step = Origin.of("matching").with("stimuli", stimulusIds.size()).from(origin);
        return new NeuralResponses(
                name,
                order.stream().map(presentations::get).toList(),
                neurons,
                bins,
                order.stream().map(p -> values[p]).toArray(float[][]::new),
                step);
    }

    private Map<String, List<Integer>> presentationsByStimulus() {
        var groups = new LinkedHashMap<String, List<Integer>>();
        for (int p = 0; p < presentations.size(); p++) {
            groups.computeIfAbsent(presentations.get(p).stimulusId(), id -> new ArrayList<>())
                    .add(p);
        }
        return groups;
    }

    private NeuralResponses averaged(String name, IntPredicate keep, String step) {
        var shown = new ArrayList<Presentation>();
        var rows = new ArrayList<float[]>();
        presentationsByStimulus().forEach((id, group) -> {
            shown.add(new Presentation(id, Presentation.AVERAGE));
            rows.add(mean(group.stream().filter(keep::test).toList()));
        });
        return new NeuralResponses(
                name,
                shown,
                neurons,
                bins,
                rows.toArray(float[][]::new),
                Origin.of(step).from(origin));
    }

    private float[] mean(List<Integer> group) {
        var mean = new float[neurons.size() * bins.size()];
        for (int i = 0; i < mean.length; i++) {
            int column = i;
            mean[i] = nanMean(group.stream().mapToDouble(p -> values[p][column]));
        }
        return mean;
    }

    private static float nanMean(java.util.stream.DoubleStream values) {
        return (float) values.filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return "NeuralResponses " + name + ": " + presentations.size() + " presentations x " + neurons.size()
                + " neurons x " + bins.size() + (bins.size() == 1 ? " time bin" : " time bins");
    }

    @Override
    public String toHtml() {
        var rows = List.of(
                List.of("presentations", presentations.size()),
                List.of("stimuli", stimulusIds().size()),
                List.of("trials", trials().equals(List.of(Presentation.AVERAGE)) ? "averaged" : trials().size()),
                List.of("neurons", neurons.size()),
                List.of(
                        "regions",
                        neurons.stream().map(Neuron::region).distinct().toList()),
                List.of(
                        "subjects",
                        neurons.stream().map(Neuron::subject).distinct().toList()),
                List.of(
                        "time (ms)",
                        bins.get(0).start() + " to " + bins.get(bins.size() - 1).end()));
        return Html.table(name, List.of("what", "how many"), rows) + Html.origin(origin);
    }
}
