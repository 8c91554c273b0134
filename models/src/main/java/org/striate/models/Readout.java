package org.striate.models;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.striate.core.BadInput;
import org.striate.core.UnitLayout;

/**
 * Which numbers of a layer are kept. In this order: channels, mean over positions, units, projection.
 *
 * @param channels kept; empty for all
 * @param mean whether each channel is averaged over its positions
 * @param units kept of what is then there, by index; empty for all
 * @param projection where given, so many random mixtures in place of the units
 */
public record Readout(
        List<Integer> channels, boolean mean, List<Integer> units, Optional<RandomProjection> projection) {

    /** All units of a layer. */
    public static Readout full() {
        return new Readout(List.of(), false, List.of(), Optional.empty());
    }

    /** Only these channels, at all positions. */
    public Readout channels(int... kept) {
        return new Readout(Arrays.stream(kept).boxed().toList(), mean, units, projection);
    }

    /** One number a channel: the mean over its positions. */
    public Readout spatialMean() {
        return new Readout(channels, true, units, projection);
    }

    /** Only these units. */
    public Readout units(int... kept) {
        return new Readout(channels, mean, Arrays.stream(kept).boxed().toList(), projection);
    }

    /** Random mixtures of all units, as scikit-learn's {@code SparseRandomProjection}; see {@link RandomProjection}. */
    public Readout projected(int dimensions, long seed) {
        return new Readout(channels, mean, units, Optional.of(new RandomProjection(dimensions, seed)));
    }

    /** How what is kept lies. */
    UnitLayout layout(String layer, UnitLayout before) {
        var layout = channels.isEmpty()
                ? before
                : new UnitLayout(
                        within(layer, channels, before.channels(), "channel"), before.height(), before.width());
        if (mean) {
            layout = UnitLayout.flat(layout.channels());
        }
        if (!units.isEmpty()) {
            layout = UnitLayout.flat(within(layer, units, layout.units(), "unit"));
        }
        return projection.isPresent() && projection.get().dimensions() < layout.units()
                ? UnitLayout.flat(projection.get().dimensions())
                : layout;
    }

    private static int within(String layer, List<Integer> indices, int count, String what) {
        for (int index : indices) {
            if (index < 0 || index >= count) {
                throw BadInput.of(
                        "layer " + layer,
                        what + " " + index,
                        "0 to " + (count - 1),
                        "network.layers() shows the shapes");
            }
        }
        return indices.size();
    }

    /** [batch][kept]: the means in native memory, the rest here. */
    float[][] of(NDArray output) {
        var shape = output.getShape();
        boolean pooled = mean && shape.dimension() == 4;
        var values = pooled ? pooled(output) : output.toFloatArray();
        int batch = (int) shape.get(0);
        int size = values.length / batch;
        int positions = pooled || shape.dimension() < 4 ? 1 : (int) (shape.get(2) * shape.get(3));
        var rows = new float[batch][];
        for (int i = 0; i < batch; i++) {
            rows[i] = chosen(Arrays.copyOfRange(values, i * size, (i + 1) * size), positions);
        }
        return rows;
    }

    private static float[] pooled(NDArray output) {
        var shape = output.getShape();
        try (var flat = output.reshape(shape.get(0), shape.get(1), -1);
                var means = flat.mean(new int[] {2})) { // the engine takes one axis at a time
            return means.toFloatArray();
        }
    }

    private float[] chosen(float[] row, int positions) {
        var kept = row;
        if (!channels.isEmpty()) {
            kept = new float[channels.size() * positions];
            for (int i = 0; i < channels.size(); i++) {
                System.arraycopy(row, channels.get(i) * positions, kept, i * positions, positions);
            }
        }
        if (!units.isEmpty()) {
            var picked = new float[units.size()];
            for (int i = 0; i < picked.length; i++) {
                picked[i] = kept[units.get(i)];
            }
            kept = picked;
        }
        return projection.isPresent() ? projection.get().of(kept) : kept;
    }

    @Override
    public String toString() {
        return (channels.isEmpty() ? "" : "channels " + channels + ", ")
                + (mean ? "mean over positions, " : "")
                + (units.isEmpty() ? "" : "units " + units + ", ")
                + projection.map(RandomProjection::toString).orElse("full width");
    }
}
