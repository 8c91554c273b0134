package org.striate.plots;

import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.striate.core.charts.Cloud;
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

    private static void paint(Canvas c, Cloud chart, List<String> groups, Scale x, Scale y) {
        if (chart.diagonal()) {
            c.dashed(
                    new Line2D.Double(x.from(), y.from(), x.to(), y.to()),
                    1.2,
                    c.theme().ink(),
                    5);
        }
        Levels.paint(c, chart.levels(), x, y);
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
