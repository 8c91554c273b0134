package org.striate.analysis;

import java.util.Arrays;
import org.striate.analysis.linear.Linear;

/**
 * Ridge regression for every penalty at once, from a factor of the centred design: {@code X X' = Z Z'} with columns of Z
 * orthogonal and {@code Z'Z = diag(l)}. With the primal {@code Z = X V}, with the dual {@code Z = U sqrt(l)}; both give
 * {@code fitted = Z (l + alpha)^-1 Z'Y}.
 */
final class RidgePath {

    /** Eigenvalues below this share of the largest are rounding errors of a rank-deficient design. */
    private static final double NEGLIGIBLE = 1e-14;

    private final int n;
    private final int rank;
    private final int targets;
    private final double[] l;
    private final double[] z;
    private final double[] zy;
    private final double[] y;
    private final boolean intercept;

    /**
     * @param l [rank] squared lengths of the columns of z
     * @param z [n x rank]
     * @param y [n x targets], centred where there is an intercept
     */
    RidgePath(double[] l, double[] z, double[] y, int n, int targets, boolean intercept) {
        this.n = n;
        this.rank = l.length;
        this.targets = targets;
        this.l = l;
        this.z = z;
        this.y = y;
        this.zy = Linear.product(rank, targets, n, z, true, y, false);
        this.intercept = intercept;
    }

    /** Which eigenvalues count. */
    static int firstOf(double[] ascending) {
        double least = Math.max(ascending[ascending.length - 1], 0) * NEGLIGIBLE;
        int first = 0;
        while (first < ascending.length && ascending[first] <= least) {
            first++;
        }
        return first;
    }

    /**
     * Leave-one-out errors in closed form: {@code (y - fitted) / (1 - leverage)}, the intercept left out anew with every
     * stimulus.
     *
     * @param equal all leverages taken as their mean: generalised cross-validation
     * @return [n x targets]
     */
    double[] leaveOneOutErrors(double alpha, boolean equal) {
        var fitted = Linear.product(n, targets, rank, z, false, weights(alpha), false);
        var leverages = leverages(alpha);
        double mean = Arrays.stream(leverages).average().orElse(0);
        var errors = new double[n * targets];
        for (int at = 0; at < errors.length; at++) {
            errors[at] = (y[at] - fitted[at]) / (1 - (equal ? mean : leverages[at / targets]));
        }
        return errors;
    }

    private double[] leverages(double alpha) {
        var leverages = new double[n];
        for (int i = 0; i < n; i++) {
            leverages[i] = intercept ? 1.0 / n : 0;
            for (int j = 0; j < rank; j++) {
                leverages[i] += z[i * rank + j] * z[i * rank + j] / (l[j] + alpha);
            }
        }
        return leverages;
    }

    /** Mean squared leave-one-out errors of every target, [targets]. */
    double[] leaveOneOut(double alpha, boolean equal) {
        var errors = leaveOneOutErrors(alpha, equal);
        var means = new double[targets];
        for (int at = 0; at < errors.length; at++) {
            means[at % targets] += errors[at] * errors[at] / n;
        }
        return means;
    }

    /**
     * {@code U (l + alpha)^-1 U'Y} with {@code Z = U sqrt(l)}: the dual weights, without what {@code (Y - fitted) / alpha} has
     * beside them where alpha is small.
     *
     * @return [n x targets]
     */
    double[] dual(double[] alphas) {
        var weights = weights(alphas);
        for (int at = 0; at < weights.length; at++) {
            weights[at] /= l[at / targets];
        }
        return Linear.product(n, targets, rank, z, false, weights, false);
    }

    double[] weights(double alpha) {
        var alphas = new double[targets];
        Arrays.fill(alphas, alpha);
        return weights(alphas);
    }

    /**
     * {@code (l + alpha)^-1 Z'Y}, a penalty a target.
     *
     * @return [rank x targets]
     */
    double[] weights(double[] alphas) {
        var weights = new double[rank * targets];
        for (int j = 0; j < rank; j++) {
            for (int t = 0; t < targets; t++) {
                weights[j * targets + t] = zy[j * targets + t] / (l[j] + alphas[t]);
            }
        }
        return weights;
    }
}
