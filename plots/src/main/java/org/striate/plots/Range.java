package org.striate.plots;

import java.util.Arrays;
import org.striate.core.charts.Axis;

/** From where to where an axis goes. */
record Range(double low, double high, boolean logarithmic, boolean degrees) {

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
        return new Range(low, high, log, axis.unit().equals("deg"));
    }

    private static double known(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }

    /** Both. */
    Range and(Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high), logarithmic, degrees);
    }

    /** A little longer on both sides, so that no point lies on an edge. */
    Range padded(double share) {
        if (logarithmic) {
            double factor = Math.pow(high / low, share);
            return new Range(low / factor, high * factor, true, degrees);
        }
        return new Range(low - share * (high - low), high + share * (high - low), false, degrees);
    }

    /** With ends on ticks; logarithmic ones stay. */
    Range rounded(int ticks) {
        if (logarithmic) {
            return this;
        }
        double step = Ticks.step(low, high, ticks, degrees);
        return new Range(Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, false, degrees);
    }
}
