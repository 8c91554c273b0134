package org.striate.analysis;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;

/** Stimuli of which only number and parameters matter: one pixel each, all of the same grey. */
public record PlainStimuli(int count, Map<String, List<Object>> parameters, float grey) implements StimulusSet {

    public PlainStimuli(int count, Map<String, List<Object>> parameters) {
        this(count, parameters, 0);
    }

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public List<String> ids() {
        return IntStream.range(0, count).mapToObj(i -> "s" + i).toList();
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public int height() {
        return 1;
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public double degrees() {
        return 1;
    }

    @Override
    public float[] pixels(int index) {
        return new float[] {grey};
    }

    @Override
    public Origin origin() {
        return Origin.of("plain");
    }
}
