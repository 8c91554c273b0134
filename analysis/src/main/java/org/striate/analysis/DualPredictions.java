package org.striate.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Linear;
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
        var sums = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sums[j] += products[i * n + j];
            }
        }
        var predicted = new ArrayList<double[]>();
        for (int s = 0; s < splits.size(); s++) {
            predicted.add(of(products, sums, targets, splits.get(s), weights.get(s)));
        }
        return predicted;
    }

    private static double[] of(double[] products, double[] sums, Targets targets, Fold split, double[] weights) {
        int n = targets.stimuli();
        var mean = trainMeans(products, sums, split, n);
        int tests = split.test().length;
        var rows = new double[tests * n];
        for (int i = 0; i < tests; i++) {
            for (int j = 0; j < n; j++) {
                rows[i * n + j] = products[split.test()[i] * n + j] - mean[j];
            }
        }
        int neurons = targets.neurons();
        var predicted = Linear.product(tests, neurons, n, rows, false, weights, false);
        var means = Columns.means(targets.rows(split.train()), split.train().length);
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] += means[i % neurons];
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
