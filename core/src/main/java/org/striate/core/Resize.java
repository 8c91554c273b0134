package org.striate.core;

/**
 * Resizing of one channel by weighted means along rows, then along columns, with weights that cover every source pixel
 * when the image shrinks (antialiased), as Pillow does it without its rounding to bytes.
 */
public enum Resize {
    /** Triangle weights; Pillow's {@code BILINEAR}. */
    BILINEAR {
        @Override
        double weight(double distance, double scale) {
            return Math.max(0, 1 - Math.abs(distance) / Math.max(1, scale));
        }

        @Override
        double support(double scale) {
            return Math.max(1, scale);
        }
    },
    /** The share of a source pixel that lies under the target pixel: exact block means for whole ratios. */
    AREA {
        @Override
        double weight(double distance, double scale) {
            double overlap = Math.min(distance + 0.5, scale / 2) - Math.max(distance - 0.5, -scale / 2);
            return Math.max(0, overlap);
        }

        @Override
        double support(double scale) {
            return scale / 2 + 0.5;
        }
    };

    /** Of a source pixel whose centre is this far from the target's, in source pixels. */
    abstract double weight(double distance, double scale);

    abstract double support(double scale);

    /**
     * Resizes one channel.
     *
     * @param pixels holds the channel from {@code offset} on, [height x width]
     * @return [toHeight x toWidth]
     */
    public float[] apply(float[] pixels, int offset, int height, int width, int toHeight, int toWidth) {
        var across = weights(width, toWidth);
        var down = weights(height, toHeight);
        var narrow = new float[height * toWidth];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < toWidth; column++) {
                narrow[row * toWidth + column] = sum(across[column], pixels, offset + row * width, 1);
            }
        }
        var resized = new float[toHeight * toWidth];
        for (int row = 0; row < toHeight; row++) {
            for (int column = 0; column < toWidth; column++) {
                resized[row * toWidth + column] = sum(down[row], narrow, column, toWidth);
            }
        }
        return resized;
    }

    /** The weights of the source pixels from {@code first} on; they add up to 1. */
    private record Window(int first, double[] weights) {}

    private Window[] weights(int from, int to) {
        double scale = (double) from / to;
        var windows = new Window[to];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            int first = Math.max(0, (int) Math.floor(centre - support(scale)));
            int last = Math.min(from - 1, (int) Math.ceil(centre + support(scale)));
            var weights = new double[last - first + 1];
            double total = 0;
            for (int j = 0; j < weights.length; j++) {
                weights[j] = weight(first + j + 0.5 - centre, scale);
                total += weights[j];
            }
            for (int j = 0; j < weights.length; j++) {
                weights[j] /= total;
            }
            windows[i] = new Window(first, weights);
        }
        return windows;
    }

    private static float sum(Window window, float[] pixels, int offset, int stride) {
        double sum = 0;
        for (int j = 0; j < window.weights.length; j++) {
            sum += window.weights[j] * pixels[offset + (window.first + j) * stride];
        }
        return (float) sum;
    }
}
