package org.striate.analysis;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;

/**
 * A model's answer to the first stimulus: how wide its layers are, and how long it takes.
 *
 * @param layers by name
 * @param seconds for the one stimulus
 */
record LayerProbe(Map<String, Activations> layers, double seconds) {

    static LayerProbe of(StimulusModel model, StimulusSet stimuli) {
        if (stimuli.size() == 0) {
            throw BadInput.of("stimuli " + stimuli.name(), "empty", "at least one", "See what there is: stimuli.ids()");
        }
        var one = stimuli.select(0);
        long start = System.nanoTime();
        var layers = model.activations(one, model.layers());
        return new LayerProbe(new LinkedHashMap<>(layers), (System.nanoTime() - start) / 1e9);
    }

    long units(String layer) {
        return layers.get(layer).units();
    }

    /** Sum of the squares of a layer's answer. */
    double squares(String layer) {
        double sum = 0;
        for (float value : layers.get(layer).row(0)) {
            sum += (double) value * value;
        }
        return sum;
    }

    /** SHA-256 of a layer's answer: two models of one name and origin are told apart by it. */
    String digest(String layer) {
        var row = layers.get(layer).row(0);
        var bytes = ByteBuffer.allocate(row.length * Float.BYTES);
        bytes.asFloatBuffer().put(row);
        return Origin.sha256(bytes.array());
    }
}
