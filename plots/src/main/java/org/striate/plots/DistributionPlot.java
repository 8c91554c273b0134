package org.striate.plots;

import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Distribution;
import org.striate.plots.Legend.Entry;
import org.striate.plots.Legend.Key;

/** A histogram with its median; bins are round and about as wide as Freedman and Diaconis 1981 say, at least as many as Sturges 1926. */
final class DistributionPlot {

    private static final int MOST_BINS = 40;
    private static final int FEWEST_BINS = 5;

    /** Equal bins from {@code first} on. */
    record Bins(double first, double width, int[] counts) {

        static Bins of(double[] values) {
            var sorted = finite(values);
            if (sorted.length == 0) {
                return new Bins(0, 1, new int[1]);
            }
            double low = sorted[0];
            double high = sorted[sorted.length - 1];
            if (high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high))) { // but for rounding
                double width = low == 0 ? 0.1 : Math.abs(low) / 10;
                return new Bins(low - width / 2, width, new int[] {sorted.length});
            }
            double spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
            double wished = (high - low) / Math.max(1e-12, 2 * spread / Math.cbrt(sorted.length));
            double fewest = Math.max(FEWEST_BINS, 1 + Math.log(sorted.length) / Math.log(2));
            int bins = (int) Math.max(fewest, Math.min(MOST_BINS, spread == 0 ? MOST_BINS / 2 : wished));
            double width = round((high - low) / bins);
            double first = Math.floor(low / width + 1e-9) * width;
            var counts = new int[(int) Math.floor((high - first) / width + 1e-9) + 1];
            for (double value : sorted) {
                counts[(int) Math.min(counts.length - 1, Math.floor((value - first) / width + 1e-9))]++;
            }
            return new Bins(first, width, counts);
        }

        /** The nearest of 1, 2 and 5 times a power of ten. */
        private static double round(double width) {
            double power = Math.pow(10, Math.floor(Math.log10(width)));
            double mantissa = width / power;
            return power
                    * (mantissa < Math.sqrt(2) ? 1 : mantissa < Math.sqrt(10) ? 2 : mantissa < Math.sqrt(50) ? 5 : 10);
        }

        double end() {
            return first + counts.length * width;
        }
    }

    private DistributionPlot() {}

    static double[] finite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }

    static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    static Plot of(Distribution chart) {
        var sorted = finite(chart.values());
        var bins = Bins.of(chart.values());
        double median = quantile(sorted, 0.5);
        var entries = new ArrayList<Entry>();
        if (sorted.length > 0) {
            entries.add(new Entry(
                    "median " + Ticks.minus(String.format(Locale.ROOT, "%.3g", median)), Key.DASHES, Legend.INK));
        }
        entries.add(new Entry(
                chart.counted() + ": " + sorted.length
                        + (sorted.length == chart.values().length
                                ? ""
                                : ", " + (chart.values().length - sorted.length) + " more undefined"),
                Key.NOTE,
                Legend.INK));
        int most = Arrays.stream(bins.counts()).max().orElse(1);
        return new Plot(
                chart.title(),
                chart.x().title(),
                chart.counted(),
                Range.of(chart.x(), bins.first(), bins.end()).padded(bins.counts().length == 1 ? 3 : 0.02),
                Range.of(Axis.of("").reaching(0, Math.max(1, most)))
                        .rounded(Math.max(1, Math.min(8, most)))
                        .whole(),
                List.of(),
                false,
                0,
                new Legend(List.copyOf(entries)),
                (theme, x, y) -> series(bins, theme, x, y),
                Plot::nothing,
                (canvas, x, y) -> median(canvas, median, x, y));
    }

    /** A bar a bin, with a gap between neighbours. */
    private static XYChart series(Bins bins, Theme theme, Range x, Range y) {
        var series = new XySeries(x, y, 1);
        double gap = (x.high() - x.low()) / 1200; // half a pixel or so
        for (int i = 0; i < bins.counts().length; i++) {
            double left = bins.first() + i * bins.width();
            double count = bins.counts()[i];
            if (count > 0) {
                var sides = new double[] {left + gap, left + bins.width() - gap};
                series.band(sides, new double[2], new double[] {count, count}, theme.colour(0));
            }
        }
        return series.chart();
    }

    private static void median(Canvas c, double median, Scale x, Scale y) {
        if (!Double.isNaN(median)) {
            c.dashed(
                    new Line2D.Double(x.at(median), y.from(), x.at(median), y.to()),
                    1.4,
                    c.theme().ink(),
                    Legend.DASH);
        }
    }
}
