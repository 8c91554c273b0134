package org.striate.plots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;
import org.striate.core.charts.Columns.Pair;
import org.striate.plots.Canvas.At;
import org.striate.plots.Legend.Entry;
import org.striate.plots.Legend.Key;

/** Bars with whiskers and points, the ceiling behind them and marks above. */
final class ColumnsPlot {

    private static final int MOST_PAIRS = 24;
    /** How much of the axis a line between two columns takes, and all of them. */
    private static final double PAIR = 0.055;

    private static final double PAIRS = 8 * PAIR;

    /** How far from 0 the mark of a column's group stands, in pixels. */
    private static final double FOOT = 7;

    private ColumnsPlot() {}

    static Plot of(Columns chart, List<String> groups) {
        var columns = chart.columns();
        var y = Range.between(
                        Range.of(chart.y(), values(chart)).low(),
                        above(chart, pairs(chart).size()))
                .rounded(8);
        return new Plot(
                chart.title(),
                "",
                chart.y().title(),
                Range.between(-0.5, columns.size() - 0.5),
                y,
                columns.stream().map(Column::name).toList(),
                false,
                0,
                legend(chart, groups),
                (theme, across, up) -> series(chart, groups, theme, up),
                (canvas, across, up) -> Levels.paint(canvas, chart.levels(), across, up),
                (canvas, across, up) -> paint(canvas, chart, groups, across, up));
    }

    /** Of all that the axis has to show. */
    static double[] values(Columns chart) {
        return DoubleStream.concat(
                        chart.columns().stream().flatMapToDouble(ColumnsPlot::reached),
                        DoubleStream.concat(DoubleStream.of(0), Levels.values(chart.levels())))
                .toArray();
    }

    /** How high on the axis so many of the lines reach that stand above all columns and their marks. */
    static double above(Columns chart, int lines) {
        var y = Range.of(chart.y(), values(chart));
        boolean marked =
                chart.columns().stream().anyMatch(column -> !column.mark().isEmpty());
        return y.high() + ((marked ? 0.05 : 0) + lines * step(chart)) * (y.high() - y.low());
    }

    private static double step(Columns chart) {
        return Math.min(PAIR, PAIRS / pairs(chart).size());
    }

    /** The pairs that are drawn, the shortest first. */
    static List<Pair> pairs(Columns chart) {
        return chart.pairs().stream()
                .sorted(Comparator.comparingInt(pair -> Math.abs(pair.second() - pair.first())))
                .limit(MOST_PAIRS)
                .toList();
    }

    /** Of its interval and points; 0 for a column without any. */
    static double highest(Column column) {
        return reached(column).filter(Double::isFinite).max().orElse(0);
    }

    private static DoubleStream reached(Column column) {
        return DoubleStream.concat(
                DoubleStream.of(
                        column.value(),
                        column.interval().low(),
                        column.interval().high()),
                Arrays.stream(column.points()));
    }

    private static Legend legend(Columns chart, List<String> groups) {
        var entries = new ArrayList<Entry>();
        if (groups.size() > 1) {
            chart.columns().stream()
                    .map(Column::group)
                    .distinct()
                    .forEach(group -> entries.add(new Entry(group, Key.COLUMN, groups.indexOf(group))));
        }
        entries.addAll(Levels.legend(chart.levels()));
        if (!chart.note().isEmpty()) {
            entries.add(new Entry(chart.note(), Key.NOTE, Legend.INK));
        }
        if (chart.pairs().size() > MOST_PAIRS) {
            var part = MOST_PAIRS + " of " + chart.pairs().size() + " pairs shown";
            entries.add(new Entry(part, Key.NOTE, Legend.INK));
        }
        return new Legend(entries);
    }

    private static CategoryChart series(Columns chart, List<String> groups, Theme theme, Range y) {
        var columns = chart.columns();
        var result = new CategoryChart(1, 1);
        result.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Bar);
        var none = new double[Math.max(1, columns.size())];
        Arrays.fill(none, Double.NaN);
        add(result, none, null);
        none[0] = Double.POSITIVE_INFINITY; // see XySeries: ticks on round numbers
        add(result, none, null).setEnabled(false);
        for (var group : groups) {
            var heights = columns.stream()
                    .mapToDouble(column -> column.group().equals(group) ? y.place(column.value()) : Double.NaN);
            add(result, heights.toArray(), null).setFillColor(theme.colour(groups.indexOf(group)));
        }
        if (!columns.isEmpty()) {
            var middle = columns.stream().mapToDouble(column -> y.place(middle(column)));
            var half = columns.stream()
                    .mapToDouble(column ->
                            column.interval().high() / 2 - column.interval().low() / 2)
                    .map(y::place);
            add(result, middle.toArray(), half.toArray())
                    .setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter)
                    .setLineColor(theme.ink());
        }
        return result;
    }

    private static CategorySeries add(CategoryChart chart, double[] heights, double[] half) {
        var series = chart.addSeries(
                "series " + chart.getSeriesCollection().size(),
                Collections.nCopies(heights.length, ""), // the names are written beside the chart
                boxed(heights),
                half == null ? null : boxed(half));
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** The middle of a column's interval; NaN for one without a value or without an interval. */
    private static double middle(Column column) {
        double sum = column.interval().low() / 2 + column.interval().high() / 2;
        return Double.isNaN(column.value()) ? Double.NaN : sum;
    }

    private static void paint(Canvas c, Columns chart, List<String> groups, Scale x, Scale y) {
        double slot = x.at(1) - x.at(0);
        for (int i = 0; i < chart.columns().size(); i++) {
            var column = chart.columns().get(i);
            double half = Math.min(0.38 * slot, 30);
            if (groups.size() > 1
                    && Double.isFinite(column.value())) { // at its foot, on the side that is free of points
                var mark = Mark.of(groups.indexOf(column.group()));
                double foot = y.at(0) + (column.value() < 0 ? FOOT : -FOOT);
                c.fill(
                        mark.at(x.at(i) - half / 2, foot, Math.min(3, half / 3)),
                        c.theme().ink());
            }
            paint(c, column, x.at(i), half, y);
        }
        c.line(x.from(), y.at(0), x.to(), y.at(0), 1, c.theme().ink());
        pairs(c, chart, x, y);
    }

    /** A neuron's or subject's points beside the whisker, and the mark. */
    private static void paint(Canvas c, Column column, double centre, double half, Scale y) {
        if (Double.isNaN(column.value())) {
            c.text("n/a", centre, y.at(0) - 4, At.CENTRE, Fonts.SMALL, c.theme().faint());
            return;
        }
        var points = Theme.alpha(c.theme().ink(), column.points().length > 200 ? 40 : 90);
        for (int i = 0; i < column.points().length; i++) {
            if (!Double.isNaN(column.points()[i])) {
                double across = half * (0.25 + 0.65 * (i * 0.618 % 1)); // spread by the golden ratio, no chance in it
                c.dot(centre + across, y.at(column.points()[i]), 1.7, points);
            }
        }
        if (!column.mark().isEmpty()) {
            c.text(column.mark(), centre, y.at(Math.max(0, highest(column))) - 3, At.CENTRE);
        }
    }

    /** Lines above the columns that differ, the shortest lowest. */
    private static void pairs(Canvas c, Columns chart, Scale x, Scale y) {
        var pairs = pairs(chart);
        double step = step(chart) * 0.8 * (y.from() - y.to());
        double end = Math.min(4, step / 2);
        for (int i = 0; i < pairs.size(); i++) {
            double at = y.to() + (pairs.size() - i) * step - step / 2;
            double left = x.at(pairs.get(i).first());
            double right = x.at(pairs.get(i).second());
            c.line(left, at, right, at, 1.2, c.theme().ink());
            c.line(left, at, left, at + end, 1.2, c.theme().ink());
            c.line(right, at, right, at + end, 1.2, c.theme().ink());
        }
    }
}
