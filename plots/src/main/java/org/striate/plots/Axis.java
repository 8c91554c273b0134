package org.striate.plots;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.Arrays;
import java.util.Locale;

/** A vertical axis with round ticks from {@code bottom} up to {@code top}, both in pixels. */
record Axis(double least, double most, double step, int bottom, int top) {

    private static final int TICKS = 6;

    /** Covers all values; an axis of constant values still has a length. */
    static Axis over(double[] values, int bottom, int top) {
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(1);
        double span = high > low ? high - low : 1;
        double power = Math.pow(10, Math.floor(Math.log10(span / TICKS)));
        double step = power;
        for (double factor : new double[] {2, 5, 10}) {
            if (span / step > TICKS) {
                step = factor * power;
            }
        }
        return new Axis(Math.floor(low / step) * step, Math.ceil(high / step - 1e-9) * step, step, bottom, top);
    }

    double y(double value) {
        return bottom - (value - least) / (most - least) * (bottom - top);
    }

    void paint(Graphics2D g, int left, int right, String title) {
        g.setFont(Theme.TEXT);
        g.setStroke(Theme.THIN);
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        for (int i = 0; least + i * step <= most + step / 2; i++) {
            double value = least + i * step;
            g.setColor(Theme.GRID);
            g.draw(new Line2D.Double(left, y(value), right, y(value)));
            g.setColor(Theme.INK);
            var label = String.format(Locale.ROOT, "%." + digits + "f", value == 0 ? 0.0 : value);
            g.drawString(label, left - 6 - g.getFontMetrics().stringWidth(label), (float) y(value) + 5);
        }
        var turned = (Graphics2D) g.create();
        int length = turned.getFontMetrics().stringWidth(title);
        turned.rotate(-Math.PI / 2);
        turned.drawString(title, -((bottom + top) / 2 + length / 2), 16);
        turned.dispose();
    }
}
