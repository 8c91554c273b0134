package org.striate.plots;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import org.knowm.xchart.style.markers.Marker;

/** The shape of a series' points, so that they are told apart without their colours too. */
enum Mark {
    CIRCLE,
    SQUARE,
    DIAMOND,
    UP,
    DOWN;

    /** Of the series with that index; they begin again later than the colours do, at another colour. */
    static Mark of(int index) {
        return values()[index % values().length];
    }

    /** Around a place, of about the area of a circle with that radius. */
    Shape at(double x, double y, double radius) {
        double r = radius;
        return switch (this) {
            case CIRCLE -> new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
            case SQUARE -> new Rectangle2D.Double(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
            case DIAMOND -> polygon(x, y - 1.3 * r, x + 1.3 * r, y, x, y + 1.3 * r, x - 1.3 * r, y);
            case UP -> polygon(x, y - 1.3 * r, x + 1.25 * r, y + r, x - 1.25 * r, y + r);
            case DOWN -> polygon(x, y + 1.3 * r, x + 1.25 * r, y - r, x - 1.25 * r, y - r);
        };
    }

    private static Shape polygon(double... corners) {
        var path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }

    /** The name that Vega has for it. */
    String vega() {
        return switch (this) {
            case UP, DOWN -> "triangle-" + name().toLowerCase(Locale.ROOT);
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** The same for XChart. */
    Marker marker() {
        return new Marker() {
            @Override
            public void paint(Graphics2D g, double x, double y, int size) {
                g.fill(at(x, y, size / 2.0));
            }
        };
    }
}
