package org.striate.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

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

    /**
     * For the mean of one group less that of another: 2000 bootstraps of both, each for itself; NaN is left out.
     *
     * @return NaN on both sides where a group is empty
     */
    public static Interval ofMeanDifference(double[] first, double[] second, long seed) {
        var a = Arrays.stream(first).filter(v -> !Double.isNaN(v)).toArray();
        var b = Arrays.stream(second).filter(v -> !Double.isNaN(v)).toArray();
        if (a.length == 0 || b.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        var random = new Random(seed);
        var draws = new double[2000];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = drawnMean(a, random) - drawnMean(b, random);
        }
        return of(draws);
    }

    private static double drawnMean(double[] values, Random random) {
        return random.ints(values.length, 0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "[%.3f, %.3f]", low, high);
    }
}
