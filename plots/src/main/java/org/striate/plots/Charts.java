package org.striate.plots;

import java.awt.BasicStroke;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** XChart's point and line charts in the project's theme. */
final class Charts {

    private Charts() {}

    static XYChart xy(String title, String xTitle, String yTitle, int width, int height) {
        var chart = new XYChartBuilder()
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .width(width)
                .height(height)
                .build();
        var styler = chart.getStyler();
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Theme.BACKGROUND);
        styler.setPlotBackgroundColor(Theme.BACKGROUND);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(Theme.GRID);
        styler.setPlotGridLinesStroke(Theme.THIN);
        styler.setChartFontColor(Theme.INK);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitleFont(Theme.TITLE);
        styler.setAxisTitleFont(Theme.TEXT);
        styler.setAxisTickLabelsFont(Theme.TEXT);
        styler.setLegendFont(Theme.TEXT);
        styler.setLegendBorderColor(Theme.BACKGROUND);
        styler.setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    static void points(XYChart chart, String name, double[] x, double[] y) {
        var series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(Theme.colour(4));
        chart.getStyler().setMarkerSize(5);
    }

    static void line(XYChart chart, String name, double[] x, double[] y, int colour) {
        var series = chart.addSeries(name, x, y);
        series.setLineColor(Theme.colour(colour));
        series.setLineStyle(new BasicStroke(2));
        series.setMarker(x.length > 20 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
        series.setMarkerColor(Theme.colour(colour));
    }

    /** A thin dark line without points. */
    static void rule(XYChart chart, String name, double[] x, double[] y) {
        var series = chart.addSeries(name, x, y);
        series.setLineColor(Theme.INK);
        series.setLineStyle(Theme.THIN);
        series.setMarker(SeriesMarkers.NONE);
    }

    static Figure figure(String description, XYChart chart, int width, int height) {
        return new Figure(description, width, height, graphics -> chart.paint(graphics, width, height));
    }
}
