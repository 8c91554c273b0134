package org.striate.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Linear;
import org.striate.analysis.linear.Magnitude;
import org.striate.analysis.linear.Pls;

/**
 * PLS2 regression on a design of n x p numbers.
 *
 * @param coefficients [p x targets]
 * @param intercepts [targets] prediction where all units are 0
 */
record PlsFit(double[] coefficients, double[] intercepts) {

    /**
     * Units and responses less their means, over their standard deviations where scaled (ddof 1; 1 where there is none).
     *
     * @param x [n x p]
     * @param y [n x targets]
     */
    record Standard(double[] x, double[] meanX, double[] sdX, double[] y, double[] meanY, double[] sdY, int n) {

        static Standard of(double[] x, double[] y, int n, boolean scale) {
            var meanX = new double[x.length / n];
            var meanY = new double[y.length / n];
            var centredX = Linear.centre(x.clone(), meanX);
            var centredY = Linear.centre(y.clone(), meanY);
            var sdX = size(centredX, meanX.length, scale);
            var sdY = size(centredY, meanY.length, scale);
            return new Standard(centredX, meanX, sdX, centredY, meanY, sdY, n);
        }

        Pls.Fit fit(int components, Pls.Weights weights) {
            var k = Linear.product(n, n, meanX.length, x, false, x, true);
            var all = List.of(IntStream.range(0, n).toArray());
            return new Pls(components, weights)
                    .fit(k, y, meanY.length, all, done -> {})
                    .get(0);
        }
    }

    /**
     * @param x [n x p]
     * @param y [n x targets]
     * @param scale whether units and responses are divided by their standard deviations
     */
    static PlsFit of(double[] x, double[] y, int n, int components, boolean scale, Pls.Weights weights) {
        var data = Standard.of(x, y, n, scale);
        int p = x.length / n;
        int targets = y.length / n;
        var dual = data.fit(components, weights).weights();
        var coefficients = Linear.product(p, targets, n, data.x(), true, dual, false);
        for (int at = 0; at < coefficients.length; at++) {
            coefficients[at] *= data.sdY()[at % targets] / data.sdX()[at / targets];
        }
        var offset = Linear.product(1, targets, p, data.meanX(), false, coefficients, false);
        var intercepts = data.meanY().clone();
        for (int t = 0; t < targets; t++) {
            intercepts[t] -= offset[t];
        }
        return new PlsFit(coefficients, intercepts);
    }

    /**
     * Divides centred columns in place: by their standard deviations where scaled, else by 1, or by one power of two where
     * products of such numbers could not be had.
     */
    private static double[] size(double[] centred, int columns, boolean scale) {
        double size = Magnitude.of(centred);
        double unit = size > 1e-60 && size < 1e60 ? 1 : size;
        for (int at = 0; at < centred.length; at++) {
            centred[at] /= unit;
        }
        var sizes = scale ? scale(centred, columns) : Columns.repeat(1, columns);
        return Arrays.stream(sizes).map(sd -> sd * unit).toArray();
    }

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
