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
    static final double SIGMA = 0.05;

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

    /**
     * @param answers of the bank's filters
     * @param normalised responses of the bank's complex cells
     */
    double drive(GaborBank bank, float[][] answers, double[] normalised) {
        int own = bank.index(frequency, place, orientation);
        if (!simple) {
            return normalised[own];
        }
        double linear = Math.cos(phase) * answers[0][own] + Math.sin(phase) * answers[1][own];
        double energy = answers[0][own] * answers[0][own] + answers[1][own] * answers[1][own];
        return energy == 0 ? 0 : Math.pow(Math.max(0, linear), 2) / energy * normalised[own];
    }

    /** [size x size] what a simple cell weighs the pixels with before it is rectified, squared and normalised. */
    double[] filter(GaborBank bank, int size) {
        return bank.filter(bank.index(frequency, place, orientation), phase, size);
    }
}
