package org.striate.models.energy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.UnitLayout;

/**
 * A memory that reads out a layer: what the layer answers is the cue. Layers are {@code attention}, how strongly each pattern is
 * attended to, and {@code recalled}, the state after one update.
 */
public final class RecallModel implements StimulusModel {

    private static final String ATTENTION = "attention";
    private static final String RECALLED = "recalled";

    private final StimulusModel trunk;
    private final String layer;
    private final ModernHopfield memory;

    RecallModel(StimulusModel trunk, String layer, ModernHopfield memory) {
        this.trunk = trunk;
        this.layer = layer;
        this.memory = memory;
    }

    @Override
    public String name() {
        return "recall from " + trunk.name();
    }

    @Override
    public List<String> layers() {
        return List.of(ATTENTION, RECALLED);
    }

    @Override
    public Map<String, Activations> activations(StimulusSet stimuli, List<String> layers) {
        var wanted = layers.isEmpty() ? layers() : layers;
        for (var name : wanted) {
            if (!layers().contains(name)) {
                throw BadInput.unknown("layer", name, name(), layers(), "model.layers()");
            }
        }
        var cues = trunk.activations(stimuli, layer);
        var found = new LinkedHashMap<String, Activations>();
        for (var name : wanted) {
            boolean attention = name.equals(ATTENTION);
            UnaryOperator<float[]> readout = attention ? memory::attention : memory::recall;
            var rows = new float[cues.stimuli()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = readout.apply(cues.row(i));
            }
            var layout = UnitLayout.flat(attention ? memory.patterns() : memory.units());
            var origin =
                    Origin.of("activations").with("layer", name).from(origin()).from(stimuli.origin());
            found.put(name, new Activations(name(), name, stimuli.ids(), layout, rows, origin));
        }
        return found;
    }

    @Override
    public Origin origin() {
        return Origin.of("recall").with("layer", layer).from(trunk.origin()).from(memory.origin());
    }

    @Override
    public String toString() {
        return "RecallModel: " + memory.patterns() + " patterns on " + layer + " of " + trunk.name();
    }
}
