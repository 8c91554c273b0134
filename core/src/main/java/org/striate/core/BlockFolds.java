package org.striate.core;

import java.util.List;
import java.util.stream.IntStream;

/** k contiguous blocks. */
record BlockFolds(int k, int gap) implements Folds {

    BlockFolds {
        if (k < 2 || gap < 0) {
            throw BadInput.of(
                    "folds",
                    k + " blocks with a gap of " + gap,
                    "at least 2 and a gap of 0 or more",
                    "Folds.blocks(5)");
        }
    }

    /** Splits that hold out each fold in turn. */
    static List<Fold> of(int[] fold, int k) {
        return IntStream.range(0, k)
                .mapToObj(held -> new Fold(
                        IntStream.range(0, fold.length)
                                .filter(i -> fold[i] != held)
                                .toArray(),
                        IntStream.range(0, fold.length)
                                .filter(i -> fold[i] == held)
                                .toArray()))
                .toList();
    }

    @Override
    public List<Fold> over(StimulusSet stimuli) {
        int n = stimuli.size();
        if (n < k) {
            throw BadInput.of("stimuli", n + " for " + k + " blocks", "at least one a block", "Folds.blocks(2)");
        }
        var fold = new int[n];
        int start = 0;
        for (int f = 0; f < k; f++) {
            int stop = start + n / k + (f < n % k ? 1 : 0);
            java.util.Arrays.fill(fold, start, stop, f);
            start = stop;
        }
        return of(fold, k).stream().map(this::apart).toList();
    }

    private Fold apart(Fold block) {
        long first = (long) block.test()[0] - gap;
        long last = (long) block.test()[block.test().length - 1] + gap;
        var train =
                IntStream.of(block.train()).filter(i -> i < first || i > last).toArray();
        if (train.length == 0) {
            throw BadInput.of(
                    "folds",
                    "a gap of " + gap + " that leaves nothing to train on",
                    "a smaller one",
                    "Folds.blocks(" + k + ", 0)");
        }
        return new Fold(train, block.test());
    }

    @Override
    public Origin origin() {
        return Origin.of("blocks").with("k", k).with("gap", gap);
    }

    @Override
    public String toString() {
        return "Folds: " + k + " contiguous blocks" + (gap > 0 ? ", " + gap + " left out on either side" : "");
    }
}
