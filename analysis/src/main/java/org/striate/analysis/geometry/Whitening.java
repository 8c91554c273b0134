package org.striate.analysis.geometry;

import java.util.Arrays;
import org.striate.analysis.linear.Decompositions;

/**
 * Dissimilarities without the correlations that they have since they share stimuli (Diedrichsen et al. 2020). An RDM is a
 * matrix of products between stimuli up to terms {@code a_i + a_j}; taking the best such terms away, and weighing what is
 * left by the covariance of the patterns, makes the inner product that of whitened RDMs, {@code x' V^-1 y}.
 */
final class Whitening implements DrawnMatrices.Form {

    private final int n;
    private final boolean centred;
    /** Of the normal equations, where pairs are missing; else null. */
    private final double[] normal;
    /** Lower Cholesky factor of the covariance of patterns; null for independent ones of equal variance. */
    private final double[] covariance;

    /**
     * @param centred whether each RDM's mean is taken away first: correlation instead of cosine
     * @param mask NaN where a pair is missing
     */
    Whitening(int n, boolean centred, double[] mask, double[] covariance) {
        this.n = n;
        this.centred = centred;
        this.covariance = covariance;
        this.normal = Arrays.stream(mask).anyMatch(Double::isNaN) ? normal(mask) : null;
    }

    /** For each stimulus: how many pairs it has, and which; 2 on the diagonal for its product with itself. */
    private double[] normal(double[] mask) {
        var equations = new double[n * n];
        int pair = 0;
        for (int i = 0; i < n; i++) {
            equations[i * n + i] += 2;
            for (int j = i + 1; j < n; j++) {
                if (!Double.isNaN(mask[pair++])) {
                    equations[i * n + j] = 1;
                    equations[j * n + i] = 1;
                    equations[i * n + i]++;
                    equations[j * n + j]++;
                }
            }
        }
        return Decompositions.inverse(Decompositions.cholesky(equations, n), n);
    }

    /** [n x n] symmetric: the whitened products. */
    @Override
    public double[] of(double[] values) {
        double mean = centred ? DrawnMatrices.moments(values).get(0) : 0;
        var g = new double[n * n];
        int pair = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double value = -(values[pair++] - mean) / 2;
                g[i * n + j] = value;
                g[j * n + i] = value;
            }
        }
        if (normal != null) {
            return withoutTerms(g);
        }
        return covariance == null ? SecondMoments.centred(g, n) : weighed(g);
    }

    private double[] withoutTerms(double[] g) {
        var sums = new double[n];
        for (int i = 0; i < g.length; i++) {
            sums[i / n] += Double.isNaN(g[i]) ? 0 : g[i];
        }
        var terms = org.striate.analysis.linear.Linear.product(n, 1, n, normal, false, sums, false);
        for (int i = 0; i < g.length; i++) {
            double rest = g[i] - terms[i / n] - terms[i % n];
            g[i] = Double.isNaN(g[i]) ? 0 : rest;
        }
        return g;
    }

    /** {@code P L^-1 G L^-1' P}, where P takes away what lies along {@code L^-1 1}. */
    private double[] weighed(double[] g) {
        var left = Decompositions.solveLower(covariance, n, g); // L^-1 G
        var both = Decompositions.solveLower(covariance, n, transpose(left)); // L^-1 G L^-1', symmetric
        var ones = new double[n];
        Arrays.fill(ones, 1);
        var u = Decompositions.solveLower(covariance, n, ones);
        double norm = Math.sqrt(Arrays.stream(u).map(v -> v * v).sum());
        for (int i = 0; i < n; i++) {
            u[i] /= norm;
        }
        var along = new double[n];
        double twice = 0;
        for (int i = 0; i < both.length; i++) {
            along[i / n] += both[i] * u[i % n];
        }
        for (int i = 0; i < n; i++) {
            twice += along[i] * u[i];
        }
        for (int i = 0; i < both.length; i++) {
            both[i] += twice * u[i / n] * u[i % n] - along[i / n] * u[i % n] - u[i / n] * along[i % n];
        }
        return both;
    }

    private double[] transpose(double[] square) {
        var transposed = new double[square.length];
        for (int i = 0; i < square.length; i++) {
            transposed[i % n * n + i / n] = square[i];
        }
        return transposed;
    }

    @Override
    public double similarity(double[] a, double[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return aa > 0 && bb > 0 ? ab / Math.sqrt(aa) / Math.sqrt(bb) : Double.NaN;
    }
}
