package org.striate.models;

import org.striate.core.BadInput;
import org.striate.core.Origin;

/**
 * How to train: Adam on the softmax cross-entropy, a tenth of the stimuli held out.
 *
 * @param epochs passes over the training stimuli
 * @param learningRate Adam's step size
 * @param batch stimuli a step
 * @param seed of the order of the stimuli
 */
public record Training(int epochs, double learningRate, int batch, long seed) {

    public Training {
        if (epochs < 1 || !(learningRate > 0) || batch < 1) {
            throw BadInput.of(
                    "training",
                    epochs + " epochs, learning rate " + learningRate + ", batch " + batch,
                    "all above 0",
                    "Training.withDefaults().epochs(5)");
        }
    }

    /** Six epochs, learning rate 0.002, batches of 64, seed 1. */
    public static Training withDefaults() {
        return new Training(6, 0.002, 64, 1);
    }

    public Training epochs(int epochs) {
        return new Training(epochs, learningRate, batch, seed);
    }

    public Training learningRate(double learningRate) {
        return new Training(epochs, learningRate, batch, seed);
    }

    public Training batch(int batch) {
        return new Training(epochs, learningRate, batch, seed);
    }

    public Training seed(long seed) {
        return new Training(epochs, learningRate, batch, seed);
    }

    Origin origin() {
        return Origin.of("training")
                .with("epochs", epochs)
                .with("learning rate", learningRate)
                .with("batch", batch)
                .with("seed", seed);
    }
}
