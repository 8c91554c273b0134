package org.striate.core;

/**
 * A 95 % interval.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {

    @Override
    public String toString() {
        return String.format("[%.3f, %.3f]", low, high);
    }
}
