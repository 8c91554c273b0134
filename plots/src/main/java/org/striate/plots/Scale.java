package org.striate.plots;

/**
 * Where on the canvas a value is.
 *
 * @param from place of the range's lower end
 * @param to place of its upper end
 */
record Scale(Range range, double from, double to) {

    /** The place of a value; NaN for NaN and for what a logarithmic axis has no place for. */
    double at(double value) {
        double share = range.logarithmic()
                ? Math.log(value / range.low()) / Math.log(range.high() / range.low())
                : (value - range.low()) / (range.high() - range.low());
        return Double.isFinite(share) ? from + share * (to - from) : Double.NaN;
    }

    /** The place of a value, or of the nearest that is on the axis. */
    double inside(double value) {
        return at(Math.max(range.low(), Math.min(range.high(), value)));
    }
}
