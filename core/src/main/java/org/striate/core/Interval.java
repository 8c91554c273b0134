package org.striate.core;

import java.util.Arrays;
import java.util.Locale;

/**
 * A 95 % interval.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {

    /**
     * The percentile interval of a bootstrap: from the 2.5th to the 97.5th percentile of the draws that are not NaN.
     *
     * @return NaN on both sides where there is none
     */
    public static Interval of(double[] draws) {
        var sorted = Arrays.stream(draws).filter(d -> !Double.isNaN(d)).sorted().toArray();
        int n = sorted.length;
        return n == 0
                ? new Interval(Double.NaN, Double.NaN)
                : new Interval(sorted[(int) (0.025 * n)], sorted[Math.max(0, (int) Math.ceil(0.975 * n) - 1)]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "[%.3f, %.3f]", low, high);
    }
}
