package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/** p values of single tests, and corrections for several. NaN marks a test that could not be done and stays NaN. */
public final class PValues {

    private PValues() {}

    /**
     * Benjamini and Hochberg 1995: the least false discovery rate at which each test would be called significant.
     *
     * @param p [tests]
     * @return [tests] q values up to 1
     */
    public static double[] falseDiscoveryRate(double[] p) {
        var q = new double[p.length];
        Arrays.fill(q, Double.NaN);
        var order = IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted((a, b) -> Double.compare(p[b], p[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double least = 1;
        for (int k = 0; k < order.length; k++) {
            int rank = order.length - k;
            least = Math.min(least, p[order[k]] * order.length / rank);
            q[order[k]] = least;
        }
        return q;
    }

    /**
     * p times the number of tests, at most 1.
     *
     * @param p [tests]
     */
    public static double[] bonferroni(double[] p) {
        long tests = Arrays.stream(p).filter(value -> !Double.isNaN(value)).count();
        return Arrays.stream(p)
                .map(value -> Double.isNaN(value) ? value : Math.min(1, value * tests))
                .toArray();
    }

    /** That a mean is above 0, by its variance; without any variance 0 above and 1 below, NaN where it is unknown. */
    static double above(double mean, double variance, double freedom) {
        if (variance == 0) {
            return mean > 0 ? 0 : 1;
        }
        return testable(mean, variance, freedom)
                ? TDistribution.of(freedom).survivalProbability(mean / Math.sqrt(variance))
                : Double.NaN;
    }

    /** That a mean is not 0; without any variance 1 at 0 and else 0, NaN where it is unknown. */
    static double twoSided(double mean, double variance, double freedom) {
        if (variance == 0) {
            return mean == 0 ? 1 : 0;
        }
        return testable(mean, variance, freedom)
                ? 2 * TDistribution.of(freedom).survivalProbability(Math.abs(mean) / Math.sqrt(variance))
                : Double.NaN;
    }

    private static boolean testable(double mean, double variance, double freedom) {
        return !Double.isNaN(mean) && variance > 0 && freedom >= 1;
    }

    /** The value of t above which lie 2.5 %. */
    static double quantile(double freedom) {
        return freedom >= 1 ? TDistribution.of(freedom).inverseSurvivalProbability(0.025) : Double.NaN;
    }

    /** Wilcoxon signed-rank test, two-sided, zeros left out; exact without ties up to 50 values. */
    static double signedRank(double[] differences) {
        var valid = Arrays.stream(differences).filter(d -> d != 0).toArray();
        if (valid.length == 0 || Arrays.stream(valid).anyMatch(Double::isNaN)) {
            return Double.NaN;
        }
        return WilcoxonSignedRankTest.withDefaults()
                .with(ContinuityCorrection.DISABLED)
                .test(valid)
                .getPValue();
    }

    /** Mean without NaN. */
    static double mean(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    /** Variance without NaN, over one less than their number; NaN for fewer than two. */
    static double variance(double[] values) {
        var valid = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        double mean = mean(valid);
        return valid.length < 2
                ? Double.NaN
                : Arrays.stream(valid).map(v -> (v - mean) * (v - mean)).sum() / (valid.length - 1);
    }
}
