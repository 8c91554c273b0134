package org.striate.core;

import java.util.List;
import java.util.Map;

/** Anything that turns stimuli into activations: a network, a filter bank, the pixels themselves. */
public interface StimulusModel {

    String name();

    /** Layer names from input to output. */
    List<String> layers();

    /**
     * Runs the stimuli once and returns the layers asked for.
     *
     * @param stimuli what to show
     * @param layers names from {@link #layers()}; all of them where none is given
     * @return layer to activations [stimuli x units], in the order asked for
     * @throws BadInput if a layer is not there or the stimuli do not fit the model
     */
    Map<String, Activations> activations(StimulusSet stimuli, List<String> layers);

    /**
     * Hands out the layers asked for in blocks of units, in bounded memory where the model can; see {@link UnitBlocks}.
     *
     * @param layers names from {@link #layers()}; all of them where none is given
     * @throws BadInput if a layer is not there or the stimuli do not fit the model
     */
    default void stream(StimulusSet stimuli, List<String> layers, UnitBlocks sink) {
        for (var layer : layers.isEmpty() ? layers() : layers) {
            var answers = activations(stimuli, layer);
            var rows = new float[answers.stimuli()][];
            java.util.Arrays.setAll(rows, answers::row);
            sink.accept(layer, 0, rows);
        }
    }

    /**
     * The same model without some layers, such as those too narrow for a method.
     *
     * @throws BadInput if one is not there, or none is left
     */
    default StimulusModel without(String... layers) {
        return new LayersLeft(this, layers);
    }

    /** What made the model. */
    Origin origin();

    /** One layer; see {@link #activations(StimulusSet, List)}. */
    default Activations activations(StimulusSet stimuli, String layer) {
        return activations(stimuli, List.of(layer)).get(layer);
    }
}
