package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.striate.core.Origin;
import org.striate.core.Seeds;
import org.striate.models.graph.Numbers;

/**
 * What a lesion makes of one layer: unit {@code u} answers {@code scale[u] * before[source[u]] + shift[u] + noise[u] * z}, z
 * being standard normal. Where the scale is 0, {@code before} may be NaN or infinite.
 *
 * @param source [units] whose answer is taken
 * @param scale [units]
 * @param shift [units]
 * @param noise [units] standard deviations; empty for none
 * @param seed of the noise
 * @param what it is, in words
 */
record Injury(int[] source, float[] scale, float[] shift, float[] noise, long seed, String what) {

    /** What leaves all units as they were. */
    static Injury none(int units, long seed, String what) {
        var source = new int[units];
        Arrays.setAll(source, u -> u);
        var scale = new float[units];
        Arrays.fill(scale, 1);
        return new Injury(source, scale, new float[units], new float[0], seed, what);
    }

    /**
     * This one, then another. Noise of both is drawn once with {@code sqrt(a^2 + b^2)}, from a seed of both; noise of one keeps
     * its own. Where units exchange their answers, their noise is drawn anew.
     */
    Injury then(Injury next) {
        int units = scale.length;
        long drawn = !isNoisy() ? next.seed : next.isNoisy() ? 31 * seed + next.seed : seed;
        var both = none(units, drawn, what + "; " + next.what);
        var sd = noise.length + next.noise.length == 0 ? noise : new float[units];
        for (int u = 0; u < units; u++) {
            int from = next.source[u];
            both.source[u] = source[from];
            both.scale[u] = next.scale[u] * scale[from];
            both.shift[u] = next.scale[u] * shift[from] + next.shift[u];
            if (sd.length > 0) {
                double first = noise.length == 0 ? 0 : next.scale[u] * noise[from];
                sd[u] = (float) Math.hypot(first, next.noise.length == 0 ? 0 : next.noise[u]);
            }
        }
        return new Injury(both.source, both.scale, both.shift, sd, both.seed, both.what);
    }

    /** SHA-256 of all that it does. */
    String checksum() {
        var bytes = ByteBuffer.allocate(
                Math.multiplyExact(4, source.length + scale.length + shift.length + noise.length) + 8);
        bytes.asIntBuffer().put(source);
        bytes.position(4 * source.length);
        for (var values : List.of(scale, shift, noise)) {
            bytes.asFloatBuffer().put(values);
            bytes.position(bytes.position() + 4 * values.length);
        }
        return Origin.sha256(bytes.putLong(seed).array());
    }

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
            var scale = tensors.get("scale");
            var shift = tensors.get("shift");
            var changed = flat.mul(scale).add(shift);
            if (silences()) {
                var silent = scale.eq(0).broadcast(changed.getShape());
                changed = NDArrays.where(silent, shift.broadcast(changed.getShape()), changed);
            }
            var result = changed.reshape(shape);
            result.attach(output.getManager());
            return result;
        }
    }

    /** {@code source} [units], {@code scale} [units], and {@code shift} [units], or [batch x units] with noise. */
    Map<String, NDArray> tensors(NDManager manager, long first, int batch) {
        var sources = Numbers.owned(
                manager.create(Arrays.stream(source).asLongStream().toArray()));
        var shifts = manager.create(shift);
        if (noise.length > 0) {
            shifts = shifts.add(manager.create(normal(first, batch), new Shape(batch, noise.length)));
        }
        return Map.of("source", sources, "scale", Numbers.owned(manager.create(scale)), "shift", shifts);
    }

    private float[] normal(long first, int batch) {
        var values = new float[batch * noise.length];
        for (int i = 0; i < batch; i++) {
            var random = Seeds.random(seed * 1_000_003 + first + i);
            for (int u = 0; u < noise.length; u++) {
                values[i * noise.length + u] = noise[u] * (float) random.nextGaussian(); // drawn for quiet units too
            }
        }
        return values;
    }

    private boolean isNoisy() {
        for (float sd : noise) {
            if (sd > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean silences() {
        for (float factor : scale) {
            if (factor == 0) {
                return true;
            }
        }
        return false;
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
