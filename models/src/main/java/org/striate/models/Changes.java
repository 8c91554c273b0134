package org.striate.models;

import java.util.HashMap;
import java.util.Map;

/**
 * What was done to a network beside learning.
 *
 * @param injuries layer to what its lesion does
 * @param masks full tensor name to a factor for each weight, 0 for a pruned one; training keeps them
 */
record Changes(Map<String, Injury> injuries, Map<String, float[]> masks) {

    static final Changes NONE = new Changes(Map.of(), Map.of());

    Changes with(String layer, Injury injury) {
        var more = new HashMap<>(injuries);
        more.put(layer, injury);
        return new Changes(Map.copyOf(more), masks);
    }

    Changes with(Map<String, float[]> masks) {
        return new Changes(injuries, Map.copyOf(masks));
    }
}
