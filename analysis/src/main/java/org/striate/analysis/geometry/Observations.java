package org.striate.analysis.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.NeuralResponses;
import org.striate.core.Origin;
import org.striate.core.Showable;

/** Measurements of stimuli, one a row, several of each: observations x channels in float64, NaN where one is missing. */
public final class Observations implements Showable {

    private final String name;
    private final List<String> stimulusIds;
    private final int[] stimulus;
    private final int[] fold;
    private final int folds;
    private final double[][] values;
    private final Origin origin;

    private Observations(
            String name, List<String> ids, List<String> order, List<?> folds, double[][] values, Origin origin) {
        this.name = name;
        this.stimulusIds = List.copyOf(order);
        this.stimulus = indices(ids, index(order));
        var foldIndex = index(folds);
        this.fold = indices(folds, foldIndex);
        this.folds = foldIndex.size();
        this.values = values;
        this.origin = origin;
    }

    private Observations(Observations other, double[][] values, Origin origin) {
        this.name = other.name;
        this.stimulusIds = other.stimulusIds;
        this.stimulus = other.stimulus;
        this.fold = other.fold;
        this.folds = other.folds;
        this.values = values;
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
                values,
                Origin.of("observations").with("name", name));
    }

    /**
     * Every presentation of a recording; the trial number is the fold. Stimuli come as in {@link
     * NeuralResponses#averaged()}.
     *
     * @throws BadInput if there are several time bins
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
        var values = new double[presentations.size()][responses.neurons().size()];
        for (int p = 0; p < values.length; p++) {
            for (int neuron = 0; neuron < values[p].length; neuron++) {
                values[p][neuron] = responses.at(p, neuron, 0);
            }
        }
        var order = responses.presentationTable().isEmpty()
                ? responses.stimulusIds()
                : responses.averaged().stimulusIds();
        return new Observations(
                responses.name(),
                presentations.stream().map(p -> p.stimulusId()).toList(),
                order,
                presentations.stream().map(p -> p.trial()).toList(),
                values,
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
        return values[0].length;
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
        var rows = Arrays.stream(values)
                .map(row -> {
                    double mean = PValues.mean(row);
                    return Arrays.stream(row).map(v -> v - mean).toArray();
                })
                .toArray(double[][]::new);
        return new Observations(this, rows, Origin.of("without pattern means").from(origin));
    }

    /** [stimuli x channels] means over all observations, skipping NaN; NaN where there is none. */
    public double[] means() {
        return means(row -> true);
    }

    /** Means over the observations of one fold, or of all others. */
    double[] means(int leftOut, boolean others) {
        return means(row -> (fold[row] == leftOut) != others);
    }

    private double[] means(IntPredicate keep) {
        int channels = channels();
        var sums = new double[Math.multiplyExact(stimulusIds.size(), channels)];
        var counts = new int[sums.length];
        for (int row = 0; row < values.length; row++) {
            for (int j = 0; j < channels && keep.test(row); j++) {
                if (!Double.isNaN(values[row][j])) {
                    sums[stimulus[row] * channels + j] += values[row][j];
                    counts[stimulus[row] * channels + j]++;
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= counts[i];
        }
        return sums;
    }

    /** The observations without NaN, each minus the mean of those of its stimulus. */
    double[][] residuals() {
        var complete = complete();
        var sums = new double[stimulusIds.size()][channels()];
        var counts = new int[sums.length];
        for (int row : complete) {
            counts[stimulus[row]]++;
            for (int j = 0; j < channels(); j++) {
                sums[stimulus[row]][j] += values[row][j];
            }
        }
        var residuals = new ArrayList<double[]>();
        for (int row : complete) {
            var residual = values[row].clone();
            for (int j = 0; j < residual.length; j++) {
                residual[j] -= sums[stimulus[row]][j] / counts[stimulus[row]];
            }
            residuals.add(residual);
        }
        return residuals.toArray(double[][]::new);
    }

    /** How many stimuli have an observation without NaN. */
    long completeStimuli() {
        return Arrays.stream(complete()).map(row -> stimulus[row]).distinct().count();
    }

    private int[] complete() {
        return IntStream.range(0, values.length)
                .filter(row -> Arrays.stream(values[row]).noneMatch(Double::isNaN))
                .toArray();
    }

    @Override
    public String toString() {
        return "Observations " + name + ": " + values.length + " of " + stimulusIds.size() + " stimuli x " + channels()
                + " channels, " + folds + " folds";
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + Html.origin(origin);
    }
}
