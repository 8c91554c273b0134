package org.striate.analysis.geometry;

import org.striate.analysis.linear.Magnitude;

/**
 * Shrinkage of a covariance, with the amount that is best on average.
 *
 * @param rows [count x channels] without their mean
 * @param sums [channels x channels] {@code rows' rows}
 */
record Shrinkage(double[] rows, int count, int channels, int freedom, double[] sums) {

    /** 0 for none to 1 for all. */
    double amount(NoiseEstimator estimator) {
        return switch (estimator) {
            case SHRUNK_TO_IDENTITY -> ledoitWolf();
            case SHRUNK_CORRELATIONS -> schaeferStrimmer();
            case VARIANCES -> 1;
            case SAMPLE -> 0;
        };
    }

    double[] covariance(NoiseEstimator estimator, double amount) {
        var covariance = new double[sums.length];
        double target = estimator == NoiseEstimator.SHRUNK_TO_IDENTITY ? amount * meanVariance() : 0;
        for (int i = 0; i < sums.length; i++) {
            boolean diagonal = i % (channels + 1) == 0;
            double kept = diagonal && estimator != NoiseEstimator.SHRUNK_TO_IDENTITY ? 1 : 1 - amount;
            covariance[i] = kept * sums[i] / freedom + (diagonal ? target : 0);
        }
        return covariance;
    }

    private double meanVariance() {
        double trace = 0;
        for (int i = 0; i < channels; i++) {
            trace += sums[i * channels + i];
        }
        return trace / channels / freedom;
    }

    /** Ledoit and Wolf 2004, b^2 / d^2: spread of single outer products over the distance from the identity. */
    private double ledoitWolf() {
        double mean = meanVariance() * freedom / count;
        double fourth = 0; // all in units of the mean variance, so that no square overflows
        for (int i = 0; i < count; i++) {
            double square = 0;
            for (int j = 0; j < channels; j++) {
                square += rows[i * channels + j] * rows[i * channels + j] / mean;
            }
            fourth += square * square;
        }
        double squares = 0;
        double distance = 0;
        for (int i = 0; i < sums.length; i++) {
            double s = sums[i] / count / mean;
            double off = i % (channels + 1) == 0 ? s - 1 : s;
            squares += s * s;
            distance += off * off;
        }
        double spread = (fourth / count - squares) / count;
        return distance > 0 ? Math.min(1, Math.max(0, spread / distance)) : 1;
    }

    /** Schaefer and Strimmer 2005: variances of the correlations over their squares, off the diagonal. */
    private double schaeferStrimmer() {
        var variances = new double[channels];
        for (int j = 0; j < channels; j++) {
            variances[j] = sums[j * channels + j] / freedom;
        }
        double products = 0; // sum over i != j of sum over rows of (z_i z_j)^2
        for (int i = 0; i < count; i++) {
            double square = 0;
            double fourth = 0;
            for (int j = 0; j < channels; j++) {
                double x = rows[i * channels + j];
                double z = variances[j] > 0 ? x * x / variances[j] : 0;
                square += z;
                fourth += z * z;
            }
            products += square * square - fourth;
        }
        double squares = 0;
        for (int i = 0; i < channels; i++) {
            for (int j = 0; j < channels; j++) {
                if (i != j && variances[i] > 0 && variances[j] > 0) {
                    double r = sums[i * channels + j] / Magnitude.geometricMean(variances[i], variances[j]);
                    squares += r * r;
                }
            }
        }
        double scale = count - 1.0;
        double mean = squares / (scale * scale);
        double variance = count / ((double) freedom * freedom) * (products / scale - mean);
        return mean > 0 ? Math.min(1, Math.max(0, variance / mean)) : 1;
    }
}
