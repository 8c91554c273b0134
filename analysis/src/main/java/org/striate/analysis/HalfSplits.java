package org.striate.analysis;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.openblas.global.openblas;
import org.striate.core.BadInput;
import org.striate.core.Progress;

/**
 * Correlations of two half means over stimuli, for many splits of the same trials. The half means themselves are not needed:
 * with C the products of the centred trials (slots x slots), the covariance of the halves with weights a and b is {@code a' C
 * b}. That costs {@code n m^2} per neuron once, and {@code m^2} per split. Neurons with missing values take the long way.
 *
 * @param first the trials of the first halves, [splits][trials]
 * @param second those of the second halves
 */
record HalfSplits(List<int[]> first, List<int[]> second) {

    /** Neurons in memory at a time: 64 x 3200 stimuli x 50 trials take 82 MB. */
    private static final int NEURONS = 64;

    /** Below this share of what the weights could sum to, rounding is no longer small: take the long way. */
    private static final double CANCELLED = 1e-5;

    /**
     * @param orders [splits][trials] permutations of 0 to trials - 1: the first {@code floor(trials / 2)} against as many next
     * @throws BadInput if one is no permutation
     */
    static HalfSplits of(int[][] orders, int trials) {
        for (var order : orders) {
            var seen = new BitSet();
            Arrays.stream(order).filter(t -> t >= 0 && t < trials).forEach(seen::set);
            if (order.length != trials || seen.cardinality() != trials) {
                throw BadInput.of(
                        "split",
                        Arrays.toString(order),
                        "each of the trials 0 to " + (trials - 1) + " once",
                        "Let them be drawn: Reliability.splitHalf(responses, 100, 1)");
            }
        }
        int half = trials / 2;
        return new HalfSplits(
                Arrays.stream(orders).map(o -> Arrays.copyOf(o, half)).toList(),
                Arrays.stream(orders)
                        .map(o -> Arrays.copyOfRange(o, half, 2 * half))
                        .toList());
    }

    /** [splits x neurons] Pearson r over stimuli; NaN where a half is constant. */
    double[][] correlations(Trials trials) {
        int neurons = trials.neurons().size();
        var r = new double[first.size()][neurons];
        var a = first.stream().map(half -> slots(half, trials)).toArray(int[][]::new);
        var b = second.stream().map(half -> slots(half, trials)).toArray(int[][]::new);
        try (var progress = Progress.of("splitting trials in halves", neurons)) {
            for (int start = 0; start < neurons; start += NEURONS) {
                int from = start;
                int count = Math.min(NEURONS, neurons - start);
                var values = new double[count][];
                IntStream.range(0, (count + Trials.BLOCK - 1) / Trials.BLOCK)
                        .parallel()
                        .forEach(block -> {
                            var read = trials.block(from + block * Trials.BLOCK);
                            System.arraycopy(
                                    read,
                                    0,
                                    values,
                                    block * Trials.BLOCK,
                                    Math.min(read.length, count - block * Trials.BLOCK));
                        });
                var products = new double[count][];
                for (int k = 0; k < count; k++) {
                    products[k] = products(values[k], trials.slots());
                }
                IntStream.range(0, count).parallel().forEach(k -> {
                    for (int split = 0; split < r.length; split++) {
                        r[split][from + k] = correlation(products[k], values[k], trials.slots(), a[split], b[split]);
                    }
                });
                progress.step(count, "");
            }
        }
        return r;
    }

    private static int[] slots(int[] half, Trials trials) {
        var wanted = new BitSet();
        Arrays.stream(half).forEach(wanted::set);
        return IntStream.range(0, trials.slots())
                .filter(slot -> wanted.get(trials.slotTrial()[slot]))
                .toArray();
    }

    /** [slots x slots] of the trials centred over stimuli, followed by their [slots] means; null where a value is missing. */
    private static double[] products(double[] values, int slots) {
        int n = values.length / slots;
        var means = new double[slots];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < slots; k++) {
                means[k] += values[i * slots + k];
            }
        }
        for (int k = 0; k < slots; k++) {
            means[k] /= n;
            if (Double.isNaN(means[k])) {
                return null;
            }
        }
        var centred = new double[values.length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < slots; k++) {
                centred[i * slots + k] = values[i * slots + k] - means[k];
            }
        }
        var products = new double[slots * slots + slots];
        openblas.cblas_dsyrk(
                openblas.CblasRowMajor,
                openblas.CblasUpper,
                openblas.CblasTrans,
                slots,
                n,
                1,
                centred,
                slots,
                0,
                products,
                slots);
        System.arraycopy(means, 0, products, slots * slots, slots);
        return products;
    }

    private static double correlation(double[] products, double[] values, int slots, int[] a, int[] b) {
        if (products != null) {
            double aa = sum(products, slots, a, a);
            double bb = sum(products, slots, b, b);
            if (aa > CANCELLED * most(products, slots, a) && bb > CANCELLED * most(products, slots, b)) {
                return sum(products, slots, a, b) / Math.sqrt(aa * bb);
            }
        }
        return Correlation.pearson(means(values, slots, a), means(values, slots, b));
    }

    /** {@code a' C b} of 0-1 weights; C's upper triangle is filled. */
    private static double sum(double[] products, int slots, int[] a, int[] b) {
        double sum = 0;
        for (int i : a) {
            for (int j : b) {
                sum += products[i < j ? i * slots + j : j * slots + i];
            }
        }
        return sum;
    }

    /** The largest that a half's variance could be, and what rounding of the values alone could make of it. */
    private static double most(double[] products, int slots, int[] half) {
        double deviations = 0;
        double level = 0;
        for (int i : half) {
            deviations += Math.sqrt(products[i * slots + i]);
            level += Math.abs(products[slots * slots + i]);
        }
        return Math.max(deviations * deviations, level * level * 1e-15);
    }

    private static double[] means(double[] values, int slots, int[] half) {
        var means = new double[values.length / slots];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            int count = 0;
            for (int slot : half) {
                double value = values[i * slots + slot];
                if (!Double.isNaN(value)) {
                    sum += value;
                    count++;
                }
            }
            means[i] = sum / count;
        }
        return means;
    }
}
