package org.striate.analysis.geometry;

import java.util.Arrays;

/** Kendall's tau in O(m log m): pairs out of order are counted while merging (Knight 1966). */
final class Kendall {

    private static final int RUN = 12;

    private int[] ranks;
    private int[] spareRanks;
    private int[] weights;
    private int[] spareWeights;

    /**
     * @param often how often each value counts; copies of one value tie with each other
     * @param total their sum
     * @param b whether ties are taken out of the denominator (tau-b) or not (tau-a)
     */
    static double tau(Ranked first, Ranked second, int[] often, long total, boolean b) {
        return new Kendall().between(first, second, often, total, b);
    }

    private double between(Ranked first, Ranked second, int[] often, long total, boolean b) {
        int n = gather(first, second, often);
        long bothTied = 0;
        long firstTied = 0;
        int from = 0;
        for (int k = 1; k <= n; k++) {
            // The ranks of the first were put into the spare array.
            if (k == n || spareRanks[k] != spareRanks[from]) {
                sort(from, k);
                firstTied += pairs(sum(from, k));
                bothTied += ties(from, k);
                from = k;
            }
        }
        long discordant = discordant(n);
        long secondTied = ties(0, n); // sorted by the second now
        long all = pairs(total);
        double difference = all - firstTied - secondTied + bothTied - 2 * discordant;
        return b
                ? difference / Math.sqrt((double) (all - firstTied)) / Math.sqrt((double) (all - secondTied))
                : difference / all;
    }

    /** The second's ranks and the weights in the order of the first, without what counts 0 times. */
    private int gather(Ranked first, Ranked second, int[] often) {
        ranks = new int[first.length()];
        spareRanks = new int[first.length()];
        weights = new int[first.length()];
        spareWeights = new int[first.length()];
        int n = 0;
        for (int k = 0; k < first.length(); k++) {
            int pair = first.order()[k];
            if (often[pair] > 0) {
                spareRanks[n] = first.doubled()[pair];
                ranks[n] = second.doubled()[pair];
                weights[n++] = often[pair];
            }
        }
        return n;
    }

    private static long pairs(long count) {
        return count * (count - 1) / 2;
    }

    private long sum(int from, int to) {
        long sum = 0;
        for (int k = from; k < to; k++) {
            sum += weights[k];
        }
        return sum;
    }

    /** Tied pairs in a sorted stretch. */
    private long ties(int from, int to) {
        long ties = 0;
        for (int k = from; k < to; ) {
            int start = k;
            while (k < to && ranks[k] == ranks[start]) {
                k++;
            }
            ties += pairs(sum(start, k));
        }
        return ties;
    }

    private void sort(int from, int to) {
        if (to - from <= RUN) {
            insertionSort(from, to);
            return;
        }
        var packed = new long[to - from];
        for (int k = from; k < to; k++) {
            packed[k - from] = (long) ranks[k] << 32 | weights[k];
        }
        Arrays.sort(packed);
        for (int k = from; k < to; k++) {
            ranks[k] = (int) (packed[k - from] >>> 32);
            weights[k] = (int) packed[k - from];
        }
    }

    /** Returns how many pairs it put into order. */
    private long insertionSort(int from, int to) {
        long moved = 0;
        for (int k = from + 1; k < to; k++) {
            int rank = ranks[k];
            int weight = weights[k];
            long passed = 0;
            int place = k;
            while (place > from && ranks[place - 1] > rank) {
                ranks[place] = ranks[place - 1];
                weights[place] = weights[place - 1];
                passed += weights[place];
                place--;
            }
            ranks[place] = rank;
            weights[place] = weight;
            moved += passed * weight;
        }
        return moved;
    }

    private long discordant(int n) {
        long count = 0;
        for (int from = 0; from < n; from += RUN) {
            count += insertionSort(from, Math.min(n, from + RUN));
        }
        for (int run = RUN; run < n; run *= 2) {
            for (int from = 0; from < n; from += 2 * run) {
                count += merge(from, Math.min(n, from + run), Math.min(n, from + 2 * run));
            }
            swap();
        }
        return count;
    }

    private void swap() {
        var swap = ranks;
        ranks = spareRanks;
        spareRanks = swap;
        swap = weights;
        weights = spareWeights;
        spareWeights = swap;
    }

    /** Merges two sorted runs into the spare arrays. */
    private long merge(int from, int middle, int to) {
        long left = sum(from, middle);
        long count = 0;
        int i = from;
        int j = middle;
        for (int k = from; k < to; k++) {
            if (i < middle && (j >= to || ranks[i] <= ranks[j])) {
                left -= weights[i];
                spareRanks[k] = ranks[i];
                spareWeights[k] = weights[i++];
            } else {
                count += left * weights[j];
                spareRanks[k] = ranks[j];
                spareWeights[k] = weights[j++];
            }
        }
        return count;
    }
}
