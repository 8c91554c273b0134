package org.striate.plots;

import java.awt.image.BufferedImage;

/** A small picture with each pixel as a square, so that no viewer blurs it. */
final class Enlarged {

    private Enlarged() {}

    /** A whole number of times as large, about that many pixels across. */
    static BufferedImage to(BufferedImage image, int about) {
        int times = Math.max(1, Math.round((float) about / Math.max(image.getWidth(), image.getHeight())));
        if (times == 1) {
            return image;
        }
        var large = new BufferedImage(times * image.getWidth(), times * image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                large.setRGB(x, y, image.getRGB(x / times, y / times));
            }
        }
        return large;
    }
}
