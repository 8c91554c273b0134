package org.striate.core;

import java.util.Arrays;
import java.util.List;

/**
 * One random split.
 *
 * @param test share of the stimuli that is held out; rounded up, as scikit-learn does
 */
record HoldoutFolds(double test, int seed) implements Folds {

    HoldoutFolds {
        if (!(test > 0 && test < 1)) {
            throw BadInput.of(
                    "folds", "a share of " + test + " held out", "one between 0 and 1", "Folds.holdout(0.2, 1)");
        }
    }

    @Override
    public List<Fold> over(StimulusSet stimuli) {
        int n = stimuli.size();
        int held = (int) Math.ceil(test * n);
        if (held >= n) {
            throw BadInput.of(
                    "stimuli",
                    n + " with a share of " + test + " held out",
                    "enough for one stimulus in train and one in test",
                    "Folds.holdout(0.5, " + seed + ")");
        }
        var order = new NumpyRandom(seed).permutation(n);
        return List.of(new Fold(Arrays.copyOfRange(order, held, n), Arrays.copyOfRange(order, 0, held)));
    }

    @Override
    public Origin origin() {
        return Origin.of("random splits").with("splits", 1).with("test", test).with("seed", seed);
    }

    @Override
    public String toString() {
        return "Folds: one random split, " + test + " to test, seed " + seed;
    }
}
