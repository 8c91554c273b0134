package org.striate.analysis.linear;

import org.bytedeco.openblas.global.openblas;

/** Dense linear algebra on OpenBLAS; matrices are row-major arrays. */
public final class Linear {

    private Linear() {}

    /**
     * {@code op(a) op(b)}.
     *
     * @param a [m x k], or [k x m] where transposed
     * @param b [k x n], or [n x k] where transposed
     * @return [m x n]
     */
    public static double[] product(
            int m, int n, int k, double[] a, boolean transposeA, double[] b, boolean transposeB) {
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
     * Eigenvalues and eigenvectors of a symmetric matrix.
     *
     * @param symmetric [n x n]; replaced by the eigenvectors, one a row
     * @return [n] eigenvalues, ascending
     */
    public static double[] eigen(double[] symmetric, int n) {
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
