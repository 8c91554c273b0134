package org.striate.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Distribution;

/**
 * How much of a neuron's variance its stimuli explain, without splitting trials: signal power (Sahani and Linden 2003),
 * fraction of explainable variance, signal-to-noise ratio (Pospisil and Bair 2021), the oracle correlation, the Fano factor;
 * and how much of the explainable part a model explains. All variances over stimuli or trials divide by n - 1 where nothing
 * else is said. Missing trials are skipped; stimuli without any do not count. Where a quotient has no denominator it is NaN.
 */
public final class ExplainableVariance implements Charted<Distribution> {

    private final List<Neuron> neurons;
    private final List<String> stimulusIds;
    private final Trials trials;
    private final TrialVariance[] each;
    /** What a response times it is the count in its whole time bin. */
    private final double counts;

    private final Origin origin;

    private ExplainableVariance(Trials trials, double counts) {
        trials.requireSeveral("trials");
        this.neurons = trials.neurons();
        this.stimulusIds = trials.stimulusIds();
        this.trials = trials;
        this.each = new TrialVariance[neurons.size()];
        for (int start = 0; start < each.length; start += Trials.BLOCK) {
            var block = trials.block(start);
            for (int k = 0; k < block.length; k++) {
                each[start + k] = TrialVariance.of(block[k], trials.slots());
            }
        }
        this.counts = counts;
        this.origin = Origin.of("explainable variance").from(trials.origin());
    }

    /**
     * @param responses all trials, one time bin
     * @throws BadInput if there are several time bins or fewer than two trials
     */
    public static ExplainableVariance of(NeuralResponses responses) {
        var trials = Trials.of(responses);
        return new ExplainableVariance(trials, responses.bins().get(0).counts());
    }

    /**
     * The same from an array in float64.
     *
     * @param trials [stimuli x trials x neurons]; NaN where nothing was recorded
     * @throws BadInput if it is empty or has fewer than two trials
     */
    public static ExplainableVariance of(double[][][] trials) {
        return new ExplainableVariance(Trials.of(trials), 1);
    }

    public List<Neuron> neurons() {
        return neurons;
    }

    /** The order in which predictions are given. */
    public List<String> stimulusIds() {
        return stimulusIds;
    }

    public Origin origin() {
        return origin;
    }

    private double[] all(java.util.function.ToDoubleFunction<TrialVariance> quantity) {
        return Arrays.stream(each).mapToDouble(quantity).toArray();
    }

    /** [neurons] mean over trials of the variance over stimuli; with missing trials signal plus noise. */
    public double[] totalPower() {
        return all(TrialVariance::totalPower);
    }

    /**
     * [neurons] {@code m / (m - 1) (Var(mean response) - TP / m)}, m trials, TP the {@link #totalPower} (Sahani and Linden
     * 2003; Schoppe et al. 2016); may be negative. With missing trials {@code Var(mean response) - N mean(1 / m_i)}, N the
     * {@link #noise}.
     */
    public double[] signalPower() {
        return all(TrialVariance::signalPower);
    }

    /** [neurons] variance over trials, mean over stimuli. */
    public double[] noise() {
        return all(TrialVariance::noise);
    }

    /**
     * [neurons] fraction of explainable variance, {@code (total - noise) / total}, total over all single responses; as in
     * neuralpredictors. Those below 0.15 are usually left out.
     */
    public double[] fraction() {
        return all(v -> (v.total() - v.noise()) / v.total());
    }

    /** [neurons] {@code (Var(mean response) - noise (n - 1) / n / m) / noise}, that variance divided by n; unbiased. */
    public double[] signalToNoise() {
        return all(TrialVariance::signalToNoise);
    }

    /** [neurons] {@code sqrt(max(0, Var(mean response) - noise / m)) / sqrt(noise)} (Allen et al. 2022). */
    public double[] noiseCeilingSnr() {
        return all(TrialVariance::noiseCeilingSnr);
    }

    /**
     * [neurons] percent of the variance of a mean over some trials that a perfect model would explain.
     *
     * @throws BadInput if there is no trial
     */
    public double[] noiseCeiling(int trials) {
        if (trials < 1) {
            throw BadInput.of("trials", trials + "", "at least 1", "Of a single trial: variance.noiseCeiling(1)");
        }
        return all(v -> {
            double square = Math.pow(v.noiseCeilingSnr(), 2);
            return Double.isInfinite(square) ? 100 : 100 * square / (square + 1.0 / trials);
        });
    }

    /** [neurons] correlation of every single response with the mean of the other trials, as in neuralpredictors. */
    public double[] oracle() {
        return all(TrialVariance::oracle);
    }

    /**
     * [neurons] mean over stimuli of the variance over trials, by the mean, of counts in the whole time bin; NaN unless that mean is
     * above 0, and where it is not known over how long responses are counted.
     */
    public double[] fano() {
        return all(v -> v.mean() > 0 ? counts * v.noise() / v.mean() : Double.NaN);
    }

    /**
     * Normalised correlation, {@code Cov(prediction, mean) / sqrt(Var(prediction) SP)} (Schoppe et al. 2016); all terms over the
     * stimuli that have a prediction.
     *
     * @param predicted [stimuli x neurons], stimuli as in {@link #stimulusIds()}; NaN where there is no prediction
     * @return [neurons]; NaN where the signal power is not above 0, the prediction is constant or fewer than two stimuli have one
     * @throws BadInput if the shape is another
     */
    public double[] normalisedCorrelation(double[][] predicted) {
        return against(predicted, TrialVariance::normalisedCorrelation);
    }

    /**
     * Fraction of the explainable variance that is explained, {@code 1 - (MSE - noise) / (total - noise)}, MSE over all single
     * responses; as in neuralpredictors. All terms are over the stimuli that have a prediction. May be negative.
     *
     * @param predicted [stimuli x neurons], stimuli as in {@link #stimulusIds()}; NaN where there is no prediction
     * @return [neurons]; NaN where total is not above noise, or fewer than two stimuli have a prediction
     * @throws BadInput if the shape is another
     */
    public double[] explained(double[][] predicted) {
        return against(predicted, TrialVariance::explained);
    }

    private double[] against(
            double[][] predicted, java.util.function.ToDoubleBiFunction<TrialVariance, double[]> quantity) {
        int rows = predicted.length;
        int columns = rows == 0 ? 0 : predicted[0].length;
        if (rows != stimulusIds.size() || columns != each.length) {
            throw BadInput.of(
                    "predictions",
                    rows + " x " + columns,
                    stimulusIds.size() + " stimuli x " + each.length + " neurons",
                    "Order them as variance.stimulusIds()");
        }
        boolean gaps = Arrays.stream(predicted).flatMapToDouble(Arrays::stream).anyMatch(Double::isNaN);
        var quantities = new double[each.length];
        double[][] block = {};
        for (int neuron = 0; neuron < each.length; neuron++) {
            if (gaps && neuron % Trials.BLOCK == 0) {
                block = trials.block(neuron);
            }
            int column = neuron;
            var known = IntStream.range(0, rows)
                    .filter(i -> !Double.isNaN(predicted[i][column]))
                    .toArray();
            var variance = known.length == rows
                    ? each[neuron]
                    : TrialVariance.of(block[neuron % Trials.BLOCK], trials.slots(), known);
            quantities[neuron] = quantity.applyAsDouble(
                    variance,
                    IntStream.of(known).mapToDouble(i -> predicted[i][column]).toArray());
        }
        return quantities;
    }

    /** How many neurons have no variance at all: their quotients are NaN. */
    public long undefined() {
        return Arrays.stream(each).filter(v -> !(v.total() > 0)).count();
    }

    /** The explainable fraction of every neuron. */
    @Override
    public Distribution chart() {
        return new Distribution(
                "Explainable variance",
                "histogram of the explainable fraction of every neuron, " + this + ".",
                Axis.of("explainable fraction of the variance"),
                "neurons",
                fraction());
    }

    @Override
    public String toString() {
        double median = org.striate.core.Score.aggregate(new double[][] {fraction()});
        return String.format(
                Locale.ROOT,
                "ExplainableVariance: median fraction %.4f, %d neurons (%d without variance), %d stimuli",
                median,
                neurons.size(),
                undefined(),
                stimulusIds.size());
    }

    @Override
    public String toHtml() {
        var fraction = fraction();
        var snr = signalToNoise();
        var oracle = oracle();
        var fano = fano();
        var rows = IntStream.range(0, each.length)
                .mapToObj(i -> List.of(neurons.get(i).id(), fraction[i], snr[i], oracle[i], fano[i]))
                .toList();
        var header = List.of(
                "neuron",
                "explainable: (total - noise) / total",
                "unbiased signal to noise",
                "oracle r",
                "Fano factor");
        return Html.table(toString(), header, rows) + Html.origin(origin);
    }
}
