package org.striate.analysis;

import java.io.Serializable;
import java.util.Arrays;
import org.striate.analysis.linear.Linear;

/**
 * Ridge regression on a design of n x p numbers: primal where p is at most n, dual otherwise, which costs an
 * eigendecomposition of the smaller square either way.
 *
 * @param coefficients [p x targets]
 * @param intercepts [targets]
 * @param alphas [targets] the penalties used
 */
record RidgeFit(double[] coefficients, double[] intercepts, double[] alphas) implements Serializable {

    /** All rows counted once; see {@link #weighted}. */
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
        var path = new RidgePath(l, z, centredY, n, targets, intercept);
        var alphas = grid.length == 1 ? Columns.repeat(grid[0], targets) : path.bestAlphas(grid);
        return of(directions, path.weights(alphas), meanX, meanY, alphas);
    }

    private static RidgeFit of(double[] directions, double[] weights, double[] meanX, double[] meanY, double[] alphas) {
        int p = meanX.length;
        int targets = meanY.length;
        int rank = weights.length / targets;
        var coefficients = Linear.product(p, targets, rank, directions, false, weights, false);
        var offset = Linear.product(1, targets, p, meanX, false, coefficients, false);
        var intercepts = new double[targets];
        for (int t = 0; t < targets; t++) {
            intercepts[t] = meanY[t] - offset[t];
        }
        return new RidgeFit(coefficients, intercepts, alphas);
    }

    /** [rows x targets] for x [rows x p]. */
    double[] predict(double[] x, int rows) {
        int targets = intercepts.length;
        var predicted = Linear.product(rows, targets, x.length / rows, x, false, coefficients, false);
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] += intercepts[i % targets];
        }
        return predicted;
    }
}
