package org.striate.analysis.linear;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

    private final int components;
    private final Weights weights;

    public Pls(int components, Weights weights) {
        this.components = components;
        this.weights = weights;
    }

    /**
     * @param products [n x n] between all stimuli
     * @param y [n x targets]
     * @param training the training rows of every split
     * @return for every split dual weights [n x targets], 0 outside its training rows and of sum 0: its predictions are {@code
     *     products * weights} plus a constant
     */
    public List<double[]> fit(double[] products, double[] y, int targets, List<int[]> training) {
        int n = y.length / targets;
        try (var k = Symmetric.centred(products, n)) {
            var centred = Linear.centred(y, n);
            var ky = k.times(centred, targets);
            var splits = training.stream()
                    .parallel()
                    .map(rows -> new PlsSplit(k, ky, centred, targets, rows, components))
                    .toList();
            for (int component = 0; component < components; component++) {
                splits.parallelStream().forEach(split -> split.nextScores(weights));
                var scores = new double[n * splits.size()];
                for (int s = 0; s < splits.size(); s++) {
                    splits.get(s).writeScores(scores, s, splits.size());
                }
                var kt = k.times(scores, splits.size());
                IntStream.range(0, splits.size())
                        .parallel()
                        .forEach(s -> splits.get(s).deflate(kt, s, splits.size()));
            }
            return splits.stream().map(PlsSplit::dualWeights).toList();
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
        double previous = 0; // length of the last weights on units
        double[] last = null;
        for (int turn = 0; turn < 500; turn++) {
            multiply(m, c, next);
            double length = Math.sqrt(dot(c, next));
            boolean settled = last != null && 2 - 2 * dot(last, next) / (previous * length) < 1e-6;
            if (!(length > 0) || t == 1 || settled || turn == 499) {
                break;
            }
            double norm = Math.sqrt(dot(next, next));
            last = c;
            c = new double[t];
            for (int j = 0; j < t; j++) {
                c[j] = next[j] / norm;
            }
            previous = length;
        }
        return c;
    }

    private static void multiply(double[] m, double[] c, double[] product) {
        Arrays.fill(product, 0);
        for (int j = 0; j < c.length; j++) {
            double factor = c[j];
            int from = j * c.length;
            for (int i = 0; i < c.length; i++) {
                product[i] += factor * m[from + i];
            }
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
