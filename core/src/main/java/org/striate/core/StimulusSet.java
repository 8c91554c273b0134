package org.striate.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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

    /**
     * One column of numbers.
     *
     * @throws BadInput if there is no such parameter, or a value of it is no finite number
     */
    default double[] numbers(String parameter) {
        var values = parameter(parameter);
        if (!values.stream().allMatch(Columns::isNumber)) {
            throw Columns.noNumber(parameter, values, ids());
        }
        return values.stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .toArray();
    }

    /** Some of the stimuli, in the order of the indices. */
    default StimulusSet select(int... indices) {
        return new SelectedStimuli(this, indices);
    }

    /**
     * The stimuli of these ids, in their order: {@code stimuli.matching(responses.averaged().stimulusIds())}.
     *
     * @throws BadInput if one is not here
     */
    default StimulusSet matching(List<String> ids) {
        var places = new java.util.HashMap<String, Integer>();
        var own = ids();
        for (int i = 0; i < own.size(); i++) {
            places.put(own.get(i), i);
        }
        return select(ids.stream()
                .mapToInt(id -> {
                    if (!places.containsKey(id)) {
                        throw BadInput.unknown("stimulus", id, name(), own, "stimuli.ids()");
                    }
                    return places.get(id);
                })
                .toArray());
    }

    /**
     * Only the stimuli whose parameter has this value.
     *
     * @param value a text, or a number
     * @throws BadInput if there is no such parameter or no such value
     */
    default StimulusSet where(String parameter, Object value) {
        var wanted = value instanceof Number number ? (Object) number.doubleValue() : value;
        var found = where(parameter, wanted::equals);
        if (found.size() == 0) {
            var known = parameter(parameter).stream()
                    .map(String::valueOf)
                    .distinct()
                    .toList();
            throw BadInput.unknown(
                    parameter, String.valueOf(value), name(), known, "stimuli.parameter(\"" + parameter + "\")");
        }
        return found;
    }

    /** Only the stimuli whose parameter passes: {@code stimuli.where("contrast", c -> (double) c > 0.5)}; perhaps none. */
    default StimulusSet where(String parameter, Predicate<Object> test) {
        var values = parameter(parameter);
        return select(IntStream.range(0, values.size())
                .filter(i -> test.test(values.get(i)))
                .toArray());
    }

    /** Sorted by a parameter, numbers by value and texts by character; equal ones keep their order. */
    default StimulusSet sortedBy(String parameter) {
        var values = parameter(parameter);
        return select(IntStream.range(0, values.size())
                .boxed()
                .sorted((a, b) -> Columns.compare(values.get(a), values.get(b)))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    /** The stimuli of every value of a parameter, in order of first appearance. */
    default Map<Object, StimulusSet> groupedBy(String parameter) {
        var values = parameter(parameter);
        var members = new LinkedHashMap<Object, List<Integer>>();
        for (int i = 0; i < values.size(); i++) {
            members.computeIfAbsent(values.get(i), value -> new ArrayList<>()).add(i);
        }
        var groups = new LinkedHashMap<Object, StimulusSet>();
        members.forEach((value, own) -> groups.put(
                value, select(own.stream().mapToInt(Integer::intValue).toArray())));
        return groups;
    }

    /** The same stimuli with other pixels of the same extent: block means where they become smaller, else bilinear. */
    default StimulusSet resized(int height, int width) {
        return StimulusViews.resized(this, height, width);
    }

    /** The same stimuli, square; see {@link #resized(int, int)}. */
    default StimulusSet resized(int size) {
        return resized(size, size);
    }

    /**
     * The same stimuli in the centre of a screen of another extent, pixels per degree unchanged: surrounded by middle grey
     * where the screen is larger, cut where it is smaller.
     *
     * @param degrees width of the screen in degrees of visual angle
     */
    default StimulusSet onScreen(double degrees) {
        return StimulusViews.onScreen(this, degrees);
    }

    /** The same stimuli in grey; see {@link #grey(int)}. */
    default StimulusSet toGrey() {
        return StimulusViews.grey(this);
    }

    /** The same stimuli in three channels, equal ones where they were grey. */
    default StimulusSet toRgb() {
        return StimulusViews.rgb(this);
    }

    /** Their pictures too, for front ends that show no HTML. */
    @Override
    default Map<String, Object> toMime() {
        var forms = new LinkedHashMap<String, Object>();
        forms.put("text/plain", toString());
        forms.put("image/png", Pictures.png(Pictures.sheet(this)));
        forms.put("text/html", toHtml());
        return forms;
    }

    /** A contact sheet of up to 16 stimuli, a table of up to ten, the origin. */
    @Override
    default String toHtml() {
        var header = new ArrayList<>(List.of("id"));
        header.addAll(parameters().keySet());
        var columns = List.copyOf(parameters().values());
        var ids = ids();
        var rows = IntStream.range(0, size())
                .mapToObj(i -> {
                    var row = new ArrayList<Object>(List.of(ids.get(i)));
                    columns.forEach(column -> row.add(column.get(i)));
                    return row;
                })
                .toList();
        return Pictures.contactSheet(this) + Html.table(toString(), header, rows) + Html.origin(origin());
    }
}
