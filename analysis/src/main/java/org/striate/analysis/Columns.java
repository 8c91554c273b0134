package org.striate.analysis;

import java.util.Arrays;

/** Plain loops over the columns of row-major matrices. */
final class Columns {

    private Columns() {}

    static double[] means(double[] matrix, int rows) {
        int columns = matrix.length / rows;
        var means = new double[columns];
        for (int i = 0; i < matrix.length; i++) {
            means[i % columns] += matrix[i] / rows;
        }
        return means;
    }

    /** Means in which every row counts by its weight. */
    static double[] means(double[] matrix, double[] weights) {
        int columns = matrix.length / weights.length;
        double total = Arrays.stream(weights).sum();
        var means = new double[columns];
        for (int i = 0; i < matrix.length; i++) {
            means[i % columns] += matrix[i] * weights[i / columns] / total;
        }
        return means;
    }

    /** Every row times the root of its weight, in place. */
    static double[] rooted(double[] matrix, double[] weights) {
        int columns = matrix.length / weights.length;
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] *= Math.sqrt(weights[i / columns]);
        }
        return matrix;
    }

    static double[] minus(double[] matrix, double[] means) {
        var centred = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            centred[i] = matrix[i] - means[i % means.length];
        }
        return centred;
    }

    /** [columns x rows] of a [rows x columns] matrix. */
    static double[] transpose(double[] matrix, int rows) {
        int columns = rows == 0 ? 0 : matrix.length / rows;
        var transposed = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = matrix[i * columns + j];
            }
        }
        return transposed;
    }

    /** Every column divided by the root of its value. */
    static double[] scale(double[] matrix, double[] squares) {
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] /= Math.sqrt(squares[i % squares.length]);
        }
        return matrix;
    }

    /** One column of a matrix of several. */
    static double[] one(double[] matrix, int column, int columns) {
        var one = new double[matrix.length / columns];
        for (int i = 0; i < one.length; i++) {
            one[i] = matrix[i * columns + column];
        }
        return one;
    }

    /** Some rows of a matrix [rows x columns]. */
    static double[] rows(double[] matrix, int columns, int[] rows) {
        var picked = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(matrix, rows[i] * columns, picked, i * columns, columns);
        }
        return picked;
    }

    static double[] repeat(double value, int times) {
        var repeated = new double[times];
        Arrays.fill(repeated, value);
        return repeated;
    }
}
