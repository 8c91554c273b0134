package org.striate.analysis.geometry;

import java.util.Arrays;

/** Sorting by radix: an RDM of 1000 stimuli holds half a million values, and comparison sorts dominate otherwise. */
final class Ranks {

    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;

    private Ranks() {}

    /** Indices of the values, ascending, equal ones in their order; no NaN among them. */
    static int[] order(double[] values) {
        int n = values.length;
        var keys = new long[n];
        int passes = (63 + BITS) / BITS;
        var counts = new int[passes][BUCKETS];
        for (int i = 0; i < n; i++) {
            long bits = Double.doubleToRawLongBits(values[i] + 0.0); // -0 becomes 0
            keys[i] = bits ^ (bits >> 63 | Long.MIN_VALUE); // ascending as an unsigned number
            for (int pass = 0; pass < passes; pass++) {
                counts[pass][(int) (keys[i] >>> pass * BITS) & BUCKETS - 1]++;
            }
        }
        var order = new int[n];
        Arrays.setAll(order, i -> i);
        var sorted = new int[n];
        for (int pass = 0; pass < passes; pass++) {
            var starts = counts[pass];
            if (!startsOf(starts, n)) {
                continue; // one bucket holds all
            }
            int shift = pass * BITS;
            for (int i : order) {
                sorted[starts[(int) (keys[i] >>> shift) & BUCKETS - 1]++] = i;
            }
            var swap = order;
            order = sorted;
            sorted = swap;
        }
        return order;
    }

    /**
     * Sorts numbers by their upper 32 bits, which are not negative; the lower half is carried along.
     *
     * @param n how many of them
     * @param spare as long
     * @return which of the two arrays holds the result
     */
    static long[] sortByUpperHalf(long[] keys, int n, long[] spare) {
        long largest = 0;
        for (int i = 0; i < n; i++) {
            largest |= keys[i];
        }
        var from = keys;
        var to = spare;
        var starts = new int[BUCKETS];
        for (int shift = 32; shift < 64 - Long.numberOfLeadingZeros(largest); shift += BITS) {
            Arrays.fill(starts, 0);
            for (int i = 0; i < n; i++) {
                starts[(int) (from[i] >>> shift) & BUCKETS - 1]++;
            }
            if (!startsOf(starts, n)) {
                continue;
            }
            for (int i = 0; i < n; i++) {
                long key = from[i];
                to[starts[(int) (key >>> shift) & BUCKETS - 1]++] = key;
            }
            var swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    /** Turns counts into places; false where one bucket holds all n. */
    private static boolean startsOf(int[] counts, int n) {
        int next = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            int here = counts[bucket];
            if (here == n) {
                return false;
            }
            counts[bucket] = next;
            next += here;
        }
        return true;
    }
}
