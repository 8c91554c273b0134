package org.striate.analysis.decoding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;

/** Two sets of stimuli one after the other; only what they say of themselves counts here, not their pixels' shape. */
record Joined(StimulusSet first, StimulusSet second) implements StimulusSet {

    @Override
    public String name() {
        return first.name() + " and " + second.name();
    }

    @Override
    public List<String> ids() {
        return joined(first.ids(), second.ids());
    }

    private static <T> List<T> joined(List<T> a, List<T> b) {
        var both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    @Override
    public Map<String, List<Object>> parameters() {
        var both = new LinkedHashMap<String, List<Object>>();
        first.parameters().forEach((name, values) -> {
            if (second.parameters().containsKey(name)) {
                both.put(name, joined(values, second.parameter(name)));
            }
        });
        return both;
    }

    @Override
    public int channels() {
        return first.channels();
    }

    @Override
    public int height() {
        return first.height();
    }

    @Override
    public int width() {
        return first.width();
    }

    @Override
    public double degrees() {
        return first.degrees();
    }

    @Override
    public float[] pixels(int index) {
        return index < first.size() ? first.pixels(index) : second.pixels(index - first.size());
    }

    @Override
    public Origin origin() {
        return Origin.of("joined").from(first.origin()).from(second.origin());
    }
}
