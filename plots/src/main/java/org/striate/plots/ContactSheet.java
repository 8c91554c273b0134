package org.striate.plots;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import org.striate.core.Pictures;
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
            g.drawImage(Pictures.rgb(Pictures.of(stimuli, index)), x, y, THUMBNAIL, THUMBNAIL, null);
            g.drawString(String.valueOf(index), x, y + THUMBNAIL + CAPTION - 3);
        }
    }
}
