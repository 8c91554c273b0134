package org.striate.plots;

import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.striate.core.charts.Cloud;
import org.striate.core.charts.Curves.Line;
import org.striate.plots.Legend.Entry;
import org.striate.plots.Legend.Key;

/** Points, and the diagonal where both axes measure the same. */
final class CloudPlot {

    private static final int MANY = 200;

    private CloudPlot() {}

    static Plot of(Cloud chart) {
        var x = Range.of(chart.x(), chart.xs());
        var y = Range.of(
                chart.y(),
                DoubleStream.concat(DoubleStream.of(chart.ys()), Levels.values(chart.levels()))
                        .toArray());
        if (chart.diagonal()) {
            x = x.and(y);
            y = x;
        }
        var groups = chart.groups().stream().distinct().toList();
        return new Plot(
                chart.title(),
                chart.x().title(),
                chart.y().title(),
                x.padded(0.05),
                y.padded(0.05),
                List.of(),
                chart.diagonal(),
                legend(chart, groups),
                (canvas, xs, ys) -> paint(canvas, chart, groups, xs, ys));
    }

    private static Legend legend(Cloud chart, List<String> groups) {
        var entries = new ArrayList<Entry>();
        if (groups.size() > 1) {
            IntStream.range(0, groups.size()).forEach(i -> entries.add(new Entry(groups.get(i), Key.DOT, i)));
        }
        for (int i = 0; i < chart.lines().size(); i++) {
            var key = i % 2 == 0 ? Key.LINE : Key.DASHES;
            entries.add(new Entry(chart.lines().get(i).name(), key, colour(chart, i)));
        }
        entries.addAll(Levels.legend(chart.levels()));
        if (chart.diagonal()) {
            entries.add(new Entry("equal", Key.DASHES, Legend.INK));
        }
        long missing = IntStream.range(0, chart.xs().length)
                .filter(i -> !Double.isFinite(chart.xs()[i] + chart.ys()[i]))
                .count();
        if (missing > 0) {
            entries.add(new Entry(missing + " undefined", Key.NOTE, Legend.INK));
        }
        return new Legend(entries);
    }

    /** Colours of lines go on where those of the groups end. */
    private static int colour(Cloud chart, int line) {
        return Math.max(1, (int) chart.groups().stream().distinct().count()) + line;
    }

    private static void paint(Canvas c, Line line, int index, int colour, Scale x, Scale y) {
        var path = new Path2D.Double();
        boolean drawing = false;
        for (int i = 0; i < line.x().length; i++) {
            double px = x.at(line.x()[i]);
            double py = y.at(line.y()[i]);
            if (Double.isNaN(px + py)) {
                drawing = false;
            } else if (drawing) {
                path.lineTo(px, py);
            } else {
                path.moveTo(px, py);
                drawing = true;
            }
        }
        if (index % 2 == 0) {
            c.series(colour, path, 2);
        } else {
            c.dashed(path, 2, c.theme().colour(colour), 6);
        }
    }

    private static void paint(Canvas c, Cloud chart, List<String> groups, Scale x, Scale y) {
        if (chart.diagonal()) {
            c.dashed(
                    new Line2D.Double(x.from(), y.from(), x.to(), y.to()),
                    1.2,
                    c.theme().ink(),
                    5);
        }
        Levels.paint(c, chart.levels(), x, y);
        for (int i = 0; i < chart.lines().size(); i++) {
            paint(c, chart.lines().get(i), i, colour(chart, i), x, y);
        }
        int n = chart.xs().length;
        for (int i = 0; i < n; i++) {
            double px = x.at(chart.xs()[i]);
            double py = y.at(chart.ys()[i]);
            if (!Double.isNaN(px + py)) {
                int group = groups.isEmpty() ? 0 : groups.indexOf(chart.groups().get(i));
                c.point(group, px, py, n > MANY ? 2.2 : 3.4, n > MANY ? 130 : 190);
            }
        }
    }
}
