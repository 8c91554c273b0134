package org.striate.analysis.geometry;

import java.util.List;
import org.striate.analysis.linear.Decompositions;
import org.striate.analysis.linear.Linear;
import org.striate.core.BadInput;

/** Dissimilarities between patterns in float64, [stimuli x channels] row by row; NaN in a pattern stays NaN. */
final class PatternDistances {

    private PatternDistances() {}

    /** Condensed. Patterns are centred first where that changes nothing but rounding. */
    static double[] of(double[] patterns, int n, Dissimilarity measure) {
        int channels = patterns.length / n;
        var centred = switch (measure) {
            case CORRELATION -> withoutRowMeans(patterns, n);
            case EUCLIDEAN -> withoutColumnMeans(patterns, n);
            case COSINE -> patterns;
        };
        var squares = new double[n]; // before centring: what a constant pattern's rest is measured by
        for (int i = 0; i < patterns.length; i++) {
            squares[i / channels] += patterns[i] * patterns[i];
        }
        var products = Decompositions.rowProducts(centred, n, channels);
        var values = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double ii = products[i * n + i];
                double jj = products[j * n + j];
                boolean constant = measure == Dissimilarity.CORRELATION
                        && !(ii > ROUNDING * squares[i] && jj > ROUNDING * squares[j]);
                values[next++] = constant ? Double.NaN : measure.of(ii, jj, products[i * n + j], 0, 0, channels);
            }
        }
        return values;
    }

    private static final double ROUNDING = 1e-26;

    /** Squared Mahalanobis distance over channels: {@code d' P d / p}. */
    static double[] mahalanobis(double[] patterns, int n, double[] precision) {
        return kernel(patterns, patterns, n, precision);
    }

    /** Mean over folds of the product of differences in the others and in the one left out. */
    static double[] crossnobis(Observations observations, double[] precision) {
        int folds = required(observations);
        var sum = new RunningMean(pairs(observations));
        for (int fold = 0; fold < folds; fold++) {
            var train = observations.means(fold, true);
            var test = observations.means(fold, false);
            sum.add(kernel(train, test, observations.stimulusIds().size(), precision));
        }
        return sum.values();
    }

    /** Mean over pairs of folds, each pair with the inverse of the folds' mean covariance. */
    static double[] crossnobis(Observations observations, List<NoiseCovariance> noises) {
        int folds = required(observations);
        if (noises.size() != folds) {
            throw BadInput.of(
                    "noise", noises.size() + " covariances", folds + ", one a fold", "List them in the order of folds");
        }
        int channels = observations.channels();
        var sum = new RunningMean(pairs(observations));
        for (int a = 0; a < folds; a++) {
            var first = observations.means(a, false);
            for (int b = a + 1; b < folds; b++) {
                var mean = new double[channels * channels];
                for (int i = 0; i < mean.length; i++) {
                    mean[i] = (noises.get(a).values()[i] + noises.get(b).values()[i]) / 2;
                }
                var precision = new NoiseCovariance(noises.get(a).estimator(), channels, mean, 0, observations.origin())
                        .precision();
                var second = observations.means(b, false);
                sum.add(kernel(first, second, observations.stimulusIds().size(), precision));
            }
        }
        return sum.values();
    }

    /** Symmetrised Kullback-Leibler divergence of Poisson rates over channels, with a gamma prior. */
    static double[] poisson(double[] counts, int n, double priorRate, double priorWeight) {
        var rates = new double[counts.length];
        var logs = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            rates[i] = (counts[i] + priorRate * priorWeight) / (1 + priorWeight);
            logs[i] = Math.log(rates[i]);
        }
        return kernel(rates, logs, n, null);
    }

    private static int required(Observations observations) {
        if (observations.folds() < 2) {
            throw BadInput.of(
                    "observations " + observations.name(),
                    observations.folds() + " fold",
                    "at least 2 for a cross-validated distance",
                    "Use the recording before averaged(), or Rdms.mahalanobis(responses)");
        }
        return observations.folds();
    }

    private static int pairs(Observations observations) {
        int n = observations.stimulusIds().size();
        return n * (n - 1) / 2;
    }

    /** {@code (a_i - a_j)' P (b_i - b_j) / p} for every two stimuli. */
    private static double[] kernel(double[] first, double[] second, int n, double[] precision) {
        var a = withoutColumnMeans(first, n);
        var b = withoutColumnMeans(second, n);
        int channels = a.length / n;
        var weighted = precision == null ? a : Linear.product(n, channels, channels, a, false, precision, false);
        var k = Linear.product(n, n, channels, weighted, false, b, true);
        var values = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                values[next++] = (k[i * n + i] + k[j * n + j] - k[i * n + j] - k[j * n + i]) / channels;
            }
        }
        return values;
    }

    static double[] withoutRowMeans(double[] patterns, int n) {
        int channels = patterns.length / n;
        var centred = new double[patterns.length];
        for (int i = 0; i < n; i++) {
            double mean = 0;
            for (int j = 0; j < channels; j++) {
                mean += patterns[i * channels + j];
            }
            mean /= channels;
            for (int j = 0; j < channels; j++) {
                centred[i * channels + j] = patterns[i * channels + j] - mean;
            }
        }
        return centred;
    }

    /** A column with NaN keeps it where it is: the others are centred on their own mean, equal ones exactly to 0. */
    static double[] withoutColumnMeans(double[] patterns, int n) {
        int channels = patterns.length / n;
        var centred = patterns.clone();
        for (int j = 0; j < channels; j++) {
            double sum = 0;
            int count = 0;
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = j; i < patterns.length; i += channels) {
                if (!Double.isNaN(patterns[i])) {
                    sum += patterns[i];
                    count++;
                    least = Math.min(least, patterns[i]);
                    most = Math.max(most, patterns[i]);
                }
            }
            double mean = least == most ? least : sum / count;
            for (int i = j; i < patterns.length; i += channels) {
                centred[i] -= mean;
            }
        }
        return centred;
    }

    /** Means that skip NaN: a pair counts in the folds that hold both of its stimuli. */
    private static final class RunningMean {
        private final double[] sums;
        private final int[] counts;

        RunningMean(int length) {
            sums = new double[length];
            counts = new int[length];
        }

        void add(double[] values) {
            for (int i = 0; i < values.length; i++) {
                if (!Double.isNaN(values[i])) {
                    sums[i] += values[i];
                    counts[i]++;
                }
            }
        }

        double[] values() {
            var means = new double[sums.length];
            for (int i = 0; i < means.length; i++) {
                means[i] = sums[i] / counts[i];
            }
            return means;
        }
    }
}
