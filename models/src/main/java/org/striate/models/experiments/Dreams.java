package org.striate.models.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.StimulusSet;
import org.striate.models.Network;

/**
 * Images that were made to drive something; stimuli like any others. Their parameters are {@code target}, {@code layer} and
 * {@code drive}, the target's value for the image.
 */
public final class Dreams implements StimulusSet {

    private final PixelStimuli stimuli;
    private final List<float[]> images;
    private final List<double[]> curves;

    private Dreams(PixelStimuli shape, List<float[]> images, List<double[]> curves) {
        this.images = List.copyOf(images);
        this.curves = List.copyOf(curves);
        this.stimuli = new PixelStimuli(
                shape.name(),
                shape.ids(),
                shape.channels(),
                shape.height(),
                shape.width(),
                shape.degrees(),
                index -> this.images.get(index).clone(),
                shape.parameters(),
                shape.origin());
    }

    static Dreams of(Network network, Dream.Design design, List<Ascent.Ended> ended) {
        var input = network.preprocessing();
        var parameters = new LinkedHashMap<String, List<Object>>();
        parameters.put(
                "target",
                ended.stream().<Object>map(one -> one.target().toString()).toList());
        parameters.put(
                "layer", ended.stream().<Object>map(one -> one.target().layer()).toList());
        parameters.put(
                "drive", ended.stream().<Object>map(one -> last(one.curve())).toList());
        var targets = design.targets.size() > 8
                ? design.targets.get(0) + " and " + (design.targets.size() - 1) + " more"
                : design.targets.toString();
        var shape = new PixelStimuli(
                "dreams of " + network.name(),
                numbered(parameters.get("target")),
                input.channels(),
                input.height(),
                input.width(),
                design.degrees,
                index -> new float[0],
                parameters,
                Origin.of("dream")
                        .with("targets", targets)
                        .with("settings", design)
                        .from(network.origin()));
        return new Dreams(
                shape,
                ended.stream().map(Ascent.Ended::pixels).toList(),
                ended.stream().map(Ascent.Ended::curve).toList());
    }

    private static List<String> numbered(List<Object> targets) {
        var ids = new ArrayList<String>();
        for (var target : targets) {
            ids.add("dream " + ids.size() + " of " + target);
        }
        return ids;
    }

    private static double last(double[] curve) {
        return curve[curve.length - 1];
    }

    /**
     * These and others, such as those of another layer.
     *
     * @throws BadInput if the others have another size, in pixels or in degrees
     */
    public Dreams and(Dreams others) {
        if (others.channels() != channels() || others.height() != height() || others.width() != width()) {
            throw BadInput.of(
                    others.name(),
                    others.channels() + " x " + others.height() + " x " + others.width() + " pixels",
                    channels() + " x " + height() + " x " + width(),
                    "Make them for networks with the same input");
        }
        if (others.degrees() != degrees()) {
            throw BadInput.of(
                    others.name(),
                    others.degrees() + " degrees wide",
                    degrees() + ", as the images before",
                    "Make them as wide: dream.degrees(" + degrees() + ")");
        }
        var parameters = new LinkedHashMap<String, List<Object>>();
        parameters().forEach((name, values) -> {
            var both = new ArrayList<>(values);
            both.addAll(others.parameter(name));
            parameters.put(name, both);
        });
        var images = new ArrayList<>(this.images);
        images.addAll(others.images);
        var curves = new ArrayList<>(this.curves);
        curves.addAll(others.curves);
        var shape = new PixelStimuli(
                name(),
                numbered(parameters.get("target")),
                channels(),
                height(),
                width(),
                degrees(),
                index -> new float[0],
                parameters,
                Origin.of("dreams").from(origin()).from(others.origin()));
        return new Dreams(shape, images, curves);
    }

    /** The target's value for an image. */
    public double drive(int index) {
        return last(curves.get(index));
    }

    /** [steps + 1] values of the target on the way: before every step, as the jittered image gave it, and of the image. */
    public double[] curve(int index) {
        return curves.get(index).clone();
    }

    @Override
    public String name() {
        return stimuli.name();
    }

    @Override
    public List<String> ids() {
        return stimuli.ids();
    }

    @Override
    public int channels() {
        return stimuli.channels();
    }

    @Override
    public int height() {
        return stimuli.height();
    }

    @Override
    public int width() {
        return stimuli.width();
    }

    @Override
    public double degrees() {
        return stimuli.degrees();
    }

    @Override
    public float[] pixels(int index) {
        return stimuli.pixels(index);
    }

    @Override
    public Map<String, List<Object>> parameters() {
        return stimuli.parameters();
    }

    @Override
    public Origin origin() {
        return stimuli.origin();
    }

    @Override
    public String toString() {
        return "Dreams: " + stimuli;
    }
}
