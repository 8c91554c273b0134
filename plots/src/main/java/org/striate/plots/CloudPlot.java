package org.striate.plots;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.striate.core.charts.Cloud;
import org.striate.plots.Legend.Entry;
import org.striate.plots.Legend.Key;

/** Points, and the diagonal where both axes measure the same. */
final class CloudPlot {

    private static final int MANY = 200;

    private CloudPlot() {}

    static Plot of(Cloud chart, List<String> groups) {
        var x = Range.of(chart.x(), chart.xs());
        var y = Range.of(chart.y(), ys(chart));
        if (chart.diagonal()) {
            x = x.and(y);
            y = x;
        }
        return new Plot(
                chart.title(),
                chart.x().title(),
                chart.y().title(),
                x.padded(0.05),
                y.padded(0.05),
                List.of(),
                chart.diagonal(),
                0,
                legend(chart, groups),
                (theme, xs, ys) -> series(chart, groups, theme, xs, ys),
                (canvas, xs, ys) -> Levels.paint(canvas, chart.levels(), xs, ys),
                Plot::nothing);
    }

    /** Of all that the vertical axis has to show. */
    static double[] ys(Cloud chart) {
        return DoubleStream.concat(DoubleStream.of(chart.ys()), Levels.values(chart.levels()))
                .toArray();
    }

    private static Legend legend(Cloud chart, List<String> groups) {
        var entries = new ArrayList<Entry>();
        if (groups.size() > 1) {
            chart.groups().stream()
                    .distinct()
                    .forEach(group -> entries.add(new Entry(group, Key.DOT, groups.indexOf(group))));
        }
        for (int i = 0; i < chart.lines().size(); i++) {
            var key = i % 2 == 0 ? Key.LINE : Key.DASHES;
            entries.add(new Entry(chart.lines().get(i).name(), key, colour(groups, i)));
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
        entries.addAll(Legend.off(IntStream.range(0, chart.xs().length)
                .filter(i -> Range.isOff(chart.x(), chart.xs()[i]) || Range.isOff(chart.y(), chart.ys()[i]))
                .count()));
        return new Legend(entries);
    }

    /** Colours of lines go on where those of the groups end. */
    private static int colour(List<String> groups, int line) {
        return Math.max(1, groups.size()) + line;
    }

    private static XYChart series(Cloud chart, List<String> groups, Theme theme, Range x, Range y) {
        boolean many = chart.xs().length > MANY;
        var series = new XySeries(x, y, many ? 4 : 7);
        if (chart.diagonal()) {
            var ends = new double[] {x.low(), x.high()};
            series.line(ends, ends, theme.ink(), Canvas.dashes(1.2, Legend.DASH));
        }
        for (int i = 0; i < chart.lines().size(); i++) {
            var line = chart.lines().get(i);
            var stroke = i % 2 == 0 ? new BasicStroke(2) : Canvas.dashes(2, Legend.DASH);
            series.line(line.x(), line.y(), theme.colour(colour(groups, i)), stroke);
        }
        for (int group = 0; group < (chart.groups().isEmpty() ? 1 : groups.size()); group++) {
            var colour = Theme.alpha(theme.colour(group), many ? 130 : 190);
            series.points(chart.xs(), of(chart, groups, group), colour, Mark.of(group));
        }
        return series.chart();
    }

    /** The heights of the points of a group, NaN for those of others. */
    private static double[] of(Cloud chart, List<String> groups, int group) {
        return chart.groups().isEmpty()
                ? chart.ys()
                : IntStream.range(0, chart.ys().length)
                        .mapToDouble(i -> chart.groups().get(i).equals(groups.get(group)) ? chart.ys()[i] : Double.NaN)
                        .toArray();
    }
}
