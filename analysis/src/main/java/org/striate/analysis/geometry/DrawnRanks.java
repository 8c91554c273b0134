package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.striate.core.BadInput;

/** Rank correlations. Subjects are pooled as the mean of their ranks, ranked again. */
final class DrawnRanks implements Drawn {

    private final RdmSet set;
    private final RdmComparison comparison;
    private final RdmSet.Buffers buffers;
    private final int[] weights;
    private final int total;
    private final Ranked[] ranked;

    DrawnRanks(RdmSet set, RdmComparison comparison, int[] counts, RdmSet.Buffers buffers) {
        this.set = set;
        this.comparison = comparison;
        this.buffers = buffers;
        this.weights = set.weights(counts, buffers.ints(0, set.pairs()));
        this.total = Math.toIntExact(RdmSet.total(weights));
        this.ranked = new Ranked[set.values.length];
    }

    private Ranked ranked(int rdm) {
        if (ranked[rdm] == null) {
            ranked[rdm] = set.sorted(rdm).ranks(weights, total, buffers.ints(3 + rdm, set.pairs()));
        }
        return ranked[rdm];
    }

    @Override
    public void prepare() {
        set.sort();
        buffers.ints(3 + ranked.length, set.pairs());
        IntStream.range(0, ranked.length).parallel().forEach(this::ranked);
    }

    @Override
    public double similarity(int first, int second) {
        return similarity(ranked(first), ranked(second));
    }

    private double similarity(Ranked a, Ranked b) {
        double size = total;
        return switch (comparison) {
            case KENDALL_TAU_A -> Kendall.tau(a, b, weights, total, false);
            case KENDALL_TAU_B -> Kendall.tau(a, b, weights, total, true);
            case RHO_A -> 3 * products(a.doubled(), b.doubled()) / (size * size * size - size);
            default -> {
                boolean vary = a.squares() > 0 && b.squares() > 0;
                yield vary
                        ? products(a.doubled(), b.doubled()) / Math.sqrt(a.squares()) / Math.sqrt(b.squares())
                        : Double.NaN;
            }
        };
    }

    /** Sum of products around the means. Four sums, since each addition waits for the one before. */
    private double products(int[] a, int[] b) {
        int mean = total + 1;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < weights.length; k += 4) {
            s0 += (double) weights[k] * (a[k] - mean) * (b[k] - mean);
            s1 += (double) weights[k + 1] * (a[k + 1] - mean) * (b[k + 1] - mean);
            s2 += (double) weights[k + 2] * (a[k + 2] - mean) * (b[k + 2] - mean);
            s3 += (double) weights[k + 3] * (a[k + 3] - mean) * (b[k + 3] - mean);
        }
        for (; k < weights.length; k++) {
            s0 += (double) weights[k] * (a[k] - mean) * (b[k] - mean);
        }
        return s0 + s1 + (s2 + s3);
    }

    @Override
    public double[] ceiling(int[] counts) {
        int drawn = (int) Arrays.stream(counts).filter(c -> c > 0).count();
        if (drawn < 2) {
            return new double[] {Double.NaN, Double.NaN};
        }
        var sums = sums(counts);
        double lower = 0;
        double upper = 0;
        var all = pooled(sums, -1, 0, Arrays.stream(counts).sum());
        for (int s = 0; s < counts.length; s++) {
            upper += counts[s] > 0 ? similarity(all, ranked(s)) / drawn : 0;
        }
        for (int s = 0; s < counts.length; s++) {
            lower += counts[s] > 0 ? leftOut(sums, s, counts) / drawn : 0;
        }
        return new double[] {lower, upper};
    }

    @Override
    public double[] leaveOneOut() {
        var counts = new int[set.subjects];
        Arrays.fill(counts, 1);
        var sums = sums(counts);
        var similarities = new double[set.subjects];
        for (int s = 0; s < similarities.length; s++) {
            similarities[s] = set.subjects < 2 ? Double.NaN : leftOut(sums, s, counts);
        }
        return similarities;
    }

    private double leftOut(int[] sums, int subject, int[] counts) {
        var others =
                pooled(sums, subject, counts[subject], Arrays.stream(counts).sum() - counts[subject]);
        return similarity(others, ranked(subject));
    }

    /** [pairs] sums of doubled ranks over subjects: exact, so that equal means stay ties. */
    private int[] sums(int[] counts) {
        if (2L * total * Arrays.stream(counts).sum() > Integer.MAX_VALUE) {
            throw BadInput.of(
                    "subjects",
                    set.subjects + " of " + total + " pairs of stimuli: the sums of their ranks overflow",
                    "fewer subjects or stimuli",
                    "Take some stimuli: Rdms.select(rdm, ids)");
        }
        var sums = buffers.ints(1, set.pairs());
        Arrays.fill(sums, 0);
        for (int s = 0; s < counts.length; s++) {
            int count = counts[s];
            if (count > 0) {
                var ranks = ranked(s).doubled();
                for (int k = 0; k < sums.length; k++) {
                    sums[k] += count * ranks[k];
                }
            }
        }
        return sums;
    }

    /** The sums without one subject, ranked again. */
    private Ranked pooled(int[] sums, int without, int times, int left) {
        int pairs = sums.length;
        var keys = buffers.longs(0, pairs);
        var minus = without < 0 ? sums : ranked(without).doubled();
        int n = 0;
        for (int pair = 0; pair < pairs; pair++) {
            // Always written, moved on only for a pair that counts: no branch to guess.
            keys[n] = (long) (sums[pair] - times * minus[pair]) << 32 | pair;
            n += weights[pair] > 0 ? 1 : 0;
        }
        var sorted = Ranks.sortByUpperHalf(keys, n, buffers.longs(1, pairs));
        var slot = 3 + set.values.length;
        var doubled = buffers.ints(slot, pairs);
        var order = comparison == RdmComparison.SPEARMAN ? null : new int[n];
        int next = 1;
        double squares = 0;
        for (int from = 0; from < n; ) {
            int key = (int) (sorted[from] >>> 32);
            int to = from;
            int here = 0;
            while (to < n && (int) (sorted[to] >>> 32) == key) {
                here += weights[(int) sorted[to++]];
            }
            int rank = next + here;
            for (int i = from; i < to; i++) {
                doubled[(int) sorted[i]] = rank;
                if (order != null) {
                    order[i] = (int) sorted[i];
                }
            }
            next += 2 * here;
            double distance = rank - total - 1;
            squares += here * distance * distance;
            from = to;
        }
        return new Ranked(doubled, order, n, squares);
    }
}
