package org.striate.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Linear;
import org.striate.analysis.linear.Ridge;

/**
 * Ridge regression on a design of n x p numbers: primal where p is at most n, dual otherwise, which costs an
 * eigendecomposition of the smaller square either way.
 *
 * @param coefficients [p x targets]
 * @param intercepts [targets]
 * @param alphas [targets] the penalties used
 */
record RidgeFit(double[] coefficients, double[] intercepts, double[] alphas) implements java.io.Serializable {

    /** All rows counted once, leave-one-out; see {@link #weighted}. */
    static RidgeFit of(double[] x, double[] y, int n, int targets, double[] grid, boolean intercept) {
        return weighted(x, y, Columns.repeat(1, n), targets, grid, intercept);
    }

    /**
     * Minimises {@code sum_i w_i |y_i - x_i B - b|^2 + alpha |B|^2}; the intercept is not penalised.
     *
     * @param x [n x p]
     * @param y [n x targets]
     * @param weights [n] how much each row counts
     * @param grid one penalty for all targets, or several to choose from by leave-one-out, target by target; the closed
     *     form of leave-one-out holds for equal weights
     */
    static RidgeFit weighted(double[] x, double[] y, double[] weights, int targets, double[] grid, boolean intercept) {
        var factor = Factor.of(x, y, weights, targets, intercept);
        return factor.fit(best(grid, targets, alpha -> factor.path.leaveOneOut(alpha, false)));
    }

    /**
     * Chooses the penalties as told.
     *
     * @param inner for inner folds, the rows of each
     */
    static RidgeFit chosen(
            double[] x, double[] y, int n, int targets, double[] grid, Ridge.Choice choice, List<int[]> inner) {
        var factor = Factor.of(x, y, Columns.repeat(1, n), targets, true);
        return factor.fit(penalties(factor, x, y, targets, grid, choice, inner));
    }

    /** The same as dual weights [n x targets]: {@code x'} times them are the coefficients. */
    static double[] dual(
            double[] x, double[] y, int n, int targets, double[] grid, Ridge.Choice choice, List<int[]> inner) {
        var factor = Factor.of(x, y, Columns.repeat(1, n), targets, true);
        return factor.path.dual(penalties(factor, x, y, targets, grid, choice, inner));
    }

    private static double[] penalties(
            Factor factor, double[] x, double[] y, int targets, double[] grid, Ridge.Choice choice, List<int[]> inner) {
        if (choice != Ridge.Choice.INNER_FOLDS || grid.length == 1) {
            boolean equal = choice == Ridge.Choice.GENERALISED;
            return best(grid, targets, alpha -> factor.path.leaveOneOut(alpha, equal));
        }
        int n = y.length / targets;
        var folds =
                inner.stream().map(fold -> new Inner(x, y, n, targets, fold)).toList();
        return best(grid, targets, alpha -> {
            var errors = new double[targets];
            folds.forEach(fold -> fold.addErrors(alpha, errors, folds.size()));
            return errors;
        });
    }

    /** The penalty with the least error, for every target; the first of equal ones. */
    private static double[] best(double[] grid, int targets, java.util.function.DoubleFunction<double[]> errorsOf) {
        var best = Columns.repeat(grid[0], targets);
        if (grid.length > 1) {
            var least = Columns.repeat(Double.POSITIVE_INFINITY, targets);
            for (double alpha : grid) {
                var errors = errorsOf.apply(alpha);
                for (int t = 0; t < targets; t++) {
                    if (errors[t] < least[t]) {
                        least[t] = errors[t];
                        best[t] = alpha;
                    }
                }
            }
        }
        return best;
    }

    /** A factored design: what all penalties share. */
    private record Factor(double[] directions, RidgePath path, double[] meanX, double[] meanY) {

        static Factor of(double[] x, double[] y, double[] weights, int targets, boolean intercept) {
            int n = weights.length;
            int p = x.length / n;
            var meanX = intercept ? Columns.means(x, weights) : new double[p];
            var meanY = intercept ? Columns.means(y, weights) : new double[targets];
            var centredX = Columns.rooted(Columns.minus(x, meanX), weights);
            var centredY = Columns.rooted(Columns.minus(y, meanY), weights);
            boolean primal = p <= n;
            int side = primal ? p : n;
            var vectors = primal
                    ? Linear.product(p, p, n, centredX, true, centredX, false)
                    : Linear.product(n, n, p, centredX, false, centredX, true);
            var all = Linear.eigen(vectors, side);
            int first = RidgePath.firstOf(all);
            int rank = side - first;
            var l = Arrays.copyOfRange(all, first, side);
            var kept = Arrays.copyOfRange(vectors, first * side, side * side); // [rank x side]
            // Directions in the space of units, [p x rank]: V, or X'U / sqrt(l).
            var directions = primal
                    ? Columns.transpose(kept, rank)
                    : Columns.scale(Linear.product(p, rank, n, centredX, true, kept, true), l);
            var z = Linear.product(n, rank, p, centredX, false, directions, false);
            return new Factor(directions, new RidgePath(l, z, centredY, n, targets, intercept), meanX, meanY);
        }

        RidgeFit fit(double[] alphas) {
            int p = meanX.length;
            int targets = meanY.length;
            var weights = path.weights(alphas);
            int rank = weights.length / targets;
            var coefficients = Linear.product(p, targets, rank, directions, false, weights, false);
            var offset = Linear.product(1, targets, p, meanX, false, coefficients, false);
            var intercepts = new double[targets];
            for (int t = 0; t < targets; t++) {
                intercepts[t] = meanY[t] - offset[t];
            }
            return new RidgeFit(coefficients, intercepts, alphas);
        }
    }

    /** One inner fold held out. */
    private static final class Inner {

        private final Factor factor;
        private final double[] x;
        private final double[] y;
        private final int size;

        Inner(double[] x, double[] y, int n, int targets, int[] fold) {
            int p = x.length / n;
            var rest = IntStream.range(0, n)
                    .filter(i -> Arrays.stream(fold).noneMatch(f -> f == i))
                    .toArray();
            this.size = fold.length;
            this.x = Columns.rows(x, p, fold);
            this.y = Columns.rows(y, targets, fold);
            this.factor = Factor.of(
                    Columns.rows(x, p, rest),
                    Columns.rows(y, targets, rest),
                    Columns.repeat(1, rest.length),
                    targets,
                    true);
        }

        void addErrors(double alpha, double[] errors, int folds) {
            int targets = errors.length;
            var predicted = factor.fit(Columns.repeat(alpha, targets)).predict(x, size);
            for (int at = 0; at < predicted.length; at++) {
                double error = predicted[at] - y[at];
                errors[at % targets] += error * error / size / folds;
            }
        }
    }

    /** [rows x targets] for x [rows x p]. */
    double[] predict(double[] x, int rows) {
        int targets = intercepts.length;
        var predicted = Linear.product(rows, targets, rows == 0 ? 0 : x.length / rows, x, false, coefficients, false);
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] += intercepts[i % targets];
        }
        return predicted;
    }
}
