package org.striate.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Interval;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Score;
import org.striate.core.StimulusSet;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Cloud;

/**
 * Two scores of the same neurons on the same stimuli: how much better the first is.
 *
 * @param first the first
 * @param second the second
 * @param interval 95 % interval of {@link #difference()}: the bootstrap over stimuli and neurons, paired draw by draw
 * @param p [neurons] two-sided p of Steiger's (1980) test of two correlations that share a variable, through Fisher's z, on
 *     the mean held-out predictions, all less their means over the stimuli of a split; NaN for a neuron without a defined r
 * @param q [neurons] the same with the false discovery rate over neurons controlled (Benjamini and Hochberg 1995): a neuron
 *     differs at a rate of 5 % where q is at most 0.05
 */
public record ScoreComparison(Score first, Score second, Interval interval, double[] p, double[] q)
        implements Charted<Cloud> {

    /**
     * Scores of an earlier version do not say of which stimuli they are: of these, only how many is compared.
     *
     * @param stimuli those that both were scored on, in that order
     * @param responses those that both were scored on
     * @throws BadInput if the scores are not of the same neurons, stimuli and folds, or have no draws of one seed
     */
    public static ScoreComparison of(Score first, Score second, StimulusSet stimuli, NeuralResponses responses) {
        var a = first.draws();
        var b = second.draws();
        boolean same = first.neurons().equals(second.neurons())
                && first.predicted().length == second.predicted().length
                && responses.neurons().containsAll(first.neurons());
        var other = same ? other(first, second) : "";
        if (!same || !other.isEmpty() || a.length == 0 || a.length != b.length) {
            throw BadInput.of(
                    "scores",
                    first.neurons().size() + " and " + second.neurons().size() + " neurons, " + first.predicted().length
                            + " and " + second.predicted().length + " stimuli" + other,
                    "two scores of the same neurons, stimuli and folds",
                    "Score both alike: EncodingModel.ridge().scoreLayers(model, stimuli, responses, folds)");
        }
        if (!seed(first).equals(seed(second))) {
            throw BadInput.of(
                    "scores",
                    "draws of seed " + seed(first) + " and of seed " + seed(second),
                    "one seed, so that draws are paired",
                    "Score both alike: EncodingModel.ridge().seed(1)");
        }
        var differences =
                IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
        var p = tests(first, second, stimuli, responses);
        return new ScoreComparison(first, second, Interval.of(differences), p, falseDiscovery(p));
    }

    /** In what scores of as many stimuli and neurons differ; empty where in nothing that is known. */
    private static String other(Score first, Score second) {
        if (differ(first.stimulusIds(), second.stimulusIds())) {
            return ", in another order or other stimuli";
        }
        boolean rows = shuffled(first).equals(shuffled(second));
        return differ(splits(first, rows), splits(second, rows)) ? ", in other folds" : "";
    }

    private static String shuffled(Score score) {
        return score.origin().settings().getOrDefault(LayerRun.SHUFFLED, "no");
    }

    private static boolean differ(List<?> one, List<?> other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    /** What each split held out; of shuffled answers, which stand at other rows, how much. */
    private static List<Object> splits(Score score, boolean rows) {
        return Arrays.stream(score.heldOut())
                .map(test -> rows ? IntStream.of(test).sorted().boxed().toList() : (Object) test.length)
                .toList();
    }

    private static String seed(Score score) {
        return score.origin().settings().getOrDefault(HeldOut.SEED, "unknown");
    }

    private static double[] tests(Score first, Score second, StimulusSet stimuli, NeuralResponses responses) {
        var mean = first.measured(stimuli, responses);
        int scored = first.predicted().length;
        var held = first.heldOut();
        double levels = levels(held, scored);
        var r = first.perNeuron();
        var other = second.perNeuron();
        return IntStream.range(0, first.neurons().size())
                .mapToDouble(neuron -> {
                    if (Double.isNaN(r[neuron] + other[neuron])) {
                        return Double.NaN;
                    }
                    int column = responses.neurons().indexOf(first.neurons().get(neuron));
                    var y = IntStream.range(0, scored)
                            .mapToDouble(i -> mean.at(i, column, 0))
                            .toArray();
                    return steiger(
                            centred(column(first, neuron), held),
                            centred(column(second, neuron), second.heldOut()),
                            centred(y, held),
                            levels);
                })
                .toArray();
    }

    private static double[] column(Score score, int neuron) {
        return Arrays.stream(score.predicted()).mapToDouble(row -> row[neuron]).toArray();
    }

    /**
     * Less the mean over the stimuli of the split, or the mean of such means where several splits held a stimulus out. The level of
     * a prediction is that of its training stimuli, the lower the higher the responses to those held out: over splits together
     * that would count as negative correlation.
     */
    private static double[] centred(double[] values, int[][] heldOut) {
        var times = times(heldOut, values.length);
        var centred = values.clone();
        for (var test : heldOut) {
            double mean = IntStream.of(test).mapToDouble(i -> values[i]).sum() / test.length;
            IntStream.of(test).forEach(i -> centred[i] -= mean / times[i]);
        }
        return centred;
    }

    /** How many means {@link #centred} takes away: the trace of that part of it; 1 where splits are not known. */
    private static double levels(int[][] heldOut, int stimuli) {
        var times = times(heldOut, stimuli);
        double levels = 0;
        for (var test : heldOut) {
            levels += IntStream.of(test)
                    .mapToDouble(i -> 1.0 / times[i] / test.length)
                    .sum();
        }
        return heldOut.length == 0 ? 1 : levels;
    }

    /** [stimuli] how many splits held each out. */
    private static int[] times(int[][] heldOut, int stimuli) {
        var times = new int[stimuli];
        Arrays.stream(heldOut).flatMapToInt(Arrays::stream).forEach(i -> times[i]++);
        return times;
    }

    /**
     * Two-sided p that two predictions correlate equally with y.
     *
     * @param levels how many means were taken away; 1 for that over all
     * @return NaN where so few stimuli are left beside them that no variance can be told
     */
    private static double steiger(double[] a, double[] b, double[] y, double levels) {
        double ay = Correlation.pearson(a, y);
        double by = Correlation.pearson(b, y);
        double ab = Correlation.pearson(a, b);
        long n = IntStream.range(0, y.length)
                .filter(i -> !Double.isNaN(a[i] + b[i] + y[i]))
                .count();
        double mean = (ay + by) / 2;
        double square = mean * mean;
        double covariance =
                (ab * (1 - 2 * square) - 0.5 * square * (1 - 2 * square - ab * ab)) / ((1 - square) * (1 - square));
        double z = (Score.fisherZ(ay) - Score.fisherZ(by)) * Math.sqrt((n - 2 - levels) / (2 - 2 * covariance));
        return n - 2 - levels < 1 ? Double.NaN : ay == by ? 1 : twoSided(z);
    }

    /** The chance of a standard normal variate as far from 0 as z on either side; NaN for NaN. */
    static double twoSided(double z) {
        return Double.isNaN(z) ? Double.NaN : 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
    }

    /** Benjamini and Hochberg's adjusted p; NaN stays. */
    static double[] falseDiscovery(double[] p) {
        var order = IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted((i, j) -> Double.compare(p[j], p[i]))
                .toList();
        var q = p.clone();
        double least = 1;
        int m = order.size();
        for (int rank = m; rank >= 1; rank--) {
            int i = order.get(m - rank);
            least = Math.min(least, p[i] * m / rank);
            q[i] = least;
        }
        return q;
    }

    /** The first score's value less the second's. */
    public double difference() {
        return first.value() - second.value();
    }

    /** The neurons that differ, with the false discovery rate at most {@code rate}. */
    public List<Neuron> differing(double rate) {
        return IntStream.range(0, q.length)
                .filter(i -> q[i] <= rate)
                .mapToObj(first.neurons()::get)
                .toList();
    }

    /** Every neuron: its r by the one against its r by the other, in colours where they differ. */
    @Override
    public Cloud chart() {
        var neurons = first.neurons();
        var differ = differing(0.05);
        return new Cloud(
                        first.source() + " against " + second.source(),
                        this + ".",
                        Axis.of("r of " + second.source()),
                        Axis.of("r of " + first.source()),
                        neurons.stream().map(Neuron::id).toList(),
                        second.perNeuron(),
                        first.perNeuron(),
                        true)
                .grouped(neurons.stream()
                        .map(neuron -> differ.contains(neuron) ? "differ (FDR 0.05)" : "do not differ")
                        .toList());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "ScoreComparison: %s %s less %s %s: %.4f %s, %d of %d neurons differ at FDR 0.05",
                first.model(),
                first.layer(),
                second.model(),
                second.layer(),
                difference(),
                interval,
                differing(0.05).size(),
                q.length);
    }

    @Override
    public String toHtml() {
        var rows = List.of(
                List.of("first: " + first.model() + " " + first.layer(), text(first.value())),
                List.of("second: " + second.model() + " " + second.layer(), text(second.value())),
                List.of("difference", text(difference())),
                List.of("95 % interval (paired bootstrap over stimuli and neurons)", interval),
                List.of(
                        "neurons that differ (Steiger's z, FDR 0.05)",
                        differing(0.05).size() + " of " + q.length));
        return Html.table(toString(), List.of("quantity", "value"), rows) + Html.origin(first.origin());
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
