package org.striate.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Stimuli from any source of pixels, rendered when they are asked for.
 *
 * @param ids stable and unique
 * @param channels 1 for grey, 3 for RGB
 * @param degrees width in degrees of visual angle
 * @param source index to pixels [channels x height x width] in [0, 1], a new array at every call
 * @param parameters name to values, one a stimulus; any numbers become {@link Double}s
 */
public record PixelStimuli(
        String name,
        List<String> ids,
        int channels,
        int height,
        int width,
        double degrees,
        IntFunction<float[]> source,
        Map<String, List<Object>> parameters,
        Origin origin)
        implements StimulusSet {

    public PixelStimuli {
        var columns = new LinkedHashMap<String, List<Object>>();
        parameters.forEach((column, values) -> columns.put(
                column,
                values.stream()
                        .map(value -> value instanceof Number number ? (Object) number.doubleValue() : value)
                        .toList()));
        parameters = Collections.unmodifiableMap(columns);
    }

    @Override
    public float[] pixels(int index) {
        return source.apply(java.util.Objects.checkIndex(index, size()));
    }

    @Override
    public String toString() {
        return name + ": " + size() + " stimuli, " + channels + " x " + height + " x " + width + " pixels, " + degrees
                + " deg";
    }
}
