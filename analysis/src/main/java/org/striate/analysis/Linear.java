package org.striate.analysis;

import org.bytedeco.openblas.global.openblas;
import org.striate.core.Activations;

/** Dense linear algebra on OpenBLAS; matrices are row-major arrays. */
final class Linear {

    /** Units converted to double at a time: a block of 640 stimuli takes 20 MB. */
    private static final int BLOCK = 4096;

    private Linear() {}

    /**
     * {@code op(a) op(b)}.
     *
     * @param a [m x k], or [k x m] where transposed
     * @param b [k x n], or [n x k] where transposed
     * @return [m x n]
     */
    static double[] product(int m, int n, int k, double[] a, boolean transposeA, double[] b, boolean transposeB) {
        var c = new double[m * n];
        if (m > 0 && n > 0 && k > 0) {
            openblas.cblas_dgemm(
                    openblas.CblasRowMajor,
                    transposeA ? openblas.CblasTrans : openblas.CblasNoTrans,
                    transposeB ? openblas.CblasTrans : openblas.CblasNoTrans,
                    m,
                    n,
                    k,
                    1,
                    a,
                    transposeA ? m : k,
                    b,
                    transposeB ? k : n,
                    0,
                    c,
                    n);
        }
        return c;
    }

    /**
     * The products of all stimuli in one pass over the units, in float64; never holds all units as doubles.
     *
     * @return [stimuli x stimuli] {@code X X'}
     */
    static double[] gram(Activations x) {
        int n = x.stimuli();
        var gram = new double[n * n];
        for (int from = 0; from < x.units(); from += BLOCK) {
            int width = Math.min(BLOCK, x.units() - from);
            var block = new double[n * width];
            for (int i = 0; i < n; i++) {
                var row = x.row(i);
                for (int j = 0; j < width; j++) {
                    block[i * width + j] = row[from + j];
                }
            }
            openblas.cblas_dsyrk(
                    openblas.CblasRowMajor,
                    openblas.CblasUpper,
                    openblas.CblasNoTrans,
                    n,
                    width,
                    1,
                    block,
                    width,
                    1,
                    gram,
                    n);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                gram[i * n + j] = gram[j * n + i];
            }
        }
        return gram;
    }

    /**
     * Eigenvalues and eigenvectors of a symmetric matrix.
     *
     * @param symmetric [n x n]; replaced by the eigenvectors, one a row
     * @return [n] eigenvalues, ascending
     */
    static double[] eigen(double[] symmetric, int n) {
        var values = new double[n];
        // Column-major, so that what LAPACK calls the columns of its result are our rows.
        int info = openblas.LAPACKE_dsyevd(openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', n, symmetric, n, values);
        if (info != 0) {
            throw new ArithmeticException("the eigenvalues of a " + n + " x " + n + " matrix did not converge; does it"
                    + " hold NaN or infinity?");
        }
        return values;
    }
}
