package org.striate.analysis.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import org.striate.core.BadInput;

/**
 * PLS2 regression of all splits of one layer in lockstep, through the products between stimuli alone.
 *
 * <p>With {@code K = X X'} of a split's centred training stimuli and {@code Y_d} what is left of the centred responses after
 * d components, the next weights on units are {@code X' Y_d c}, c the dominant eigenvector of {@code M = Y_d' K Y_d}; the
 * scores are {@code t = K Y_d c} made orthogonal to those before. M changes by a rank of two from component to component,
 * and {@code K Y_d} follows from {@code K Y} and {@code K t}: a component costs one pass over K, which serves all splits.
 *
 * @see <a href="https://doi.org/10.1016/S0169-7439(01)00155-1">Wold et al. (2001)</a>; equal to scikit-learn's {@code
 *     PLSRegression(scale=False)}
 */
public final class Pls {

    /** How the weights of a component are found. */
    public enum Weights {
        /**
         * scikit-learn's NIPALS: starts from the first neuron that varies, ends when the squared change of the weights is
         * below 1e-6, after 500 turns at most. Published scores were made so.
         */
        NIPALS,
        /** The exact singular vectors to which NIPALS converges. */
        EXACT
    }

    private static final int MOST = 16; // splits whose vectors are in memory at a time

    private static final long TOGETHER = 1 << 24; // numbers in them, times stimuli and targets: 128 MB

    /** Matrices between targets beside each split's own: that of all stimuli, and what a split adds to it. */
    private static final int BESIDE = 2;

    private static final int LARGEST_SIDE = 46_340; // of a square matrix in one array

    private final int components;
    private final Weights weights;

    public Pls(int components, Weights weights) {
        this.components = components;
        this.weights = weights;
    }

    /**
     * What was fitted: predictions are {@code products * dual * loadings} plus a constant.
     *
     * @param dual [n x components] 0 outside the training rows and of sum 0; the scores are {@code products * dual}
     * @param loadings [components x targets] of the responses
     * @param components as many as were asked for; those beyond the rank are 0
     */
    public record Fit(double[] dual, double[] loadings, int components) {

        /** [n x targets] dual weights, 0 outside the training rows and of sum 0. */
        public double[] weights() {
            int n = dual.length / components;
            return Linear.product(n, loadings.length / components, components, dual, false, loadings, false);
        }
    }

    /**
     * @param products [n x n] between all stimuli
     * @param y [n x targets]
     * @param training the training rows of every split
     * @param progress told after each component the share of the work that is done; it may end the work by throwing
     * @return for every split, in order
     */
    public List<Fit> fit(double[] products, double[] y, int targets, List<int[]> training, DoubleConsumer progress) {
        requireRoom(targets);
        int n = y.length / targets;
        var fits = new ArrayList<Fit>();
        try (var k = Symmetric.centred(products, n);
                var responses = new PlsResponses(k, y, targets)) {
            int together = together(n, targets);
            for (int from = 0; from < training.size(); from += together) {
                var some = training.subList(from, Math.min(training.size(), from + together));
                try (var splits = new PlsSplits(k, responses, some, components)) {
                    for (int component = 0; component < components; component++) {
                        splits.next(weights);
                        progress.accept(some.size() / (double) training.size() / components);
                    }
                    fits.addAll(splits.fits());
                }
            }
        }
        return fits;
    }

    /** Splits whose vectors and matrices between targets are in memory at a time. */
    private static int together(double n, double targets) {
        double heap = room() / (8 * targets * targets) - BESIDE;
        return (int) Math.max(1, Math.min(MOST, Math.min(TOGETHER / (n * targets), heap)));
    }

    /** What the matrices may take of the heap, in which products and responses lie too. */
    private static double room() {
        return Runtime.getRuntime().maxMemory() / 1.5;
    }

    /** What the matrices between targets take, in Java and for BLAS. */
    public static double bytes(double n, double targets, int splits) {
        return 8 * targets * targets * (Math.min(splits, together(n, targets)) + BESIDE + 1);
    }

    /**
     * Refuses more targets than have room for their matrices.
     *
     * @throws BadInput if they are
     */
    public static void requireRoom(int targets) {
        long heap = Runtime.getRuntime().maxMemory();
        int most = (int) Math.min(LARGEST_SIDE, Math.sqrt(room() / 8 / (BESIDE + 1)));
        if (targets > most) {
            throw BadInput.of(
                    "neurons",
                    String.format(
                            Locale.ROOT,
                            "%d in one PLS, whose matrices between them take %.1f GB",
                            targets,
                            8.0 * targets * targets * (BESIDE + 1) / 1e9),
                    String.format(Locale.ROOT, "at most %d with a heap of %.1f GB", most, heap / 1e9),
                    "Fit fewer at a time, responses.region(Region.V1), or each by itself: EncodingModel.ridge()");
        }
    }

    /**
     * The dominant eigenvector as scikit-learn's power iteration leaves it.
     *
     * @param m [t x t]
     * @param start the first neuron with variance left
     */
    static double[] nipals(double[] m, int t, int start) {
        var c = new double[t];
        c[start] = 1;
        var next = new double[t];
        var last = new double[t];
        double previous = 0; // length of the last weights on units
        for (int turn = 0; turn < 500; turn++) {
            multiply(m, c, next);
            double length = Math.sqrt(dot(c, next));
            boolean settled = turn > 0 && 2 - 2 * dot(last, next) / (previous * length) < 1e-6;
            if (!(length > 0) || t == 1 || settled || turn == 499) {
                break;
            }
            double norm = 1 / Math.sqrt(dot(next, next));
            var swap = last;
            last = c;
            c = swap;
            for (int j = 0; j < t; j++) {
                c[j] = next[j] * norm;
            }
            previous = length;
        }
        return c;
    }

    /** {@code m c} of a symmetric matrix, four rows at a time, since the product is loaded and stored for each. */
    private static void multiply(double[] m, double[] c, double[] product) {
        int t = c.length;
        java.util.Arrays.fill(product, 0);
        int j = 0;
        for (; j + 3 < t; j += 4) {
            add(m, j * t, c[j], c[j + 1], c[j + 2], c[j + 3], product);
        }
        for (; j < t; j++) {
            for (int i = 0; i < t; i++) {
                product[i] += c[j] * m[j * t + i];
            }
        }
    }

    private static void add(double[] m, int from, double c0, double c1, double c2, double c3, double[] product) {
        int t = product.length;
        int second = from + t;
        int third = second + t;
        int fourth = third + t;
        for (int i = 0; i < t; i++) {
            product[i] += c0 * m[from + i] + c1 * m[second + i] + c2 * m[third + i] + c3 * m[fourth + i];
        }
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
