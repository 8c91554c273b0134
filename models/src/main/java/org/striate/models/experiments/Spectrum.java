package org.striate.models.experiments;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Images as numbers that a gradient moves well (Olah, Mordvintsev and Schubert 2017). Each colour plane is a sum of waves, whose
 * amplitudes are divided by frequency as in natural images, so that a step does as much to coarse as to fine structure; planes are
 * mixed from uncorrelated colours; a logistic function brings pixels into (0, 1).
 *
 * <p>The waves are products of {@code cos + sin} down and across (Hartley's transform): the sums and differences of the Fourier
 * transform's waves of the same frequency, real, and their own inverse.
 */
final class Spectrum implements AutoCloseable {

    /**
     * Rows: red, green, blue; columns: luminance, yellow against blue, red against green, the principal axes of natural colours
     * (Ruderman, Cronin and Chiao 1998). Colours get 0.4 and 0.25 of the amplitude of luminance: less, since they vary less.
     */
    private static final float[][] COLOURS = {colour(1, 1, 1), colour(1, 1, -1), colour(1, -2, 0)};

    private static float[] colour(int luminance, int yellow, int red) {
        return new float[] {
            (float) (luminance / Math.sqrt(3)),
            (float) (0.4 * yellow / Math.sqrt(6)),
            (float) (0.25 * red / Math.sqrt(2))
        };
    }

    private final int channels;
    private final int height;
    private final int width;
    private final boolean colours;
    /** [height x width], or empty where pixels are moved themselves. */
    private final float[] amplitudes;

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray down;
    private final NDArray across;

    /**
     * @param waves or else pixels
     * @param colours whether three planes are mixed from uncorrelated colours
     */
    Spectrum(int channels, int height, int width, boolean waves, boolean colours) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.colours = colours && channels == 3;
        this.amplitudes = waves ? amplitudes(height, width) : new float[0];
        this.down = waves(height);
        this.across = waves(width);
    }

    /** Inverse frequencies, scaled so that numbers of variance 1 give planes of variance 1. */
    private static float[] amplitudes(int height, int width) {
        var amplitudes = new float[height * width];
        double squares = 0;
        for (int i = 0; i < amplitudes.length; i++) {
            int y = i / width;
            int x = i % width;
            double frequency =
                    Math.hypot((double) Math.min(y, height - y) / height, (double) Math.min(x, width - x) / width);
            amplitudes[i] = (float) (1 / Math.max(frequency, 1.0 / Math.max(height, width)));
            squares += amplitudes[i] * amplitudes[i];
        }
        float scale = (float) Math.sqrt(amplitudes.length / squares);
        for (int i = 0; i < amplitudes.length; i++) {
            amplitudes[i] *= scale;
        }
        return amplitudes;
    }

    /** Orthonormal and symmetric. */
    private NDArray waves(int side) {
        var waves = new float[side * side];
        for (int i = 0; i < waves.length; i++) {
            double angle = 2 * Math.PI * ((long) (i / side) * (i % side) % side) / side;
            waves[i] = (float) ((Math.cos(angle) + Math.sin(angle)) / Math.sqrt(side));
        }
        return manager.create(waves, new Shape(side, side));
    }

    int size() {
        return channels * height * width;
    }

    /** [channels x height x width] pixels of the numbers. */
    float[] pixels(float[] numbers) {
        var mixed = mixed(amplitudes.length == 0 ? numbers : transformed(scaled(numbers)));
        var pixels = new float[mixed.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (1 / (1 + Math.exp(-mixed[i])));
        }
        return pixels;
    }

    /**
     * The derivatives with respect to the numbers.
     *
     * @param pixels what the numbers gave
     * @param gradient with respect to the pixels
     */
    float[] back(float[] pixels, float[] gradient) {
        var logits = new float[pixels.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = gradient[i] * pixels[i] * (1 - pixels[i]);
        }
        var planes = unmixed(logits);
        return amplitudes.length == 0 ? planes : scaled(transformed(planes));
    }

    /** Numbers that give these pixels, brought to between 1/255 and 254/255. */
    float[] numbers(float[] pixels) {
        var logits = new float[pixels.length];
        for (int i = 0; i < logits.length; i++) {
            double inside = Math.max(1.0 / 255, Math.min(254.0 / 255, pixels[i]));
            logits[i] = (float) Math.log(inside / (1 - inside));
        }
        var planes = colours ? solved(logits) : logits;
        if (amplitudes.length == 0) {
            return planes;
        }
        var waves = transformed(planes);
        for (int i = 0; i < waves.length; i++) {
            waves[i] /= amplitudes[i % amplitudes.length];
        }
        return waves;
    }

    private float[] scaled(float[] numbers) {
        var scaled = new float[numbers.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = numbers[i] * amplitudes[i % amplitudes.length];
        }
        return scaled;
    }

    private float[] transformed(float[] planes) {
        try (var scratch = manager.newSubManager()) {
            var x = scratch.create(planes, new Shape(channels, height, width));
            var half = down.matMul(x);
            half.attach(scratch);
            var whole = half.matMul(across);
            whole.attach(scratch);
            return whole.toFloatArray();
        }
    }

    private float[] mixed(float[] planes) {
        return colours ? product(COLOURS, planes) : planes;
    }

    private float[] unmixed(float[] gradient) {
        return colours ? product(transposed(), gradient) : gradient;
    }

    private static float[][] transposed() {
        var transposed = new float[3][3];
        for (int i = 0; i < 9; i++) {
            transposed[i / 3][i % 3] = COLOURS[i % 3][i / 3];
        }
        return transposed;
    }

    /** The columns are orthogonal: the inverse is the transpose over their squared lengths. */
    private float[] solved(float[] logits) {
        var inverse = transposed();
        for (var row : inverse) {
            float squared = row[0] * row[0] + row[1] * row[1] + row[2] * row[2];
            for (int i = 0; i < 3; i++) {
                row[i] /= squared;
            }
        }
        return product(inverse, logits);
    }

    private float[] product(float[][] matrix, float[] planes) {
        int area = height * width;
        var product = new float[planes.length];
        for (int i = 0; i < area; i++) {
            for (int c = 0; c < 3; c++) {
                product[c * area + i] = matrix[c][0] * planes[i]
                        + matrix[c][1] * planes[area + i]
                        + matrix[c][2] * planes[2 * area + i];
            }
        }
        return product;
    }

    @Override
    public void close() {
        manager.close();
    }
}
