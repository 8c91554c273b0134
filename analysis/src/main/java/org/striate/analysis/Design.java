package org.striate.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.striate.analysis.linear.Gram;
import org.striate.analysis.linear.LayerBlocks;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Origin;

/** What an encoding model sees of a layer: products between stimuli over all its units, or the units themselves. */
final class Design {

    private final String model;
    private final String layer;
    private final List<String> stimulusIds;
    private final Origin origin;
    private final float[][] rows;
    private final long units;
    private double[] products;

    private Design(
            String model,
            String layer,
            List<String> ids,
            Origin origin,
            float[][] rows,
            long units,
            double[] products) {
        this.model = model;
        this.layer = layer;
        this.stimulusIds = ids;
        this.origin = origin;
        this.rows = rows;
        this.units = units;
        this.products = products;
    }

    /** With the units, unless they lie on a disk and are too large for memory. */
    static Design of(Activations layer) {
        return of(layer, false, LayerBlocks.most());
    }

    /**
     * @param needsUnits whether products are not enough
     * @param most bytes of a layer on a disk that are copied into memory
     * @throws BadInput if the units are needed and are more
     */
    static Design of(Activations layer, boolean needsUnits, long most) {
        if (LayerBlocks.isLarge(layer, most) && needsUnits) {
            throw BadInput.of(
                    "activations of " + layer.layer(),
                    String.format(
                            Locale.ROOT, "%.1f GB for a method that needs all units", LayerBlocks.bytes(layer) / 1e9),
                    String.format(Locale.ROOT, "at most %.1f GB, half of the heap", most / 1e9),
                    "Take some, layer.only(0, 1, 2), or a method that needs their products alone: EncodingModel.ridge()");
        }
        if (LayerBlocks.isLarge(layer, most) && layer.units() > layer.stimuli()) {
            try (var sum = new Gram.Sum(layer.model(), layer.layer(), layer.stimulusIds(), layer.origin()).centred()) {
                return of(sum.add(layer).gram());
            }
        }
        var rows = new float[layer.stimuli()][];
        Arrays.setAll(rows, layer::row);
        return new Design(layer.model(), layer.layer(), layer.stimulusIds(), layer.origin(), rows, layer.units(), null);
    }

    /** Of a layer that was too wide to be kept. */
    static Design of(Gram centred) {
        return new Design(
                centred.model(),
                centred.layer(),
                centred.stimulusIds(),
                centred.origin(),
                null,
                centred.units(),
                centred.products());
    }

    String model() {
        return model;
    }

    String layer() {
        return layer;
    }

    Origin origin() {
        return origin;
    }

    int stimuli() {
        return stimulusIds.size();
    }

    long units() {
        return units;
    }

    boolean hasUnits() {
        return rows != null;
    }

    /**
     * Refuses NaN and infinity at the door, and a layer of nothing.
     *
     * @throws BadInput if there is one, or no unit
     */
    void requireNumbers() {
        if (units == 0) {
            throw BadInput.of(
                    "activations of " + layer, "no units", "at least one", "Choose another layer: network.layers()");
        }
        boolean bad = rows == null
                ? Arrays.stream(products).anyMatch(v -> !Double.isFinite(v))
                : Arrays.stream(rows).anyMatch(Design::hasBad);
        if (bad) {
            throw BadInput.of(
                    "activations of " + layer,
                    "NaN or infinity among " + units + " units",
                    "finite numbers",
                    "Leave the layer out, or look at it: network.activations(stimuli, \"" + layer + "\")");
        }
    }

    private static boolean hasBad(float[] row) {
        for (float value : row) {
            if (!Float.isFinite(value)) {
                return true;
            }
        }
        return false;
    }

    /** One stimulus' units; only where {@link #hasUnits}. */
    float[] row(int stimulus) {
        return rows[stimulus];
    }

    /** Some stimuli's units, [stimuli x units]. */
    double[] units(int[] stimuli) {
        int p = (int) units;
        var picked = new double[Math.multiplyExact(stimuli.length, p)];
        for (int i = 0; i < stimuli.length; i++) {
            for (int j = 0; j < p; j++) {
                picked[i * p + j] = rows[stimuli[i]][j];
            }
        }
        return picked;
    }

    /** [stimuli x stimuli] products of what is left of the units after their means over the stimuli; not a copy. */
    double[] products() {
        if (products == null) {
            try (var sum = new Gram.Sum(model, layer, stimulusIds, origin).centred()) {
                products = sum.add(rows).gram().products();
            }
        }
        return products;
    }
}
