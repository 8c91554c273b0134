package org.striate.analysis;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Linear;
import org.striate.core.Fold;
import org.striate.core.Score;

/**
 * Predictions of held-out stimuli, split by split.
 *
 * @param folds the splits
 * @param predicted a matrix [test stimuli x neurons] for every split
 * @param targets what was measured
 */
record HeldOut(List<Fold> folds, List<double[]> predicted, Targets targets) {

    /** What an origin calls the seed of the bootstrap: scores of one seed have the same draws. */
    static final String SEED = "bootstrap seed";

    private static final int DRAWS = 1000;

    /**
     * Numbers in a product of one block of neurons, 160 MB: one of 4,000. Smaller populations stay in one block, since where BLAS
     * cuts a product may be seen in a last digit.
     */
    private static final int BLOCK = 20 << 20;

    /** [splits][any number] the stimuli that each split holds out. */
    static int[][] tests(List<Fold> folds) {
        return folds.stream().map(Fold::test).toArray(int[][]::new);
    }

    /** @param seed of the bootstrap */
    HeldOutResult result(long seed) {
        return new HeldOutResult(correlations(), means(), draws(seed));
    }

    /** [splits x neurons] Pearson r over the held-out stimuli. */
    double[][] correlations() {
        return IntStream.range(0, folds.size()).mapToObj(this::correlations).toArray(double[][]::new);
    }

    private double[] correlations(int split) {
        return IntStream.range(0, targets.neurons())
                .mapToDouble(neuron -> correlation(split, neuron))
                .toArray();
    }

    private int stimuli() {
        return targets.stimuli();
    }

    private double correlation(int split, int neuron) {
        var prediction = Columns.one(predicted.get(split), neuron, targets.neurons());
        return Correlation.pearson(
                prediction, targets.column(neuron, folds.get(split).test()));
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
     * Draws of the mean over splits of the median over neurons, for the interval. Every draw takes as many stimuli and as
     * many neurons as there are, with replacement; the fits are not repeated. Two scores on the same stimuli and neurons
     * have the same draws, so that their differences are paired.
     *
     * @return [1000], unsorted; all NaN where a split has no r that is defined, as the score itself is then
     */
    double[] draws(long seed) {
        var random = new Random(seed);
        int neurons = targets.neurons();
        int stimuli = stimuli();
        var counts = new short[DRAWS * stimuli];
        var chosen = new int[DRAWS * neurons];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < stimuli; i++) {
                counts[draw * stimuli + random.nextInt(stimuli)]++;
            }
            for (int i = 0; i < neurons; i++) {
                chosen[draw * neurons + i] = random.nextInt(neurons);
            }
        }
        var sums = new double[DRAWS];
        var defined = new int[DRAWS];
        for (int split = 0; split < folds.size(); split++) {
            var whole = correlations(split);
            if (Double.isNaN(Score.median(whole))) {
                return Columns.repeat(Double.NaN, DRAWS);
            }
            var r = drawn(split, counts, whole);
            IntStream.range(0, DRAWS).parallel().forEach(draw -> {
                var drawn = new double[neurons];
                for (int i = 0; i < neurons; i++) {
                    drawn[i] = r[draw * neurons + chosen[draw * neurons + i]];
                }
                double median = Score.median(drawn);
                if (!Double.isNaN(median)) {
                    sums[draw] += median;
                    defined[draw]++;
                }
            });
        }
        return IntStream.range(0, DRAWS)
                .mapToDouble(draw -> sums[draw] / defined[draw])
                .toArray();
    }

    /**
     * [draws x neurons] r with every stimulus counted as often as it was drawn; all sums of a block of neurons are one matrix
     * product.
     *
     * @param whole [neurons] r of the split as it is; where it is NaN all draws are
     */
    private double[] drawn(int split, short[] counts, double[] whole) {
        var test = folds.get(split).test();
        int stimuli = stimuli();
        int neurons = targets.neurons();
        var weights = new double[DRAWS * test.length];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < test.length; i++) {
                weights[draw * test.length + i] = counts[draw * stimuli + test[i]];
            }
        }
        var r = new double[DRAWS * neurons];
        int together = together(test.length);
        for (int from = 0; from < neurons; from += together) {
            int first = from;
            int count = Math.min(together, neurons - first);
            int width = 5 * count + 1;
            var terms = terms(split, first, count);
            var sums = Linear.product(DRAWS, width, test.length, weights, false, terms, false);
            IntStream.range(0, DRAWS).parallel().forEach(draw -> {
                for (int i = 0; i < count; i++) {
                    r[draw * neurons + first + i] =
                            Double.isNaN(whole[first + i]) ? Double.NaN : pearson(sums, draw * width, i, count);
                }
            });
        }
        return r;
    }

    /** Neurons in a block. */
    private static int together(int test) {
        return Math.max(1, BLOCK / (5 * Math.max(DRAWS, test)));
    }

    /** What {@link #draws} takes: r and the choice of neurons, and a block's terms and sums, in Java and for BLAS. */
    static double bytes(double stimuli, double neurons, int splits) {
        double test = stimuli / Math.max(1, splits);
        double block = 5 * Math.min(neurons, together((int) test)) + 1;
        return DRAWS * (12.0 * neurons + 2.0 * stimuli) + 16.0 * (DRAWS + test) * block;
    }

    /** [test x 1 + 5 neurons] for prediction x and measurement y less their means: 1, all x, all y, all xx, yy and xy. */
    private double[] terms(int split, int first, int neurons) {
        var test = folds.get(split).test();
        var block = IntStream.range(first, first + neurons).toArray();
        var guessed = new Targets(predicted.get(split), targets.neurons())
                .select(block)
                .values();
        var x = Columns.minus(guessed, Columns.means(guessed, test.length));
        var measured =
                new Targets(targets.rows(test), targets.neurons()).select(block).values();
        var y = Columns.minus(measured, Columns.means(measured, test.length));
        var terms = new double[test.length * (5 * neurons + 1)];
        for (int i = 0; i < test.length; i++) {
            int at = i * (5 * neurons + 1);
            terms[at++] = 1;
            for (int neuron = 0; neuron < neurons; neuron++, at++) {
                double a = x[i * neurons + neuron];
                double b = y[i * neurons + neuron];
                terms[at] = a;
                terms[at + neurons] = b;
                terms[at + 2 * neurons] = a * a;
                terms[at + 3 * neurons] = b * b;
                terms[at + 4 * neurons] = a * b;
            }
        }
        return terms;
    }

    private static double pearson(double[] sums, int from, int neuron, int neurons) {
        int at = from + 1 + neuron;
        double n = sums[from];
        double a = sums[at];
        double b = sums[at + neurons];
        double squaresA = sums[at + 2 * neurons];
        double squaresB = sums[at + 3 * neurons];
        double aa = squaresA - a * a / n;
        double bb = squaresB - b * b / n;
        boolean varies = aa > 1e-13 * squaresA && bb > 1e-13 * squaresB;
        return varies ? (sums[at + 4 * neurons] - a * b / n) / Math.sqrt(aa * bb) : Double.NaN;
    }
}
