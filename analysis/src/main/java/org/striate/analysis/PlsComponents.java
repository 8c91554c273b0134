package org.striate.analysis;

import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Linear;
import org.striate.analysis.linear.Pls;

/**
 * What a PLS regression found in a layer, under scikit-learn's names and with its signs: of a component's weights the
 * largest in magnitude is positive. A component that the layer or the responses have no variance left for is NaN.
 *
 * @param weights [units x components] {@code x_weights_}, orthonormal
 * @param rotations [units x components] {@code x_rotations_}: scores are centred units times these
 * @param loadings [units x components] {@code x_loadings_}: centred units along the scores
 * @param responseLoadings [neurons x components] {@code y_loadings_}: centred responses along the scores
 * @param scores [stimuli x components] {@code x_scores_} of the stimuli that were fitted
 */
public record PlsComponents(
        double[][] weights, double[][] rotations, double[][] loadings, double[][] responseLoadings, double[][] scores) {

    /**
     * @param x [n x p]
     * @param y [n x targets]
     */
    static PlsComponents of(double[] x, double[] y, int n, int components, boolean scale, Pls.Weights how) {
        var data = PlsFit.Standard.of(x, y, n, scale);
        var dual = data.fit(components, how);
        int p = x.length / n;
        int targets = y.length / n;
        var rotations = Columns.transpose(
                Linear.product(p, components, n, data.x(), true, dual.dual(), false), p); // [components x p]
        var weights = new double[components * p];
        for (int a = 0; a < components; a++) {
            orthonormalise(rotations, weights, a, p);
        }
        var scores = Linear.product(components, n, p, rotations, false, data.x(), true);
        var squares = IntStream.range(0, components)
                .mapToDouble(a -> dot(scores, a, scores, a, n))
                .toArray();
        var loadings = Linear.product(components, p, n, scores, false, data.x(), false);
        var responses = Linear.product(components, targets, n, scores, false, data.y(), false);
        for (int a = 0; a < components; a++) {
            for (int j = 0; j < p; j++) {
                loadings[a * p + j] /= squares[a];
            }
            for (int j = 0; j < targets; j++) {
                responses[a * targets + j] /= squares[a];
            }
        }
        var all = List.of(weights, rotations, loadings, responses, scores).stream()
                .map(rows -> columns(rows, components))
                .toList();
        return new PlsComponents(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4));
    }

    /**
     * Rotations span what the weights span, component by component, and a component's rotation is its weights less what is
     * along earlier ones: so the weights follow by orthogonalising, and their product, which is 1, gives the scale.
     */
    private static void orthonormalise(double[] rotations, double[] weights, int a, int p) {
        System.arraycopy(rotations, a * p, weights, a * p, p);
        for (int turn = 0; turn < 2; turn++) {
            for (int before = 0; before < a; before++) {
                add(weights, a, -dot(weights, before, weights, a, p), before, p);
            }
        }
        int largest = a * p;
        for (int at = a * p; at < (a + 1) * p; at++) {
            largest = Math.abs(weights[at]) > Math.abs(weights[largest]) ? at : largest;
        }
        scale(weights, a, Math.signum(weights[largest]) / Math.sqrt(dot(weights, a, weights, a, p)), p);
        scale(rotations, a, 1 / dot(weights, a, rotations, a, p), p);
    }

    private static double dot(double[] first, int a, double[] second, int b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += first[a * length + i] * second[b * length + i];
        }
        return sum;
    }

    private static void add(double[] rows, int to, double factor, int from, int length) {
        for (int i = 0; i < length; i++) {
            rows[to * length + i] += factor * rows[from * length + i];
        }
    }

    private static void scale(double[] rows, int a, double factor, int length) {
        for (int at = a * length; at < (a + 1) * length; at++) {
            rows[at] *= factor;
        }
    }

    /** [length][components] of [components x length]. */
    private static double[][] columns(double[] rows, int components) {
        int length = rows.length / components;
        var columns = new double[length][components];
        for (int at = 0; at < rows.length; at++) {
            columns[at % length][at / length] = rows[at];
        }
        return columns;
    }
}
