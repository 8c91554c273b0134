package org.striate.analysis.linear;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/** The responses that {@link Pls} fits, less their means over all stimuli, and their products with K. Close it. */
final class PlsResponses implements AutoCloseable {

    private final int n;
    private final int targets;
    private final double[] values; // [n x targets]
    private final DoublePointer y; // the same
    private final DoublePointer ky; // [targets x n]
    private final double[] square; // [targets x targets]

    PlsResponses(Symmetric k, double[] y, int targets) {
        this.n = k.side();
        this.targets = targets;
        this.values = Linear.centred(y, n);
        this.y = Scratch.take((long) n * targets);
        this.y.put(values);
        this.ky = Scratch.take((long) n * targets);
        try (var transposed = new DoublePointer((long) n * targets);
                var m = new DoublePointer((long) targets * targets)) {
            var row = new double[n];
            for (int j = 0; j < targets; j++) {
                for (int i = 0; i < n; i++) {
                    row[i] = values[i * targets + j];
                }
                transposed.position((long) j * n).put(row);
            }
            k.times(transposed.position(0), targets, ky);
            product(false, targets, targets, n, 1, ky, n, this.y, targets, 0, m, targets);
            square = new double[targets * targets];
            m.get(square);
        }
    }

    int targets() {
        return targets;
    }

    double at(int stimulus, int target) {
        return values[stimulus * targets + target];
    }

    /** {@code K Y'}, [targets x n]. */
    DoublePointer products() {
        return ky;
    }

    /** {@code Y' K Y}, [targets x targets]. */
    double[] square() {
        return square;
    }

    /** Combines the responses with weights [count x targets] to vectors [count x n]. */
    void combine(DoublePointer weights, int count, DoublePointer to) {
        product(true, count, n, targets, 1, weights, targets, y, targets, 0, to, n);
    }

    /** What lies along vectors [count x n], [count x targets]. */
    void along(DoublePointer vectors, int count, DoublePointer to) {
        product(false, count, targets, n, 1, vectors, n, y, targets, 0, to, targets);
    }

    /** {@code c = factor a op(b) + keep c} with c [m x n] and a [m x k]. */
    static void product(
            boolean transpose,
            int m,
            int n,
            int k,
            double factor,
            DoublePointer a,
            int strideA,
            DoublePointer b,
            int strideB,
            double keep,
            DoublePointer c,
            int strideC) {
        openblas.cblas_dgemm(
                openblas.CblasRowMajor,
                openblas.CblasNoTrans,
                transpose ? openblas.CblasTrans : openblas.CblasNoTrans,
                m,
                n,
                k,
                factor,
                a,
                strideA,
                b,
                strideB,
                keep,
                c,
                strideC);
    }

    @Override
    public void close() {
        Scratch.give(y);
        Scratch.give(ky);
    }
}
