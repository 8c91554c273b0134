package org.striate.datasets;

/**
 * A sine grating: {@code 0.5 + contrast / 2 * aperture * cos(2 pi frequency u + phase)}, where u runs across the stripes
 * in degrees of visual angle from the centre.
 *
 * @param orientation of the stripes in degrees, counter-clockwise from horizontal
 * @param frequency in cycles/deg
 * @param phase in degrees
 * @param contrast Michelson contrast, 0 to 1
 */
record GratingImage(double orientation, double frequency, double phase, double contrast) {

    /** Share of the radius over which the aperture falls from 1 to 0 as a raised cosine. */
    private static final double EDGE = 0.2;

    /** [size x size] grey in [0, 1], {@code degrees} across. */
    float[] render(int size, double degrees) {
        var pixels = new float[size * size];
        double angle = Math.toRadians(orientation);
        double across = Math.sin(angle);
        double down = Math.cos(angle);
        for (int row = 0; row < size; row++) {
            double y = ((row + 0.5) / size - 0.5) * degrees;
            for (int column = 0; column < size; column++) {
                double x = ((column + 0.5) / size - 0.5) * degrees;
                double wave = Math.cos(2 * Math.PI * frequency * (x * across + y * down) + Math.toRadians(phase));
                double aperture = aperture(2 * Math.hypot(x, y) / degrees);
                pixels[row * size + column] = (float) (0.5 + contrast / 2 * aperture * wave);
            }
        }
        return pixels;
    }

    private static double aperture(double radius) {
        if (radius >= 1) {
            return 0;
        }
        return radius <= 1 - EDGE ? 1 : 0.5 + 0.5 * Math.cos(Math.PI * (radius - 1 + EDGE) / EDGE);
    }
}
