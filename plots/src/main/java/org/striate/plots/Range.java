package org.striate.plots;

import java.util.Arrays;
import org.striate.core.charts.Axis;

/**
 * From where to where an axis goes.
 *
 * @param finest the smallest step between ticks, such as 45 for degrees and 1 for counts; 0 for any
 */
record Range(double low, double high, boolean logarithmic, double finest) {

    /** From how many degrees on an axis is marked in eighths of a circle. */
    private static final double EIGHTHS = 135;

    /** An even axis. */
    static Range between(double low, double high) {
        return new Range(low, high, false, 0);
    }

    /** Covers what an axis has to, and the values; an axis of a single value still has a length. */
    static Range of(Axis axis, double... values) {
        boolean log = axis.logarithmic();
        var shown = Arrays.stream(values)
                .filter(v -> Double.isFinite(v) && (!log || v > 0))
                .summaryStatistics();
        double low = Math.min(known(axis.low(), Double.POSITIVE_INFINITY), shown.getMin());
        double high = Math.max(known(axis.high(), Double.NEGATIVE_INFINITY), shown.getMax());
        if (low > high) {
            low = log ? 1 : 0;
            high = log ? 10 : 1;
        }
        if (high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high)) || low == high) {
            double about = log ? 0 : low == 0 ? 1 : Math.abs(low) / 2;
            high = log ? high * 2 : high + about;
            low = log ? low / 2 : low - about;
        }
        return new Range(low, high, log, axis.unit().equals("deg") && high - low >= EIGHTHS ? 45 : 0);
    }

    /** The axis; where values have no extent, it reaches as far as it has to, so that they lie in its middle. */
    static Axis given(Axis axis, double... values) {
        var range = of(axis, values);
        boolean extent = axis.low() == range.low() || Arrays.stream(values).anyMatch(v -> v == range.low());
        return extent ? axis : axis.reaching(range.low(), range.high());
    }

    /** Whether a logarithmic axis has no place for a value. */
    static boolean isOff(Axis axis, double value) {
        return axis.logarithmic() && value <= 0;
    }

    /** The end of an interval, or that of the axis where a logarithmic one has no place for it. */
    double cut(double value) {
        return logarithmic && value <= 0 ? low : value;
    }

    private static double known(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }

    /** The same axis, of counts. */
    Range whole() {
        return new Range(low, high, logarithmic, 1);
    }

    /** Both. */
    Range and(Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high), logarithmic, finest);
    }

    /** A little longer on both sides, so that no point lies on an edge. */
    Range padded(double share) {
        if (logarithmic) {
            double factor = Math.pow(high / low, share);
            return new Range(low / factor, high * factor, true, finest);
        }
        return new Range(low - share * (high - low), high + share * (high - low), false, finest);
    }

    /** What an axis counts in, so that XChart sees numbers near 1 and steps through degrees by parts of a circle. */
    double unit() {
        if (logarithmic) {
            return 1;
        }
        return finest == 45 ? 45 : Math.pow(10, Math.floor(Math.log10(high - low)));
    }

    /** A value in that unit; NaN for what a logarithmic axis has no place for. */
    double place(double value) {
        return logarithmic && value <= 0 ? Double.NaN : value / unit();
    }

    /** 1, 2 or 5 times a power of ten, so that there are at most so many steps in a span. */
    static double step(double span, int most) {
        double power = Math.pow(10, Math.floor(Math.log10(span / most)));
        for (double factor : new double[] {1, 2, 5}) {
            if (span / (factor * power) <= most + 1e-9) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** With ends on ticks; logarithmic ones stay. */
    Range rounded(int ticks) {
        if (logarithmic) {
            return this;
        }
        double step = unit() * step((high - low) / unit(), ticks);
        return new Range(Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, false, finest);
    }
}
