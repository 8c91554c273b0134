package org.striate.analysis;

import java.util.Arrays;

/**
 * A polynomial by least squares.
 *
 * @param coefficients of 1, x, x^2 ...
 */
record Polynomial(double[] coefficients) {

    /** Solves the normal equations of {@code (x - middle) / scale}, which are well conditioned, and expands. */
    static Polynomial of(double[] x, double[] y, int degree) {
        double middle = Arrays.stream(x).average().orElse(0);
        double scale = Arrays.stream(x).map(v -> Math.abs(v - middle)).max().orElse(0);
        int n = degree + 1;
        var system = new double[n][n + 1];
        for (int k = 0; k < x.length; k++) {
            double z = scale == 0 ? 0 : (x[k] - middle) / scale;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    system[i][j] += Math.pow(z, i + j);
                }
                system[i][n] += Math.pow(z, i) * y[k];
            }
        }
        return new Polynomial(expanded(solved(system), middle, scale));
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

    private static double[] expanded(double[] inner, double middle, double scale) {
        var expanded = new double[inner.length];
        var power = new double[inner.length]; // of (x - middle) / scale
        power[0] = 1;
        for (int degree = 0; degree < inner.length; degree++) {
            for (int k = 0; k <= degree; k++) {
                expanded[k] += inner[degree] * power[k];
            }
            for (int k = Math.min(degree + 1, inner.length - 1); scale > 0 && k >= 0; k--) {
                power[k] = ((k > 0 ? power[k - 1] : 0) - middle * power[k]) / scale;
            }
        }
        return expanded;
    }

    double at(double x) {
        double value = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            value = value * x + coefficients[i];
        }
        return value;
    }
}
