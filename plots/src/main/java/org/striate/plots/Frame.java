package org.striate.plots;

import java.util.function.Consumer;
import org.striate.plots.Canvas.At;

/**
 * Axes around a plot.
 *
 * @param left of the inside, and so on; pixels at 1x
 */
record Frame(double left, double top, double right, double bottom) {

    /** On whole pixels, as XChart draws axes. */
    Frame {
        left = Math.rint(left);
        top = Math.rint(top);
        right = Math.rint(right);
        bottom = Math.rint(bottom);
    }

    static final int WIDTH = 720;
    static final int HEIGHT = 420;

    private static final double EDGE = 14;
    private static final double TITLE = 30;
    private static final double TILT = 40;
    private static final double LONGEST_NAME = 170;

    /** A picture of its own, as wide as its names need. */
    static Figure figure(String described, Plot plot) {
        int width = plot.square()
                ? HEIGHT + 60
                : (int) Math.max(WIDTH, Math.min(2000, 90 + 20.0 * plot.names().size()));
        int height = HEIGHT + (plot.square() ? 40 : 0);
        return figure(described, plot, width, height);
    }

    static Figure figure(String described, Plot plot, int width, int height) {
        return new Figure(described, width, height, canvas -> alone(canvas, plot, width, height));
    }

    private static void alone(Canvas c, Plot plot, double width, double height) {
        double left = EDGE + 28 + Ticks.widest(plot.y());
        double right = width - EDGE - (plot.names().isEmpty() ? 8 : 0);
        double top = EDGE;
        if (!plot.title().isEmpty()) {
            c.title(plot.title(), left, width - left - EDGE);
            top = TITLE + 10;
        }
        plot.legend().paint(c, left, top - 2, right - left);
        top += plot.legend().height(right - left);
        double names = namesHeight(plot, right - left);
        double bottom = height - EDGE / 2 - names - (plot.xTitle().isEmpty() ? 0 : 20);
        if (plot.square()) {
            double side = Math.min(right - left, bottom - top);
            right = left + side;
            bottom = top + side;
        }
        var frame = new Frame(left, top, right, bottom);
        frame.paint(c, plot, true, true);
        c.text(
                Canvas.fitted(plot.xTitle(), Fonts.TEXT, width - EDGE),
                centred((left + right) / 2, plot.xTitle(), width),
                bottom + names + 18,
                At.CENTRE);
        frame.yTitle(c, plot.yTitle(), EDGE + 4, height);
    }

    /** A title in the middle of its axis, or where it still is on the picture. */
    private static double centred(double middle, String title, double most) {
        double half = Math.min(Canvas.width(title, Fonts.TEXT), most - EDGE) / 2;
        return Math.max(half + EDGE / 2, Math.min(most - half - EDGE / 2, middle));
    }

    void yTitle(Canvas c, String title, double x, double height) {
        c.turned(
                Canvas.fitted(title, Fonts.TEXT, height - EDGE),
                x + 6,
                centred((top + bottom) / 2, title, height),
                At.CENTRE,
                90,
                Fonts.TEXT);
    }

    /** How much room the names or numbers below the axis take. */
    static double namesHeight(Plot plot, double width) {
        if (plot.names().isEmpty()) {
            return 22;
        }
        double widest = widestName(plot);
        return tilted(plot, width) ? 14 + widest * Math.sin(Math.toRadians(TILT)) + 6 : 22;
    }

    private static double widestName(Plot plot) {
        return Math.min(
                LONGEST_NAME,
                plot.names().stream()
                        .mapToDouble(name -> Canvas.width(name, Fonts.TEXT))
                        .max()
                        .orElse(0));
    }

    private static boolean tilted(Plot plot, double width) {
        return widestName(plot) > width / plot.names().size() - 8;
    }

    /** Axes and what is between them; names and numbers only where they are not those of a neighbour. */
    void paint(Canvas c, Plot plot, boolean xLabels, boolean yLabels) {
        var axes = new Axes(plot, c.theme(), (int) (right - left), (int) (bottom - top));
        c.foreign(left, top, axes::paintGrid);
        var x = axes.x(left);
        var y = axes.y(top);
        inside(c, part -> plot.under().paint(part, x, y));
        c.foreign(left, top, axes::paintSeries);
        inside(c, part -> plot.over().paint(part, x, y));
        if (yLabels) {
            for (var tick : axes.yTicks().above(y)) {
                c.text(tick.label(), left - 7, y.at(tick.value()) + 4.5, At.RIGHT);
            }
        }
        if (xLabels && plot.names().isEmpty()) {
            for (var tick : axes.xTicks().beside(x)) {
                c.text(tick.label(), x.at(tick.value()), bottom + 18, At.CENTRE);
            }
        } else if (xLabels) {
            names(c, plot, x);
        }
    }

    private void inside(Canvas c, Consumer<Canvas> drawing) {
        c.within(left - 5, top - 5, right - left + 10, bottom - top + 10, drawing);
    }

    private void names(Canvas c, Plot plot, Scale x) {
        double slot = (right - left) / plot.names().size();
        boolean tilted = tilted(plot, right - left);
        int every = tilted ? (int) Math.ceil(15 / slot) : 1;
        for (int i = 0; i < plot.names().size(); i += every) {
            double at = x.at(i);
            var name = Canvas.fitted(plot.names().get(i), Fonts.TEXT, tilted ? LONGEST_NAME : slot);
            if (tilted) {
                c.turned(name, at + 6, bottom + 14, At.RIGHT, TILT, Fonts.TEXT);
            } else {
                c.text(name, at, bottom + 18, At.CENTRE);
            }
        }
    }
}
