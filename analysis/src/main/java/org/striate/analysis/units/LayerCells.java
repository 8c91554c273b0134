package org.striate.analysis.units;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.striate.core.Activations;

/**
 * The answers of a layer that may lie on a disk, from which whatever is asked for is copied. Kept are the last row, for whom walks along
 * rows, and a block of units, for whom walks along units: either way each answer is copied about once.
 */
final class LayerCells implements Population.Cells {

    /** Numbers in a block, 32 MB. */
    private static final int MOST = 8 << 20;

    /** [rows][width] of the units from the first on. */
    private record Block(int first, int width, float[][] rows) {

        boolean holds(int unit) {
            return unit >= first && unit - first < width;
        }
    }

    private final Activations layer;
    private final int units;
    private final IntUnaryOperator placeInLayer;
    private final int width;
    private volatile Block block = new Block(0, 0, new float[0][]);
    private int lastRow = -1;
    private int lastUnit = -1;
    private float[] last;

    LayerCells(Activations layer) {
        this(layer, layer.units(), unit -> unit);
    }

    private LayerCells(Activations layer, int units, IntUnaryOperator placeInLayer) {
        this.layer = layer;
        this.units = units;
        this.placeInLayer = placeInLayer;
        this.width = Math.max(1, Math.min(units, MOST / Math.max(1, layer.stimuli())));
    }

    @Override
    public Population.Cells only(int[] kept) {
        return new LayerCells(layer, kept.length, unit -> placeInLayer.applyAsInt(kept[unit]));
    }

    @Override
    public double at(int row, int unit) {
        var held = block;
        return held.holds(unit) ? held.rows()[row][unit - held.first()] : read(row, unit);
    }

    private synchronized double read(int row, int unit) {
        boolean alongUnits = unit == lastUnit && row != lastRow;
        lastUnit = unit;
        if (alongUnits && !block.holds(unit)) {
            load(unit / width * width);
        }
        if (block.holds(unit)) {
            return block.rows()[row][unit - block.first()];
        }
        if (row != lastRow) {
            last = layer.row(row);
            lastRow = row;
        }
        return last[placeInLayer.applyAsInt(unit)];
    }

    private void load(int first) {
        block = new Block(0, 0, new float[0][]); // what is held is let go before more is taken
        int count = Math.min(width, units - first);
        var places = IntStream.range(first, first + count).map(placeInLayer).toArray();
        int lowest = Arrays.stream(places).min().orElse(0);
        int highest = Arrays.stream(places).max().orElse(0);
        var rows = new float[layer.stimuli()][count];
        for (int i = 0; i < rows.length; i++) {
            var row = layer.row(i, lowest, highest + 1);
            for (int j = 0; j < count; j++) {
                rows[i][j] = row[places[j] - lowest];
            }
        }
        block = new Block(first, count, rows);
    }
}
