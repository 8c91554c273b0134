package org.striate.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.striate.core.charts.Apart;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Line;
import org.striate.plots.Legend.Entry;
import org.striate.plots.Legend.Key;

/** Lines with their intervals: whiskers where points are few, a band where they are many. */
final class CurvesPlot {

    private static final int MANY_POINTS = 25;
    private static final int MANY_LINES = 14;
    private static final int SOME = 8;
    private static final double INSET = 4;

    private CurvesPlot() {}

    static Plot of(Curves chart, List<String> groups) {
        return new Plot(
                chart.title(),
                chart.x().title(),
                chart.y().title(),
                Range.of(chart.x(), xs(chart)).padded(0.02),
                Range.of(chart.y(), ys(chart)).rounded(8),
                List.of(),
                false,
                INSET,
                legend(chart, groups),
                (theme, x, y) -> series(chart, groups, theme, x, y),
                (canvas, x, y) -> Levels.paint(canvas, chart.levels(), x, y),
                Plot::nothing);
    }

    static double[] xs(Curves chart) {
        return chart.lines().stream()
                .flatMapToDouble(line -> Arrays.stream(line.x()))
                .toArray();
    }

    /** Of all that the vertical axis has to show. */
    static double[] ys(Curves chart) {
        var ys = chart.lines().stream()
                .flatMap(line -> Stream.of(line.y(), line.low(), line.high()))
                .flatMapToDouble(Arrays::stream);
        return DoubleStream.concat(ys, Levels.values(chart.levels())).toArray();
    }

    /** Of its lines, told apart. */
    static List<String> names(Curves chart) {
        return Apart.of(chart.lines().stream().map(Line::name).toList());
    }

    private static Legend legend(Curves chart, List<String> groups) {
        var entries = new ArrayList<Entry>();
        for (var name : names(chart)) {
            if (!name.isEmpty() && (groups.size() > 1 || !chart.levels().isEmpty())) {
                entries.add(new Entry(name, Key.CURVE, groups.indexOf(name)));
            }
        }
        entries.addAll(Levels.legend(chart.levels()));
        entries.addAll(Legend.off(chart.lines().stream()
                .flatMapToInt(line -> IntStream.range(0, line.x().length)
                        .filter(i -> Range.isOff(chart.x(), line.x()[i]) || Range.isOff(chart.y(), line.y()[i])))
                .count()));
        return new Legend(entries);
    }

    private static XYChart series(Curves chart, List<String> groups, Theme theme, Range x, Range y) {
        var series = new XySeries(x, y, 6);
        float thick = chart.lines().size() > MANY_LINES ? 1 : 2;
        var names = names(chart);
        for (int i = 0; i < names.size(); i++) {
            int index = groups.indexOf(names.get(i));
            add(series, chart.lines().get(i), Mark.of(index), theme.colour(index), stroke(theme, index, thick));
        }
        return series.chart();
    }

    private static void add(XySeries series, Line line, Mark mark, Color colour, BasicStroke stroke) {
        boolean many = line.x().length > MANY_POINTS;
        if (line.hasIntervals() && many) {
            series.band(line.x(), line.low(), line.high(), Theme.alpha(colour, 60));
            series.whiskers(line.x(), lone(line), line.high(), colour);
        } else if (line.hasIntervals()) {
            series.whiskers(line.x(), line.low(), line.high(), colour);
        }
        series.line(line.x(), line.y(), colour, stroke);
        series.points(line.x(), many ? some(line.y()) : line.y(), colour, mark);
    }

    /** Drawn through, and dashed where the colours begin again. */
    private static BasicStroke stroke(Theme theme, int index, float thick) {
        return index / theme.colours() % 2 == 0
                ? new BasicStroke(thick, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : Canvas.dashes(thick, 6);
    }

    /** Of many points a few that tell whose line it is, and those that no line leads to or from. */
    private static double[] some(double[] y) {
        int step = Math.max(1, y.length / SOME);
        return IntStream.range(0, y.length)
                .mapToDouble(i -> i % step == step / 2 || isLonely(y, i) ? y[i] : Double.NaN)
                .toArray();
    }

    /** The lower ends of intervals whose neighbours have none, where there is no band; NaN elsewhere. */
    static double[] lone(Line line) {
        var both = IntStream.range(0, line.low().length)
                .mapToDouble(i -> line.low()[i] + line.high()[i])
                .toArray();
        return IntStream.range(0, both.length)
                .mapToDouble(i -> isLonely(both, i) ? line.low()[i] : Double.NaN)
                .toArray();
    }

    private static boolean isLonely(double[] y, int i) {
        return (i == 0 || Double.isNaN(y[i - 1])) && (i == y.length - 1 || Double.isNaN(y[i + 1]));
    }
}
