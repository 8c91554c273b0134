package org.striate.notebooks;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the cells tagged {@code must-show} printed: each line {@code name = 0.123}; other lines are for the reader alone. */
final class Values {

    private static final Pattern LINE =
            Pattern.compile("^\\s*([^=\\n]+?) = (-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|NaN)\\s*$", Pattern.MULTILINE);

    private final Map<String, Double> byName = new TreeMap<>();

    /** @throws IllegalArgumentException if two lines give the same name two values */
    static Values printed(String text) {
        var values = new Values();
        LINE.matcher(text).results().forEach(line -> {
            double value = Double.parseDouble(line.group(2));
            var before = values.byName.put(line.group(1), value);
            if (before != null && before != value) {
                throw new IllegalArgumentException(
                        "\"" + line.group(1) + "\": printed as " + before + " and as " + value + "; expected once");
            }
        });
        return values;
    }

    /** @throws IllegalArgumentException if no line has that name */
    double of(String name) {
        var value = byName.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "\"" + name + "\": printed by no must-show cell; printed are " + byName.keySet());
        }
        return value;
    }

    @Override
    public String toString() {
        return byName.toString();
    }
}
