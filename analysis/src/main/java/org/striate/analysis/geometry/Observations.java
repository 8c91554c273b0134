package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Grid;
import org.striate.core.charts.Thinned;

/** Measurements of stimuli, one a row, several of each: observations x channels in float64, NaN where one is missing. */
public final class Observations implements Charted<Grid> {

    private final String name;
    private final List<String> stimulusIds;
    private final int[] stimulus;
    private final int[] fold;
    private final int folds;
    private final int channels;
    /** [channels] ids of the neurons; empty for a table. */
    private final List<String> neurons;
    /** What a value times it is the count in its whole time bin. */
    private final double counts;

    /** Made when asked for: a recording is not copied. */
    private final IntFunction<double[]> rows;

    private final Origin origin;

    private Observations(
            String name,
            List<String> ids,
            List<String> order,
            List<?> folds,
            int channels,
            List<String> neurons,
            double counts,
            IntFunction<double[]> rows,
            Origin origin) {
        this.name = name;
        this.stimulusIds = List.copyOf(order);
        this.stimulus = indices(ids, index(order));
        var foldIndex = index(folds);
        this.fold = indices(folds, foldIndex);
        this.folds = foldIndex.size();
        this.channels = channels;
        this.neurons = List.copyOf(neurons);
        this.counts = counts;
        this.rows = rows;
        this.origin = origin;
    }

    private Observations(Observations other, IntFunction<double[]> rows, Origin origin) {
        this.name = other.name;
        this.stimulusIds = other.stimulusIds;
        this.stimulus = other.stimulus;
        this.fold = other.fold;
        this.folds = other.folds;
        this.channels = other.channels;
        this.neurons = other.neurons;
        this.counts = other.counts;
        this.rows = rows;
        this.origin = origin;
    }

    /**
     * @param stimuli [observations] ids; an RDM has their rows in the order of first appearance
     * @param folds [observations] the run, session or trial of each: what cross-validation leaves out at a time
     * @param values [observations x channels]; kept, not copied
     * @throws BadInput if the sizes do not agree
     */
    public static Observations of(String name, List<String> stimuli, List<?> folds, double[][] values) {
        if (values.length != stimuli.size() || values.length != folds.size() || values.length == 0) {
            throw BadInput.of(
                    "observations " + name,
                    values.length + " rows, " + stimuli.size() + " stimuli, " + folds.size() + " folds",
                    "one stimulus and one fold a row, and at least one row",
                    "Give a list entry for every row");
        }
        for (var row : values) {
            if (row.length != values[0].length || row.length == 0) {
                throw BadInput.of(
                        "observations " + name,
                        row.length + " values in a row",
                        Math.max(1, values[0].length) + " as in the first",
                        "Give one value for every channel, NaN where it is missing");
            }
        }
        return new Observations(
                name,
                stimuli,
                stimuli.stream().distinct().toList(),
                folds,
                values[0].length,
                List.of(),
                1,
                row -> values[row],
                Origin.of("observations").with("name", name));
    }

    /**
     * Every presentation of a recording; the trial number is the fold. Stimuli come as in {@link
     * NeuralResponses#averaged()}.
     *
     * @throws BadInput if there are several time bins, or a stimulus was shown under several conditions
     */
    public static Observations of(NeuralResponses responses) {
        if (responses.bins().size() != 1) {
            throw BadInput.of(
                    "responses " + responses.name(),
                    responses.bins().size() + " time bins",
                    "one",
                    "Average over a window: responses.window(50, 200)");
        }
        var presentations = responses.presentations();
        var shown = responses.stimulusIds();
        var mean = responses.presentationTable().isEmpty() ? responses : responses.averaged();
        if (mean != responses && mean.presentations().size() > shown.size()) {
            throw BadInput.of(
                    "responses " + responses.name(),
                    mean.presentations().size() + " averages for " + shown.size()
                            + " stimuli: a stimulus was shown under several conditions, whose differences are no noise",
                    "one condition",
                    "Choose it: responses.where(\"condition\", value)");
        }
        return new Observations(
                responses.name(),
                presentations.stream().map(p -> p.stimulusId()).toList(),
                mean.stimulusIds(),
                presentations.stream().map(p -> p.trial()).toList(),
                responses.neurons().size(),
                responses.neurons().stream().map(Neuron::id).toList(),
                responses.bins().get(0).counts(),
                row -> IntStream.range(0, responses.neurons().size())
                        .mapToDouble(neuron -> responses.at(row, neuron, 0))
                        .toArray(),
                responses.origin());
    }

    private static Map<Object, Integer> index(List<?> labels) {
        var index = new LinkedHashMap<Object, Integer>();
        labels.forEach(label -> index.putIfAbsent(label, index.size()));
        return index;
    }

    private static int[] indices(List<?> labels, Map<Object, Integer> index) {
        return labels.stream().mapToInt(index::get).toArray();
    }

    public String name() {
        return name;
    }

    /** Row names of an RDM of these observations. */
    public List<String> stimulusIds() {
        return stimulusIds;
    }

    public int channels() {
        return channels;
    }

    /** What a value times it is the count in its whole time bin: 1 for a table, NaN where a recording does not tell. */
    double counts() {
        return counts;
    }

    /** How many folds there are. */
    public int folds() {
        return folds;
    }

    public Origin origin() {
        return origin;
    }

    /** The same without each observation's mean over channels, so that only patterns count and not overall strength. */
    public Observations withoutPatternMeans() {
        return new Observations(
                this,
                row -> {
                    var values = rows.apply(row);
                    double mean = PValues.mean(values);
                    return Arrays.stream(values).map(v -> v - mean).toArray();
                },
                Origin.of("without pattern means").from(origin));
    }

    /** [stimuli x channels] means over all observations, skipping NaN; NaN where there is none or it is infinite. */
    public double[] means() {
        return means(row -> true);
    }

    /** Means over the observations of one fold, or of all others. */
    double[] means(int leftOut, boolean others) {
        return means(row -> (fold[row] == leftOut) != others);
    }

    private double[] means(IntPredicate keep) {
        var sums = new double[Math.multiplyExact(stimulusIds.size(), channels)];
        var counts = new int[sums.length];
        for (int row = 0; row < stimulus.length; row++) {
            if (keep.test(row)) {
                var values = rows.apply(row);
                int from = stimulus[row] * channels;
                for (int j = 0; j < channels; j++) {
                    if (!Double.isNaN(values[j])) {
                        sums[from + j] += values[j];
                        counts[from + j]++;
                    }
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            double mean = sums[i] / counts[i];
            sums[i] = Double.isInfinite(mean) ? Double.NaN : mean;
        }
        return sums;
    }

    /**
     * The observations without NaN, each minus the mean of those of its stimulus.
     *
     * @throws BadInput if a channel has no value at all, so that no observation is without NaN
     */
    double[][] residuals() {
        requireRecorded();
        var complete = complete();
        var sums = new double[stimulusIds.size()][channels];
        var counts = new int[sums.length];
        for (int row : complete) {
            var values = rows.apply(row);
            counts[stimulus[row]]++;
            for (int j = 0; j < channels; j++) {
                sums[stimulus[row]][j] += values[j];
            }
        }
        return Arrays.stream(complete)
                .mapToObj(row -> {
                    var residual = rows.apply(row).clone();
                    for (int j = 0; j < channels; j++) {
                        residual[j] -= sums[stimulus[row]][j] / counts[stimulus[row]];
                    }
                    return residual;
                })
                .toArray(double[][]::new);
    }

    private void requireRecorded() {
        var recorded = new BitSet(channels);
        for (int row = 0; row < stimulus.length && recorded.cardinality() < channels; row++) {
            var values = rows.apply(row);
            IntStream.range(0, channels).filter(j -> !Double.isNaN(values[j])).forEach(recorded::set);
        }
        var silent = IntStream.range(0, channels)
                .filter(j -> !recorded.get(j))
                .mapToObj(j -> neurons.isEmpty() ? "channel " + j : neurons.get(j))
                .toList();
        if (!silent.isEmpty()) {
            boolean some = silent.size() < channels;
            throw BadInput.of(
                    "noise of " + name,
                    "no value of "
                            + (silent.size() == 1 ? silent.get(0) : silent.size() + " of " + channels + " channels"),
                    "at least one of every channel",
                    some && !neurons.isEmpty()
                            ? "Leave out what was not recorded: responses.without(\"" + String.join("\", \"", silent)
                                    + "\")"
                            : "Give the rows without " + (some ? String.join(", ", silent) : "NaN"));
        }
    }

    /** How many stimuli have an observation without NaN. */
    long completeStimuli() {
        return Arrays.stream(complete()).map(row -> stimulus[row]).distinct().count();
    }

    private int[] complete() {
        return IntStream.range(0, stimulus.length)
                .filter(row -> Arrays.stream(rows.apply(row)).noneMatch(Double::isNaN))
                .toArray();
    }

    /** As they were measured, a row an observation. */
    @Override
    public Grid chart() {
        var shown = Thinned.of(stimulus.length, i -> stimulusIds.get(stimulus[i]), "observations");
        var columns = Thinned.of(channels, String::valueOf, "channels");
        var values = Arrays.stream(shown.indices())
                .mapToObj(rows)
                .map(row -> Arrays.stream(columns.indices())
                        .mapToDouble(i -> row[i])
                        .toArray())
                .toArray(double[][]::new);
        return new Grid(
                name,
                this + ".",
                values,
                Axis.of("measured"),
                shown.names(),
                columns.names(),
                shown.said(),
                columns.said(),
                Grid.Look.SEQUENTIAL);
    }

    @Override
    public String toString() {
        return "Observations " + name + ": " + stimulus.length + " of " + stimulusIds.size() + " stimuli x "
                + channels() + " channels, " + folds + " folds";
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + Html.origin(origin);
    }
}
