package org.striate.analysis;

import java.util.List;
import java.util.function.DoubleConsumer;
import org.striate.core.BadInput;
import org.striate.core.Fold;
import org.striate.core.Origin;
import org.striate.core.StimulusModel;

/** A way to predict neurons from a layer. */
interface LayerFit {

    /** Its name and settings. */
    Origin origin();

    /** Whether a neuron's prediction depends on which others are fitted with it. */
    default boolean mixesNeurons() {
        return true;
    }

    /** Whether products between stimuli are not enough, and all units of the layer must be in memory. */
    default boolean needsUnits() {
        return false;
    }

    /**
     * Refuses what it cannot fit before any layer is run.
     *
     * @param training stimuli of the smallest split
     * @throws org.striate.core.BadInput if a layer is too narrow, or there are too few stimuli
     */
    default void requireEnough(StimulusModel model, LayerProbe probe, int training) {}

    /**
     * Fits every split on its training stimuli.
     *
     * @param progress told the share of the work that was done since the last call; it may end the work by throwing
     * @return for every split the predictions of its held-out stimuli, [test stimuli x neurons]
     */
    List<double[]> heldOut(Design layer, Targets targets, List<Fold> splits, DoubleConsumer progress);

    /** Fits all stimuli. */
    LinearWeights fit(Design layer, Targets targets);

    /**
     * How large a fit is, as far as it is known beforehand.
     *
     * @param units of the layer
     * @param squares sum over units and stimuli, if all stimuli are answered as the first
     */
    record Size(double units, double squares, double stimuli, double neurons, int splits) {}

    /** Floating-point operations of {@link #heldOut}, beside the products between stimuli, in 10^9. */
    double gflop(Size size);

    /** Bytes that {@link #heldOut} takes beside the products, one inverse of them, and the predictions. */
    default double bytes(Size size) {
        return 0;
    }

    /**
     * Refuses at the door what no memory holds.
     *
     * @param neurons fitted together at the most
     * @throws BadInput if there are too many
     */
    default void requireRoom(int neurons) {}
}
