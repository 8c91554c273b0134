package org.striate.datasets;

import java.util.Random;

/**
 * Clouds: a sum of smooth random fields whose scale halves and whose amplitude
 * halves from one to the next, so that the amplitude falls about as the square of the frequency, more steeply than in scenes.
 */
final class CloudNoise {

    private static final double STANDARD_DEVIATION = 0.15;

    private CloudNoise() {}

    /** [size x size] around 0.5, clipped to [0, 1]. */
    static float[] render(int size, Random random) {
        var sum = new double[size * size];
        double amplitude = 1;
        for (int cells = 2; cells <= size / 2; cells *= 2) {
            add(sum, size, cells, amplitude, random);
            amplitude /= 2;
        }
        return PowerLaw.standardised(sum, STANDARD_DEVIATION);
    }

    /** Adds one field: Gaussian values on a grid, joined bilinearly. */
    private static void add(double[] sum, int size, int cells, double amplitude, Random random) {
        int side = cells + 1;
        var grid = new double[side * side];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = amplitude * random.nextGaussian();
        }
        for (int row = 0; row < size; row++) {
            double y = (double) row * cells / size;
            int top = (int) y * side;
            double down = y - (int) y;
            for (int column = 0; column < size; column++) {
                double x = (double) column * cells / size;
                int left = (int) x;
                double right = x - left;
                double above = grid[top + left] * (1 - right) + grid[top + left + 1] * right;
                double below = grid[top + side + left] * (1 - right) + grid[top + side + left + 1] * right;
                sum[row * size + column] += above * (1 - down) + below * down;
            }
        }
    }
}
