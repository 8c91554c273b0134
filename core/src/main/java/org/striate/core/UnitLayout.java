package org.striate.core;

/**
 * How the units of a layer lie: unit index = (channel * height + y) * width + x.
 *
 * @param channels feature maps
 * @param height positions down
 * @param width positions across
 */
public record UnitLayout(int channels, int height, int width) {

    /** Units without a place, such as those of a dense layer. */
    public static UnitLayout flat(int units) {
        return new UnitLayout(units, 1, 1);
    }

    public int units() {
        return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    @Override
    public String toString() {
        return height * width == 1 ? channels + " units" : channels + " x " + height + " x " + width;
    }
}
