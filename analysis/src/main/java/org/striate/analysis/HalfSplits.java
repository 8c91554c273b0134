package org.striate.analysis;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Magnitude;
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

    /** Stimuli multiplied at a time. */
    private static final int ROWS = 4;

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
        int workers = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), neurons / Trials.BLOCK));
        // Fresh memory costs more than the arithmetic: every worker keeps its own.
        var memory = new double[workers][Trials.BLOCK][trials.stimuli() * trials.slots()];
        try (var progress = Progress.of("splitting trials in halves", neurons)) {
            for (int start = 0; start < neurons; start += workers * Trials.BLOCK) {
                int from = start;
                IntStream.range(0, workers).parallel().forEach(worker -> {
                    int neuron = from + worker * Trials.BLOCK;
                    if (neuron < neurons) {
                        int count = trials.read(neuron, memory[worker]);
                        for (int k = 0; k < count; k++) {
                            correlate(memory[worker][k], trials.slots(), a, b, r, neuron + k);
                        }
                    }
                });
                progress.step(Math.min(workers * Trials.BLOCK, neurons - start), "");
            }
        }
        return r;
    }

    private static void correlate(double[] values, int slots, int[][] a, int[][] b, double[][] r, int neuron) {
        var products = products(values, slots);
        for (int split = 0; split < r.length; split++) {
            r[split][neuron] = correlation(products, values, slots, a[split], b[split]);
        }
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
        var products = new double[slots * slots + slots];
        var rows = new double[ROWS][slots];
        for (int i = 0; i < n; i += ROWS) {
            for (int row = 0; row < ROWS; row++) {
                for (int k = 0; k < slots; k++) {
                    rows[row][k] = i + row < n ? values[(i + row) * slots + k] - means[k] : 0;
                }
            }
            add(products, slots, rows[0], rows[1], rows[2], rows[3]);
        }
        System.arraycopy(means, 0, products, slots * slots, slots);
        return products;
    }

    /** Adds the products of four rows to the upper triangle: a compiler turns the inner loop into vector instructions. */
    private static void add(double[] products, int slots, double[] p, double[] q, double[] s, double[] t) {
        for (int k = 0; k < slots; k++) {
            double a = p[k];
            double b = q[k];
            double c = s[k];
            double d = t[k];
            int row = k * slots;
            for (int j = k; j < slots; j++) {
                products[row + j] += a * p[j] + b * q[j] + c * s[j] + d * t[j];
            }
        }
    }

    private static double correlation(double[] products, double[] values, int slots, int[] a, int[] b) {
        if (products != null) {
            double aa = sum(products, slots, a, a);
            double bb = sum(products, slots, b, b);
            if (aa > CANCELLED * most(products, slots, a) && bb > CANCELLED * most(products, slots, b)) {
                return sum(products, slots, a, b) / Magnitude.geometricMean(aa, bb);
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
