package org.striate.analysis.geometry;

import java.util.Arrays;

/** Sorting by radix: an RDM of 1000 stimuli holds half a million values, and comparison sorts dominate otherwise. */
final class Ranks {

    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;
    /** Of a part, whose values are too few to fill more buckets. */
    private static final int PART_BITS = 8;

    /** Sorted by insertion, sooner than buckets are counted. */
    private static final int FEW = 64;

    private Ranks() {}

    /**
     * Indices of the values, ascending, equal ones in their order; no NaN among them. Values are parted by their leading bits
     * first, into parts that stay in a core's cache while they are sorted: of 3000 stimuli, every step of a radix sort of the
     * whole would wait for memory.
     */
    static int[] order(double[] values) {
        int n = values.length;
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (double value : values) {
            long key = key(value);
            least = Math.min(least, key);
            most = Math.max(most, key);
        }
        int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(most - least) - BITS);
        var ends = new int[BUCKETS];
        for (double value : values) {
            ends[(int) (key(value) - least >>> shift)]++;
        }
        int largest = Arrays.stream(ends).max().orElse(0);
        startsOf(ends, n);
        var keys = new long[n];
        var order = new int[n];
        for (int i = 0; i < n; i++) {
            long key = key(values[i]) - least;
            int place = ends[(int) (key >>> shift)]++;
            keys[place] = key;
            order[place] = i;
        }
        var spareKeys = new long[largest];
        var spareOrder = new int[largest];
        int from = 0;
        for (int end : ends) {
            sort(keys, order, from, end, shift, spareKeys, spareOrder);
            from = end;
        }
        return order;
    }

    /** Ascending with the value as a signed number, the same for both zeros. */
    private static long key(double value) {
        long bits = Double.doubleToRawLongBits(value + 0.0); // -0 becomes 0
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    /** Sorts a part by the lowest bits of its keys, in which alone they differ. */
    private static void sort(
            long[] keys, int[] order, int from, int end, int bits, long[] spareKeys, int[] spareOrder) {
        if (end - from <= FEW) {
            insert(keys, order, from, end);
            return;
        }
        var starts = new int[1 << PART_BITS];
        for (int shift = 0; shift < bits; shift += PART_BITS) {
            Arrays.fill(starts, 0);
            for (int k = from; k < end; k++) {
                starts[(int) (keys[k] >>> shift) & starts.length - 1]++;
            }
            if (!startsOf(starts, end - from)) {
                continue; // one bucket holds all
            }
            for (int k = from; k < end; k++) {
                int place = starts[(int) (keys[k] >>> shift) & starts.length - 1]++;
                spareKeys[place] = keys[k];
                spareOrder[place] = order[k];
            }
            System.arraycopy(spareKeys, 0, keys, from, end - from);
            System.arraycopy(spareOrder, 0, order, from, end - from);
        }
    }

    private static void insert(long[] keys, int[] order, int from, int end) {
        for (int k = from + 1; k < end; k++) {
            long key = keys[k];
            int index = order[k];
            int hole = k;
            for (; hole > from && keys[hole - 1] > key; hole--) {
                keys[hole] = keys[hole - 1];
                order[hole] = order[hole - 1];
            }
            keys[hole] = key;
            order[hole] = index;
        }
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
        boolean several = true;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            int here = counts[bucket];
            several &= here != n;
            counts[bucket] = next;
            next += here;
        }
        return several;
    }
}
