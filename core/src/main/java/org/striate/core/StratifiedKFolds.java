package org.striate.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/** k folds with every class in proportion. */
record StratifiedKFolds(String parameter, int k, int seed) implements Folds {

    StratifiedKFolds {
        if (k < 2) {
            throw BadInput.of(
                    "folds", String.valueOf(k), "at least 2", "Folds.stratifiedFolds(\"" + parameter + "\", 5, 1)");
        }
    }

    @Override
    public List<Fold> over(StimulusSet stimuli) {
        var classes = new LinkedHashMap<Object, List<Integer>>(); // in order of first appearance
        var values = stimuli.parameter(parameter);
        for (int i = 0; i < values.size(); i++) {
            classes.computeIfAbsent(values.get(i), v -> new ArrayList<>()).add(i);
        }
        if (classes.values().stream().allMatch(members -> members.size() < k)) {
            throw BadInput.of(
                    "stimuli",
                    values.size() + " in " + classes.size() + " classes of \"" + parameter + "\", none with " + k,
                    "a class with one stimulus a fold",
                    "Split without classes: Folds.of(" + k + ", " + seed + ")");
        }
        var random = new NumpyRandom(seed);
        var fold = new int[values.size()];
        int before = 0; // stimuli of earlier classes, when all are lined up class by class
        for (var members : classes.values()) {
            int first = before;
            var shares = new int[k];
            for (int i = 0; i < members.size(); i++) {
                shares[(first + i) % k]++;
            }
            var folds = random.permutation(repeated(shares));
            for (int i = 0; i < folds.length; i++) {
                fold[members.get(i)] = folds[i];
            }
            before += members.size();
        }
        return BlockFolds.of(fold, k);
    }

    private static int[] repeated(int[] shares) {
        var numbers = new int[Arrays.stream(shares).sum()];
        int at = 0;
        for (int f = 0; f < shares.length; f++) {
            Arrays.fill(numbers, at, at + shares[f], f);
            at += shares[f];
        }
        return numbers;
    }

    @Override
    public Origin origin() {
        return Origin.of("stratified folds")
                .with("parameter", parameter)
                .with("k", k)
                .with("seed", seed);
    }

    @Override
    public String toString() {
        return "Folds: " + k + " folds stratified on " + parameter + ", seed " + seed;
    }
}
