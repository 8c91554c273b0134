package org.striate.analysis;

import org.striate.analysis.linear.Magnitude;

/** Pearson correlations. Pairs with NaN are left out; NaN where a side has no variance. */
final class Correlation {

    private Correlation() {}

    /** Pearson r of two lists of equal length. */
    static double pearson(double[] a, double[] b) {
        return pearson(a, b, null);
    }

    /**
     * Pearson r with weights.
     *
     * @param weights how often each pair counts; null for once each
     */
    static double pearson(double[] a, double[] b, double[] weights) {
        double n = 0;
        double meanA = 0;
        double meanB = 0;
        int first = -1;
        boolean variesA = false;
        boolean variesB = false;
        for (int i = 0; i < a.length; i++) {
            double w = weight(a, b, weights, i);
            if (w > 0) {
                first = first < 0 ? i : first;
                variesA |= a[i] != a[first];
                variesB |= b[i] != b[first];
                n += w;
                meanA += w * a[i];
                meanB += w * b[i];
            }
        }
        meanA /= n;
        meanB /= n;
        var x = new double[a.length];
        var y = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            if (weight(a, b, weights, i) > 0) {
                x[i] = a[i] - meanA;
                y[i] = b[i] - meanB;
            }
        }
        double sizeA = Magnitude.of(x);
        double sizeB = Magnitude.of(y);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            double w = weights == null ? 1 : weights[i];
            double u = x[i] / sizeA;
            double v = y[i] / sizeB;
            ab += w * u * v;
            aa += w * u * u;
            bb += w * v * v;
        }
        // What is constant but for rounding has no variance either.
        double levelA = meanA / sizeA;
        double levelB = meanB / sizeB;
        double least = 1e-26 * n;
        boolean varies = variesA && variesB && aa > least * levelA * levelA && bb > least * levelB * levelB;
        return varies ? ab / Math.sqrt(aa * bb) : Double.NaN;
    }

    private static double weight(double[] a, double[] b, double[] weights, int i) {
        return Double.isNaN(a[i] + b[i]) ? 0 : weights == null ? 1 : weights[i];
    }
}
