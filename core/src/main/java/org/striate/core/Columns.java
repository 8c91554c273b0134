package org.striate.core;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tables as columns: name to values. */
final class Columns {

    private Columns() {}

    /** An unmodifiable copy in the same order, numbers of every kind as {@link Double}. */
    static Map<String, List<Object>> checked(String what, Map<String, List<Object>> table, int rows) {
        var checked = new LinkedHashMap<String, List<Object>>();
        table.forEach((name, cells) -> {
            if (cells.size() != rows) {
                throw BadInput.of(
                        "column \"" + name + "\"",
                        cells.size() + " values",
                        rows + ", one a " + what,
                        "Give every column one value a " + what);
            }
            checked.put(
                    name,
                    cells.stream()
                            .map(cell -> cell instanceof Number number ? (Object) number.doubleValue() : cell)
                            .toList());
        });
        return Collections.unmodifiableMap(checked);
    }

    /** Some rows of every column. */
    static Map<String, List<Object>> picked(Map<String, List<Object>> table, int[] rows) {
        var picked = new LinkedHashMap<String, List<Object>>();
        table.forEach((name, cells) -> picked.put(name, picked(cells, rows)));
        return picked;
    }

    /** Some cells; for a negative row, NaN among numbers and an empty text among texts. */
    static List<Object> picked(List<Object> cells, int[] rows) {
        boolean numbers = !cells.isEmpty() && cells.get(0) instanceof Number;
        var missing = numbers ? (Object) Double.NaN : "";
        return Arrays.stream(rows)
                .mapToObj(row -> row < 0 ? missing : cells.get(row))
                .toList();
    }

    /** Numbers by value before texts by character, as Python sorts either. */
    static int compare(Object a, Object b) {
        if (a instanceof Number first && b instanceof Number second) {
            return Double.compare(first.doubleValue(), second.doubleValue());
        }
        if (a instanceof Number != b instanceof Number) {
            return a instanceof Number ? -1 : 1;
        }
        return a.toString().compareTo(b.toString());
    }

    static boolean isNumber(Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue());
    }

    /** That a column is not all finite numbers. A reader makes texts of all its cells where one is no number: that one is named. */
    static BadInput noNumber(String parameter, List<Object> values, List<String> ids) {
        boolean some = values.stream().anyMatch(Number.class::isInstance);
        int first = IntStream.range(0, values.size())
                .filter(i -> some ? !isNumber(values.get(i)) : !isWritten(values.get(i)))
                .findFirst()
                .orElse(0);
        var cell = "\"" + values.get(first) + "\" of stimulus " + ids.get(first);
        return BadInput.of(
                "parameter " + parameter,
                some ? cell : cell + " in a column of texts",
                "a finite number for every stimulus",
                some
                        ? "Keep those that have one: stimuli.where(\"" + parameter
                                + "\", v -> v instanceof Double d && Double.isFinite(d))"
                        : "Mend that value in the table, or choose another parameter: stimuli.parameters().keySet()");
    }

    /** Whether a text is a number to Java. */
    private static boolean isWritten(Object text) {
        try {
            return isNumber(Double.valueOf(text.toString()));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
