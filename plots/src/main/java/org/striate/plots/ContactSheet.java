package org.striate.plots;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.striate.core.StimulusSet;

/** Up to 48 stimuli, evenly chosen, with their numbers. */
record ContactSheet(StimulusSet stimuli) {

    private static final int MOST = 48;
    private static final int COLUMNS = 12;
    private static final int THUMBNAIL = 56;
    private static final int GAP = 6;
    private static final int CAPTION = 14;

    Figure figure() {
        int shown = Math.min(MOST, stimuli.size());
        int rows = (shown + COLUMNS - 1) / COLUMNS;
        int height = 34 + rows * (THUMBNAIL + CAPTION + GAP) + GAP;
        var described = shown + " of " + stimuli.size() + " stimuli of " + stimuli.name() + ".";
        return new Figure(described, Theme.WIDTH, height, g -> paint(g, shown));
    }

    private void paint(Graphics2D g, int shown) {
        g.setColor(Theme.INK);
        g.setFont(Theme.TITLE);
        g.drawString(stimuli.name() + ": " + shown + " of " + stimuli.size(), GAP, 22);
        g.setFont(Theme.TEXT.deriveFont(11f));
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        for (int k = 0; k < shown; k++) {
            int index = (int) ((long) k * stimuli.size() / shown);
            int x = GAP + k % COLUMNS * (THUMBNAIL + GAP);
            int y = 34 + k / COLUMNS * (THUMBNAIL + CAPTION + GAP);
            g.drawImage(image(index), x, y, THUMBNAIL, THUMBNAIL, null);
            g.drawString(String.valueOf(index), x, y + THUMBNAIL + CAPTION - 3);
        }
    }

    private BufferedImage image(int index) {
        int height = stimuli.height();
        int width = stimuli.width();
        var pixels = stimuli.pixels(index);
        int size = height * width;
        boolean grey = stimuli.channels() == 1;
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, size).forEach(i -> {
            int red = level(pixels[i]);
            int green = grey ? red : level(pixels[size + i]);
            int blue = grey ? red : level(pixels[2 * size + i]);
            image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
        });
        return image;
    }

    private static int level(float pixel) {
        return Math.max(0, Math.min(255, Math.round(255 * pixel)));
    }
}
