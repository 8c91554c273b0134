package org.striate.analysis;

import java.util.Arrays;
import org.striate.analysis.linear.Linear;
import org.striate.core.BadInput;
import org.striate.core.UnitBlocks;

/** Weights of neurons on units: kept, or made from weights on stimuli while the layer passes by again. */
interface UnitWeights {

    int units();

    /** Those of some neighbouring neurons, [neurons x units], in one pass over the layer. */
    double[][] of(int from, int to);

    /** Products with rows of units, [rows x neurons]. */
    double[] times(float[][] rows);

    /** Products with the mean of the training stimuli, [neurons]. */
    double[] atMeanOf(TrainingLayer training);

    static UnitWeights of(LinearWeights fit, TrainingLayer training, int neurons) {
        if (fit.onUnits() == null) {
            return new OnStimuli(fit.onStimuli(), training, neurons);
        }
        int units = fit.onUnits().length / neurons;
        var rows = new double[neurons][units];
        for (int at = 0; at < fit.onUnits().length; at++) {
            rows[at % neurons][at / neurons] = fit.onUnits()[at];
        }
        return new Kept(rows, units);
    }

    /** @param weights [neurons x units] */
    static UnitWeights of(double[][] weights, int units) {
        return new Kept(weights, units);
    }

    private static void requireUnits(float[][] rows, int units) {
        for (var row : rows) {
            if (row.length != units) {
                throw BadInput.of(
                        "activations",
                        row.length + " units",
                        units + ", those that were fitted",
                        "Read the same layer of the same model: network.activations(stimuli, fitted.layer())");
            }
        }
    }

    /** Blocks of units [stimuli x width] with their part of the weights [width x neurons]. */
    @FunctionalInterface
    interface WeightBlock {
        void accept(int firstUnit, int width, double[] units, double[] weights);
    }

    /** Weights in memory, [neurons x units]. */
    record Kept(double[][] weights, int units) implements UnitWeights {

        @Override
        public double[][] of(int from, int to) {
            return Arrays.stream(weights, from, to).map(double[]::clone).toArray(double[][]::new);
        }

        @Override
        public double[] times(float[][] rows) {
            requireUnits(rows, units);
            var products = new double[rows.length * weights.length];
            for (int i = 0; i < rows.length; i++) {
                for (int neuron = 0; neuron < weights.length; neuron++) {
                    double sum = 0;
                    for (int j = 0; j < units; j++) {
                        sum += rows[i][j] * weights[neuron][j];
                    }
                    products[i * weights.length + neuron] = sum;
                }
            }
            return products;
        }

        @Override
        public double[] atMeanOf(TrainingLayer training) {
            var products = new double[weights.length];
            training.replay().accept((layer, first, rows) -> {
                for (var row : rows) {
                    for (int neuron = 0; neuron < weights.length; neuron++) {
                        for (int j = 0; j < row.length; j++) {
                            products[neuron] += row[j] * weights[neuron][first + j] / rows.length;
                        }
                    }
                }
            });
            return products;
        }
    }

    /** {@code X' a}, a block of units at a time. */
    final class OnStimuli implements UnitWeights {

        static final int BLOCK = 4096;

        private final double[] dual;
        private final TrainingLayer training;
        private final int neurons;
        private final int units;
        private final double[] atMean;

        OnStimuli(double[] dual, TrainingLayer training, int neurons) {
            this.dual = dual;
            this.training = training;
            this.neurons = neurons;
            this.atMean = new double[neurons];
            var last = new int[1];
            each((first, width, x, weights) -> {
                last[0] = Math.max(last[0], first + width);
                var means = Columns.means(x, x.length / width);
                var part = Linear.product(1, neurons, width, means, false, weights, false);
                Arrays.setAll(atMean, i -> atMean[i] + part[i]);
            });
            this.units = last[0];
        }

        @Override
        public int units() {
            return units;
        }

        @Override
        public double[][] of(int from, int to) {
            var weights = new double[to - from][units];
            training.replay().accept((layer, first, rows) -> {
                for (int neuron = from; neuron < to; neuron++) {
                    add(weights[neuron - from], first, rows, Columns.one(dual, neuron, neurons));
                }
            });
            return weights;
        }

        private static void add(double[] weights, int first, float[][] rows, double[] dual) {
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < rows[i].length; j++) {
                    weights[first + j] += dual[i] * rows[i][j];
                }
            }
        }

        /** All neurons' weights pass by, [width x neurons] at a time. */
        private void each(WeightBlock sink) {
            UnitBlocks blocks = (layer, first, rows) -> {
                for (int from = 0; from < rows[0].length; from += BLOCK) {
                    int width = Math.min(BLOCK, rows[0].length - from);
                    var x = new double[rows.length * width];
                    for (int i = 0; i < rows.length; i++) {
                        for (int j = 0; j < width; j++) {
                            x[i * width + j] = rows[i][from + j];
                        }
                    }
                    var weights = Linear.product(width, neurons, rows.length, x, true, dual, false);
                    sink.accept(first + from, width, x, weights);
                }
            };
            training.replay().accept(blocks);
        }

        @Override
        public double[] times(float[][] rows) {
            requireUnits(rows, units);
            var products = new double[rows.length * neurons];
            each((first, width, trained, weights) -> {
                var x = new double[rows.length * width];
                for (int at = 0; at < x.length; at++) {
                    x[at] = rows[at / width][first + at % width];
                }
                var part = Linear.product(rows.length, neurons, width, x, false, weights, false);
                Arrays.setAll(products, i -> products[i] + part[i]);
            });
            return products;
        }

        @Override
        public double[] atMeanOf(TrainingLayer same) {
            return atMean;
        }
    }
}
