package org.striate.core;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** k shuffled folds, each held out once. */
record KFolds(int k, int seed) implements Folds {

    KFolds {
        if (k < 2) {
            throw BadInput.of("folds", String.valueOf(k), "at least 2", "Folds.of(5, " + seed + ")");
        }
    }

    @Override
    public List<Fold> over(StimulusSet stimuli) {
        int n = stimuli.size();
        if (n < k) {
            throw BadInput.of(
                    "stimuli",
                    n + " for " + k + " folds",
                    "at least one per fold",
                    "Folds.of(" + Math.max(2, n) + ", " + seed + ")");
        }
        var order = new NumpyRandom(seed).permutation(n);
        var folds = new ArrayList<Fold>();
        int start = 0;
        for (int fold = 0; fold < k; fold++) {
            int stop = start + n / k + (fold < n % k ? 1 : 0);
            var held = new BitSet(n);
            for (int i = start; i < stop; i++) {
                held.set(order[i]);
            }
            var test = held.stream().toArray();
            held.flip(0, n);
            folds.add(new Fold(held.stream().toArray(), test));
            start = stop;
        }
        return folds;
    }

    @Override
    public Origin origin() {
        return Origin.of("k folds").with("k", k).with("seed", seed);
    }

    @Override
    public String toString() {
        return "Folds: " + k + " shuffled folds, seed " + seed;
    }
}
