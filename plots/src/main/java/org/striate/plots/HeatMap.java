package org.striate.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.striate.core.Rdm;

/**
 * An RDM as a square of colours with a colour bar, and lines and names where the category changes.
 *
 * @param categories one a stimulus, or empty
 */
record HeatMap(Rdm rdm, List<Object> categories) {

    private static final int SIDE = 380;
    private static final int LEFT = 150;
    private static final int TOP = 40;
    private static final int WIDTH = 700;
    private static final int HEIGHT = TOP + SIDE + 50;
    /** Anchors of the viridis map (van der Walt and Smith 2015), dark to light in even steps. */
    private static final int[] VIRIDIS = {0x440154, 0x3B528B, 0x21918C, 0x5EC962, 0xFDE725};

    Figure figure() {
        var described = "heat map of the " + rdm + "; dark pairs are alike, light ones differ.";
        return new Figure(described, WIDTH, HEIGHT, this::paint);
    }

    private void paint(Graphics2D g) {
        var defined = Arrays.stream(rdm.values()).filter(v -> !Double.isNaN(v));
        var range = defined.summaryStatistics();
        double low = range.getCount() == 0 ? 0 : range.getMin();
        double high = range.getCount() == 0 || range.getMax() <= low ? low + 1 : range.getMax();
        double cell = (double) SIDE / rdm.size();
        for (int i = 0; i < rdm.size(); i++) {
            for (int j = 0; j < rdm.size(); j++) {
                double value = i == j ? low : rdm.at(i, j); // the diagonal says nothing
                g.setColor(Double.isNaN(value) ? Theme.MISSING : colour((value - low) / (high - low)));
                g.fill(new Rectangle2D.Double(LEFT + j * cell, TOP + i * cell, cell + 0.5, cell + 0.5));
            }
        }
        g.setColor(Theme.INK);
        g.setFont(Theme.TITLE);
        g.drawString(rdm.name(), LEFT, 24);
        g.setFont(Theme.TEXT);
        g.drawString(rdm.size() + " stimuli", LEFT, TOP + SIDE + 20);
        colourBar(g, low, high);
        if (categories.size() == rdm.size()) {
            categories(g, cell);
        }
    }

    private void colourBar(Graphics2D g, double low, double high) {
        int x = LEFT + SIDE + 26;
        for (int y = 0; y < SIDE; y++) {
            g.setColor(colour(1 - (double) y / (SIDE - 1)));
            g.fill(new Rectangle2D.Double(x, TOP + y, 16, 1.5));
        }
        g.setColor(Theme.INK);
        for (int tick = 0; tick <= 4; tick++) {
            double value = low + (high - low) * tick / 4;
            float y = TOP + SIDE - (float) SIDE * tick / 4;
            g.draw(new Line2D.Double(x + 16, y, x + 20, y));
            g.drawString(String.format(Locale.ROOT, "%.2f", value), x + 24, y + 5);
        }
        var turned = (Graphics2D) g.create();
        int length = turned.getFontMetrics().stringWidth(rdm.measure());
        turned.translate(x + 78, TOP + SIDE / 2.0 - length / 2.0);
        turned.rotate(Math.PI / 2);
        turned.drawString(rdm.measure(), 0, 0);
        turned.dispose();
    }

    private void categories(Graphics2D g, double cell) {
        g.setStroke(Theme.THIN);
        int from = 0;
        for (int i = 1; i <= rdm.size(); i++) {
            if (i < rdm.size() && categories.get(i).equals(categories.get(from))) {
                continue;
            }
            var name = fitted(g, String.valueOf(categories.get(from)));
            float middle = (float) (TOP + (from + i) / 2.0 * cell);
            g.setColor(Theme.INK);
            g.drawString(name, LEFT - 8 - g.getFontMetrics().stringWidth(name), middle + 5);
            if (i < rdm.size()) {
                g.setColor(Color.WHITE);
                double at = i * cell;
                g.draw(new Line2D.Double(LEFT, TOP + at, LEFT + SIDE, TOP + at));
                g.draw(new Line2D.Double(LEFT + at, TOP, LEFT + at, TOP + SIDE));
            }
            from = i;
        }
    }

    private static String fitted(Graphics2D g, String name) {
        var fitted = name;
        while (fitted.length() > 1 && g.getFontMetrics().stringWidth(fitted) > LEFT - 12) {
            fitted = fitted.substring(0, fitted.length() - 2) + "…";
        }
        return fitted;
    }

    /** The colour of a share from 0 to 1. */
    static Color colour(double share) {
        double place = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1);
        int below = (int) Math.min(place, VIRIDIS.length - 2);
        var a = new Color(VIRIDIS[below]);
        var b = new Color(VIRIDIS[below + 1]);
        double t = place - below;
        return new Color(
                (int) Math.round(a.getRed() + t * (b.getRed() - a.getRed())),
                (int) Math.round(a.getGreen() + t * (b.getGreen() - a.getGreen())),
                (int) Math.round(a.getBlue() + t * (b.getBlue() - a.getBlue())));
    }
}
