package org.striate.datasets;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;

/** Stimuli of a data set, decoded when they are asked for. */
record PixelStimuli(
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
