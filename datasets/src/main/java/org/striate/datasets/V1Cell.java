package org.striate.datasets;

import java.util.Random;

/**
 * One simulated V1 cell.
 *
 * @param frequency index in the bank
 * @param place index in the bank's grid
 * @param orientation index in the bank
 * @param simple a half-rectified, squared filter; otherwise the energy of a quadrature pair
 * @param phase of a simple cell's filter in radians
 */
record V1Cell(int frequency, int place, int orientation, boolean simple, double phase) {

    /** Semi-saturation of the divisive normalisation, in units of a full-contrast grating's energy. */
    private static final double SIGMA = 0.05;

    static V1Cell draw(GaborBank bank, Random random) {
        return new V1Cell(
                random.nextInt(bank.frequencies()),
                random.nextInt(GaborBank.GRID * GaborBank.GRID),
                random.nextInt(GaborBank.ORIENTATIONS),
                random.nextBoolean(),
                2 * Math.PI * random.nextDouble());
    }

    /** Degrees, as the stripes of a grating that drives the cell best. */
    double preferredOrientation() {
        return 180.0 * orientation / GaborBank.ORIENTATIONS;
    }

    /** {@code E / (sigma + mean E over all orientations at this place and its neighbours)}. */
    double drive(GaborBank bank, float[][] answers) {
        int own = bank.index(frequency, place, orientation);
        double linear = Math.cos(phase) * answers[0][own] + Math.sin(phase) * answers[1][own];
        double energy = simple ? Math.pow(Math.max(0, linear), 2) : energy(answers, own);
        return energy / (SIGMA + pool(bank, answers));
    }

    private double pool(GaborBank bank, float[][] answers) {
        double sum = 0;
        int count = 0;
        for (int other = 0; other < GaborBank.GRID * GaborBank.GRID; other++) {
            int down = Math.abs(other / GaborBank.GRID - place / GaborBank.GRID);
            int across = Math.abs(other % GaborBank.GRID - place % GaborBank.GRID);
            if (Math.max(down, across) <= 1) {
                for (int o = 0; o < GaborBank.ORIENTATIONS; o++) {
                    sum += energy(answers, bank.index(frequency, other, o));
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static double energy(float[][] answers, int pair) {
        return answers[0][pair] * answers[0][pair] + answers[1][pair] * answers[1][pair];
    }
}
