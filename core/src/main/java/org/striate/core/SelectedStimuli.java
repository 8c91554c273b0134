package org.striate.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A view of some stimuli of another set. */
final class SelectedStimuli implements StimulusSet {

    private final StimulusSet all;
    private final int[] indices;

    SelectedStimuli(StimulusSet all, int[] indices) {
        for (int index : indices) {
            if (index < 0 || index >= all.size()) {
                throw BadInput.of(
                        "stimulus index",
                        String.valueOf(index),
                        "0 to " + (all.size() - 1),
                        "Count first: stimuli.size()");
            }
        }
        this.all = all;
        this.indices = indices.clone();
    }

    @Override
    public String name() {
        return all.name();
    }

    @Override
    public List<String> ids() {
        return pick(all.ids());
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public int channels() {
        return all.channels();
    }

    @Override
    public int height() {
        return all.height();
    }

    @Override
    public int width() {
        return all.width();
    }

    @Override
    public double degrees() {
        return all.degrees();
    }

    @Override
    public float[] pixels(int index) {
        return all.pixels(indices[index]);
    }

    @Override
    public Map<String, List<Object>> parameters() {
        var picked = new LinkedHashMap<String, List<Object>>();
        all.parameters().forEach((name, values) -> picked.put(name, pick(values)));
        return picked;
    }

    @Override
    public List<Object> parameter(String name) {
        return pick(all.parameter(name));
    }

    @Override
    public Origin origin() {
        var which = Arrays.toString(indices);
        var origin = Origin.of("select").from(all.origin());
        return indices.length <= 20
                ? origin.with("indices", which)
                : origin.with("indices", indices.length + " of them")
                        .with("sha256 of indices", Origin.sha256(which.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return all.name() + ": " + indices.length + " of " + all.size() + " stimuli";
    }

    private <T> List<T> pick(List<T> values) {
        return Arrays.stream(indices).mapToObj(values::get).toList();
    }
}
