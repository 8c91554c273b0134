package org.striate.datasets;

/**
 * A sine grating: {@code 0.5 + contrast / 2 * aperture * cos(2 pi f u + phase)}, where u runs across the stripes in degrees
 * of visual angle from the centre of the aperture; a plaid is the mean of two.
 *
 * @param orientation of the stripes in degrees, counter-clockwise from horizontal
 * @param spatialFrequency in cycles/deg
 * @param phase in degrees
 * @param contrast Michelson contrast, 0 to 1
 * @param diameter of the aperture in degrees; that of a Gabor is six standard deviations
 * @param x centre in degrees right of the middle
 * @param y centre in degrees below the middle
 */
record GratingImage(
        double orientation,
        double spatialFrequency,
        double phase,
        double contrast,
        double diameter,
        double x,
        double y) {

    /** What lies around the stripes. */
    enum Aperture {
        /** Round, with a soft edge. */
        ROUND,
        /** A Gaussian. */
        GAUSSIAN
    }

    /** Share of the radius over which the aperture falls from 1 to 0 as a raised cosine. */
    private static final double EDGE = 0.2;

    /** In the middle, as large as the picture. */
    static GratingImage whole(double orientation, double frequency, double phase, double contrast, double degrees) {
        return new GratingImage(orientation, frequency, phase, contrast, degrees, 0, 0);
    }

    /** [size x size] grey in [0, 1], {@code degrees} across. */
    float[] render(int size, double degrees) {
        return render(size, degrees, Aperture.ROUND, Double.NaN);
    }

    /** @param crossing angle to the second grating of a plaid in degrees; NaN for a single grating */
    float[] render(int size, double degrees, Aperture aperture, double crossing) {
        var pixels = new float[size * size];
        double first = Math.toRadians(orientation);
        double second = Math.toRadians(orientation + crossing);
        for (int row = 0; row < size; row++) {
            double down = ((row + 0.5) / size - 0.5) * degrees - y;
            for (int column = 0; column < size; column++) {
                double right = ((column + 0.5) / size - 0.5) * degrees - x;
                double wave = wave(right, down, first);
                if (!Double.isNaN(crossing)) {
                    wave = (wave + wave(right, down, second)) / 2;
                }
                double radius = 2 * Math.hypot(right, down) / diameter;
                double weight = aperture == Aperture.ROUND ? round(radius) : Math.exp(-4.5 * radius * radius);
                pixels[row * size + column] = (float) (0.5 + contrast / 2 * weight * wave);
            }
        }
        return pixels;
    }

    private double wave(double right, double down, double angle) {
        double across = right * Math.sin(angle) + down * Math.cos(angle);
        return Math.cos(2 * Math.PI * spatialFrequency * across + Math.toRadians(phase));
    }

    private static double round(double radius) {
        if (radius >= 1) {
            return 0;
        }
        return radius <= 1 - EDGE ? 1 : 0.5 + 0.5 * Math.cos(Math.PI * (radius - 1 + EDGE) / EDGE);
    }
}
