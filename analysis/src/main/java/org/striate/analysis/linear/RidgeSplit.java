package org.striate.analysis.linear;

import java.util.Arrays;
import java.util.stream.IntStream;

/** One split's best penalties so far, neuron by neuron, in {@link Ridge}. */
final class RidgeSplit {

    private final Ridge.Split split;
    private final int targets;
    private final Ridge.Choice choice;
    private final int[] held;
    private final int[] constant; // neurons without variance in training, whose weights are exactly 0
    private final double[] weights;
    private final double[] penalties;
    private final double[] least;

    /** @param y [n x targets] */
    RidgeSplit(Ridge.Split split, double[] y, int targets, Ridge.Choice choice) {
        int n = y.length / targets;
        this.split = split;
        this.targets = targets;
        this.choice = choice;
        var inside = new boolean[n];
        for (int row : split.train()) {
            inside[row] = true;
        }
        this.held = IntStream.range(0, n).filter(i -> !inside[i]).toArray();
        int first = split.train()[0] * targets;
        this.constant = IntStream.range(0, targets)
                .filter(t -> IntStream.of(split.train()).allMatch(row -> y[row * targets + t] == y[first + t]))
                .toArray();
        this.weights = new double[n * targets];
        this.penalties = new double[targets];
        this.least = new double[targets];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
    }

    int[] rows() {
        return split.train();
    }

    Ridge.Fit fit() {
        return new Ridge.Fit(weights, penalties, least);
    }

    /** Compares a penalty with the best so far. */
    void consider(RidgeInverse g, double penalty) {
        int n = split.train().length;
        var train = g.places(split.train());
        var a = g.a(train, targets); // becomes the dual weights of a fit on the training stimuli alone
        int left = g.inverse().side() == n ? 0 : held.length;
        var w = new double[0]; // L^-1 G_FR, so that W'W is what leaving F out takes from G_RR
        if (left > 0) {
            var f = g.places(held);
            var lower = g.at(f, f);
            Linear.cholesky(lower, left);
            w = g.at(f, train);
            Linear.solve(lower, left, false, w, n);
            var z = g.a(f, targets);
            Linear.solve(lower, left, false, z, targets);
            Linear.subtract(a, n, targets, left, w, true, z);
        }
        for (int t : constant) {
            for (int i = 0; i < n; i++) {
                a[i * targets + t] = 0;
            }
        }
        keep(a, errors(g, train, a, w, left), penalty);
    }

    private void keep(double[] a, double[] errors, double penalty) {
        for (int t = 0; t < targets; t++) {
            if (errors[t] < least[t] || penalties[t] == 0) {
                least[t] = errors[t];
                penalties[t] = penalty;
                for (int i = 0; i < split.train().length; i++) {
                    weights[split.train()[i] * targets + t] = a[i * targets + t];
                }
            }
        }
    }

    private double[] errors(RidgeInverse g, int[] train, double[] a, double[] w, int left) {
        return switch (choice) {
            case INNER_FOLDS -> innerErrors(g, train, a, w, left);
            case LEAVE_ONE_OUT, GENERALISED -> closedForm(diagonal(g, train, w, left), a);
        };
    }

    /** [train] diagonal of the inverse on the training stimuli alone. */
    private static double[] diagonal(RidgeInverse g, int[] train, double[] w, int left) {
        int n = train.length;
        var diagonal = g.diagonal(train);
        for (int f = 0; f < left; f++) {
            for (int i = 0; i < n; i++) {
                diagonal[i] -= w[f * n + i] * w[f * n + i];
            }
        }
        return diagonal;
    }

    private double[] closedForm(double[] diagonal, double[] a) {
        var errors = new double[targets];
        double mean = Arrays.stream(diagonal).average().orElse(Double.NaN);
        for (int i = 0; i < a.length; i++) {
            double d = choice == Ridge.Choice.GENERALISED ? mean : diagonal[i / targets];
            errors[i % targets] += a[i] / d * a[i] / d / diagonal.length;
        }
        return errors;
    }

    private double[] innerErrors(RidgeInverse g, int[] train, double[] a, double[] w, int left) {
        int n = train.length;
        var place = new int[g.place().length];
        for (int i = 0; i < n; i++) {
            place[split.train()[i]] = i;
        }
        var errors = new double[targets];
        for (var fold : split.inner()) {
            int size = fold.length;
            var block = g.at(g.places(fold), g.places(fold));
            var own = new double[left * size];
            var e = new double[size * targets];
            var at = IntStream.of(fold).map(i -> place[i]).toArray();
            for (int j = 0; j < size; j++) {
                System.arraycopy(a, at[j] * targets, e, j * targets, targets);
            }
            for (int f = 0; f < left; f++) {
                for (int j = 0; j < size; j++) {
                    own[f * size + j] = w[f * n + at[j]];
                }
            }
            if (left > 0) {
                Linear.subtractSquare(block, size, left, own);
            }
            Linear.cholesky(block, size);
            Linear.solve(block, size, false, e, targets);
            Linear.solve(block, size, true, e, targets);
            for (int i = 0; i < e.length; i++) {
                errors[i % targets] += e[i] * e[i] / size / split.inner().size();
            }
        }
        return errors;
    }
}
