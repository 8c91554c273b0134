package org.striate.core;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A window after stimulus onset.
 *
 * @param start in ms, inclusive
 * @param end in ms, exclusive
 * @param counted ms over which a response in it is counted: less than its width where it is the mean over narrower bins
 */
public record TimeBin(double start, double end, double counted) {

    /** What edges may be off, in widths of a bin. */
    private static final double ROUNDING = 1e-6;

    public TimeBin {
        if (end < start) {
            throw BadInput.of(
                    "time bin",
                    start + " to " + end + " ms",
                    "an end that is not before its start",
                    "new TimeBin(0, 300)");
        }
    }

    /** A window in which everything is counted. */
    public TimeBin(double start, double end) {
        this(start, end, end - start);
    }

    /**
     * The window of several bins over which responses were averaged; how long is counted is NaN where their widths differ, or where
     * one does not begin at the end of the one before.
     */
    public static TimeBin averaged(List<TimeBin> bins) {
        var counted = bins.stream().mapToDouble(TimeBin::counted).summaryStatistics();
        double most = ROUNDING * counted.getMax();
        boolean same = counted.getMax() - counted.getMin() <= most
                && IntStream.range(1, bins.size())
                        .allMatch(i ->
                                Math.abs(bins.get(i).start() - bins.get(i - 1).end()) <= most);
        return new TimeBin(
                bins.stream().mapToDouble(TimeBin::start).min().orElseThrow(),
                bins.stream().mapToDouble(TimeBin::end).max().orElseThrow(),
                same ? bins.get(0).counted() : Double.NaN);
    }

    /**
     * Equal bins one after another, the last one ending at {@code end} or before.
     *
     * @param start in ms after onset; may be negative
     * @param end in ms after onset
     * @param width in ms
     * @throws BadInput if no bin fits in
     */
    public static List<TimeBin> between(double start, double end, double width) {
        int count = width > 0 ? (int) Math.floor((end - start) / width + 1e-9) : 0;
        if (count < 1) {
            throw BadInput.of(
                    "time bins",
                    start + " to " + end + " ms in steps of " + width + " ms",
                    "at least one whole bin",
                    "TimeBin.between(0, 300, 10)");
        }
        return IntStream.range(0, count)
                .mapToObj(i -> new TimeBin(start + i * width, start + (i + 1) * width))
                .toList();
    }

    /** Whether it lies wholly inside a window; edges that are multiples of a width are rounded. */
    public boolean within(double windowStart, double windowEnd) {
        double rounding = ROUNDING * width();
        return start >= windowStart - rounding && end <= windowEnd + rounding;
    }

    /** Length in ms. */
    public double width() {
        return end - start;
    }

    /** What a response in it times this is the count in all of it: 1 where everything is counted; NaN where that is not known. */
    public double counts() {
        return width() / counted;
    }

    /** The unit of a response in it, {@code per 10 ms}; empty where that is not known. */
    public String unit() {
        var milliseconds = new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return Double.isNaN(counted) ? "" : "per " + milliseconds.format(counted) + " ms";
    }

    /** The middle in ms after onset. */
    public double centre() {
        return (start + end) / 2;
    }
}
