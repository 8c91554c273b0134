package org.striate.datasets;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.function.Supplier;

/** The eight shapes, each within the unit circle around the origin. */
enum ShapeKind {
    disc(() -> circle(0, 0, 0.8)),
    square(() -> new Rectangle2D.Double(-0.7, -0.7, 1.4, 1.4)),
    triangle(() -> polygon(3, 1, 1)),
    star(() -> polygon(10, 1, 0.4)),
    cross(() -> joined(new Rectangle2D.Double(-0.9, -0.28, 1.8, 0.56), new Rectangle2D.Double(-0.28, -0.9, 0.56, 1.8))),
    ring(() -> without(circle(0, 0, 0.9), circle(0, 0, 0.5))),
    bar(() -> new Rectangle2D.Double(-1, -0.25, 2, 0.5)),
    crescent(() -> without(circle(0, 0, 0.95), circle(0.45, 0, 0.75)));

    private final Supplier<Shape> outline;

    ShapeKind(Supplier<Shape> outline) {
        this.outline = outline;
    }

    Shape outline() {
        return outline.get();
    }

    private static Shape circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    /** Corners that alternate between two radii. */
    private static Shape polygon(int corners, double even, double odd) {
        var path = new Path2D.Double();
        for (int i = 0; i < corners; i++) {
            double radius = i % 2 == 0 ? even : odd;
            double angle = 2 * Math.PI * i / corners;
            if (i == 0) {
                path.moveTo(radius, 0);
            } else {
                path.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
            }
        }
        path.closePath();
        return path;
    }

    private static Shape joined(Shape a, Shape b) {
        var area = new Area(a);
        area.add(new Area(b));
        return area;
    }

    private static Shape without(Shape a, Shape b) {
        var area = new Area(a);
        area.subtract(new Area(b));
        return area;
    }
}
