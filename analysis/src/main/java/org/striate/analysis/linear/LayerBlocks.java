package org.striate.analysis.linear;

import java.util.Arrays;
import org.striate.core.Activations;
import org.striate.core.Progress;
import org.striate.core.UnitBlocks;

/** The units of a layer that may lie on a disk: all at once, or in blocks where they would fill more than half of the heap. */
public final class LayerBlocks {

    private static final int SHARE = 8; // a block's of the heap

    private LayerBlocks() {}

    /** Half of the heap in bytes. */
    public static long most() {
        return Runtime.getRuntime().maxMemory() / 2;
    }

    public static long bytes(Activations layer) {
        return (long) Float.BYTES * layer.stimuli() * layer.units();
    }

    /** Whether a copy in memory would take more than this. */
    public static boolean isLarge(Activations layer, long most) {
        return layer.isMapped() && bytes(layer) > most;
    }

    /**
     * Hands out all units.
     *
     * @param step blocks begin at multiples of it, so that who works in steps cuts a layer where it would without blocks
     */
    public static void stream(Activations layer, int step, UnitBlocks sink) {
        stream(layer, step, most(), sink);
    }

    static void stream(Activations layer, int step, long most, UnitBlocks sink) {
        var rows = new float[layer.stimuli()][];
        if (!isLarge(layer, most)) {
            Arrays.setAll(rows, layer::row);
            sink.accept(layer.layer(), 0, rows);
            return;
        }
        long steps = Math.max(1, most * 2 / SHARE / ((long) Float.BYTES * rows.length * step));
        int width = (int) Math.min(layer.units(), steps * step);
        for (int first = 0; first < layer.units(); first += width) {
            int from = first;
            int to = Math.min(layer.units(), first + width);
            Arrays.setAll(rows, i -> layer.row(i, from, to));
            sink.accept(layer.layer(), first, rows);
            Progress.check("reading " + layer.layer());
        }
    }
}
