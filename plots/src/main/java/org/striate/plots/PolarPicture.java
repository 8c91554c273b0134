package org.striate.plots;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Arrays;
import org.striate.core.TuningCurve;
import org.striate.plots.Canvas.At;

/** A tuning curve around a circle; one of orientation, which is the same after half a turn, is drawn twice. */
record PolarPicture(TuningCurve curve) {

    private static final int SIDE = 420;
    private static final double RADIUS = 145;

    Figure figure() {
        var described = curve + ", around a circle; 0 deg points right, anticlockwise.";
        return new Figure(described, SIDE, SIDE, this::paint);
    }

    private double turn() {
        return curve.parameter().equals("orientation") ? 180 : 360;
    }

    private void paint(Canvas c) {
        double x = SIDE / 2.0;
        double y = SIDE / 2.0 + 14;
        var sem = curve.sem();
        double most = 0;
        for (int i = 0; i < sem.length; i++) {
            double high = curve.mean()[i] + (Double.isNaN(sem[i]) ? 0 : sem[i]);
            most = Math.max(most, Double.isNaN(high) ? 0 : high);
        }
        var range = Range.between(0, most == 0 ? 1 : most).rounded(4);
        var scale = new Scale(range, 0, RADIUS);
        c.title(curve.unit(), 14, SIDE - 28);
        c.text(
                curve.parameter() + " (deg); distance: mean response, whiskers: one standard error",
                14,
                SIDE - 9,
                At.LEFT,
                Fonts.SMALL,
                c.theme().faint());
        long below = Arrays.stream(curve.mean()).filter(mean -> mean < 0).count();
        if (below > 0) {
            var said = below + " of " + curve.mean().length + " responses below 0, at the centre";
            c.text(said, 14, 42, At.LEFT, Fonts.SMALL, c.theme().faint());
        }
        for (int angle = 0; angle < 360; angle += 45) {
            double cos = Math.cos(Math.toRadians(angle));
            double sin = Math.sin(Math.toRadians(angle));
            c.line(x, y, x + RADIUS * cos, y - RADIUS * sin, 1, c.theme().grid());
            c.text(angle + "°", x + (RADIUS + 20) * cos, y - (RADIUS + 14) * sin + 5, At.CENTRE);
        }
        ring(c, x, y, scale);
        whiskers(c, x, y, scale, sem);
        for (var tick : Ticks.beside(range, RADIUS)) {
            double radius = scale.at(tick.value());
            if (tick.value() == 0) {
                continue;
            }
            c.draw(
                    new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius),
                    1,
                    c.theme().grid());
            double at = Math.toRadians(quiet());
            c.text(
                    tick.label(),
                    x + radius * Math.cos(at) + 3,
                    y - radius * Math.sin(at),
                    At.LEFT,
                    Fonts.SMALL,
                    c.theme().ink());
        }
    }

    /** The angle half a step behind the smallest response: there the numbers of the circles have room. */
    private double quiet() {
        int least = 0;
        for (int i = 1; i < curve.mean().length; i++) {
            if (curve.mean()[i] < curve.mean()[least]) {
                least = i;
            }
        }
        double step = turn() / Math.max(1, curve.values().length);
        return curve.values()[least] + step / 2;
    }

    private interface Spoke {
        void at(double cos, double sin, int value);
    }

    private void around(Spoke spoke) {
        for (double from = 0; from < 360; from += turn()) {
            for (int i = 0; i < curve.mean().length; i++) {
                if (!Double.isNaN(curve.mean()[i])) {
                    double angle = Math.toRadians(curve.values()[i] + from);
                    spoke.at(Math.cos(angle), Math.sin(angle), i);
                }
            }
        }
    }

    /** A closed line through all means; responses below 0 are at the centre. */
    private void ring(Canvas c, double x, double y, Scale scale) {
        var path = new Path2D.Double();
        around((cos, sin, i) -> {
            double radius = scale.inside(curve.mean()[i]);
            if (path.getCurrentPoint() == null) {
                path.moveTo(x + radius * cos, y - radius * sin);
            } else {
                path.lineTo(x + radius * cos, y - radius * sin);
            }
            c.dot(x + radius * cos, y - radius * sin, 3, c.theme().colour(0));
        });
        if (path.getCurrentPoint() != null) {
            path.closePath();
            c.draw(path, 2.2, c.theme().colour(0));
        }
    }

    private void whiskers(Canvas c, double x, double y, Scale scale, double[] sem) {
        around((cos, sin, i) -> {
            if (!Double.isNaN(sem[i])) {
                double low = scale.inside(curve.mean()[i] - sem[i]);
                double high = scale.inside(curve.mean()[i] + sem[i]);
                c.line(
                        x + low * cos,
                        y - low * sin,
                        x + high * cos,
                        y - high * sin,
                        1.3,
                        c.theme().colour(0));
            }
        });
    }
}
