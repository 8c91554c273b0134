package org.striate.models;

import java.util.Optional;
import org.striate.models.graph.Weights;

/** Notices when training no longer helps, and remembers the weights that were best. */
final class EarlyStop {

    private final Weights weights;
    private final int patience;
    private Optional<Weights> best = Optional.empty();
    private double lowest = Double.POSITIVE_INFINITY;
    private int since;

    /** @param patience epochs without a lower loss; 0 for never */
    EarlyStop(Weights weights, int patience) {
        this.weights = weights;
        this.patience = patience;
    }

    /** Whether to stop after an epoch with this held-out loss. */
    boolean stops(double loss) {
        if (patience == 0) {
            return false;
        }
        if (loss < lowest) {
            lowest = loss;
            since = 0;
            best = Optional.of(weights.copy());
            return false;
        }
        return ++since >= patience;
    }

    /** Puts the best weights back. */
    void restore() {
        best.ifPresent(kept -> kept.tensors()
                .forEach((name, tensor) -> tensor.copyTo(weights.tensors().get(name))));
    }
}
