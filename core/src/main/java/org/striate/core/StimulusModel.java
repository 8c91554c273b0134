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

    /** One layer; see {@link #activations(StimulusSet, List)}. */
    default Activations activations(StimulusSet stimuli, String layer) {
        return activations(stimuli, List.of(layer)).get(layer);
    }
}
