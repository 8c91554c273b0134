package org.striate.core;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Repeated random splits. */
record RandomFolds(int splits, double train, int seed) implements Folds {

    RandomFolds {
        if (!(train > 0 && train < 1) || splits < 1) {
            throw BadInput.of(
                    "folds",
                    splits + " splits with a training share of " + train,
                    "at least 1 split and a share between 0 and 1",
                    "Folds.random(10, 0.9, 1)");
        }
    }

    @Override
    public List<Fold> over(StimulusSet stimuli) {
        int n = stimuli.size();
        int nTrain = (int) Math.floor(train * n);
        if (nTrain < 1 || nTrain == n) {
            throw BadInput.of(
                    "stimuli",
                    n + " for a training share of " + train,
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
                .with("train", train)
                .with("seed", seed);
    }

    @Override
    public String toString() {
        return "Folds: " + splits + " random splits, " + train + " to train, seed " + seed;
    }
}
