package org.striate.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines, points, bands and whiskers as series of XChart; what is not finite is left out. */
final class XySeries {

    private final XYChart chart = new XYChart(1, 1);
    private final Range xRange;
    private final Range yRange;

    /** @param size of points, in pixels across */
    XySeries(Range xRange, Range yRange, int size) {
        this.xRange = xRange;
        this.yRange = yRange;
        chart.getStyler().setMarkerSize(size);
        // XChart sets ticks on the data where these are evenly spaced; with this among them it sets them on round
        // numbers
        chart.addSeries("none", new double[] {Double.NaN}, new double[] {Double.NaN});
    }

    XYChart chart() {
        return chart;
    }

    void line(double[] x, double[] y, Color colour, BasicStroke stroke) {
        add(x, y, null, XYSeriesRenderStyle.Line, colour).setLineStyle(stroke);
    }

    void points(double[] x, double[] y, Color colour, Mark mark) {
        add(x, y, null, XYSeriesRenderStyle.Scatter, colour).setMarker(mark.marker());
    }

    /** From below to above, everywhere both are known; those that leave a logarithmic axis end with it. */
    void whiskers(double[] x, double[] low, double[] high, Color colour) {
        var middle = new double[x.length];
        var half = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double from = yRange.cut(low[i]);
            boolean known = Double.isFinite(from) && Double.isFinite(yRange.place(high[i]));
            middle[i] = known ? (from + high[i]) / 2 : Double.NaN;
            half[i] = known ? (high[i] - from) / 2 / yRange.unit() : 0;
        }
        add(x, middle, half, XYSeriesRenderStyle.Scatter, colour);
    }

    /** The area between two lines, in as many pieces as both are known in. */
    void band(double[] x, double[] low, double[] high, Color colour) {
        var xs = new ArrayList<Double>();
        var ys = new ArrayList<Double>();
        int from = 0;
        for (int i = 0; i <= x.length; i++) {
            if (i < x.length && Double.isFinite(xRange.place(x[i]) + yRange.cut(low[i]) + yRange.place(high[i]))) {
                continue;
            }
            for (int k = from; k < i; k++) {
                xs.add(x[k]);
                ys.add(high[k]);
            }
            for (int k = i - 1; k >= from; k--) {
                xs.add(x[k]);
                ys.add(yRange.cut(low[k]));
            }
            xs.add(Double.NaN);
            ys.add(Double.NaN);
            from = i + 1;
        }
        add(array(xs), array(ys), null, XYSeriesRenderStyle.PolygonArea, colour);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private XYSeries add(double[] x, double[] y, double[] half, XYSeriesRenderStyle style, Color colour) {
        int n = Math.max(1, x.length);
        var xs = new double[n];
        var ys = new double[n];
        ys[0] = Double.NaN; // XChart wants a point, if only one that it leaves out
        for (int i = 0; i < x.length; i++) {
            xs[i] = xRange.place(x[i]);
            ys[i] = Double.isFinite(xs[i]) && Double.isFinite(yRange.place(y[i])) ? yRange.place(y[i]) : Double.NaN;
        }
        var name = "series " + chart.getSeriesCollection().size();
        var series = chart.addSeries(name, xs, ys, half == null || half.length == 0 ? null : half);
        series.setXYSeriesRenderStyle(style);
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.NONE);
        series.setMarkerColor(colour);
        series.setLineColor(colour).setFillColor(colour);
        return series;
    }
}
