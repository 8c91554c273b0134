package org.striate.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Folds that keep stimuli of one group together; k = 0 holds out each group in turn. */
record GroupFolds(String parameter, int k) implements Folds {

    GroupFolds {
        if (k != 0 && k < 2) {
            throw BadInput.of("folds", String.valueOf(k), "at least 2", "Folds.groups(\"" + parameter + "\", 5)");
        }
    }

    @Override
    public List<Fold> over(StimulusSet stimuli) {
        var groups = new TreeMap<Object, List<Integer>>(Columns::compare);
        var values = stimuli.parameter(parameter);
        for (int i = 0; i < values.size(); i++) {
            groups.computeIfAbsent(values.get(i), v -> new ArrayList<>()).add(i);
        }
        int folds = k == 0 ? groups.size() : k;
        if (groups.size() < Math.max(2, folds)) {
            throw BadInput.of(
                    "stimuli",
                    groups.size() + " different values of \"" + parameter + "\" for " + Math.max(2, folds) + " folds",
                    "at least one a fold, and two",
                    "Split without groups: Folds.of(5, 1)");
        }
        var fold = new int[values.size()];
        var sizes = new int[folds];
        var order = new ArrayList<>(groups.values());
        if (k != 0) {
            java.util.Collections.reverse(order); // of equal groups the last comes first, as there
            order.sort(Comparator.comparingInt((List<Integer> members) -> -members.size()));
        }
        for (int g = 0; g < order.size(); g++) {
            int into = k == 0 ? g : lightest(sizes);
            sizes[into] += order.get(g).size();
            order.get(g).forEach(i -> fold[i] = into);
        }
        return BlockFolds.of(fold, folds);
    }

    private static int lightest(int[] sizes) {
        int lightest = 0;
        for (int f = 1; f < sizes.length; f++) {
            if (sizes[f] < sizes[lightest]) {
                lightest = f;
            }
        }
        return lightest;
    }

    @Override
    public Origin origin() {
        return k == 0
                ? Origin.of("leave one out").with("parameter", parameter)
                : Origin.of("group folds").with("parameter", parameter).with("k", k);
    }

    @Override
    public String toString() {
        return k == 0
                ? "Folds: each value of " + parameter + " held out once"
                : "Folds: " + k + " folds that keep each value of " + parameter + " together";
    }
}
