package org.striate.core.charts;

/**
 * What an axis measures.
 *
 * @param name such as {@code orientation}
 * @param unit such as {@code deg}; empty for a bare number
 * @param low where it begins at the latest; NaN leaves that to the data, as does 0 or less on a logarithmic axis
 * @param high where it ends at the earliest; likewise
 * @param logarithmic whether equal ratios are equal lengths
 */
public record Axis(String name, String unit, double low, double high, boolean logarithmic) {

    public Axis {
        low = logarithmic && low <= 0 ? Double.NaN : low;
        high = logarithmic && high <= 0 ? Double.NaN : high;
    }

    /** An axis as long as its data. */
    public static Axis of(String name, String unit) {
        return new Axis(name, unit, Double.NaN, Double.NaN, false);
    }

    /** An axis of bare numbers. */
    public static Axis of(String name) {
        return of(name, "");
    }

    /** This axis, reaching from one number to the other at least; NaN for an end that the data decide. */
    public Axis reaching(double from, double to) {
        return new Axis(name, unit, from, to, logarithmic);
    }

    /** This axis with equal lengths for equal ratios; values of 0 and below have no place on it. */
    public Axis inRatios() {
        return new Axis(name, unit, low, high, true);
    }

    /** {@code orientation (deg)}. */
    public String title() {
        return unit.isEmpty() ? name : name + " (" + unit + ")";
    }
}
