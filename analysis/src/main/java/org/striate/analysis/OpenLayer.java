package org.striate.analysis;

import java.util.ArrayList;
import java.util.List;
import org.striate.analysis.linear.Gram;
import org.striate.core.Activations;
import org.striate.core.Origin;
import org.striate.core.UnitLayout;

/**
 * A layer that passes by in blocks. Its units are kept as long as they are no more than the stimuli; then only the products
 * between stimuli are, in memory that does not depend on the layer's width. Close it.
 */
final class OpenLayer implements AutoCloseable {

    private final String model;
    private final String layer;
    private final List<String> stimulusIds;
    private final Origin origin;
    private final boolean keep;
    private final List<float[][]> kept = new ArrayList<>();
    private Gram.Sum sum;
    private long units;

    /** @param keep whether the units are kept whatever their number */
    OpenLayer(String model, String layer, List<String> stimulusIds, Origin origin, boolean keep) {
        this.model = model;
        this.layer = layer;
        this.stimulusIds = stimulusIds;
        this.origin = origin;
        this.keep = keep;
    }

    /** Takes the next block [stimuli x units of the block]. */
    void add(float[][] rows) {
        units += rows.length == 0 ? 0 : rows[0].length;
        if (sum == null && !keep && units > stimulusIds.size()) {
            sum = new Gram.Sum(model, layer, stimulusIds, origin).centred();
            kept.forEach(sum::add);
            kept.clear();
        }
        if (sum != null) {
            sum.add(rows);
            return;
        }
        var copy = new float[rows.length][];
        java.util.Arrays.setAll(copy, i -> rows[i].clone());
        kept.add(copy);
    }

    long units() {
        return units;
    }

    Design design() {
        if (sum != null) {
            return Design.of(sum.gram());
        }
        var rows = new float[stimulusIds.size()][Math.toIntExact(units)];
        int first = 0;
        for (var block : kept) {
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(block[i], 0, rows[i], first, block[i].length);
            }
            first += block.length == 0 ? 0 : block[0].length;
        }
        return Design.of(new Activations(
                model, layer, stimulusIds, UnitLayout.flat(rows.length == 0 ? 0 : rows[0].length), rows, origin));
    }

    @Override
    public void close() {
        if (sum != null) {
            sum.close();
        }
    }
}
