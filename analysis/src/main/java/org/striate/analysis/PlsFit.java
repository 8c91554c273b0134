package org.striate.analysis;

import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Linear;
import org.striate.analysis.linear.Pls;

/**
 * PLS2 regression on a design of n x p numbers.
 *
 * @param coefficients [p x targets]
 * @param intercepts [targets] prediction where all units are 0
 */
record PlsFit(double[] coefficients, double[] intercepts) {

    /**
     * @param x [n x p]
     * @param y [n x targets]
     * @param scale whether units and responses are divided by their standard deviations (ddof 1; 1 where there is none)
     */
    static PlsFit of(double[] x, double[] y, int n, int components, boolean scale, Pls.Weights weights) {
        int p = x.length / n;
        int targets = y.length / n;
        var meanX = new double[p];
        var meanY = new double[targets];
        var centredX = Linear.centre(x.clone(), meanX);
        var centredY = Linear.centre(y.clone(), meanY);
        var sdX = scale ? scale(centredX, p) : Columns.repeat(1, p);
        var sdY = scale ? scale(centredY, targets) : Columns.repeat(1, targets);
        var k = Linear.product(n, n, p, centredX, false, centredX, true);
        var dual = new Pls(components, weights)
                .fit(k, centredY, targets, List.of(IntStream.range(0, n).toArray()), done -> {})
                .get(0)
                .weights();
        var coefficients = Linear.product(p, targets, n, centredX, true, dual, false);
        for (int at = 0; at < coefficients.length; at++) {
            coefficients[at] *= sdY[at % targets] / sdX[at / targets];
        }
        var offset = Linear.product(1, targets, p, meanX, false, coefficients, false);
        for (int t = 0; t < targets; t++) {
            meanY[t] -= offset[t];
        }
        return new PlsFit(coefficients, meanY);
    }

    /** Divides centred columns by their standard deviations, in place. */
    private static double[] scale(double[] centred, int columns) {
        int n = centred.length / columns;
        var sd = new double[columns];
        for (int at = 0; at < centred.length; at++) {
            sd[at % columns] += centred[at] * centred[at] / (n - 1);
        }
        for (int j = 0; j < columns; j++) {
            sd[j] = sd[j] > 0 ? Math.sqrt(sd[j]) : 1;
        }
        for (int at = 0; at < centred.length; at++) {
            centred[at] /= sd[at % columns];
        }
        return sd;
    }

    /** [rows x targets] for x [rows x p]. */
    double[] predict(double[] x, int rows) {
        return new RidgeFit(coefficients, intercepts, null).predict(x, rows);
    }
}
