package org.striate.plots;

import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Distribution;
import org.striate.plots.Legend.Entry;
import org.striate.plots.Legend.Key;

/** A histogram with its median; bins are round and as wide as Freedman and Diaconis 1981 say, at most 40. */
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
            if (high == low) {
                double width = low == 0 ? 0.1 : Math.abs(low) / 10;
                return new Bins(low - width / 2, width, new int[] {sorted.length});
            }
            double spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
            double wished = (high - low) / Math.max(1e-12, 2 * spread / Math.cbrt(sorted.length));
            int bins = (int) Math.max(FEWEST_BINS, Math.min(MOST_BINS, spread == 0 ? MOST_BINS / 2 : wished));
            double width = Ticks.step(low, high, bins, false);
            double first = Math.floor(low / width + 1e-9) * width;
            var counts = new int[(int) Math.floor((high - first) / width + 1e-9) + 1];
            for (double value : sorted) {
                counts[(int) Math.min(counts.length - 1, Math.floor((value - first) / width + 1e-9))]++;
            }
            return new Bins(first, width, counts);
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
            entries.add(new Entry(String.format(Locale.ROOT, "median %.3g", median), Key.DASHES, Legend.INK));
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
                Range.of(Axis.of("").reaching(0, Math.max(1, most))).rounded(Math.max(1, Math.min(8, most))),
                List.of(),
                false,
                new Legend(List.copyOf(entries)),
                (canvas, x, y) -> paint(canvas, bins, median, x, y));
    }

    private static void paint(Canvas c, Bins bins, double median, Scale x, Scale y) {
        for (int i = 0; i < bins.counts().length; i++) {
            double left = x.at(bins.first() + i * bins.width());
            double right = x.at(bins.first() + (i + 1) * bins.width());
            double top = y.at(bins.counts()[i]);
            c.box(left + 0.5, top, right - left - 1, y.at(0) - top, c.theme().colour(0));
        }
        if (!Double.isNaN(median)) {
            c.dashed(
                    new Line2D.Double(x.at(median), y.from(), x.at(median), y.to()),
                    1.4,
                    c.theme().ink(),
                    5);
        }
    }
}
