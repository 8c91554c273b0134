package org.striate.models;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was done to a network beside learning.
 *
 * @param injuries layer to what its lesion does
 * @param masks full tensor name to a factor for each weight, 0 for a pruned one; training keeps them
 */
record Changes(Map<String, Injury> injuries, Map<String, float[]> masks) {

    static final Changes NONE = new Changes(Map.of(), Map.of());

    /** One more lesion, on top of what the layer has. */
    Changes with(String layer, Injury injury) {
        var more = new HashMap<>(injuries);
        more.merge(layer, injury, Injury::then);
        return new Changes(Map.copyOf(more), masks);
    }

    Changes with(Map<String, float[]> masks) {
        return new Changes(injuries, Map.copyOf(masks));
    }

    /** What of it concerns a part of the network. */
    Changes within(Set<String> layers, Set<String> tensors) {
        var injured = new HashMap<>(injuries);
        injured.keySet().retainAll(layers);
        var masked = new HashMap<>(masks);
        masked.keySet().retainAll(tensors);
        return new Changes(Map.copyOf(injured), Map.copyOf(masked));
    }

    /** The layers with their lesions. */
    List<LayerTable.Row> shown(List<LayerTable.Row> rows) {
        return injuries.isEmpty()
                ? rows
                : rows.stream()
                        .map(row -> injuries.containsKey(row.name())
                                ? row.with(injuries.get(row.name()).what())
                                : row)
                        .toList();
    }

    /** Nothing, or what follows a network's text. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        new TreeMap<>(injuries).values().forEach(injury -> text.append(", ").append(injury.what()));
        return text.append(masks.isEmpty() ? "" : ", pruned").toString();
    }
}
