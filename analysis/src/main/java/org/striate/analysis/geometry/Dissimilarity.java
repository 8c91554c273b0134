package org.striate.analysis.geometry;

import org.striate.analysis.linear.Magnitude;

/** How far apart two stimuli are, from the products between their patterns over p units. */
public enum Dissimilarity {
    /** Squared Euclidean distance over the number of units. */
    EUCLIDEAN("squared Euclidean / units") {
        @Override
        double of(double ii, double jj, double ij, double sumI, double sumJ, double units) {
            return Double.isInfinite(ii + jj) ? Double.NaN : Math.max(0, ii + jj - 2 * ij) / units;
        }
    },
    /** {@code 1 - r}; NaN with a pattern in which all units answer alike. */
    CORRELATION("1 - Pearson r") {
        @Override
        double of(double ii, double jj, double ij, double sumI, double sumJ, double units) {
            double varianceI = ii - sumI * sumI / units;
            double varianceJ = jj - sumJ * sumJ / units;
            // A constant pattern leaves rounding errors of its mean behind, not a variance.
            boolean vary = varianceI > ROUNDING * ii && varianceJ > ROUNDING * jj;
            return vary ? 1 - (ij - sumI * sumJ / units) / Magnitude.geometricMean(varianceI, varianceJ) : Double.NaN;
        }
    },
    /** One minus the cosine of the angle between patterns; NaN with a pattern of zeros. */
    COSINE("1 - cosine") {
        @Override
        double of(double ii, double jj, double ij, double sumI, double sumJ, double units) {
            return ii > 0 && jj > 0 ? 1 - ij / Magnitude.geometricMean(ii, jj) : Double.NaN;
        }
    };

    private static final double ROUNDING = 1e-13;

    private final String title;

    Dissimilarity(String title) {
        this.title = title;
    }

    /** The name on an axis. */
    public String title() {
        return title;
    }

    /**
     * @param ii, jj, ij products of the two patterns
     * @param sumI, sumJ their sums over units
     */
    abstract double of(double ii, double jj, double ij, double sumI, double sumJ, double units);
}
