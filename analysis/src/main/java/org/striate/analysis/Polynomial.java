package org.striate.analysis;

import java.util.Arrays;

/**
 * A polynomial by least squares, in {@code z = (x - middle) / scale}: its normal equations are well conditioned, and an offset
 * of x costs no digits.
 *
 * @param coefficients of 1, z, z^2 ...
 */
record Polynomial(double[] coefficients, double middle, double scale) {

    static Polynomial of(double[] x, double[] y, int degree) {
        double middle = Arrays.stream(x).average().orElse(0);
        double scale = Arrays.stream(x)
                .map(v -> Math.abs(v - middle))
                .filter(v -> v > 0)
                .max()
                .orElse(1);
        int n = degree + 1;
        var system = new double[n][n + 1];
        for (int k = 0; k < x.length; k++) {
            double z = (x[k] - middle) / scale;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    system[i][j] += Math.pow(z, i + j);
                }
                system[i][n] += Math.pow(z, i) * y[k];
            }
        }
        return new Polynomial(solved(system), middle, scale);
    }

    /** Gauss and Jordan with pivots; a direction in which the points do not vary gets 0. */
    private static double[] solved(double[][] system) {
        int n = system.length;
        for (int column = 0; column < n; column++) {
            int best = column;
            for (int row = column + 1; row < n; row++) {
                best = Math.abs(system[row][column]) > Math.abs(system[best][column]) ? row : best;
            }
            var swapped = system[best];
            system[best] = system[column];
            system[column] = swapped;
            if (Math.abs(swapped[column]) < 1e-12) {
                Arrays.fill(swapped, 0);
                swapped[column] = 1;
            }
            for (int row = 0; row < n; row++) {
                double factor = row == column ? 0 : system[row][column] / swapped[column];
                for (int k = column; k <= n; k++) {
                    system[row][k] -= factor * swapped[k];
                }
            }
        }
        var solution = new double[n];
        for (int i = 0; i < n; i++) {
            solution[i] = system[i][n] / system[i][i];
        }
        return solution;
    }

    double at(double x) {
        double z = (x - middle) / scale;
        double value = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            value = value * z + coefficients[i];
        }
        return value;
    }
}
