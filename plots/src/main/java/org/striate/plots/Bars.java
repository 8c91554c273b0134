package org.striate.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.striate.core.Interval;

/**
 * Bars with whiskers, points and a horizontal band: composed here because XChart's bars know symmetric errors only and no
 * band.
 *
 * @param yTitle what the height is, with its unit
 */
record Bars(String title, String yTitle, List<Bar> bars, Optional<Band> band) {

    /**
     * One bar.
     *
     * @param group bars of a group share a colour and an entry of the legend
     * @param points drawn small beside the whisker
     */
    record Bar(String label, String group, double value, Interval interval, double[] points) {}

    /** A range, and a line in it where it has a middle. */
    record Band(String label, double low, double middle, double high) {}

    private static final int LEFT = 66;
    private static final int RIGHT = 16;
    private static final int LEGEND_ROW = 20;
    private static final double TILT = Math.toRadians(40);

    Figure figure(String description) {
        int width = Math.max(Theme.WIDTH, LEFT + RIGHT + 26 * bars.size());
        return new Figure(description, width, Theme.HEIGHT, graphics -> paint(graphics, width));
    }

    private void paint(Graphics2D g, int width) {
        g.setFont(Theme.TEXT);
        var groups = bars.stream().map(Bar::group).distinct().toList();
        double slot = (double) (width - LEFT - RIGHT) / bars.size();
        int widest = bars.stream()
                .mapToInt(bar -> g.getFontMetrics().stringWidth(bar.label()))
                .max()
                .orElse(0);
        boolean tilted = widest > slot - 6;
        int bottom = Theme.HEIGHT - (tilted ? (int) Math.min(150, 24 + widest * Math.sin(TILT)) : 34);
        int top = 34 + legend(g, groups, width);
        var axis = Axis.over(values(), bottom, top);
        g.setFont(Theme.TITLE);
        g.setColor(Theme.INK);
        g.drawString(title, LEFT, 22);
        axis.paint(g, LEFT, width - RIGHT, yTitle);
        band.ifPresent(b -> paint(g, b, axis, width));
        for (int i = 0; i < bars.size(); i++) {
            double centre = LEFT + (i + 0.5) * slot;
            paint(
                    g,
                    bars.get(i),
                    axis,
                    centre,
                    slot,
                    Theme.colour(groups.indexOf(bars.get(i).group())));
            label(g, bars.get(i).label(), centre, bottom + 16, tilted);
        }
        g.setColor(Theme.INK);
        g.setStroke(Theme.THIN);
        g.draw(new Line2D.Double(LEFT, axis.y(0), width - RIGHT, axis.y(0)));
    }

    /** Paints the legend below the title and gives its height. */
    private int legend(Graphics2D g, List<String> groups, int width) {
        var entries = new ArrayList<String>(groups.size() > 1 ? groups : List.of());
        band.ifPresent(b -> entries.add(b.label()));
        int x = LEFT;
        int y = 36;
        for (int i = 0; i < entries.size(); i++) {
            int length = 18 + g.getFontMetrics().stringWidth(entries.get(i)) + 18;
            if (x + length > width - RIGHT && x > LEFT) {
                x = LEFT;
                y += LEGEND_ROW;
            }
            boolean isBand = band.isPresent() && i == entries.size() - 1;
            g.setColor(isBand ? Theme.BAND : Theme.colour(i));
            g.fill(new Rectangle2D.Double(x, y, 12, 12));
            g.setColor(Theme.INK);
            g.drawString(entries.get(i), x + 18, y + 11);
            x += length;
        }
        return entries.isEmpty() ? 0 : y + LEGEND_ROW - 36 + 6;
    }

    private double[] values() {
        var values = new ArrayList<Double>(List.of(0.0));
        for (var bar : bars) {
            values.addAll(
                    List.of(bar.value(), bar.interval().low(), bar.interval().high()));
            for (double point : bar.points()) {
                values.add(point);
            }
        }
        band.ifPresent(b -> values.addAll(List.of(b.low(), b.high())));
        return values.stream()
                .filter(v -> !v.isNaN())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static void paint(Graphics2D g, Band band, Axis axis, int width) {
        if (Double.isNaN(band.low() + band.high())) {
            return;
        }
        g.setColor(Theme.BAND);
        double height = Math.max(1, axis.y(band.low()) - axis.y(band.high()));
        g.fill(new Rectangle2D.Double(LEFT, axis.y(band.high()), width - RIGHT - LEFT, height));
        g.setColor(Theme.INK);
        g.setStroke(Theme.THIN);
        if (!Double.isNaN(band.middle())) {
            g.draw(new Line2D.Double(LEFT, axis.y(band.middle()), width - RIGHT, axis.y(band.middle())));
        }
    }

    private static void paint(Graphics2D g, Bar bar, Axis axis, double centre, double slot, Color colour) {
        if (Double.isNaN(bar.value())) {
            g.setColor(Theme.INK);
            g.drawString("n/a", (float) centre - 10, (float) axis.y(0) - 4);
            return;
        }
        double half = Math.min(0.36 * slot, 28);
        double zero = axis.y(0);
        double y = axis.y(bar.value());
        g.setColor(colour);
        g.fill(new Rectangle2D.Double(centre - half, Math.min(y, zero), 2 * half, Math.abs(zero - y)));
        g.setColor(new Color(Theme.INK.getRed(), Theme.INK.getGreen(), Theme.INK.getBlue(), 70));
        for (int i = 0; i < bar.points().length; i++) {
            if (!Double.isNaN(bar.points()[i])) {
                double across = half * (0.25 + 0.65 * (i * 0.618 % 1)); // spread by the golden ratio, no chance in it
                g.fill(new Ellipse2D.Double(centre + across - 1.6, axis.y(bar.points()[i]) - 1.6, 3.2, 3.2));
            }
        }
        g.setColor(Theme.INK);
        g.setStroke(Theme.THICK);
        var interval = bar.interval();
        if (!Double.isNaN(interval.low() + interval.high())) {
            g.draw(new Line2D.Double(centre, axis.y(interval.low()), centre, axis.y(interval.high())));
            for (double end : new double[] {interval.low(), interval.high()}) {
                g.draw(new Line2D.Double(centre - 4, axis.y(end), centre + 4, axis.y(end)));
            }
        }
    }

    private static void label(Graphics2D g, String label, double centre, double y, boolean tilted) {
        g.setColor(Theme.INK);
        int width = g.getFontMetrics().stringWidth(label);
        if (!tilted) {
            g.drawString(label, (float) (centre - width / 2.0), (float) y + 2);
            return;
        }
        var turned = (Graphics2D) g.create();
        turned.translate(centre + 5, y - 4);
        turned.rotate(-TILT);
        turned.drawString(label, -width, 4);
        turned.dispose();
    }
}
