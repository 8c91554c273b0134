package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/**
 * What a lesion makes of one layer: unit {@code u} answers {@code scale[u] * before[source[u]] + shift[u] + noise[u] * z}, z
 * being standard normal.
 *
 * @param source [units] whose answer is taken
 * @param scale [units]
 * @param shift [units]
 * @param noise [units] standard deviations; empty for none
 * @param seed of the noise
 */
record Injury(int[] source, float[] scale, float[] shift, float[] noise, long seed) {

    /**
     * The layer's output as the lesion leaves it; a new array.
     *
     * @param first index of the batch's first presentation: the noise of a presentation does not depend on the batch
     */
    NDArray apply(NDArray output, long first) {
        var shape = output.getShape();
        try (var manager = output.getManager().newSubManager()) {
            var tensors = tensors(manager, first, (int) shape.get(0));
            var flat = output.reshape(shape.get(0), -1);
            flat.attach(manager);
            if (moves()) {
                flat = flat.get(new NDIndex(":, {}", tensors.get("source")));
            }
            var result =
                    flat.mul(tensors.get("scale")).add(tensors.get("shift")).reshape(shape);
            result.attach(output.getManager());
            return result;
        }
    }

    /** {@code source} [units], {@code scale} [units], and {@code shift} [units], or [batch x units] with noise. */
    Map<String, NDArray> tensors(NDManager manager, long first, int batch) {
        var sources = manager.create(Arrays.stream(source).asLongStream().toArray());
        var shifts = manager.create(shift);
        if (noise.length > 0) {
            shifts = shifts.add(manager.create(normal(first, batch), new Shape(batch, noise.length)));
        }
        return Map.of("source", sources, "scale", manager.create(scale), "shift", shifts);
    }

    private float[] normal(long first, int batch) {
        var values = new float[batch * noise.length];
        for (int i = 0; i < batch; i++) {
            var random = new Random(seed * 1_000_003 + first + i);
            for (int u = 0; u < noise.length; u++) {
                values[i * noise.length + u] = noise[u] == 0 ? 0 : noise[u] * (float) random.nextGaussian();
            }
        }
        return values;
    }

    private boolean moves() {
        for (int i = 0; i < source.length; i++) {
            if (source[i] != i) {
                return true;
            }
        }
        return false;
    }
}
