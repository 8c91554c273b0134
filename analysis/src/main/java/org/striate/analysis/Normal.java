package org.striate.analysis;

/** The standard normal distribution. */
final class Normal {

    private Normal() {}

    /** The chance of a value as far from 0 as z on either side; NaN for NaN. */
    static double twoSided(double z) {
        double x = Math.abs(z) / Math.sqrt(2);
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        return x < 1.5 ? 1 - series(x) : fraction(x);
    }

    /** erf by its Taylor series, {@code 2/sqrt(pi) exp(-x^2) sum 2^k x^(2k+1) / (1 3 5 ..)}. */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= 2 * x * x / (2 * k + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    /** erfc by its continued fraction, from the far end. */
    private static double fraction(double x) {
        double tail = x;
        for (int k = 200; k >= 1; k--) {
            tail = x + k / 2.0 / tail;
        }
        return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail);
    }
}
