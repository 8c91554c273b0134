package org.striate.core.charts;

import java.util.List;

/**
 * Small maps over pixels, such as receptive fields and filters, on one scale of colours.
 *
 * @param measure what the colours mean
 */
public record Fields(String title, String described, Axis measure, List<Field> fields) implements Chart {

    public Fields {
        fields = List.copyOf(fields);
    }

    /**
     * One map.
     *
     * @param channels 1, or 3 for colours
     * @param values [channels x height x width], 0 where a pixel does nothing
     * @param degrees width in degrees of visual angle; NaN where pixels are no places in the world
     * @param degreesDown height in degrees of visual angle
     */
    public record Field(
            String name, int channels, int height, int width, double[] values, double degrees, double degreesDown) {

        /** On square pixels. */
        public Field(String name, int channels, int height, int width, double[] values, double degrees) {
            this(name, channels, height, width, values, degrees, degrees * height / width);
        }
    }
}
