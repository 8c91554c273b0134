package org.striate.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.series.Series;

/**
 * A chart of XChart in our look, laid out in a rectangle: axes, grid and series, not a letter. It is painted in two steps, so
 * that what belongs behind the series can be drawn between them; the places of values are known after the first.
 */
final class Axes {

    /** How long ticks are; they hang out of the rectangle. */
    private static final int TICK = 4;

    private static final int MOST_ACROSS = 10;
    private static final int MOST_UP = 8;
    private static final double FILLED = 0.76;
    private static final double WIDEST_BAR = 60;
    private static final Color CLEAR = new Color(0, 0, 0, 0);
    private static final BasicStroke THIN = new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

    private final AxesChart<?, ?> chart;
    private final Plot plot;
    private final int width;
    private final int height;
    private final Ticks xTicks;
    private final Ticks yTicks;

    Axes(Plot plot, Theme theme, int width, int height) {
        var x = plot.x().padded(plot.inset() / width);
        var y = plot.y().padded(plot.inset() / height);
        this.plot = plot.over(x, y);
        this.width = width;
        this.height = height;
        chart = plot.series().chart(theme, x, y);
        xTicks = new Ticks(x);
        yTicks = new Ticks(y);
        style(theme);
        if (chart instanceof CategoryChart columns) {
            double slot = (double) width / Math.max(1, plot.names().size());
            columns.getStyler().setOverlapped(true).setAvailableSpaceFill(Math.min(FILLED, WIDEST_BAR / slot));
            columns.getStyler().setAxisTicksMarksVisible(false);
        } else {
            chart.getStyler().setXAxisLogarithmic(x.logarithmic()).setXAxisLogarithmicDecadeOnly(false);
            chart.getStyler().setYAxisLogarithmic(y.logarithmic()).setYAxisLogarithmicDecadeOnly(false);
            chart.getStyler().setXAxisMin(x.low() / x.unit()).setXAxisMax(x.high() / x.unit());
            chart.getStyler().setXAxisTickLabelsFormattingFunction(xTicks::note);
        }
    }

    /** Axes around nothing, on no canvas: where their ticks are. */
    static Axes bare(Range x, Range y, int width, int height) {
        var axes = new Axes(Plot.bare(x, y), Theme.LIGHT, width, height);
        var blank = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        axes.paintGrid(blank);
        blank.dispose();
        return axes;
    }

    private void style(Theme theme) {
        var style = chart.getStyler();
        style.setLegendVisible(false)
                .setChartTitleVisible(false)
                .setChartPadding(0)
                .setPlotContentSize(1);
        style.setChartBackgroundColor(CLEAR).setPlotBackgroundColor(CLEAR).setPlotBorderVisible(false);
        style.setAxisTitlesVisible(false).setPlotMargin(0).setAxisTickPadding(0).setAxisTickMarkLength(TICK);
        style.setYAxisTicksVisible(false).setAxisTickMarksColor(theme.ink()).setAxisTickMarksStroke(THIN);
        style.setAxisTickLabelsFont(Fonts.of("", Fonts.TEXT));
        style.setPlotGridVerticalLinesVisible(false)
                .setPlotGridLinesColor(theme.grid())
                .setPlotGridLinesStroke(THIN);
        style.setErrorBarsColorSeriesColor(true);
        var y = plot.y();
        style.setYAxisMin(y.low() / y.unit()).setYAxisMax(y.high() / y.unit());
        style.setYAxisTickLabelsFormattingFunction(yTicks::note);
        style.setXAxisTickMarkSpacingHint(apart(plot.x(), width, MOST_ACROSS, 70));
        style.setYAxisTickMarkSpacingHint(apart(y, height, MOST_UP, 50));
    }

    /** How far apart ticks should be, in pixels. */
    private int apart(Range range, double length, int most, int least) {
        double steps = range.finest() == 0 ? most : Math.min(most, (range.high() - range.low()) / range.finest());
        return (int) Math.min(0.9 * Math.min(width, height), Math.max(least, 0.9 * length / steps));
    }

    Ticks xTicks() {
        return xTicks;
    }

    Ticks yTicks() {
        return yTicks;
    }

    /** Where XChart has the values across, on a canvas on which the chart begins there. */
    Scale x(double left) {
        var range = plot.x();
        boolean names = chart instanceof CategoryChart;
        double low = names ? 0 : range.low() / range.unit();
        double high = names ? range.high() - range.low() : range.high() / range.unit();
        return new Scale(range, left + chart.getScreenXFromChart(low), left + chart.getScreenXFromChart(high));
    }

    /** Where XChart has the values up. */
    Scale y(double top) {
        var range = plot.y();
        double low = chart.getScreenYFromChart(range.low() / range.unit());
        return new Scale(range, top + low, top + chart.getScreenYFromChart(range.high() / range.unit()));
    }

    /** Grid, axes and ticks. */
    void paintGrid(Graphics2D g) {
        var hidden = chart.getSeriesCollection().stream()
                .skip(1) // the empty one: without any XChart would lay out another chart
                .filter(Series::isEnabled)
                .toList();
        hidden.forEach(series -> series.setEnabled(false));
        paint(g);
        hidden.forEach(series -> series.setEnabled(true));
    }

    /** Everything else. */
    void paintSeries(Graphics2D g) {
        chart.getStyler().setPlotGridLinesVisible(false).setAxisTicksLineVisible(false);
        chart.getStyler().setAxisTicksMarksVisible(false);
        paint(g);
    }

    private void paint(Graphics2D g) {
        chart.paint(g, width, height + TICK);
    }
}
