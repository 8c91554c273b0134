package org.striate.analysis.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;

/** One split of {@link PlsSplits}: the matrix in which its weights are found. Close it. */
final class PlsSplit implements AutoCloseable {

    /** M below this share of its first trace is rounding: the layer, or the responses, are used up. */
    private static final double NEGLIGIBLE = 1e-13;

    /** And so it is below this share of what it could be, where the layer hardly varies but in what is held out. */
    private static final double ROUNDING = 1e-15;

    private final int n;
    private final int targets;
    private final int[] rows;
    private final int[] others;
    private final DoublePointer inside; // [n] 1 at the training stimuli
    private final double[] m; // [targets x targets], Y_d' K Y_d
    private final double least; // trace of M that is more than rounding
    private final double[] left; // [targets] sum of squares left of Y
    private final double[] total; // [targets] at the start
    private double[] weights;
    private boolean ended;

    /** @param ky [targets x n], filled with the products of K and the responses of the training stimuli */
    PlsSplit(Symmetric k, PlsResponses responses, int[] rows, DoublePointer ky) {
        this.n = k.side();
        this.targets = responses.targets();
        this.rows = rows;
        var ones = new double[n];
        for (int row : rows) {
            ones[row] = 1;
        }
        this.others = IntStream.range(0, n).filter(i -> ones[i] == 0).toArray();
        this.inside = new DoublePointer(n);
        inside.put(ones);
        this.total = new double[targets];
        var means = means(responses);
        this.left = total.clone();
        this.m = products(k, responses, means, ky);
        double most = k.trace() * Arrays.stream(total).sum();
        this.least = Math.max(NEGLIGIBLE * trace(), ROUNDING * most);
        this.weights = new double[targets];
    }

    /** Means over the training stimuli; fills in the sums of squares, exactly 0 for a constant neuron. */
    private double[] means(PlsResponses responses) {
        var means = new double[targets];
        for (int j = 0; j < targets; j++) {
            double sum = 0;
            boolean constant = true;
            for (int row : rows) {
                double value = responses.at(row, j);
                sum += value;
                constant &= value == responses.at(rows[0], j);
            }
            means[j] = constant ? responses.at(rows[0], j) : sum / rows.length;
            for (int row : rows) {
                double value = responses.at(row, j) - means[j];
                total[j] += value * value;
            }
        }
        return means;
    }

    /**
     * {@code K Y} of the training stimuli: added up over them, or, where they are more, that of all stimuli less what the
     * others add, for K is centred over all of them. Returns {@code Y' K Y}, the same way.
     */
    private double[] products(Symmetric k, PlsResponses responses, double[] means, DoublePointer ky) {
        boolean less = others.length <= rows.length;
        var taken = less ? others : rows;
        int count = taken.length;
        var y = new double[targets * count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < targets; j++) {
                y[j * count + i] = responses.at(taken[i], j) - means[j];
            }
        }
        if (less) {
            Pointer.memcpy(ky, responses.products(), 8L * targets * n);
        }
        var picked = Scratch.take((long) count * n);
        try (var yTaken = new DoublePointer(y)) {
            k.copyRows(taken, picked);
            PlsResponses.product(
                    false, targets, n, count, less ? -1 : 1, yTaken, count, picked, n, less ? 1 : 0, ky, n);
        } finally {
            Scratch.give(picked);
        }
        var at = columns(ky, taken);
        if (less) {
            var all = columns(responses.products(), taken);
            for (int i = 0; i < at.length; i++) {
                at[i] = -at[i] - all[i];
            }
        }
        var half = Linear.product(targets, targets, count, at, false, y, true);
        var square = less ? responses.square().clone() : new double[targets * targets];
        for (int i = 0; i < targets; i++) {
            for (int j = 0; j < targets; j++) {
                square[i * targets + j] += (half[i * targets + j] + half[j * targets + i]) / 2;
                if (total[i] == 0 || total[j] == 0) {
                    square[i * targets + j] = 0;
                }
            }
        }
        return square;
    }

    /** Some columns of [targets x n]. */
    private double[] columns(DoublePointer matrix, int[] columns) {
        var picked = new double[targets * columns.length];
        var row = new double[n];
        for (int j = 0; j < targets; j++) {
            matrix.getPointer((long) j * n).get(row);
            for (int i = 0; i < columns.length; i++) {
                picked[j * columns.length + i] = row[columns[i]];
            }
        }
        return picked;
    }

    private double trace() {
        return IntStream.range(0, targets).mapToDouble(j -> m[j * targets + j]).sum();
    }

    /** Sets a vector over the stimuli to 0 at the others, and takes its mean from the rest. */
    void centre(DoublePointer vector) {
        for (int i : others) {
            vector.put(i, 0);
        }
        double mean = openblas.cblas_ddot(n, vector, 1, inside, 1) / rows.length;
        openblas.cblas_daxpy(n, -mean, inside, 1, vector, 1);
    }

    /** Sets a vector over the neurons to exactly 0 at those that are constant here: what lies along them is rounding. */
    void silence(DoublePointer vector) {
        for (int j = 0; j < targets; j++) {
            if (total[j] == 0) {
                vector.put(j, 0);
            }
        }
    }

    /** Finds the weights on the responses of the next component. */
    void findWeights(Pls.Weights how) {
        int start = IntStream.range(0, targets)
                .filter(j -> left[j] > 1e-14 * total[j])
                .findFirst()
                .orElse(-1);
        if (end(ended || start < 0 || !(trace() > least))) {
            Arrays.fill(weights, 0);
            return;
        }
        weights = how == Pls.Weights.NIPALS ? Pls.nipals(m, targets, start) : Linear.dominant(m, targets);
    }

    /** [targets] of the next component, 0 where there is none. */
    double[] weights() {
        return weights;
    }

    boolean ended() {
        return ended;
    }

    /** Ends with the components that there are, if so; returns whether it has ended. */
    boolean end(boolean now) {
        ended |= now;
        return ended;
    }

    /**
     * Takes a component out of the responses.
     *
     * @param loading Y't, with t of length 1
     * @param b {@code Y_d' K t}
     * @param tkt {@code t' K t}
     */
    void deflate(double[] loading, double[] b, double tkt) {
        for (int i = 0; i < targets; i++) {
            for (int j = 0; j < targets; j++) {
                m[i * targets + j] += loading[i] * (tkt * loading[j] - b[j]) - b[i] * loading[j];
            }
            left[i] -= loading[i] * loading[i];
        }
    }

    @Override
    public void close() {
        inside.close();
    }
}
