package org.striate.analysis.linear;

import java.util.stream.IntStream;

/** Regression on principal components, through the products between stimuli alone. */
public final class Components {

    private Components() {}

    /**
     * Least squares on the scores of the first principal components of the training stimuli; components without variance
     * are left out, as are those that are rounding beside the variance of all stimuli.
     *
     * @param products [n x n] between all stimuli
     * @param y [n x targets]
     * @return dual weights [n x targets], 0 outside the training stimuli and of sum 0
     */
    public static double[] regression(double[] products, double[] y, int targets, int[] train, int components) {
        int all = y.length / targets;
        int n = train.length;
        var k = new double[n * n];
        var picked = new double[n * targets];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                k[i * n + j] = products[train[i] * all + train[j]];
            }
            System.arraycopy(y, train[i] * targets, picked, i * targets, targets);
        }
        centre(k, n);
        var eigen = Linear.largest(k, n, components);
        var along = Linear.product(components, targets, n, eigen.vectors(), false, Linear.centred(picked, n), false);
        double trace =
                IntStream.range(0, all).mapToDouble(i -> products[i * all + i]).sum();
        double least = Math.max(1e-13 * eigen.values()[components - 1], 1e-15 * n * trace);
        for (int i = 0; i < along.length; i++) {
            double value = eigen.values()[i / targets];
            along[i] = value > least ? along[i] / value : 0;
        }
        var weights = Linear.product(n, targets, components, eigen.vectors(), true, along, false);
        var placed = new double[all * targets];
        IntStream.range(0, n).forEach(i -> System.arraycopy(weights, i * targets, placed, train[i] * targets, targets));
        return placed;
    }

    private static void centre(double[] k, int n) {
        var means = new double[n];
        double mean = 0;
        for (int i = 0; i < n * n; i++) {
            means[i % n] += k[i] / n;
        }
        for (double m : means) {
            mean += m / n;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                k[i * n + j] += mean - means[i] - means[j];
            }
        }
    }
}
