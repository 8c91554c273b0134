package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks and rank correlations in which a value may count several times, as it does in a bootstrap sample. */
final class Ranks {

    private Ranks() {}

    /** Indices of the values, ascending; NaN last. */
    static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Average ranks from 1, each value counted as often as its weight says: a running sum over the sorted values, so that
     * a bootstrap sample needs no sorting of its own.
     *
     * @param order from {@link #order}
     * @return NaN where the value is NaN
     */
    static double[] average(double[] values, double[] weights, int[] order) {
        var ranks = new double[values.length];
        double below = 0;
        for (int from = 0; from < order.length; ) {
            double value = values[order[from]];
            double here = 0;
            int to = from;
            while (to < order.length && (values[order[to]] == value || Double.isNaN(values[order[to]]))) {
                here += Double.isNaN(values[order[to]]) ? 0 : weights[order[to]];
                to++;
                if (Double.isNaN(value)) {
                    break;
                }
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = Double.isNaN(values[order[i]]) ? Double.NaN : below + (here + 1) / 2;
            }
            below += here;
            from = to;
        }
        return ranks;
    }

    /**
     * Kendall's tau-a by counting inversions in a binary indexed tree, in O(m log m).
     *
     * @param weights how often each pair of values counts; copies of one value tie with each other
     */
    static double tauA(double[] a, double[] b, double[] weights) {
        var kept = IntStream.range(0, a.length)
                .filter(i -> !Double.isNaN(a[i] + b[i]) && weights[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> a[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        var sortedB =
                Arrays.stream(kept).mapToDouble(i -> b[i]).sorted().distinct().toArray();
        var tree = new double[sortedB.length + 1];
        double difference = 0;
        double total = 0;
        for (int from = 0; from < kept.length; ) {
            int to = from;
            while (to < kept.length && a[kept[to]] == a[kept[from]]) {
                int place = Arrays.binarySearch(sortedB, b[kept[to]]);
                double atOrBelow = sum(tree, place + 1);
                double above = total - atOrBelow;
                difference += weights[kept[to]] * (sum(tree, place) - above);
                to++;
            }
            for (; from < to; from++) { // only now: values tied in a are neither concordant nor discordant
                double weight = weights[kept[from]];
                add(tree, Arrays.binarySearch(sortedB, b[kept[from]]) + 1, weight);
                total += weight;
            }
        }
        return difference / (total * (total - 1) / 2);
    }

    private static double sum(double[] tree, int to) {
        double sum = 0;
        for (int i = to; i > 0; i -= i & -i) {
            sum += tree[i];
        }
        return sum;
    }

    private static void add(double[] tree, int at, double weight) {
        for (int i = at; i < tree.length; i += i & -i) {
            tree[i] += weight;
        }
    }

    /**
     * Pearson r with weights.
     *
     * @param weights how often each pair counts; null for once each
     */
    static double pearson(double[] a, double[] b, double[] weights) {
        double n = 0;
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < a.length; i++) {
            double w = weight(a, b, weights, i);
            if (w > 0) {
                n += w;
                meanA += w * a[i];
                meanB += w * b[i];
            }
        }
        meanA /= n;
        meanB /= n;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            double w = weight(a, b, weights, i);
            if (w > 0) {
                double x = a[i] - meanA;
                double y = b[i] - meanB;
                ab += w * x * y;
                aa += w * x * x;
                bb += w * y * y;
            }
        }
        // A constant column leaves rounding errors of its mean behind, not a variance.
        double least = 1e-26 * n;
        boolean varies = aa > least * meanA * meanA && bb > least * meanB * meanB;
        return varies ? ab / Math.sqrt(aa * bb) : Double.NaN;
    }

    private static double weight(double[] a, double[] b, double[] weights, int i) {
        return Double.isNaN(a[i] + b[i]) ? 0 : weights == null ? 1 : weights[i];
    }
}
