package org.striate.models;

import java.util.List;
import java.util.Optional;
import org.striate.models.graph.Weights;

/** Notices when training no longer helps, and remembers the weights that were best. */
final class EarlyStop implements AutoCloseable {

    private final Weights weights;
    private final int patience;
    private Optional<Weights> best = Optional.empty();
    private double lowest = Double.POSITIVE_INFINITY;
    private int since;
    private int epochs;
    private int bestEpoch;

    /** @param patience epochs without a lower loss; 0 for never */
    EarlyStop(Weights weights, int patience) {
        this.weights = weights;
        this.patience = patience;
    }

    /** Takes note of an epoch's held-out loss. */
    void after(double loss) {
        if (patience > 0 && counts(loss)) {
            keep(weights.copy());
        }
    }

    /** Goes through the epochs of a training that was interrupted. */
    void resume(List<double[]> curve, Optional<Weights> kept) {
        curve.forEach(row -> counts(row[3]));
        kept.ifPresent(this::keep);
    }

    /** Whether an epoch is the best so far. */
    private boolean counts(double loss) {
        boolean better = loss < lowest;
        lowest = better ? loss : lowest;
        since = better ? 0 : since + 1;
        epochs++;
        bestEpoch = better ? epochs : bestEpoch;
        return better;
    }

    private void keep(Weights kept) {
        best.ifPresent(Weights::free);
        best = Optional.of(kept);
    }

    boolean isOver() {
        return patience > 0 && since >= patience;
    }

    Optional<Weights> best() {
        return best;
    }

    /**
     * After which epoch, from 1, the weights were taken that {@link #restore} leaves.
     *
     * @param last the epoch that came last
     */
    int kept(int last) {
        return best.isPresent() ? bestEpoch : last;
    }

    /** Frees the best weights now, not when the collector comes by. */
    @Override
    public void close() {
        best.ifPresent(Weights::free);
    }

    /** Puts the best weights back. */
    void restore() {
        best.ifPresent(kept -> {
            kept.tensors()
                    .forEach((name, tensor) -> tensor.copyTo(weights.tensors().get(name)));
        });
    }
}
