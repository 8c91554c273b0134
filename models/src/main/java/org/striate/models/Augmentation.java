package org.striate.models;

import java.util.Random;
import org.striate.core.BadInput;

/** What may be done to a stimulus each time it is shown in training; strength from 0, nothing, up. */
public record Augmentation(Kind kind, double strength) {

    /** What is changed. */
    public enum Kind {
        /** Moved by up to {@code strength} times its side, edge pixels repeated. */
        SHIFT,
        /** Left and right exchanged with this probability. */
        FLIP,
        /** Multiplied by a factor between {@code 1 - strength} and {@code 1 + strength}, about its mean. */
        CONTRAST,
        /** Raised or lowered by up to {@code strength}, in units of the standardised input. */
        BRIGHTNESS,
        /** Gaussian noise of this standard deviation on every pixel. */
        NOISE,
        /**
         * A part of the image, its sides from {@code 1 - strength} to 1 of the image's, at a random place, brought to the
         * image's size (bilinear, pixel centres kept).
         */
        CROP,
        /** As CONTRAST, the red, green and blue of an RGB image each by a factor of its own about a mean of its own. */
        COLOUR
    }

    public Augmentation {
        if (!(strength >= 0)
                || (kind == Kind.NOISE || kind == Kind.BRIGHTNESS ? !Double.isFinite(strength) : strength > 1)) {
            throw BadInput.of("augmentation " + kind, "strength " + strength, "from 0 to 1", "Augmentation.shift(0.1)");
        }
    }

    public static Augmentation shift(double share) {
        return new Augmentation(Kind.SHIFT, share);
    }

    public static Augmentation flip() {
        return new Augmentation(Kind.FLIP, 0.5);
    }

    public static Augmentation contrast(double strength) {
        return new Augmentation(Kind.CONTRAST, strength);
    }

    public static Augmentation brightness(double strength) {
        return new Augmentation(Kind.BRIGHTNESS, strength);
    }

    public static Augmentation noise(double deviation) {
        return new Augmentation(Kind.NOISE, deviation);
    }

    public static Augmentation crop(double strength) {
        return new Augmentation(Kind.CROP, strength);
    }

    public static Augmentation colour(double strength) {
        return new Augmentation(Kind.COLOUR, strength);
    }

    /** What SimCLR's views differ in: random resized crops, flips, contrast, brightness, colour. */
    public static Augmentation[] views() {
        return new Augmentation[] {crop(0.5), flip(), colour(0.4), contrast(0.4), brightness(0.4)};
    }

    /** Another image of the same size, [channels x height x width]. */
    float[] apply(float[] image, int channels, int height, int width, Random random) {
        return switch (kind) {
            case SHIFT -> {
                int down = (int) Math.round(strength * height * (2 * random.nextDouble() - 1));
                int right = (int) Math.round(strength * width * (2 * random.nextDouble() - 1));
                yield moved(image, new int[] {channels, height, width}, new double[] {down, right, 1, 1});
            }
            case CROP -> {
                double down = 1 - strength * random.nextDouble();
                double across = 1 - strength * random.nextDouble();
                double top = (1 - down) * random.nextDouble() * height;
                double left = (1 - across) * random.nextDouble() * width;
                // Pixel y's centre, at y + 1/2 of the enlarged part, comes from top + down (y + 1/2).
                yield moved(image, new int[] {channels, height, width}, new double[] {
                    top + (down - 1) / 2, left + (across - 1) / 2, down, across
                });
            }
            case COLOUR -> coloured(image, channels, random);
            case FLIP -> random.nextDouble() < strength ? flipped(image, width) : image;
            case CONTRAST -> {
                float factor = (float) (1 + strength * (2 * random.nextDouble() - 1));
                yield scaled(image, factor, (1 - factor) * mean(image));
            }
            case BRIGHTNESS -> scaled(image, 1, (float) (strength * (2 * random.nextDouble() - 1)));
            case NOISE -> {
                var noisy = image.clone();
                for (int i = 0; i < noisy.length; i++) {
                    noisy[i] += (float) (strength * random.nextGaussian());
                }
                yield noisy;
            }
        };
    }

    private float[] coloured(float[] image, int channels, Random random) {
        int area = image.length / channels;
        var coloured = new float[image.length];
        for (int c = 0; c < channels; c++) {
            float factor = (float) (1 + strength * (2 * random.nextDouble() - 1));
            var plane = java.util.Arrays.copyOfRange(image, c * area, (c + 1) * area);
            System.arraycopy(scaled(plane, factor, (1 - factor) * mean(plane)), 0, coloured, c * area, area);
        }
        return coloured;
    }

    /** Pixel (y, x) from (place[0] + place[2] y, place[1] + place[3] x), between pixels linearly, edges repeated. */
    private static float[] moved(float[] image, int[] shape, double[] place) {
        int height = shape[1];
        int width = shape[2];
        var moved = new float[image.length];
        for (int y = 0; y < height; y++) {
            double fromY = Math.min(height - 1, Math.max(0, place[0] + place[2] * y));
            int y0 = (int) fromY;
            int y1 = Math.min(height - 1, y0 + 1);
            float dy = (float) (fromY - y0);
            for (int x = 0; x < width; x++) {
                double fromX = Math.min(width - 1, Math.max(0, place[1] + place[3] * x));
                int x0 = (int) fromX;
                int x1 = Math.min(width - 1, x0 + 1);
                float dx = (float) (fromX - x0);
                for (int c = 0; c < shape[0]; c++) {
                    int plane = c * height * width;
                    float above = image[plane + y0 * width + x0] * (1 - dx) + image[plane + y0 * width + x1] * dx;
                    float below = image[plane + y1 * width + x0] * (1 - dx) + image[plane + y1 * width + x1] * dx;
                    moved[plane + y * width + x] = above * (1 - dy) + below * dy;
                }
            }
        }
        return moved;
    }

    private static float[] flipped(float[] image, int width) {
        var flipped = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            int x = i % width;
            flipped[i] = image[i - x + width - 1 - x];
        }
        return flipped;
    }

    private static float[] scaled(float[] image, float factor, float shift) {
        var scaled = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            scaled[i] = factor * image[i] + shift;
        }
        return scaled;
    }

    private static float mean(float[] image) {
        double sum = 0;
        for (float value : image) {
            sum += value;
        }
        return (float) (sum / image.length);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + strength;
    }
}
