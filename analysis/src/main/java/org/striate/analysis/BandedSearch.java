package org.striate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Linear;
import org.striate.analysis.linear.Ridge;
import org.striate.core.Fold;

/** The best weights of feature spaces so far, split by split and neuron by neuron. */
final class BandedSearch {

    private final List<double[]> products;
    private final Targets targets;
    private final List<Fold> splits;
    private final double[][] least; // [splits][neurons]
    private final double[][][] gamma; // [splits][neurons][spaces]
    private final double[][] alpha; // [splits][neurons]
    private final double[][] weights; // [splits][stimuli x neurons]

    BandedSearch(List<double[]> products, Targets targets, List<Fold> splits) {
        this.products = products;
        this.targets = targets;
        this.splits = splits;
        int t = targets.neurons();
        this.least = new double[splits.size()][t];
        this.gamma = new double[splits.size()][t][];
        this.alpha = new double[splits.size()][t];
        this.weights = new double[splits.size()][targets.values().length];
        for (var row : least) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
    }

    void consider(double[] candidate, Ridge ridge, List<Ridge.Split> asked) {
        var k = new double[products.get(0).length];
        for (int space = 0; space < candidate.length; space++) {
            var own = products.get(space);
            for (int i = 0; i < k.length; i++) {
                k[i] += candidate[space] * own[i];
            }
        }
        var fits = ridge.fit(k, targets.values(), targets.neurons(), asked, done -> {});
        int t = targets.neurons();
        for (int s = 0; s < splits.size(); s++) {
            for (int neuron = 0; neuron < t; neuron++) {
                if (fits.get(s).errors()[neuron] < least[s][neuron] || gamma[s][neuron] == null) {
                    least[s][neuron] = fits.get(s).errors()[neuron];
                    gamma[s][neuron] = candidate;
                    alpha[s][neuron] = fits.get(s).penalties()[neuron];
                    for (int at = neuron; at < weights[s].length; at += t) {
                        weights[s][at] = fits.get(s).weights()[at];
                    }
                }
            }
        }
    }

    /** [spaces][splits][test x neurons] what each space predicts, without the mean response. */
    List<List<double[]>> parts() {
        var parts = new ArrayList<List<double[]>>();
        int t = targets.neurons();
        var silent = new Targets(new double[targets.values().length], t);
        for (int space = 0; space < products.size(); space++) {
            var scaled = new ArrayList<double[]>();
            for (int s = 0; s < splits.size(); s++) {
                var own = weights[s].clone();
                for (int at = 0; at < own.length; at++) {
                    own[at] *= gamma[s][at % t][space];
                }
                scaled.add(own);
            }
            parts.add(DualPredictions.of(products.get(space), silent, splits, scaled));
        }
        return parts;
    }

    /** [splits][test x neurons] what all spaces predict together. */
    List<double[]> together(List<List<double[]>> parts) {
        int t = targets.neurons();
        return IntStream.range(0, splits.size())
                .mapToObj(s -> {
                    var train = splits.get(s).train();
                    var means = Columns.means(targets.rows(train), train.length);
                    var sum = new double[parts.get(0).get(s).length];
                    for (int at = 0; at < sum.length; at++) {
                        sum[at] = means[at % t];
                        for (var part : parts) {
                            sum[at] += part.get(s)[at];
                        }
                    }
                    return sum;
                })
                .toList();
    }

    /**
     * [spaces][neurons] product measure, mean over splits: {@code sum (2 y yhat_i - yhat_i yhat) / sum y^2} with y and the
     * predictions less their means over the test stimuli, which adds up to {@code 1 - sum (y - yhat)^2 / sum y^2}.
     */
    double[][] shares(List<List<double[]>> parts) {
        int t = targets.neurons();
        var shares = new double[parts.size()][t];
        for (int s = 0; s < splits.size(); s++) {
            int n = splits.get(s).test().length;
            var y = Linear.centred(targets.rows(splits.get(s).test()), n);
            int split = s;
            var each = parts.stream().map(p -> Linear.centred(p.get(split), n)).toList();
            for (int neuron = 0; neuron < t; neuron++) {
                double total = 0;
                for (int at = neuron; at < y.length; at += t) {
                    total += y[at] * y[at];
                }
                for (int space = 0; space < parts.size(); space++) {
                    double sum = 0;
                    for (int at = neuron; at < y.length; at += t) {
                        double all = 0;
                        for (var part : each) {
                            all += part[at];
                        }
                        sum += each.get(space)[at] * (2 * y[at] - all);
                    }
                    shares[space][neuron] += (total > 0 ? sum / total : Double.NaN) / splits.size();
                }
            }
        }
        return shares;
    }

    /** [spaces][neurons] {@code log(gamma_i / alpha)}, mean over splits; minus infinity where a space was left out. */
    double[][] deltas() {
        var deltas = new double[products.size()][targets.neurons()];
        for (int s = 0; s < splits.size(); s++) {
            for (int neuron = 0; neuron < targets.neurons(); neuron++) {
                for (int space = 0; space < products.size(); space++) {
                    deltas[space][neuron] += Math.log(gamma[s][neuron][space] / alpha[s][neuron]) / splits.size();
                }
            }
        }
        return deltas;
    }
}
