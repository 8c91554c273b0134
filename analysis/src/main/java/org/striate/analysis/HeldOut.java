package org.striate.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.Fold;
import org.striate.core.Interval;

/**
 * Predictions of held-out stimuli, split by split.
 *
 * @param folds the splits
 * @param predicted a matrix [test stimuli x neurons] for every split
 * @param targets what was measured
 */
record HeldOut(List<Fold> folds, List<double[]> predicted, Targets targets) {

    private static final int DRAWS = 1000;

    /** [splits x neurons] Pearson r over the held-out stimuli. */
    double[][] correlations() {
        var once = Columns.repeat(1, stimuli());
        return IntStream.range(0, folds.size())
                .mapToObj(split -> IntStream.range(0, targets.neurons())
                        .mapToDouble(neuron -> correlation(split, neuron, once))
                        .toArray())
                .toArray(double[][]::new);
    }

    private int stimuli() {
        return targets.values().length / targets.neurons();
    }

    private double correlation(int split, int neuron, double[] weights) {
        var test = folds.get(split).test();
        var testWeights = Arrays.stream(test).mapToDouble(i -> weights[i]).toArray();
        var prediction = Columns.one(predicted.get(split), neuron, targets.neurons());
        return Correlation.pearson(prediction, targets.column(neuron, test), testWeights);
    }

    /** [stimuli x neurons] mean over the splits that held a stimulus out; NaN where none did. */
    float[][] means() {
        var sums = new double[stimuli()][targets.neurons()];
        var counts = new int[stimuli()];
        for (int split = 0; split < folds.size(); split++) {
            var test = folds.get(split).test();
            for (int i = 0; i < test.length; i++) {
                counts[test[i]]++;
                for (int neuron = 0; neuron < targets.neurons(); neuron++) {
                    sums[test[i]][neuron] += predicted.get(split)[i * targets.neurons() + neuron];
                }
            }
        }
        var means = new float[sums.length][targets.neurons()];
        for (int i = 0; i < means.length; i++) {
            for (int neuron = 0; neuron < targets.neurons(); neuron++) {
                means[i][neuron] = (float) (sums[i][neuron] / counts[i]);
            }
        }
        return means;
    }

    /**
     * 95 % percentile interval of the mean over splits of the median over neurons. Every draw takes as many stimuli and as
     * many neurons as there are, with replacement; the fits are not repeated.
     */
    Interval interval(long seed) {
        var random = new Random(seed);
        int neurons = targets.neurons();
        var draws = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            var weights = new double[stimuli()];
            for (int i = 0; i < weights.length; i++) {
                weights[random.nextInt(weights.length)]++;
            }
            var chosen = random.ints(neurons, 0, neurons).sorted().toArray();
            draws[draw] = IntStream.range(0, folds.size())
                    .mapToDouble(split -> medianOf(chosen, split, weights))
                    .average()
                    .orElse(Double.NaN);
        }
        Arrays.sort(draws);
        return new Interval(draws[(int) (0.025 * DRAWS)], draws[(int) (0.975 * DRAWS) - 1]);
    }

    private double medianOf(int[] chosen, int split, double[] weights) {
        var r = new double[chosen.length];
        int defined = 0;
        for (int i = 0; i < chosen.length; i++) {
            double value = i > 0 && chosen[i] == chosen[i - 1] && defined > 0
                    ? r[defined - 1]
                    : correlation(split, chosen[i], weights);
            if (!Double.isNaN(value)) {
                r[defined++] = value;
            }
        }
        Arrays.sort(r, 0, defined);
        return defined == 0 ? Double.NaN : (r[(defined - 1) / 2] + r[defined / 2]) / 2;
    }
}
