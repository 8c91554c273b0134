package org.striate.analysis.linear;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.striate.core.Activations;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Showable;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;

/**
 * The products between all stimuli over all units of a layer, {@code K = X X'}, with each stimulus' sum over units. Ridge,
 * PLS, PCA, linear CKA and Euclidean, cosine and correlation RDMs are exact functions of these, at any width of the layer.
 */
public final class Gram implements Showable {

    private final String model;
    private final String layer;
    private final List<String> stimulusIds;
    private final Origin origin;
    private final double[] products;
    private final double[] sums;
    private long units;

    private Gram(String model, String layer, List<String> stimulusIds, Origin origin) {
        int n = stimulusIds.size();
        this.model = model;
        this.layer = layer;
        this.stimulusIds = List.copyOf(stimulusIds);
        this.origin = origin;
        this.products = new double[Math.multiplyExact(n, n)];
        this.sums = new double[n];
    }

    /** Of a layer in memory, in one pass over its units in float64. */
    public static Gram of(Activations layer) {
        var origin = Origin.of("products between stimuli").from(layer.origin());
        var gram = new Gram(layer.model(), layer.layer(), layer.stimulusIds(), origin);
        var rows = new float[layer.stimuli()][];
        java.util.Arrays.setAll(rows, layer::row);
        try (var sum = new ProductSum(rows.length)) {
            gram.add(sum, rows);
            sum.flush();
        }
        return gram.complete();
    }

    /**
     * Of layers that need not fit into memory: their units pass by in blocks.
     *
     * @param layers by name; all of them where none is given
     * @return layer to its products, in the order asked for
     * @throws org.striate.core.BadInput if a layer is not there or the stimuli do not fit the model
     */
    public static Map<String, Gram> of(StimulusModel model, StimulusSet stimuli, String... layers) {
        var wanted = layers.length == 0 ? model.layers() : List.of(layers);
        var grams = new LinkedHashMap<String, Gram>();
        for (var layer : wanted) {
            var origin = Origin.of("products between stimuli")
                    .with("layer", layer)
                    .from(model.origin())
                    .from(stimuli.origin());
            grams.put(layer, new Gram(model.name(), layer, stimuli.ids(), origin));
        }
        try (var sum = new ProductSum(stimuli.size())) {
            model.stream(
                    stimuli,
                    List.copyOf(grams.keySet()),
                    (layer, first, rows) -> grams.get(layer).add(sum, rows));
            sum.flush();
        }
        grams.values().forEach(Gram::complete);
        return grams;
    }

    /** Adds the products over a block of units. */
    private void add(ProductSum sum, float[][] rows) {
        sum.add(new ProductSum.Target(products, sums), rows);
        units += rows.length == 0 ? 0 : rows[0].length;
    }

    private Gram complete() {
        int n = sums.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                products[i * n + j] = products[j * n + i];
            }
        }
        return this;
    }

    public String model() {
        return model;
    }

    public String layer() {
        return layer;
    }

    public List<String> stimulusIds() {
        return stimulusIds;
    }

    public int stimuli() {
        return sums.length;
    }

    public long units() {
        return units;
    }

    /** [stimuli x stimuli] row by row, symmetric; not a copy. */
    public double[] products() {
        return products;
    }

    /** [stimuli] sums over units; not a copy. */
    public double[] sums() {
        return sums;
    }

    public Origin origin() {
        return origin;
    }

    @Override
    public String toString() {
        return "Gram " + layer + ": " + stimuli() + " stimuli, from " + units + " units, " + model;
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + Html.origin(origin);
    }
}
