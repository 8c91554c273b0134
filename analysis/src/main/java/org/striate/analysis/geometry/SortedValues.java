package org.striate.analysis.geometry;

/**
 * One RDM's pairs in ascending order, from which a sample of stimuli gets its ranks by a running sum of how often each
 * pair was drawn, without sorting again.
 *
 * @param order pairs, ascending
 * @param last whether the next value differs; null where no two are equal
 */
record SortedValues(int[] order, boolean[] last) {

    static SortedValues of(double[] values) {
        var order = Ranks.order(values);
        var last = new boolean[order.length];
        boolean ties = false;
        for (int k = 0; k < order.length; k++) {
            last[k] = k == order.length - 1 || values[order[k]] != values[order[k + 1]];
            ties |= !last[k];
        }
        return new SortedValues(order, ties ? last : null);
    }

    /**
     * @param weights how often each pair counts
     * @param total their sum
     * @param doubled where the ranks go
     */
    Ranked ranks(int[] weights, int total, int[] doubled) {
        double squares = last == null ? distinct(weights, total, doubled) : tied(weights, total, doubled);
        return new Ranked(doubled, order, order.length, squares);
    }

    private double distinct(int[] weights, int total, int[] doubled) {
        int next = 1;
        double squares = 0;
        for (int pair : order) {
            int weight = weights[pair];
            int rank = next + weight;
            doubled[pair] = rank;
            next += 2 * weight;
            double distance = rank - total - 1;
            squares += weight * distance * distance;
        }
        return squares;
    }

    private double tied(int[] weights, int total, int[] doubled) {
        int next = 1;
        double squares = 0;
        int from = 0;
        int here = 0;
        for (int k = 0; k < order.length; k++) {
            here += weights[order[k]];
            if (last[k]) {
                int rank = next + here;
                for (int i = from; i <= k; i++) {
                    doubled[order[i]] = rank;
                }
                next += 2 * here;
                double distance = rank - total - 1;
                squares += here * distance * distance;
                here = 0;
                from = k + 1;
            }
        }
        return squares;
    }
}
