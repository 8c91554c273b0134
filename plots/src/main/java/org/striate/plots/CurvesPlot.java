package org.striate.plots;

import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Line;
import org.striate.plots.Legend.Entry;
import org.striate.plots.Legend.Key;

/** Lines with their intervals: whiskers where points are few, a band where they are many. */
final class CurvesPlot {

    private static final int MANY_POINTS = 25;
    private static final int MANY_LINES = 14;

    private CurvesPlot() {}

    static Plot of(Curves chart) {
        var xs = chart.lines().stream().flatMapToDouble(line -> Arrays.stream(line.x()));
        var ys = chart.lines().stream()
                .flatMap(line -> Stream.of(line.y(), line.low(), line.high()))
                .flatMapToDouble(Arrays::stream);
        return new Plot(
                chart.title(),
                chart.x().title(),
                chart.y().title(),
                Range.of(chart.x(), xs.toArray()).padded(0.02),
                Range.of(
                                chart.y(),
                                DoubleStream.concat(ys, Levels.values(chart.levels()))
                                        .toArray())
                        .rounded(8),
                List.of(),
                false,
                legend(chart),
                (canvas, x, y) -> paint(canvas, chart, x, y));
    }

    private static Legend legend(Curves chart) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < chart.lines().size(); i++) {
            var name = chart.lines().get(i).name();
            if (!name.isEmpty() && (chart.lines().size() > 1 || !chart.levels().isEmpty())) {
                entries.add(new Entry(name, Key.LINE, i));
            }
        }
        entries.addAll(Levels.legend(chart.levels()));
        return new Legend(entries);
    }

    private static void paint(Canvas c, Curves chart, Scale x, Scale y) {
        Levels.paint(c, chart.levels(), x, y);
        for (int i = 0; i < chart.lines().size(); i++) {
            paint(c, chart.lines().get(i), i, x, y, chart.lines().size() > MANY_LINES ? 1 : 2);
        }
    }

    private static void paint(Canvas c, Line line, int index, Scale x, Scale y, double thick) {
        var colour = c.theme().colour(index);
        boolean many = line.x().length > MANY_POINTS;
        if (line.hasIntervals() && many) {
            band(c, line, Theme.alpha(colour, 60), x, y);
        }
        var path = new Path2D.Double();
        boolean drawing = false;
        for (int i = 0; i < line.x().length; i++) {
            double px = x.at(line.x()[i]);
            double py = y.at(line.y()[i]);
            if (Double.isNaN(px + py)) {
                drawing = false;
                continue;
            }
            if (drawing) {
                path.lineTo(px, py);
            } else {
                path.moveTo(px, py);
            }
            drawing = true;
            boolean lonely = alone(line.y(), i);
            if (!many || lonely) {
                if (line.hasIntervals() && !many) {
                    whisker(c, px, y.at(line.low()[i]), y.at(line.high()[i]), colour);
                }
                c.dot(px, py, lonely ? 3.2 : 2.8, colour);
            }
        }
        c.series(index, path, thick);
    }

    /** Whether no line leads to or from a point, so that it must be drawn to be seen. */
    private static boolean alone(double[] y, int i) {
        return (i == 0 || Double.isNaN(y[i - 1])) && (i == y.length - 1 || Double.isNaN(y[i + 1]));
    }

    private static void band(Canvas c, Line line, Color colour, Scale x, Scale y) {
        int n = line.x().length;
        int from = 0;
        while (from < n) {
            int to = from;
            var path = new Path2D.Double();
            while (to < n && Double.isFinite(y.at(line.low()[to]) + y.at(line.high()[to]) + x.at(line.x()[to]))) {
                double px = x.at(line.x()[to]);
                double py = y.at(line.high()[to]);
                if (to == from) {
                    path.moveTo(px, py);
                } else {
                    path.lineTo(px, py);
                }
                to++;
            }
            for (int i = to - 1; i >= from; i--) {
                path.lineTo(x.at(line.x()[i]), y.at(line.low()[i]));
            }
            if (to - from > 1) {
                path.closePath();
                c.fill(path, colour);
            }
            from = to + 1;
        }
    }

    static void whisker(Canvas c, double x, double low, double high, Color colour) {
        if (Double.isFinite(low + high)) {
            c.line(x, low, x, high, 1.3, colour);
            for (double end : new double[] {low, high}) {
                c.draw(new Line2D.Double(x - 3, end, x + 3, end), 1.3, colour);
            }
        }
    }
}
