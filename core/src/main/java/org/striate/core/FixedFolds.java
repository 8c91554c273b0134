package org.striate.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Splits by index that were made elsewhere. */
record FixedFolds(List<Fold> folds) implements Folds {

    FixedFolds {
        folds = List.copyOf(folds);
        if (folds.isEmpty()) {
            throw BadInput.of("folds", "none", "at least one", "Folds.of(5, 42)");
        }
        folds.forEach(FixedFolds::requireApart);
    }

    static void requireApart(Fold fold) {
        var train = once(fold.train(), "train");
        once(fold.test(), "test");
        if (fold.train().length == 0 || fold.test().length == 0) {
            throw BadInput.of(
                    "fold",
                    fold.train().length + " to train on and " + fold.test().length + " to test",
                    "at least one of each",
                    "Folds.of(5, 42)");
        }
        var both = Arrays.stream(fold.test()).filter(train::get).findFirst();
        if (both.isPresent()) {
            throw BadInput.of(
                    "fold",
                    "stimulus " + both.getAsInt() + " in train and in test",
                    "every stimulus on one side",
                    "Folds.of(5, 42)");
        }
    }

    private static BitSet once(int[] side, String name) {
        var seen = new BitSet();
        for (int i : side) {
            if (i < 0 || seen.get(i)) {
                throw BadInput.of(
                        "fold",
                        "stimulus " + i + (i < 0 ? " in " : " twice in ") + name,
                        "indices from 0 on, every stimulus once",
                        "Folds.of(5, 42)");
            }
            seen.set(i);
        }
        return seen;
    }

    @Override
    public List<Fold> over(StimulusSet stimuli) {
        int last = folds.stream()
                .flatMapToInt(f -> java.util.stream.IntStream.concat(Arrays.stream(f.train()), Arrays.stream(f.test())))
                .max()
                .orElse(0);
        if (last >= stimuli.size()) {
            throw BadInput.of(
                    "folds",
                    "an index of " + last + " for " + stimuli.size() + " stimuli",
                    "0 to " + (stimuli.size() - 1),
                    "Split these stimuli: Folds.of(5, 42)");
        }
        return folds;
    }

    @Override
    public Origin origin() {
        var text = new StringBuilder();
        folds.forEach(f -> text.append(Arrays.toString(f.train())).append(Arrays.toString(f.test())));
        return Origin.of("given splits")
                .with("splits", folds.size())
                .with("sha256", Origin.sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return "Folds: " + folds.size() + " given splits";
    }
}
