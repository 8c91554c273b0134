package org.striate.analysis.units;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.TuningCurve;

/**
 * Fits a curve of few parameters to few points by Levenberg and Marquardt's method inside a box: a step never leaves it and
 * never makes the fit worse, so that it cannot diverge; a parameter pushed against a wall is held there. Each start ends in a
 * minimum of its own, the best is kept.
 *
 * @param lower bounds of the parameters
 * @param upper bounds of the parameters
 */
record LeastSquares(Curve curve, double[] x, double[] y, double[] lower, double[] upper) {

    private static final int STEPS = 300;
    private static final double ENOUGH = 1e-12;

    /** Parameters and x to y. */
    @FunctionalInterface
    interface Curve {
        double at(double[] parameters, double x);
    }

    /**
     * @param parameters all NaN where nothing could be fitted
     * @param r2 share of the variance of the means that the fit explains; NaN with the parameters
     * @param atBound indices of the parameters that a bound holds: the data do not say them
     * @param failure why there are no parameters; empty where there are
     */
    record Fit(double[] parameters, double r2, int[] atBound, String failure) {

        static Fit failed(int parameters, String failure) {
            var none = new double[parameters];
            Arrays.fill(none, Double.NaN);
            return new Fit(none, Double.NaN, new int[0], failure);
        }

        /** The reason for a failure, or which parameters ended at a bound. */
        String note(String... names) {
            var held = Arrays.stream(atBound).mapToObj(i -> names[i]).toList();
            return !failure.isEmpty() || held.isEmpty() ? failure : String.join(", ", held) + " at the bound";
        }
    }

    /**
     * Why a curve cannot be fitted; empty if it can.
     *
     * @param parameters the fit needs one point more
     */
    static String obstacle(TuningCurve curve, int parameters) {
        double[] mean = curve.mean();
        if (Arrays.stream(mean).anyMatch(r -> !Double.isFinite(r))) {
            return "a mean response is missing";
        }
        if (mean.length <= parameters) {
            return mean.length + " values are too few for " + parameters + " parameters";
        }
        double most = Arrays.stream(mean).max().orElse(0);
        double least = Arrays.stream(mean).min().orElse(0);
        if (!(most - least > 1e-12 * Math.max(Math.abs(most), Math.abs(least)))) {
            return "the curve is flat";
        }
        double square = (most - least) * (most - least);
        return square > 1e-300 && square < 1e304 ? "" : "responses of a size whose squares cannot be had";
    }

    /** A rate has none below 0; the least of other responses need not be the baseline yet. */
    static double leastBaseline(double least, double most) {
        return least < 0 ? least - (most - least) : 0;
    }

    Fit best(List<double[]> starts) {
        double[] best = null;
        for (var start : starts) {
            var found = descend(clamped(start));
            best = best == null || squares(found) < squares(best) ? found : best;
        }
        double level = Arrays.stream(y).average().orElse(Double.NaN);
        double total = Arrays.stream(y).map(v -> (v - level) * (v - level)).sum();
        double[] parameters = best;
        var atBound = IntStream.range(0, lower.length)
                .filter(i -> isHeld(parameters, i))
                .toArray();
        return new Fit(parameters, 1 - squares(parameters) / total, atBound, "");
    }

    /** Whether a parameter is at a bound beyond which the fit would not be worse: else the minimum lies there by itself. */
    private boolean isHeld(double[] at, int i) {
        double near = 1e-6 * (upper[i] - lower[i]);
        boolean low = at[i] - lower[i] < near;
        var beyond = at.clone();
        beyond[i] += low ? -near : near;
        return (low || upper[i] - at[i] < near) && squares(beyond) <= squares(at);
    }

    private double[] clamped(double[] parameters) {
        return IntStream.range(0, parameters.length)
                .mapToDouble(i -> Math.min(upper[i], Math.max(lower[i], parameters[i])))
                .toArray();
    }

    private double[] residuals(double[] parameters) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> y[i] - curve.at(parameters, x[i]))
                .toArray();
    }

    private double squares(double[] parameters) {
        return Arrays.stream(residuals(parameters)).map(r -> r * r).sum();
    }

    private double[] descend(double[] start) {
        var at = start;
        double error = squares(at);
        double damping = 1e-3;
        for (int step = 0; step < STEPS && damping < 1e12; step++) {
            var next = clamped(step(at, damping));
            double then = squares(next);
            if (then < error) {
                boolean done = error - then < ENOUGH * error;
                at = next;
                error = then;
                damping = Math.max(1e-12, damping / 5);
                if (done) {
                    break;
                }
            } else {
                damping *= 4;
            }
        }
        return at;
    }

    /** One damped Gauss-Newton step; parameters at a wall whose gradient points outwards stay. */
    private double[] step(double[] at, double damping) {
        int p = at.length;
        var residuals = residuals(at);
        var slopes = new double[p][];
        for (int j = 0; j < p; j++) {
            slopes[j] = slope(at, j);
        }
        var gradient = new double[p];
        var normal = new double[p][p];
        for (int j = 0; j < p; j++) {
            gradient[j] = dot(slopes[j], residuals);
            for (int k = 0; k < p; k++) {
                normal[j][k] = dot(slopes[j], slopes[k]);
            }
        }
        for (int j = 0; j < p; j++) {
            boolean held = gradient[j] > 0 && at[j] >= upper[j] || gradient[j] < 0 && at[j] <= lower[j];
            if (held) {
                gradient[j] = 0;
                for (int k = 0; k < p; k++) {
                    normal[j][k] = 0;
                    normal[k][j] = 0;
                }
            }
            normal[j][j] = normal[j][j] * (1 + damping) + (held ? 1 : 1e-300);
        }
        var move = solved(normal, gradient);
        return IntStream.range(0, p).mapToDouble(j -> at[j] + move[j]).toArray();
    }

    private double[] slope(double[] at, int j) {
        double h = 1e-6 * Math.max(Math.abs(at[j]), 1e-3 * (upper[j] - lower[j]));
        var up = at.clone();
        var down = at.clone();
        up[j] = Math.min(upper[j], at[j] + h);
        down[j] = Math.max(lower[j], at[j] - h);
        return IntStream.range(0, x.length)
                .mapToDouble(i -> (curve.at(up, x[i]) - curve.at(down, x[i])) / (up[j] - down[j]))
                .toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Cholesky on four or five unknowns; a direction without curvature is not moved along. */
    private static double[] solved(double[][] a, double[] b) {
        int p = b.length;
        var solution = b.clone();
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                a[j][j] -= a[j][k] * a[j][k];
            }
            a[j][j] = a[j][j] > 0 ? Math.sqrt(a[j][j]) : Double.POSITIVE_INFINITY;
            for (int i = j + 1; i < p; i++) {
                for (int k = 0; k < j; k++) {
                    a[i][j] -= a[i][k] * a[j][k];
                }
                a[i][j] /= a[j][j];
            }
        }
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                solution[j] -= a[j][k] * solution[k];
            }
            solution[j] /= a[j][j];
        }
        for (int j = p - 1; j >= 0; j--) {
            for (int i = j + 1; i < p; i++) {
                solution[j] -= a[i][j] * solution[i];
            }
            solution[j] /= a[j][j];
        }
        return solution;
    }
}
