package org.striate.analysis.linear;

import java.util.stream.IntStream;

/**
 * A symmetric matrix by its upper triangle, one row after the other: half the memory, and where the products of many layers are
 * held at once it is memory that counts.
 *
 * @param values [n (n + 1) / 2]; not a copy
 * @param n rows, and columns
 */
public record Triangle(double[] values, int n) {

    private static final int STRIP = 64;

    /** Of zeros. */
    static Triangle zeros(int n) {
        return new Triangle(new double[Math.toIntExact((long) n * (n + 1) / 2)], n);
    }

    /** Of a matrix [n x n] row by row, whose lower triangle is not looked at. */
    public static Triangle of(double[] matrix, int n) {
        var triangle = zeros(n);
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix, i * n + i, triangle.values, triangle.row(i) + i, n - i);
        }
        return triangle;
    }

    /** Where column 0 of row i would stand: value {@code (i, j)}, {@code j >= i}, is at {@code row(i) + j}. */
    public int row(int i) {
        return (int) ((long) i * (2L * n - i - 1) / 2);
    }

    /** Value {@code (i, j)} of the matrix. */
    public double at(int i, int j) {
        return values[row(Math.min(i, j)) + Math.max(i, j)];
    }

    /** [n] values {@code (i, i)}. */
    public double[] diagonal() {
        return IntStream.range(0, n).mapToDouble(i -> at(i, i)).toArray();
    }

    /** [n x n] row by row, both triangles. */
    public double[] whole() {
        var matrix = new double[Math.multiplyExact(n, n)];
        // Strips of columns below the diagonal read a few rows of the triangle again and again, from the cache.
        IntStream.rangeClosed(0, (n - 1) / STRIP).parallel().forEach(strip -> {
            int first = strip * STRIP;
            int end = Math.min(n, first + STRIP);
            for (int i = first; i < end; i++) {
                System.arraycopy(values, row(i) + i, matrix, i * n + i, n - i);
            }
            for (int i = first + 1; i < n; i++) {
                for (int j = first; j < Math.min(i, end); j++) {
                    matrix[i * n + j] = values[row(j) + i];
                }
            }
        });
        return matrix;
    }

    /** With rows and columns picked, in their order. */
    public Triangle picked(int[] order) {
        var picked = zeros(order.length);
        for (int i = 0; i < order.length; i++) {
            for (int j = i; j < order.length; j++) {
                picked.values[picked.row(i) + j] = at(order[i], order[j]);
            }
        }
        return picked;
    }
}
