package org.striate.datasets;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * V2: the square root of a sparse positive sum of products of V1's complex cells at neighbouring orientations, scales and
 * places, the correlations by which Portilla and Simoncelli (2000) describe textures.
 */
record V2Area(GaborBank bank, List<Cell> cells) implements CorticalArea.OfPixels {

    private static final int PRODUCTS = 6;

    /**
     * @param pairs [products][2] complex cells
     * @param weights of the products, which add up to 1
     */
    record Cell(int[][] pairs, double[] weights) {}

    static V2Area of(int neurons, long seed, int size, double degrees) {
        var bank = new GaborBank(size, degrees);
        var random = new Random(seed);
        return new V2Area(
                bank,
                IntStream.range(0, neurons).mapToObj(i -> cell(bank, random)).toList());
    }

    private static Cell cell(GaborBank bank, Random random) {
        int frequency = random.nextInt(bank.frequencies());
        int place = random.nextInt(bank.grid() * bank.grid());
        int orientation = random.nextInt(GaborBank.ORIENTATIONS);
        var pairs = new int[PRODUCTS][2];
        var weights = new double[PRODUCTS];
        double sum = 0;
        for (int k = 0; k < PRODUCTS; k++) {
            for (int side = 0; side < 2; side++) {
                pairs[k][side] = bank.index(
                        near(frequency, bank.frequencies(), random),
                        near(place / bank.grid(), bank.grid(), random) * bank.grid()
                                + near(place % bank.grid(), bank.grid(), random),
                        Math.floorMod(orientation + random.nextInt(5) - 2, GaborBank.ORIENTATIONS));
            }
            weights[k] = -Math.log(1 - random.nextDouble()); // exponential: a few products count most
            sum += weights[k];
        }
        for (int k = 0; k < PRODUCTS; k++) {
            weights[k] /= sum;
        }
        return new Cell(pairs, weights);
    }

    /** The same index or a neighbour. */
    private static int near(int index, int count, Random random) {
        return Math.max(0, Math.min(count - 1, index + random.nextInt(3) - 1));
    }

    @Override
    public double[] drives(float[] grey) {
        var complex = bank.normalised(bank.answers(grey), V1Cell.SIGMA);
        return cells.stream()
                .mapToDouble(cell -> {
                    double sum = 0;
                    for (int k = 0; k < cell.weights.length; k++) {
                        sum += cell.weights[k] * complex[cell.pairs[k][0]] * complex[cell.pairs[k][1]];
                    }
                    return Math.sqrt(sum);
                })
                .toArray();
    }
}
