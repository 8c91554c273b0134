package org.striate.analysis.linear;

import java.util.stream.IntStream;
import org.bytedeco.openblas.global.openblas;

/** Factorisations on LAPACK; matrices are row-major arrays. */
public final class Decompositions {

    private static final int ROWS = openblas.LAPACK_ROW_MAJOR;

    private Decompositions() {}

    /**
     * {@code a a'} of [m x k], by the symmetric product: half the work of a general one.
     *
     * @return [m x m], both triangles
     */
    public static double[] rowProducts(double[] a, int m, int k) {
        var products = new double[Math.multiplyExact(m, m)];
        if (m == 0 || k == 0) {
            return products;
        }
        try (var rows = Scratch.copy(a);
                var upper = new Scratch(products.length)) {
            openblas.cblas_dsyrk(
                    openblas.CblasRowMajor,
                    openblas.CblasUpper,
                    openblas.CblasNoTrans,
                    m,
                    k,
                    1,
                    rows.values(),
                    k,
                    0,
                    upper.values(),
                    m);
            upper.values().get(products);
        }
        return mirrored(products, m);
    }

    /**
     * The lower Cholesky factor L of a symmetric positive definite matrix, {@code L L'}.
     *
     * @return [n x n], zero above the diagonal; an empty array where the matrix is not positive definite
     */
    public static double[] cholesky(double[] symmetric, int n) {
        var factor = symmetric.clone();
        if (openblas.LAPACKE_dpotrf(ROWS, (byte) 'L', n, factor, n) != 0) {
            return new double[0];
        }
        for (int i = 0; i < n; i++) {
            java.util.Arrays.fill(factor, i * n + i + 1, (i + 1) * n, 0);
        }
        return factor;
    }

    /** The inverse of {@code L L'}, both triangles. */
    public static double[] inverse(double[] cholesky, int n) {
        var inverse = cholesky.clone();
        openblas.LAPACKE_dpotri(ROWS, (byte) 'L', n, inverse, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                inverse[j * n + i] = inverse[i * n + j];
            }
        }
        return inverse;
    }

    /**
     * {@code L^-1 b}.
     *
     * @param cholesky [n x n] lower
     * @param b [n x columns]
     */
    public static double[] solveLower(double[] cholesky, int n, double[] b) {
        var x = b.clone();
        int columns = b.length / n;
        openblas.LAPACKE_dtrtrs(ROWS, (byte) 'L', (byte) 'N', (byte) 'N', n, columns, cholesky, n, x, columns);
        return x;
    }

    /**
     * Singular values of [m x n], descending.
     *
     * @throws ArithmeticException if they do not converge: the matrix holds NaN or infinity
     */
    public static double[] singularValues(double[] matrix, int m, int n) {
        var values = new double[Math.min(m, n)];
        var none = new double[1];
        int info = values.length == 0
                ? 0
                : openblas.LAPACKE_dgesdd(ROWS, (byte) 'N', m, n, matrix.clone(), n, values, none, m, none, n);
        if (info != 0) {
            throw new ArithmeticException("the singular values of a " + m + " x " + n + " matrix did not converge");
        }
        return values;
    }

    /** Eigenvalues of a symmetric matrix, descending. */
    public static double[] eigenvalues(double[] symmetric, int n) {
        var values = new double[n];
        int info = n == 0 ? 0 : openblas.LAPACKE_dsyevd(ROWS, (byte) 'N', (byte) 'U', n, symmetric.clone(), n, values);
        require(info, n);
        for (int i = 0, j = n - 1; i < j; i++, j--) {
            double swap = values[i];
            values[i] = values[j];
            values[j] = swap;
        }
        return values;
    }

    /**
     * The largest eigenvalues of a symmetric matrix, without computing the others' vectors.
     *
     * @param count how many, at most n
     * @param vectors [count x n]; filled with the eigenvectors, one a row
     * @return [count] descending
     */
    public static double[] largestEigen(double[] symmetric, int n, int count, double[] vectors) {
        var values = new double[n];
        var found = new int[1];
        var columns = new double[n * count];
        int info = openblas.LAPACKE_dsyevr(
                ROWS,
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
                found,
                values,
                columns,
                count,
                new int[2 * n]);
        require(info, n);
        var descending = new double[count];
        for (int k = 0; k < count; k++) {
            int column = count - 1 - k;
            descending[k] = values[column];
            for (int i = 0; i < n; i++) {
                vectors[k * n + i] = columns[i * count + column];
            }
        }
        return descending;
    }

    private static void require(int info, int n) {
        if (info != 0) {
            throw new ArithmeticException("the eigenvalues of a " + n + " x " + n
                    + " matrix did not converge; does it hold NaN or infinity?");
        }
    }

    /** Copies the upper triangle to the lower one, in strips of columns, so that the rows that are read stay in a cache. */
    static double[] mirrored(double[] upper, int n) {
        int strip = 64;
        IntStream.rangeClosed(0, (n - 1) / strip).parallel().forEach(s -> {
            int first = s * strip;
            for (int i = first + 1; i < n; i++) {
                int last = Math.min(i, first + strip);
                for (int j = first; j < last; j++) {
                    upper[i * n + j] = upper[j * n + i];
                }
            }
        });
        return upper;
    }
}
