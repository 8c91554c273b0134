package org.striate.analysis.geometry;

import java.util.Arrays;
import org.striate.analysis.linear.Decompositions;
import org.striate.analysis.linear.Linear;
import org.striate.analysis.linear.Magnitude;

/** Comparisons of the products between stimuli that an RDM of squared distances stands for. */
final class SecondMoments {

    private SecondMoments() {}

    /** Without row and column means, in place. */
    static double[] centred(double[] symmetric, int n) {
        var means = new double[n];
        double mean = 0;
        for (int i = 0; i < symmetric.length; i++) {
            means[i / n] += symmetric[i] / n;
        }
        for (double m : means) {
            mean += m / n;
        }
        for (int i = 0; i < symmetric.length; i++) {
            symmetric[i] += mean - means[i / n] - means[i % n];
        }
        return symmetric;
    }

    /** The products of centred patterns whose squared distances these are: -D/2, centred. */
    static double[] products(double[] distances, int n) {
        var g = new double[n * n];
        int pair = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                g[i * n + j] = -distances[pair] / 2;
                g[j * n + i] = -distances[pair++] / 2;
            }
        }
        return centred(g, n);
    }

    /** Bures similarity of two products, or the squared Bures metric; NaN with a missing pair. */
    record Bures(int n, boolean metric) implements DrawnMatrices.Form {

        @Override
        public double[] of(double[] values) {
            return products(values, n);
        }

        @Override
        public double similarity(double[] a, double[] b) {
            if (Arrays.stream(a).anyMatch(Double::isNaN) || Arrays.stream(b).anyMatch(Double::isNaN)) {
                return Double.NaN;
            }
            double fidelity = fidelity(a, b, n);
            double traceA = trace(a, n);
            double traceB = trace(b, n);
            return metric ? traceA + traceB - 2 * fidelity : fidelity / Magnitude.geometricMean(traceA, traceB);
        }
    }

    /** {@code tr (A^1/2 B A^1/2)^1/2}; what is negative in A or B by its own counts as 0. */
    private static double fidelity(double[] a, double[] b, int n) {
        var vectors = a.clone();
        var values = Linear.eigen(vectors, n); // eigenvectors are rows
        var root = new double[n * n];
        for (int i = 0; i < root.length; i++) {
            root[i] = Math.sqrt(Math.max(0, values[i / n])) * vectors[i];
        }
        var inner = Linear.product(n, n, n, Linear.product(n, n, n, root, false, b, false), false, root, true);
        return Arrays.stream(Linear.eigen(inner, n))
                .map(value -> Math.sqrt(Math.max(0, value)))
                .sum();
    }

    private static double trace(double[] matrix, int n) {
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += matrix[i * n + i];
        }
        return trace;
    }

    /**
     * Minus the Riemannian distance between the products of patterns relative to the first one, least over a scale of the
     * first RDM and an amount of noise added to it.
     */
    record Riemann(int n, double[] noise) implements DrawnMatrices.Form {

        /** [(n - 1) x (n - 1)] {@code (d_0i + d_0j - d_ij) / 2}. */
        @Override
        public double[] of(double[] values) {
            int side = n - 1;
            var g = new double[side * side];
            int pair = side;
            for (int i = 0; i < side; i++) {
                g[i * side + i] = values[i];
                for (int j = i + 1; j < side; j++) {
                    g[i * side + j] = (values[i] + values[j] - values[pair++]) / 2;
                    g[j * side + i] = g[i * side + j];
                }
            }
            return g;
        }

        @Override
        public double similarity(double[] a, double[] b) {
            int side = n - 1;
            var factor = Decompositions.cholesky(b, side);
            if (factor.length == 0 || Arrays.stream(a).anyMatch(Double::isNaN)) {
                return Double.NaN; // not the distances of any patterns
            }
            var relativeA = relative(a, factor, side);
            var relativeNoise = relative(noise, factor, side);
            return -Simplex.least(theta -> {
                var sum = new double[side * side];
                for (int i = 0; i < sum.length; i++) {
                    sum[i] = Math.exp(theta[0]) * relativeA[i] + Math.exp(theta[1]) * relativeNoise[i];
                }
                double squares = 0;
                for (double value : Linear.eigen(sum, side)) {
                    squares += value > 0 ? Math.log(value) * Math.log(value) : Double.POSITIVE_INFINITY;
                }
                return Math.sqrt(squares);
            });
        }

        /** {@code L^-1 m L^-1'}. */
        private static double[] relative(double[] m, double[] factor, int side) {
            var left = Decompositions.solveLower(factor, side, m);
            var transposed = new double[left.length];
            for (int i = 0; i < left.length; i++) {
                transposed[i % side * side + i / side] = left[i];
            }
            return Decompositions.solveLower(factor, side, transposed);
        }

        /** Between the first stimulus and the others, patterns independent and of equal variance. */
        static double[] equalNoise(int n) {
            int side = n - 1;
            var noise = new double[side * side];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = i / side == i % side ? 2 : 1;
            }
            return noise;
        }
    }
}
