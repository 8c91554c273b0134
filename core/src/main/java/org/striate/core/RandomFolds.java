package org.striate.core;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Repeated random splits.
 *
 * @param share of the stimuli
 * @param toTrain whether that share is to train, or to test
 */
record RandomFolds(int splits, double share, boolean toTrain, int seed) implements Folds {

    RandomFolds {
        if (!(share > 0 && share < 1) || splits < 1) {
            throw BadInput.of(
                    "folds",
                    splits + " splits with a share of " + share + what(toTrain),
                    "at least 1 split and a share between 0 and 1",
                    "Folds.random(10, 0.9, 1)");
        }
    }

    @Override
    public List<Fold> over(StimulusSet stimuli) {
        int n = stimuli.size();
        int nTrain = toTrain ? (int) Math.floor(share * n) : n - (int) Math.ceil(share * n); // as scikit-learn rounds
        if (nTrain < 1 || nTrain == n) {
            throw BadInput.of(
                    "stimuli",
                    n + " for a share of " + share + what(toTrain),
                    "enough for one stimulus in train and one in test",
                    "Folds.random(" + splits + ", 0.5, " + seed + ")");
        }
        var random = new NumpyRandom(seed);
        return IntStream.range(0, splits)
                .mapToObj(split -> {
                    var order = random.permutation(n);
                    return new Fold(Arrays.copyOfRange(order, n - nTrain, n), Arrays.copyOfRange(order, 0, n - nTrain));
                })
                .toList();
    }

    @Override
    public Origin origin() {
        return Origin.of("random splits")
                .with("splits", splits)
                .with(toTrain ? "train" : "test", share)
                .with("seed", seed);
    }

    @Override
    public String toString() {
        return "Folds: " + splits + " random splits, " + share + what(toTrain) + ", seed " + seed;
    }

    private static String what(boolean toTrain) {
        return toTrain ? " to train" : " to test";
    }
}
