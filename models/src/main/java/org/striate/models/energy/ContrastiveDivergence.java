package org.striate.models.energy;

import org.striate.core.BadInput;
import org.striate.core.Origin;

/**
 * How a Boltzmann machine learns: data against what k steps of Gibbs sampling make of it.
 *
 * @param steps of Gibbs sampling for each step of learning
 * @param persistent whether the chains go on from step to step (Tieleman 2008) or start at the data each time (Hinton 2002)
 * @param epochs passes over the data
 * @param batch patterns a step, and chains
 * @param rate of learning
 * @param decay times each weight is taken off it, times the rate
 * @param seed of the order, where chains start, and samples; the weights at the start are the machine's
 */
public record ContrastiveDivergence(
        int steps, boolean persistent, int epochs, int batch, double rate, double decay, long seed) {

    public ContrastiveDivergence {
        if (steps < 1 || epochs < 1 || batch < 1 || !(rate > 0) || !(decay >= 0) || Double.isInfinite(rate + decay)) {
            throw BadInput.of(
                    "contrastive divergence",
                    steps + " steps, " + epochs + " epochs, batch " + batch + ", rate " + rate + ", decay " + decay,
                    "steps, epochs and batch of at least 1, a rate above 0, a decay of at least 0",
                    "ContrastiveDivergence.persistent(1).epochs(50)");
        }
    }

    /** CD-k: 20 epochs, batches of 20, rate 0.05, seed 1. */
    public static ContrastiveDivergence fromData(int steps) {
        return new ContrastiveDivergence(steps, false, 20, 20, 0.05, 0, 1);
    }

    /** PCD-k: chains of their own; 20 epochs, batches of 20, rate 0.05, seed 1. */
    public static ContrastiveDivergence persistent(int steps) {
        return new ContrastiveDivergence(steps, true, 20, 20, 0.05, 0, 1);
    }

    public ContrastiveDivergence epochs(int epochs) {
        return new ContrastiveDivergence(steps, persistent, epochs, batch, rate, decay, seed);
    }

    public ContrastiveDivergence batch(int batch) {
        return new ContrastiveDivergence(steps, persistent, epochs, batch, rate, decay, seed);
    }

    public ContrastiveDivergence rate(double rate) {
        return new ContrastiveDivergence(steps, persistent, epochs, batch, rate, decay, seed);
    }

    public ContrastiveDivergence decay(double decay) {
        return new ContrastiveDivergence(steps, persistent, epochs, batch, rate, decay, seed);
    }

    public ContrastiveDivergence seed(long seed) {
        return new ContrastiveDivergence(steps, persistent, epochs, batch, rate, decay, seed);
    }

    Origin origin() {
        return Origin.of(persistent ? "persistent contrastive divergence" : "contrastive divergence")
                .with("steps", steps)
                .with("epochs", epochs)
                .with("batch", batch)
                .with("rate", rate)
                .with("decay", decay)
                .with("seed", seed);
    }
}
