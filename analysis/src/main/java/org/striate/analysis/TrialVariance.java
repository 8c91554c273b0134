package org.striate.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The variances of one neuron's single responses.
 *
 * @param means [stimuli] mean over trials; NaN where there is none
 * @param counts [stimuli] trials recorded
 * @param within sum of squares around the stimulus' mean, [stimuli]
 * @param totalPower mean over trials of the variance over stimuli; NaN where trials are missing
 * @param oracle correlation of single responses with the mean of the others
 */
record TrialVariance(double[] means, int[] counts, double[] within, double totalPower, double oracle) {

    /** Squares below this share of the squared level are rounding. */
    private static final double ROUNDING = 1e-26;

    /** Of some of the stimuli. */
    static TrialVariance of(double[] given, int slots, int[] stimuli) {
        boolean infinite = Arrays.stream(given).anyMatch(Double::isInfinite);
        var some = IntStream.of(stimuli)
                .boxed()
                .flatMapToDouble(i -> Arrays.stream(given, i * slots, (i + 1) * slots))
                .toArray();
        return of(infinite ? Columns.repeat(Double.NaN, some.length) : some, slots);
    }

    /** A neuron with an infinite response is as one that was never recorded. */
    static TrialVariance of(double[] given, int slots) {
        boolean infinite = Arrays.stream(given).anyMatch(Double::isInfinite);
        var values = infinite ? Columns.repeat(Double.NaN, given.length) : given;
        int n = values.length / slots;
        var means = new double[n];
        var counts = new int[n];
        var within = new double[n];
        boolean complete = true;
        for (int i = 0; i < n; i++) {
            var trials = Arrays.stream(values, i * slots, (i + 1) * slots)
                    .filter(v -> !Double.isNaN(v))
                    .toArray();
            counts[i] = trials.length;
            complete &= trials.length == slots;
            double mean = Arrays.stream(trials).sum() / trials.length;
            means[i] = mean;
            within[i] = trials.length == 0 ? 0 : squares(trials, mean);
        }
        double power = complete ? meanOverTrials(values, slots) : Double.NaN;
        return new TrialVariance(means, counts, within, power, oracle(values, slots, means, counts));
    }

    private static double squares(double[] values, double mean) {
        double sum = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return sum > ROUNDING * values.length * mean * mean ? sum : 0;
    }

    /** [n - 1] variance of what is not NaN. */
    private static double variance(double[] values) {
        var known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        double mean = Arrays.stream(known).sum() / known.length;
        return known.length < 2 ? Double.NaN : squares(known, mean) / (known.length - 1);
    }

    private static double meanOverTrials(double[] values, int slots) {
        return IntStream.range(0, slots)
                .mapToDouble(slot -> variance(IntStream.range(0, values.length / slots)
                        .mapToDouble(i -> values[i * slots + slot])
                        .toArray()))
                .average()
                .orElse(Double.NaN);
    }

    private static double oracle(double[] values, int slots, double[] means, int[] counts) {
        var others = new double[values.length];
        for (int cell = 0; cell < values.length; cell++) {
            int m = counts[cell / slots];
            others[cell] = m < 2 ? Double.NaN : (means[cell / slots] * m - values[cell]) / (m - 1);
        }
        return Correlation.pearson(values, others);
    }

    /** Mean over stimuli of the variance over trials; stimuli with one trial tell nothing of it. */
    double noise() {
        return IntStream.range(0, means.length)
                .filter(i -> counts[i] > 1)
                .mapToDouble(i -> within[i] / (counts[i] - 1))
                .average()
                .orElse(Double.NaN);
    }

    /** Mean over stimuli of one over the number of trials: what the noise of a mean is multiplied with. */
    private double perTrial() {
        return Arrays.stream(counts)
                .filter(m -> m > 0)
                .mapToDouble(m -> 1.0 / m)
                .average()
                .orElse(Double.NaN);
    }

    private double ofMeans() {
        return variance(means);
    }

    double signalPower() {
        int m = counts.length == 0 ? 0 : counts[0];
        return Double.isNaN(totalPower) ? ofMeans() - noise() * perTrial() : (m * ofMeans() - totalPower) / (m - 1);
    }

    /** The total power where it can be had trial by trial, else signal plus noise. */
    @Override
    public double totalPower() {
        return Double.isNaN(totalPower) ? signalPower() + noise() : totalPower;
    }

    double mean() {
        return Arrays.stream(means).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    /** Variance of all single responses. */
    double total() {
        double n = Arrays.stream(counts).sum();
        double level = weighted(means) / n;
        double between = weighted(
                Arrays.stream(means).map(v -> (v - level) * (v - level)).toArray());
        double sum = between > ROUNDING * n * level * level ? between : 0;
        return n < 2 ? Double.NaN : (sum + Arrays.stream(within).sum()) / (n - 1);
    }

    private double weighted(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> counts[i] == 0 ? 0 : counts[i] * values[i])
                .sum();
    }

    double signalToNoise() {
        double n = Arrays.stream(counts).filter(m -> m > 0).count();
        return (n - 1) / n * (ofMeans() - noise() * perTrial()) / noise();
    }

    double noiseCeilingSnr() {
        return Math.sqrt(Math.max(0, ofMeans() - noise() * perTrial())) / Math.sqrt(noise());
    }

    double normalisedCorrelation(double[] predicted) {
        double power = signalPower();
        double r = Correlation.pearson(predicted, means);
        return power > 0 ? r * Math.sqrt(ofMeans() / power) : Double.NaN;
    }

    double explained(double[] predicted) {
        double n = Arrays.stream(counts).sum();
        var squares = IntStream.range(0, means.length)
                .mapToDouble(i -> (means[i] - predicted[i]) * (means[i] - predicted[i]))
                .toArray();
        double error = (weighted(squares) + Arrays.stream(within).sum()) / n;
        double explainable = total() - noise();
        return explainable > 0 ? 1 - (error - noise()) / explainable : Double.NaN;
    }
}
