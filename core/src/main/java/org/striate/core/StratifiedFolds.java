package org.striate.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Repeated random splits with every class in proportion. */
record StratifiedFolds(String parameter, int splits, double train, int seed) implements Folds {

    StratifiedFolds {
        if (!(train > 0 && train < 1) || splits < 1) {
            throw BadInput.of(
                    "folds",
                    splits + " splits with a training share of " + train,
                    "at least 1 split and a share between 0 and 1",
                    "Folds.stratified(\"" + parameter + "\", 10, 0.9, 1)");
        }
    }

    @Override
    public List<Fold> over(StimulusSet stimuli) {
        var classes = members(stimuli.parameter(parameter));
        int n = stimuli.size();
        int nTrain = (int) Math.floor(train * n);
        if (classes.stream().anyMatch(members -> members.length < 2)
                || nTrain < classes.size()
                || n - nTrain < classes.size()) {
            throw BadInput.of(
                    "stimuli",
                    n + " in " + classes.size() + " classes of \"" + parameter + "\"",
                    "two or more a class, and as many in train and in test as there are classes",
                    "Split without classes: Folds.of(5, " + seed + ")");
        }
        var random = new NumpyRandom(seed);
        return IntStream.range(0, splits)
                .mapToObj(split -> draw(random, classes, nTrain, n - nTrain))
                .toList();
    }

    /** [class][member] stimulus indices; classes in the order of their sorted values. */
    private static List<int[]> members(List<Object> values) {
        var byClass = new TreeMap<Object, List<Integer>>(Columns::compare);
        for (int i = 0; i < values.size(); i++) {
            byClass.computeIfAbsent(values.get(i), value -> new ArrayList<>()).add(i);
        }
        return byClass.values().stream()
                .map(indices -> indices.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static Fold draw(NumpyRandom random, List<int[]> classes, int nTrain, int nTest) {
        var counts = classes.stream().mapToInt(members -> members.length).toArray();
        var toTrain = shares(random, counts, nTrain);
        var left = IntStream.range(0, counts.length)
                .map(c -> counts[c] - toTrain[c])
                .toArray();
        var toTest = shares(random, left, nTest);
        var train = IntStream.builder();
        var test = IntStream.builder();
        for (int c = 0; c < counts.length; c++) {
            var order = random.permutation(counts[c]);
            for (int i = 0; i < toTrain[c]; i++) {
                train.add(classes.get(c)[order[i]]);
            }
            for (int i = toTrain[c]; i < toTrain[c] + toTest[c]; i++) {
                test.add(classes.get(c)[order[i]]);
            }
        }
        return new Fold(
                random.permutation(train.build().toArray()),
                random.permutation(test.build().toArray()));
    }

    /** Divides draws among classes in proportion: largest remainders first, ties at random. */
    private static int[] shares(NumpyRandom random, int[] counts, int draws) {
        double total = Arrays.stream(counts).sum();
        var floored = new int[counts.length];
        var remainder = new double[counts.length];
        for (int c = 0; c < counts.length; c++) {
            double exact = counts[c] / total * draws;
            floored[c] = (int) Math.floor(exact);
            remainder[c] = exact - floored[c];
        }
        int missing = draws - Arrays.stream(floored).sum();
        var values = new TreeSet<Double>(Collections.reverseOrder());
        Arrays.stream(remainder).forEach(values::add);
        for (double value : values) {
            if (missing == 0) {
                break;
            }
            var tied = IntStream.range(0, counts.length)
                    .filter(c -> remainder[c] == value)
                    .toArray();
            int now = Math.min(tied.length, missing);
            var order = random.permutation(tied.length);
            for (int i = 0; i < now; i++) {
                floored[tied[order[i]]]++;
            }
            missing -= now;
        }
        return floored;
    }

    @Override
    public Origin origin() {
        return Origin.of("stratified splits")
                .with("parameter", parameter)
                .with("splits", splits)
                .with("train", train)
                .with("seed", seed);
    }

    @Override
    public String toString() {
        return "Folds: " + splits + " random splits stratified on " + parameter + ", seed " + seed;
    }
}
