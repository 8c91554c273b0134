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
            try (var left = Scratch.copy(a);
                    var right = Scratch.copy(b);
                    var product = new Scratch(c.length)) {
                openblas.cblas_dgemm(
                        openblas.CblasRowMajor,
                        transposeA ? openblas.CblasTrans : openblas.CblasNoTrans,
                        transposeB ? openblas.CblasTrans : openblas.CblasNoTrans,
                        m,
                        n,
                        k,
                        1,
                        left.values(),
                        transposeA ? m : k,
                        right.values(),
                        transposeB ? k : n,
                        0,
                        product.values(),
                        n);
                product.values().get(c);
            }
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
            throw notConverged(n);
        }
        return values;
    }

    /**
     * The eigenvector of the largest eigenvalue of a symmetric matrix.
     *
     * @param symmetric [n x n]; kept as it is
     * @return [n], of length 1
     */
    static double[] dominant(double[] symmetric, int n) {
        return largest(symmetric, n, 1).vectors();
    }

    /** Eigenvalues, ascending, and their vectors, one a row. */
    record Eigen(double[] values, double[] vectors) {}

    /** The largest eigenvalues of a symmetric matrix [n x n], which is kept as it is. */
    static Eigen largest(double[] symmetric, int n, int count) {
        var values = new double[n];
        var vectors = new double[n * count];
        int info = openblas.LAPACKE_dsyevr(
                openblas.LAPACK_COL_MAJOR,
                (byte) 'V',
                (byte) 'I',
                (byte) 'U',
                n,
                symmetric.clone(),
                n,
                0,
                0,
                n - count + 1,
                n,
                0,
                new int[1],
                values,
                vectors,
                n,
                new int[2 * n]);
        if (info != 0) {
            throw notConverged(n);
        }
        return new Eigen(java.util.Arrays.copyOf(values, count), vectors);
    }

    private static ArithmeticException notConverged(int n) {
        return new ArithmeticException("the eigenvalues of a " + n + " x " + n + " matrix did not converge; does it"
                + " hold NaN or infinity?");
    }

    /**
     * The Cholesky factor.
     *
     * @param symmetric [n x n], positive definite; its lower triangle, as rows see it, is replaced by L of {@code L L'}
     * @throws ArithmeticException if it is not positive definite
     */
    static void cholesky(double[] symmetric, int n) {
        int info = openblas.LAPACKE_dpotrf(openblas.LAPACK_COL_MAJOR, (byte) 'U', n, symmetric, n);
        if (info != 0) {
            throw new ArithmeticException("a " + n + " x " + n + " matrix is not positive definite");
        }
    }

    /**
     * {@code L^-1 b}, or {@code L'^-1 b}, in place.
     *
     * @param lower [n x n] with L in its lower triangle
     * @param b [n x columns]
     */
    static void solve(double[] lower, int n, boolean transpose, double[] b, int columns) {
        openblas.cblas_dtrsm(
                openblas.CblasRowMajor,
                openblas.CblasLeft,
                openblas.CblasLower,
                transpose ? openblas.CblasTrans : openblas.CblasNoTrans,
                openblas.CblasNonUnit,
                n,
                columns,
                1,
                lower,
                n,
                b,
                columns);
    }

    /** {@code c -= op(a) b} in place, with c [m x n], and a [m x k], or [k x m] where transposed. */
    static void subtract(double[] c, int m, int n, int k, double[] a, boolean transposeA, double[] b) {
        openblas.cblas_dgemm(
                openblas.CblasRowMajor,
                transposeA ? openblas.CblasTrans : openblas.CblasNoTrans,
                openblas.CblasNoTrans,
                m,
                n,
                k,
                -1,
                a,
                transposeA ? m : k,
                b,
                n,
                1,
                c,
                n);
    }

    /** {@code c -= a'a} in place, in the lower triangle as rows see it, with c [n x n] and a [k x n]. */
    static void subtractSquare(double[] c, int n, int k, double[] a) {
        openblas.cblas_dsyrk(openblas.CblasRowMajor, openblas.CblasLower, openblas.CblasTrans, n, k, -1, a, n, 1, c, n);
    }

    /** A copy of a matrix [rows x columns] less its column means; a constant column becomes exactly 0. */
    public static double[] centred(double[] matrix, int rows) {
        return centre(matrix.clone(), new double[matrix.length / rows]);
    }

    /** Takes its column means from a matrix in place, and writes them to {@code means}. */
    public static double[] centre(double[] matrix, double[] means) {
        int columns = means.length;
        int rows = matrix.length / columns;
        var constant = new boolean[columns];
        java.util.Arrays.fill(constant, true);
        for (int i = 0; i < matrix.length; i++) {
            means[i % columns] += matrix[i] / rows;
            constant[i % columns] &= matrix[i] == matrix[i % columns];
        }
        for (int j = 0; j < columns; j++) {
            if (constant[j]) {
                means[j] = matrix[j]; // no rounding is to look like variance
            }
        }
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] -= means[i % columns];
        }
        return matrix;
    }
}
