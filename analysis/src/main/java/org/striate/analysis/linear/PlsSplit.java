package org.striate.analysis.linear;

import java.util.Arrays;
import java.util.stream.IntStream;

/** One split's state in {@link Pls}; vectors have one value a training stimulus. */
final class PlsSplit {

    /** M below this share of its first trace is rounding: the layer, or the responses, are used up. */
    private static final double NEGLIGIBLE = 1e-13;

    private final int n;
    private final int targets;
    private final int all;
    private final int[] rows;
    private final double[] y; // [n x targets], centred
    private final double[] ky; // [targets x n], centred over the stimuli
    private final double[] m; // [targets x targets]
    private final double first;
    private final double[] left; // [targets] sum of squares left of Y
    private final double[] total; // [targets] at the start
    private final double[][] scores;
    private final double[][] duals;
    private final double[][] kt;
    private final double[][] loadings;
    private int made;
    private boolean ended;

    PlsSplit(Symmetric k, double[] kyAll, double[] yAll, int targets, int[] rows, int components) {
        this.n = rows.length;
        this.all = k.side();
        this.targets = targets;
        this.rows = rows;
        var means = new double[targets];
        this.y = centredRows(yAll, rows, targets, means);
        this.ky = transposedProducts(k, kyAll, yAll, means);
        this.m = Linear.product(targets, targets, n, ky, false, y, false);
        this.total = new double[targets];
        for (int i = 0; i < y.length; i++) {
            total[i % targets] += y[i] * y[i];
        }
        this.left = total.clone();
        this.first = trace();
        this.scores = new double[components][];
        this.duals = new double[components][];
        this.kt = new double[components][];
        this.loadings = new double[components][];
    }

    private static double[] centredRows(double[] all, int[] rows, int targets, double[] means) {
        var picked = new double[rows.length * targets];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all, rows[i] * targets, picked, i * targets, targets);
        }
        return Linear.centre(picked, means);
    }

    /** {@code K Y} of the training stimuli: that of all stimuli less what the others add, in a tenth of the time. */
    private double[] transposedProducts(Symmetric k, double[] kyAll, double[] yAll, double[] means) {
        var inside = new boolean[all];
        for (int row : rows) {
            inside[row] = true;
        }
        var others = IntStream.range(0, all).filter(i -> !inside[i]).toArray();
        var products = k.at(rows, others); // [n x others]
        // sum over the training stimuli of k_ij is less that over the others, for K is centred over all of them.
        var yOthers = new double[others.length * targets];
        for (int i = 0; i < others.length; i++) {
            for (int j = 0; j < targets; j++) {
                yOthers[i * targets + j] = yAll[others[i] * targets + j] - means[j];
            }
        }
        var less = Linear.product(n, targets, others.length, products, false, yOthers, false);
        var transposed = new double[targets * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < targets; j++) {
                transposed[j * n + i] = kyAll[rows[i] * targets + j] - less[i * targets + j];
            }
        }
        for (int j = 0; j < targets; j++) {
            centre(transposed, j * n);
        }
        return transposed;
    }

    private void centre(double[] values, int from) {
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += values[from + i];
        }
        mean /= n;
        for (int i = 0; i < n; i++) {
            values[from + i] -= mean;
        }
    }

    private double trace() {
        return IntStream.range(0, targets).mapToDouble(j -> m[j * targets + j]).sum();
    }

    /** Finds the weights of the next component, its scores, and the dual form of both. */
    void nextScores(Pls.Weights weights) {
        int start = IntStream.range(0, targets)
                .filter(j -> left[j] > 1e-14 * total[j])
                .findFirst()
                .orElse(-1);
        if (ended || start < 0 || !(trace() > NEGLIGIBLE * first)) {
            ended = true;
            return;
        }
        var c = weights == Pls.Weights.NIPALS ? Pls.nipals(m, targets, start) : Linear.dominant(m, targets);
        var dual = new double[n]; // Y_d c
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < targets; j++) {
                dual[i] += y[i * targets + j] * c[j];
            }
        }
        var score = new double[n]; // K Y_d c
        for (int j = 0; j < targets; j++) {
            add(score, c[j], ky, j * n);
        }
        for (int d = 0; d < made; d++) {
            double along = Pls.dot(loadings[d], c);
            add(dual, -along, scores[d], 0);
            add(score, -along, kt[d], 0);
        }
        // Twice is enough to make the scores orthogonal to the last digit.
        for (int d = 0; d < 2 * made; d++) {
            int before = d % made;
            double along = Pls.dot(scores[before], score);
            add(score, -along, scores[before], 0);
            add(dual, -along, duals[before], 0);
        }
        double length = Math.sqrt(Pls.dot(score, score));
        if (!(length > 0)) {
            ended = true;
            return;
        }
        scores[made] = scaled(score, 1 / length);
        duals[made] = scaled(dual, 1 / length);
    }

    private static void add(double[] to, double factor, double[] values, int from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * values[from + i];
        }
    }

    private static double[] scaled(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    /** Writes the new scores to a column of [all stimuli x columns]. */
    void writeScores(double[] to, int column, int columns) {
        for (int i = 0; i < n && !ended; i++) {
            to[rows[i] * columns + column] = scores[made][i];
        }
    }

    /** Takes the new component out of the responses. */
    void deflate(double[] products, int column, int columns) {
        if (ended) {
            return;
        }
        var t = scores[made];
        var kT = new double[n];
        for (int i = 0; i < n; i++) {
            kT[i] = products[rows[i] * columns + column];
        }
        centre(kT, 0);
        var loading = new double[targets]; // Y't; t has length 1 and is orthogonal to what was taken out before
        var b = new double[targets]; // Y_d' K t
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < targets; j++) {
                loading[j] += t[i] * y[i * targets + j];
                b[j] += kT[i] * y[i * targets + j];
            }
        }
        for (int d = 0; d < made; d++) {
            add(b, -Pls.dot(scores[d], kT), loadings[d], 0);
        }
        double tkt = Pls.dot(t, kT);
        for (int i = 0; i < targets; i++) {
            for (int j = 0; j < targets; j++) {
                m[i * targets + j] += loading[i] * (tkt * loading[j] - b[j]) - b[i] * loading[j];
            }
            left[i] -= loading[i] * loading[i];
        }
        kt[made] = kT;
        loadings[made] = loading;
        made++;
    }

    /** [all stimuli x targets], 0 outside the training stimuli; every column sums to 0. */
    double[] dualWeights() {
        var weights = new double[all * targets];
        var h = new double[n * made];
        var q = new double[made * targets];
        for (int d = 0; d < made; d++) {
            double mean = Arrays.stream(duals[d]).average().orElse(0);
            for (int i = 0; i < n; i++) {
                h[i * made + d] = duals[d][i] - mean;
            }
            System.arraycopy(loadings[d], 0, q, d * targets, targets);
        }
        var picked = Linear.product(n, targets, made, h, false, q, false);
        for (int i = 0; i < n; i++) {
            System.arraycopy(picked, i * targets, weights, rows[i] * targets, targets);
        }
        return weights;
    }
}
