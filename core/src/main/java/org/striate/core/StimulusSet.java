package org.striate.core;

import java.util.List;
import java.util.Map;

/**
 * Ordered stimuli, rendered on demand, with a table of their parameters.
 *
 * <p>Pixels are grey (1 channel) or RGB (3 channels), linear in [0, 1], channel first: index = (channel * height + y) *
 * width + x.
 */
public interface StimulusSet extends Showable {

    String name();

    /** Stable, unique, one a stimulus, in order. */
    List<String> ids();

    /** 1 for grey, 3 for RGB. */
    int channels();

    /** Pixels down. */
    int height();

    /** Pixels across. */
    int width();

    /** Width in degrees of visual angle. */
    double degrees();

    /**
     * Renders one stimulus.
     *
     * @param index 0-based
     * @return [channels x height x width] in [0, 1]; the caller's own copy
     */
    float[] pixels(int index);

    /**
     * Renders one stimulus in grey: Rec. 601 luminance {@code 0.299 R + 0.587 G + 0.114 B} of RGB pixels.
     *
     * @param index 0-based
     * @return [height x width] in [0, 1]; the caller's own copy
     */
    default float[] grey(int index) {
        var pixels = pixels(index);
        if (channels() == 1) {
            return pixels;
        }
        int size = height() * width();
        var grey = new float[size];
        for (int i = 0; i < size; i++) {
            grey[i] = 0.299f * pixels[i] + 0.587f * pixels[size + i] + 0.114f * pixels[2 * size + i];
        }
        return grey;
    }

    /** Parameter name to its values, one a stimulus, in order; numbers as {@link Double}, labels as {@link String}. */
    Map<String, List<Object>> parameters();

    Origin origin();

    default int size() {
        return ids().size();
    }

    /**
     * One parameter's values.
     *
     * @throws BadInput if there is no such parameter
     */
    default List<Object> parameter(String name) {
        var values = parameters().get(name);
        if (values == null) {
            throw BadInput.unknown("parameter", name, name(), parameters().keySet(), "stimuli.parameters().keySet()");
        }
        return values;
    }

    /** Some of the stimuli, in the order of the indices. */
    default StimulusSet select(int... indices) {
        return new SelectedStimuli(this, indices);
    }

    @Override
    default String toHtml() {
        var header = new java.util.ArrayList<>(List.of("id"));
        header.addAll(parameters().keySet());
        var rows = java.util.stream.IntStream.range(0, size())
                .mapToObj(i -> {
                    var row = new java.util.ArrayList<Object>(List.of(ids().get(i)));
                    parameters().values().forEach(column -> row.add(column.get(i)));
                    return row;
                })
                .toList();
        return Html.table(toString(), header, rows) + Html.origin(origin());
    }
}
