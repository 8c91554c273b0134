package org.striate.datasets;

import java.util.Random;

/** Gaussian noise whose amplitude falls as a power of the spatial frequency; 1 is that of natural scenes (Field 1987). */
final class PowerLaw {

    private PowerLaw() {}

    /**
     * @param size pixels across and down
     * @param exponent 0 for white noise, 1 for pink
     * @param contrast standard deviation before clipping
     * @return [size x size] around 0.5, clipped to [0, 1]
     */
    static float[] noise(int size, double exponent, double contrast, Random random) {
        int side = Fourier.side(size);
        var real = new double[side * side];
        for (int i = 0; i < real.length; i++) {
            real[i] = random.nextGaussian();
        }
        return filtered(real, size, contrast, (u, v) -> Math.pow(Math.hypot(u, v), -exponent));
    }

    /** The gain of a filter at a frequency in cycles per side; the mean is always removed. */
    interface Gain {
        double at(int u, int v);
    }

    /** Filters white noise [side x side] and cuts the corner [size x size] out, standardised and clipped. */
    static float[] filtered(double[] white, int size, double contrast, Gain gain) {
        int side = Fourier.side(size);
        var imaginary = new double[side * side];
        Fourier.transform(white, imaginary, side, false);
        for (int row = 0; row < side; row++) {
            int v = row <= side / 2 ? row : row - side;
            for (int column = 0; column < side; column++) {
                int u = column <= side / 2 ? column : column - side;
                double factor = u == 0 && v == 0 ? 0 : gain.at(u, v);
                white[row * side + column] *= factor;
                imaginary[row * side + column] *= factor;
            }
        }
        Fourier.transform(white, imaginary, side, true);
        var cut = new double[size * size];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = white[i / size * side + i % size];
        }
        return standardised(cut, contrast);
    }

    /** To mean 0.5 and a standard deviation, clipped to [0, 1]. */
    static float[] standardised(double[] values, double contrast) {
        double mean = 0;
        double power = 0;
        for (double v : values) {
            mean += v / values.length;
            power += v * v / values.length;
        }
        double scale = contrast / Math.sqrt(Math.max(power - mean * mean, 1e-12));
        var pixels = new float[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) Math.max(0, Math.min(1, 0.5 + scale * (values[i] - mean)));
        }
        return pixels;
    }
}
