package org.striate.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Seconds of named parts of a job. */
final class Phases {

    private final Map<String, Double> seconds = new LinkedHashMap<>();

    <T> T time(String name, Supplier<T> work) {
        long start = System.nanoTime();
        var result = work.get();
        seconds.merge(name, (System.nanoTime() - start) / 1e9, Double::sum);
        return result;
    }

    double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** As members of a JSON object, each name after a prefix. */
    String json(String prefix) {
        return seconds.entrySet().stream()
                .map(phase -> "\"" + prefix + phase.getKey() + "\": " + phase.getValue())
                .collect(Collectors.joining(", "));
    }
}
