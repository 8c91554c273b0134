package org.striate.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Presentations that differ in nothing but the trial.
 *
 * @param first the first presentation of every group, in the order of the groups
 * @param groupOf [presentations] the group each belongs to
 */
record TrialGroups(int[] first, int[] groupOf) {

    /**
     * Without a table, groups of one stimulus each, in order of first showing. With one, groups that agree in the
     * stimulus and in every column, sorted by the columns.
     */
    static TrialGroups of(List<Presentation> presentations, Map<String, List<Object>> table) {
        var columns = List.copyOf(table.values());
        var groups = new HashMap<Object, Integer>();
        var first = new ArrayList<Integer>();
        var groupOf = new int[presentations.size()];
        for (int p = 0; p < groupOf.length; p++) {
            var key = new ArrayList<Object>(columns.size() + 1);
            key.add(presentations.get(p).stimulusId());
            for (var column : columns) {
                key.add(column.get(p));
            }
            var known = groups.putIfAbsent(key, first.size());
            groupOf[p] = known == null ? first.size() : known;
            if (known == null) {
                first.add(p);
            }
        }
        var found = first.stream().mapToInt(Integer::intValue).toArray();
        return columns.isEmpty() ? new TrialGroups(found, groupOf) : sorted(found, groupOf, columns);
    }

    private static TrialGroups sorted(int[] first, int[] groupOf, List<List<Object>> columns) {
        Comparator<Integer> byColumns = (a, b) -> {
            for (var column : columns) {
                int order = Columns.compare(column.get(first[a]), column.get(first[b]));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
        var order = IntStream.range(0, first.length).boxed().sorted(byColumns).toList();
        var place = new int[first.length];
        for (int i = 0; i < place.length; i++) {
            place[order.get(i)] = i;
        }
        return new TrialGroups(
                order.stream().mapToInt(group -> first[group]).toArray(),
                IntStream.of(groupOf).map(group -> place[group]).toArray());
    }

    /**
     * @param values [presentations x columns]
     * @param keep which presentations count
     * @return [groups x columns] means that skip NaN; NaN where nothing was recorded
     */
    float[][] means(float[][] values, IntPredicate keep) {
        int columns = values.length == 0 ? 0 : values[0].length;
        var means = new float[first.length][columns];
        // Group by group, so that only one row of sums in double precision is held at a time.
        var members = IntStream.range(0, groupOf.length)
                .filter(keep)
                .boxed()
                .collect(java.util.stream.Collectors.groupingBy(p -> groupOf[p]));
        for (int group = 0; group < means.length; group++) {
            var sum = new double[columns];
            var count = new int[columns];
            for (int p : members.getOrDefault(group, List.of())) {
                for (int i = 0; i < columns; i++) {
                    float value = values[p][i];
                    if (!Float.isNaN(value)) {
                        sum[i] += value;
                        count[i]++;
                    }
                }
            }
            for (int i = 0; i < columns; i++) {
                means[group][i] = (float) (sum[i] / count[i]);
            }
        }
        return means;
    }
}
