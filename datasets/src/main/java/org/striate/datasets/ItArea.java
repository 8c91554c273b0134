package org.striate.datasets;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.StimulusSet;

/**
 * IT: tuning to what a stimulus shows. A Gaussian in the space of forms around a preferred point, each cell weighing the
 * dimensions in its own way (mixed selectivity), times broad tuning to position, size and pose. Tolerance: a cell whose
 * preferred position is the centre keeps 0.88 of its response at 1.5 deg, and 0.88 at 1.41 times or 0.71 times the size.
 */
record ItArea(List<Cell> cells) implements CorticalArea {

    /** Standard deviations of the tuning to position in degrees, size in octaves, rotation in degrees. */
    static final double POSITION = 3;

    static final double SIZE = 1;
    static final double ROTATION = 70;
    /** Spread of preferred positions around the centre, in degrees. */
    private static final double SCATTER = 1;

    private static final double PREFERRED_SIZE = 0.25;
    /** Width of the Gaussian in the space of forms, where two categories lie about 4 apart. */
    private static final double WIDTH = 2.2;

    /**
     * @param form preferred point [dimensions]
     * @param weights of the dimensions, mean 1
     */
    record Cell(double[] form, double[] weights, double x, double y, double octaves) {

        static Cell draw(Random random) {
            double spread = Math.sqrt(1 + Latents.WITHIN * Latents.WITHIN);
            var form = IntStream.range(0, Latents.DIMENSIONS)
                    .mapToDouble(d -> spread * random.nextGaussian())
                    .toArray();
            var weights = IntStream.range(0, Latents.DIMENSIONS)
                    .mapToDouble(d -> -Math.log(1 - random.nextDouble()))
                    .toArray();
            double mean = java.util.Arrays.stream(weights).average().orElse(1);
            return new Cell(
                    form,
                    java.util.Arrays.stream(weights).map(w -> w / mean).toArray(),
                    SCATTER * random.nextGaussian(),
                    SCATTER * random.nextGaussian(),
                    PREFERRED_SIZE * random.nextGaussian());
        }

        /** By the form alone, 0 to 1. */
        double identity(double[] point) {
            double distance = 0;
            for (int d = 0; d < point.length; d++) {
                distance += weights[d] * Math.pow(point[d] - form[d], 2);
            }
            return Math.exp(-distance / (2 * WIDTH * WIDTH));
        }
    }

    static ItArea of(int neurons, long seed) {
        var random = new Random(seed);
        return new ItArea(
                IntStream.range(0, neurons).mapToObj(i -> Cell.draw(random)).toList());
    }

    @Override
    public double[][] drives(StimulusSet stimuli) {
        var latents = Latents.of(stimuli);
        var x = latents.number("x");
        var y = latents.number("y");
        var scale = latents.scale();
        var turns = List.of(latents.number("yaw"), latents.number("pitch"), latents.number("roll"));
        var drives = new double[stimuli.size()][cells.size()];
        for (int i = 0; i < drives.length; i++) {
            double turned = 0;
            for (var turn : turns) {
                turned += Math.pow(Math.IEEEremainder(turn[i], 360) / ROTATION, 2);
            }
            for (int neuron = 0; neuron < drives[i].length; neuron++) {
                var cell = cells.get(neuron);
                double nuisance = Math.pow((x[i] - cell.x) / POSITION, 2)
                        + Math.pow((y[i] - cell.y) / POSITION, 2)
                        + Math.pow((Math.log(scale[i]) / Math.log(2) - cell.octaves) / SIZE, 2)
                        + turned;
                drives[i][neuron] = cell.identity(latents.points()[i]) * Math.exp(-nuisance / 2);
            }
        }
        return drives;
    }
}
