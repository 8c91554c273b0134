package org.striate.models.experiments;

/**
 * Total variation (Rudin, Osher and Fatemi 1992): the mean over pixels and channels of {@code sqrt(right^2 + down^2 + 1e-8)},
 * right and down being the differences to the neighbours, 0 at the edge.
 */
record Roughness(int height, int width) {

    private static final double SMOOTH = 1e-8; // a derivative at flat places too

    double of(float[] image) {
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
            sum += length(image, i);
        }
        return sum / image.length;
    }

    /** Adds a multiple of its derivative with respect to the pixels. */
    void add(float[] image, double weight, float[] gradient) {
        double share = weight / image.length;
        for (int i = 0; i < image.length; i++) {
            double length = length(image, i);
            double right = right(image, i);
            double down = down(image, i);
            gradient[i] -= (float) (share * (right + down) / length);
            if (right != 0) {
                gradient[i + 1] += (float) (share * right / length);
            }
            if (down != 0) {
                gradient[i + width] += (float) (share * down / length);
            }
        }
    }

    private double length(float[] image, int i) {
        double right = right(image, i);
        double down = down(image, i);
        return Math.sqrt(right * right + down * down + SMOOTH);
    }

    private double right(float[] image, int i) {
        return i % width == width - 1 ? 0 : image[i + 1] - image[i];
    }

    private double down(float[] image, int i) {
        return i % (height * width) / width == height - 1 ? 0 : image[i + width] - image[i];
    }
}
