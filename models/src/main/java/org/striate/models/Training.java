package org.striate.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.striate.core.BadInput;
import org.striate.core.Origin;

/**
 * How to train.
 *
 * @param epochs passes over the training stimuli, at most
 * @param batch stimuli a step; all of them in one step where there are fewer
 * @param seed of the order of the stimuli, of dropout and of augmentation
 * @param rule how a gradient moves the weights
 * @param schedule how the learning rate changes over the epochs
 * @param patience epochs without a better held-out loss after which training stops, the best weights kept; 0 to go on
 * @param augmentations what is done to each stimulus each time it is shown
 * @param checkpoint a file that keeps the state after every epoch; training goes on from it where it is there
 * @param heldOut share of the stimuli that is not learned from, for the learning curve and for patience
 * @param shuffled whether every epoch shows the stimuli in an order of its own; else as they come
 * @param frozen layers that stay as they are, weights and running statistics: names, or the beginnings of names that end at a
 *     dot
 */
public record Training(
        int epochs,
        int batch,
        long seed,
        LearningRule rule,
        Schedule schedule,
        int patience,
        List<Augmentation> augmentations,
        Optional<Path> checkpoint,
        double heldOut,
        boolean shuffled,
        List<String> frozen) {

    /** How the learning rate changes from epoch to epoch. */
    public enum Schedule {
        CONSTANT,
        /** A tenth after half of the epochs, a hundredth after three quarters. */
        STEPS,
        /** Half a cosine from the full rate to 0 (Loshchilov and Hutter 2017). */
        COSINE;

        double factor(int epoch, int epochs) {
            return switch (this) {
                case CONSTANT -> 1;
                case STEPS -> epoch >= 0.75 * epochs ? 0.01 : epoch >= 0.5 * epochs ? 0.1 : 1;
                case COSINE -> 0.5 * (1 + Math.cos(Math.PI * epoch / epochs));
            };
        }
    }

    public Training {
        if (epochs < 1 || batch < 1 || patience < 0) {
            throw BadInput.of(
                    "training",
                    epochs + " epochs, batch " + batch + ", patience " + patience,
                    "epochs and batch above 0, patience at least 0",
                    "Training.withDefaults().epochs(5)");
        }
        if (!(heldOut >= 0) || heldOut > 0.9 || (heldOut == 0 && patience > 0)) {
            throw BadInput.of(
                    "training",
                    heldOut + " of the stimuli held out, patience " + patience,
                    "a share from 0 to 0.9, above 0 where patience is",
                    "Training.withDefaults().heldOut(0.1).patience(3)");
        }
        augmentations = List.copyOf(augmentations);
        frozen = List.copyOf(frozen);
    }

    /** Six epochs of Adam, learning rate 0.002, batches of 64, seed 1, a tenth held out. */
    public static Training withDefaults() {
        return new Training(
                6,
                64,
                1,
                LearningRule.adam(0.002),
                Schedule.CONSTANT,
                0,
                List.of(),
                Optional.empty(),
                0.1,
                true,
                List.of());
    }

    public Training epochs(int epochs) {
        return new Training(
                epochs, batch, seed, rule, schedule, patience, augmentations, checkpoint, heldOut, shuffled, frozen);
    }

    public Training learningRate(double learningRate) {
        return rule(rule.learningRate(learningRate));
    }

    public Training batch(int batch) {
        return new Training(
                epochs, batch, seed, rule, schedule, patience, augmentations, checkpoint, heldOut, shuffled, frozen);
    }

    public Training seed(long seed) {
        return new Training(
                epochs, batch, seed, rule, schedule, patience, augmentations, checkpoint, heldOut, shuffled, frozen);
    }

    public Training rule(LearningRule rule) {
        return new Training(
                epochs, batch, seed, rule, schedule, patience, augmentations, checkpoint, heldOut, shuffled, frozen);
    }

    public Training schedule(Schedule schedule) {
        return new Training(
                epochs, batch, seed, rule, schedule, patience, augmentations, checkpoint, heldOut, shuffled, frozen);
    }

    /** Stops when the held-out loss has not fallen for so many epochs, and keeps the best weights. */
    public Training patience(int patience) {
        return new Training(
                epochs, batch, seed, rule, schedule, patience, augmentations, checkpoint, heldOut, shuffled, frozen);
    }

    public Training augmented(Augmentation... augmentations) {
        return new Training(
                epochs,
                batch,
                seed,
                rule,
                schedule,
                patience,
                List.of(augmentations),
                checkpoint,
                heldOut,
                shuffled,
                frozen);
    }

    /** Keeps the state in a file after every epoch, and goes on from it after an interrupt or a kill. */
    public Training checkpoint(Path file) {
        return new Training(
                epochs,
                batch,
                seed,
                rule,
                schedule,
                patience,
                augmentations,
                Optional.of(file),
                heldOut,
                shuffled,
                frozen);
    }

    /** Learns from all but this share of the stimuli; 0 to learn from all. */
    public Training heldOut(double share) {
        return new Training(
                epochs, batch, seed, rule, schedule, patience, augmentations, checkpoint, share, shuffled, frozen);
    }

    /** Shows the stimuli in the order in which they come, in every epoch. */
    public Training inOrder() {
        return new Training(
                epochs, batch, seed, rule, schedule, patience, augmentations, checkpoint, heldOut, false, frozen);
    }

    /** Leaves the weights of some layers as they are: {@code settings.frozen("conv1", "features")}. */
    public Training frozen(String... layers) {
        return new Training(
                epochs,
                batch,
                seed,
                rule,
                schedule,
                patience,
                augmentations,
                checkpoint,
                heldOut,
                shuffled,
                List.of(layers));
    }

    Origin origin() {
        return Origin.of("training")
                .with("epochs", epochs)
                .with("batch", batch)
                .with("rule", rule)
                .with("schedule", schedule)
                .with("patience", patience)
                .with("augmentations", augmentations)
                .with("held out", heldOut)
                .with("shuffled", shuffled)
                .with("frozen", frozen)
                .with("seed", seed);
    }
}
