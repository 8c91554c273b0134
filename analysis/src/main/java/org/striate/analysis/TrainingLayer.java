package org.striate.analysis;

import java.util.List;
import java.util.function.Consumer;
import org.striate.analysis.linear.LayerBlocks;
import org.striate.core.Activations;
import org.striate.core.Origin;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.UnitBlocks;

/**
 * A layer's answers to the stimuli that a read-out was fitted to, to pass by again when its weights are wanted.
 *
 * @param model its name
 * @param layer its name
 * @param stimulusIds in the order of the rows
 * @param origin what made it
 * @param replay hands out all units in blocks
 */
record TrainingLayer(String model, String layer, List<String> stimulusIds, Origin origin, Consumer<UnitBlocks> replay) {

    static TrainingLayer of(Activations layer) {
        return new TrainingLayer(
                layer.model(),
                layer.layer(),
                layer.stimulusIds(),
                layer.origin(),
                sink -> LayerBlocks.stream(layer, UnitWeights.OnStimuli.BLOCK, sink));
    }

    static TrainingLayer of(StimulusModel model, String layer, StimulusSet stimuli) {
        return new TrainingLayer(
                model.name(),
                layer,
                stimuli.ids(),
                model.origin(),
                sink -> model.stream(stimuli, List.of(layer), sink));
    }

    /**
     * What a method sees of it.
     *
     * @param units whether it needs the units themselves, whatever their number
     */
    Design design(boolean units) {
        try (var open = new OpenLayer(model, layer, stimulusIds, origin, units)) {
            replay.accept((name, first, rows) -> open.add(rows));
            return open.design();
        }
    }
}
