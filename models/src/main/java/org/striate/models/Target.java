package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import org.striate.core.BadInput;

/**
 * One number that a network's layer gives for each image, such as a unit's answer; what {@link Network#gradient} follows and a
 * synthesised image drives.
 */
public final class Target {

    /** From a layer's output [images x ...] to [images]. */
    @FunctionalInterface
    private interface Reading {
        NDArray of(NDArray output, LayerTable.Row row);
    }

    private final String layer;
    private final String text;
    private final Reading reading;

    private Target(String layer, String text, Reading reading) {
        this.layer = layer;
        this.text = text;
        this.reading = reading;
    }

    /**
     * One unit's answer.
     *
     * @param unit index = (channel * height + y) * width + x
     */
    public static Target unit(String layer, int unit) {
        return new Target(layer, "unit " + unit, (output, row) -> {
            require(row, "unit", unit, row.layout().units());
            return unit(output, unit);
        });
    }

    /** The unit in the middle of a channel's map. */
    public static Target centre(String layer, int channel) {
        return new Target(layer, "centre of channel " + channel, (output, row) -> {
            var layout = row.layout();
            require(row, "channel", channel, layout.channels());
            return unit(
                    output, (channel * layout.height() + layout.height() / 2) * layout.width() + layout.width() / 2);
        });
    }

    /** The mean over a channel's map. */
    public static Target channel(String layer, int channel) {
        return new Target(layer, "channel " + channel, (output, row) -> {
            require(row, "channel", channel, row.layout().channels());
            return output.reshape(output.getShape().get(0), row.layout().channels(), -1)
                    .get(new NDIndex(":, {}", channel))
                    .mean(new int[] {1});
        });
    }

    /** The mean of all units' squared answers: DeepDream's. */
    public static Target layer(String layer) {
        return new Target(
                layer, "all units", (output, row) -> flat(output).square().mean(new int[] {1}));
    }

    /**
     * A neuron as a fitted readout predicts it: {@code sum of weight * answer + intercept}.
     *
     * @param weights one for each unit of the layer
     */
    public static Target neuron(String layer, double[] weights, double intercept) {
        var own = new float[weights.length];
        for (int u = 0; u < own.length; u++) {
            own[u] = (float) weights[u];
            if (!Float.isFinite(own[u])) {
                throw BadInput.of(
                        "weights on " + layer,
                        weights[u] + " on unit " + u,
                        "finite numbers",
                        "Leave the unit out: give it the weight 0");
            }
        }
        if (!Float.isFinite((float) intercept)) {
            throw BadInput.of(
                    "neuron on " + layer,
                    "an intercept of " + intercept,
                    "a finite number",
                    "Leave it out: Target.neuron(\"" + layer + "\", weights, 0)");
        }
        var text = "neuron with weights on " + own.length + " units and intercept "
                + String.format(Locale.ROOT, "%.4g", intercept);
        return new Target(layer, text, (output, row) -> {
            if (own.length != row.layout().units()) {
                throw BadInput.of(
                        "weights on " + row.name(),
                        own.length + " weights",
                        row.layout().units() + ", one for each unit",
                        "Fit the neuron from this layer at full width: network.activations(stimuli, \"" + row.name()
                                + "\")");
            }
            var column = output.getManager().create(own, new Shape(own.length, 1));
            return flat(output).matMul(column).reshape(-1).add((float) intercept);
        });
    }

    private static NDArray flat(NDArray output) {
        return output.reshape(output.getShape().get(0), -1);
    }

    private static NDArray unit(NDArray output, int unit) {
        return flat(output).get(new NDIndex(":, {}", unit));
    }

    private static void require(LayerTable.Row row, String what, int index, int count) {
        if (index < 0 || index >= count) {
            throw BadInput.of(
                    "layer " + row.name(),
                    what + " " + index,
                    "0 to " + (count - 1) + ", since the layer has " + row.layout(),
                    "Target." + what + "(\"" + row.name() + "\", " + (count - 1) + ")");
        }
    }

    NDArray of(NDArray output, LayerTable.Row row) {
        return reading.of(output, row);
    }

    /** The layer's name as given. */
    public String layer() {
        return layer;
    }

    /** One line, such as {@code conv3, channel 12}. */
    @Override
    public String toString() {
        return layer + ", " + text;
    }
}
