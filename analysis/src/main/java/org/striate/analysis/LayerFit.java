package org.striate.analysis;

import java.util.function.Function;
import org.striate.core.Activations;
import org.striate.core.Fold;
import org.striate.core.Origin;

/** A way to predict neurons from a layer. */
interface LayerFit {

    /**
     * Prepares what all splits of one layer share.
     *
     * @return from a split to the predictions of its held-out stimuli, [test stimuli x neurons]
     */
    Function<Fold, double[]> of(Activations layer, Targets targets);

    /** Its name and settings. */
    Origin origin();
}
