package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.striate.core.BadInput;
import org.striate.core.UnitLayout;
import org.striate.models.graph.Parallel;

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

    /** [batch][kept]: chosen and averaged in native memory, so that of a wide layer only what is kept is copied. */
    float[][] of(NDArray output) {
        int batch = (int) output.getShape().get(0);
        try (var manager = output.getManager().newSubManager()) {
            // Another handle, whose manager frees all that is made of it.
            var kept = output.getDataType() == DataType.FLOAT32
                    ? output.reshape(output.getShape())
                    : output.toType(DataType.FLOAT32, false);
            kept.attach(manager);
            boolean map = kept.getShape().dimension() == 4;
            if (!channels.isEmpty()) {
                kept = chosen(map ? kept : kept.reshape(batch, -1), channels);
            }
            if (mean && map) {
                kept = kept.reshape(batch, kept.getShape().get(1), -1).mean(new int[] {2});
            }
            if (!units.isEmpty()) {
                kept = chosen(kept.reshape(batch, -1), units);
            }
            return rows(kept.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer(), batch);
        }
    }

    private static NDArray chosen(NDArray of, List<Integer> indices) {
        var chosen = indices.stream().mapToLong(Integer::longValue).toArray();
        return of.get(new NDIndex(":, {}", of.getManager().create(chosen)));
    }

    /** Straight from the engine's memory: of a wide layer the first touch of new memory costs more than the copy. */
    private float[][] rows(FloatBuffer values, int batch) {
        int size = values.remaining() / batch;
        var rows = new float[batch][];
        Parallel.each(batch, i -> {
            var row = new float[size];
            values.get(i * size, row);
            rows[i] = projection.isPresent() ? projection.get().of(row) : row;
        });
        return rows;
    }

    @Override
    public String toString() {
        return (channels.isEmpty() ? "" : "channels " + channels + ", ")
                + (mean ? "mean over positions, " : "")
                + (units.isEmpty() ? "" : "units " + units + ", ")
                + projection.map(RandomProjection::toString).orElse("full width");
    }
}
