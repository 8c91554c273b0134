package org.striate.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.BadInput;

/**
 * Which stimuli are learned from and which are held out.
 *
 * @param train indices
 * @param heldOut indices; may be none
 * @param partners stimulus to the one that is shown with it, of the same part; empty where the objective has no pairs
 */
record Split(List<Integer> train, List<Integer> heldOut, Map<Integer, Integer> partners) {

    static Split of(int stimuli, Training settings, Objective objective) {
        var order = new ArrayList<>(IntStream.range(0, stimuli).boxed().toList());
        if (!objective.ordered()) {
            Collections.shuffle(order, new Random(settings.seed()));
        }
        int held = (int) Math.floor(settings.heldOut() * stimuli + 1e-9);
        var heldOut = objective.ordered() ? order.subList(stimuli - held, stimuli) : order.subList(0, held);
        var train = objective.ordered() ? order.subList(0, stimuli - held) : order.subList(held, stimuli);
        if (!settings.shuffled()) {
            train = train.stream().sorted().toList();
        }
        if (!objective.pairs()) {
            requireHeldOut(settings, heldOut.size(), objective.fewest(), " of " + stimuli + " stimuli held out");
            return new Split(List.copyOf(train), List.copyOf(heldOut), Map.of());
        }
        if (!objective.ordered() && settings.augmentations().isEmpty()) {
            throw BadInput.of(
                    "training",
                    "no augmentations",
                    "some, without which the two views of an image are the same",
                    "settings.augmented(Augmentation.views())");
        }
        var partners = new HashMap<Integer, Integer>();
        var split = new Split(paired(train, objective, partners), paired(heldOut, objective, partners), partners);
        int fewest = objective.fewest();
        if (split.train.size() < fewest || settings.batch() < fewest) {
            throw BadInput.of(
                    "training",
                    split.train.size() + " stimuli that have a partner, batch " + settings.batch(),
                    "at least " + fewest + " of each, since a pair is told from the others of its batch",
                    "Show more, or partners closer by: Task.temporal(1, 0.5)");
        }
        requireHeldOut(settings, split.heldOut.size(), fewest, " stimuli held out that have a partner");
        return split;
    }

    /** Patience waits for a better loss: of nothing there is none, and a pair alone has nobody to be told from. */
    private static void requireHeldOut(Training settings, int held, int fewest, String what) {
        if (settings.patience() > 0 && held < fewest) {
            throw BadInput.of(
                    "training",
                    "patience " + settings.patience() + " with " + held + what,
                    "at least " + fewest + ", whose loss tells which weights are the best",
                    "Hold out more, or have no patience: settings.heldOut(0.2), settings.patience(0)");
        }
    }

    /** Those that have a partner among themselves. */
    private static List<Integer> paired(List<Integer> part, Objective objective, Map<Integer, Integer> partners) {
        var among = new HashSet<>(part);
        part.forEach(stimulus -> partners.put(stimulus, objective.partner(stimulus, among)));
        return part.stream().filter(stimulus -> partners.get(stimulus) >= 0).toList();
    }
}
