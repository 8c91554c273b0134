package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import org.striate.models.graph.Weights;

/** Pruned weights, held at 0 while the others learn. */
final class MaskedTensors implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager();
    private final Map<NDArray, NDArray> masks = new LinkedHashMap<>();

    /** @param factors full tensor name to 0 or 1, one for each weight */
    MaskedTensors(Weights weights, Map<String, float[]> factors) {
        factors.forEach((name, mask) -> {
            var tensor = weights.tensors().get(name);
            var held = manager.create(mask, tensor.getShape());
            // What is not finite would stay so when multiplied by 0.
            try (var lost = held.mul(tensor)) {
                tensor.set(lost.neq(0).logicalAnd(held.eq(0)), 0);
            }
            masks.put(tensor, held);
        });
    }

    void apply() {
        masks.forEach((tensor, mask) -> {
            boolean learning = tensor.hasGradient();
            tensor.setRequiresGradient(false);
            tensor.muli(mask);
            tensor.setRequiresGradient(learning);
        });
    }

    @Override
    public void close() {
        manager.close();
    }
}
