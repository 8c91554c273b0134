package org.striate.analysis.linear;

/** The size of numbers, so that their squares and products neither overflow nor vanish. */
public final class Magnitude {

    private Magnitude() {}

    /**
     * The power of two at or below the largest magnitude: divided by it, numbers keep their digits and are below 2.
     *
     * @return 1 where all are 0 or NaN, or one is infinite
     */
    public static double of(double[] values) {
        double largest = 0;
        for (double value : values) {
            double magnitude = Math.abs(value);
            largest = magnitude > largest ? magnitude : largest;
        }
        return of(largest);
    }

    /** The same of the largest magnitude itself. */
    public static double of(double largest) {
        return largest > 0 && largest < Double.POSITIVE_INFINITY ? Math.scalb(1.0, Math.getExponent(largest)) : 1;
    }

    /** {@code sqrt(a b)} of numbers not below 0; the same to the last digit wherever the product can be had. */
    public static double geometricMean(double a, double b) {
        double product = a * b;
        return product > 1e-290 && product < 1e300 ? Math.sqrt(product) : Math.sqrt(a) * Math.sqrt(b);
    }
}
