package org.striate.analysis;

import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Linear;
import org.striate.analysis.linear.Pls;
import org.striate.core.Fold;

/** Predictions of held-out stimuli from dual weights: {@code K_test,train w}, with the means of the training stimuli. */
final class DualPredictions {

    private DualPredictions() {}

    /**
     * @param products [n x n]
     * @param weights for every split [n x neurons], 0 outside its training stimuli and of sum 0
     * @return for every split [test x neurons]
     */
    static List<double[]> of(double[] products, Targets targets, List<Fold> splits, List<double[]> weights) {
        int n = targets.stimuli();
        var sums = sums(products, n);
        return IntStream.range(0, splits.size())
                .mapToObj(s -> {
                    var split = splits.get(s);
                    var rows = heldOut(products, sums, split, n);
                    int tests = split.test().length;
                    var predicted = Linear.product(tests, targets.neurons(), n, rows, false, weights.get(s), false);
                    return aroundMeans(predicted, targets, split);
                })
                .toList();
    }

    /** The same from weights in two factors, which takes fewer operations. */
    static List<double[]> ofFactors(double[] products, Targets targets, List<Fold> splits, List<Pls.Fit> fits) {
        int n = targets.stimuli();
        var sums = sums(products, n);
        return IntStream.range(0, splits.size())
                .mapToObj(s -> {
                    var split = splits.get(s);
                    var fit = fits.get(s);
                    var rows = heldOut(products, sums, split, n);
                    int tests = split.test().length;
                    var scores = Linear.product(tests, fit.components(), n, rows, false, fit.dual(), false);
                    return aroundMeans(
                            Linear.product(
                                    tests, targets.neurons(), fit.components(), scores, false, fit.loadings(), false),
                            targets,
                            split);
                })
                .toList();
    }

    private static double[] sums(double[] products, int n) {
        var sums = new double[n];
        for (int i = 0; i < n; i++) {
            int from = i * n;
            for (int j = 0; j < n; j++) {
                sums[j] += products[from + j];
            }
        }
        return sums;
    }

    /** [test x n] products with the held-out stimuli, less those with the mean training stimulus. */
    private static double[] heldOut(double[] products, double[] sums, Fold split, int n) {
        var mean = trainMeans(products, sums, split, n);
        var rows = new double[split.test().length * n];
        for (int i = 0; i < split.test().length; i++) {
            int from = split.test()[i] * n;
            int to = i * n;
            for (int j = 0; j < n; j++) {
                rows[to + j] = products[from + j] - mean[j];
            }
        }
        return rows;
    }

    private static double[] aroundMeans(double[] predicted, Targets targets, Fold split) {
        var means = Columns.means(targets.rows(split.train()), split.train().length);
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] += means[i % means.length];
        }
        return predicted;
    }

    /** Means over the training stimuli of every column, from the sums over all less the others. */
    private static double[] trainMeans(double[] products, double[] sums, Fold split, int n) {
        var inside = new boolean[n];
        for (int i : split.train()) {
            inside[i] = true;
        }
        var mean = sums.clone();
        IntStream.range(0, n).filter(i -> !inside[i]).forEach(i -> {
            for (int j = 0; j < n; j++) {
                mean[j] -= products[i * n + j];
            }
        });
        for (int j = 0; j < n; j++) {
            mean[j] /= split.train().length;
        }
        return mean;
    }
}
