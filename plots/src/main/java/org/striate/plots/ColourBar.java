package org.striate.plots;

import java.awt.Color;
import java.util.function.DoubleFunction;
import org.striate.plots.Canvas.At;

/**
 * What the colours of a matrix or a map mean.
 *
 * @param colour of a value in the range
 */
record ColourBar(Range range, String title, DoubleFunction<Color> colour) {

    static final double WIDTH = 84;

    private static final double THICK = 14;
    private static final int STEPS = 128;

    void paint(Canvas c, double x, double top, double height) {
        double step = height / STEPS;
        for (int i = 0; i < STEPS; i++) {
            double value = range.high() - (i + 0.5) / STEPS * (range.high() - range.low());
            double thick = i < STEPS - 1 ? step + 0.5 : step;
            c.box(x, top + i * step, THICK, thick, colour.apply(value));
        }
        var scale = new Scale(range, top + height, top);
        double widest = 0;
        for (var tick : Ticks.above(range, height)) {
            double at = scale.at(tick.value());
            c.line(x + THICK, at, x + THICK + 4, at, 1, c.theme().ink());
            c.text(tick.label(), x + THICK + 8, at + 4.5, At.LEFT);
            widest = Math.max(widest, Canvas.width(tick.label(), Fonts.TEXT));
        }
        c.turned(
                Canvas.fitted(title, Fonts.TEXT, Math.max(120, height + 20)),
                x + THICK + 24 + widest,
                top + height / 2,
                At.CENTRE,
                90,
                Fonts.TEXT);
    }
}
