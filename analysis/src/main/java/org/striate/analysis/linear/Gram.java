package org.striate.analysis.linear;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
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

    /** Units converted to double at a time: a block of 640 stimuli takes 20 MB. */
    private static final int BLOCK = 4096;

    private final String model;
    private final String layer;
    private final List<String> stimulusIds;
    private final Origin origin;
    private double[] products = {};
    private final double[] sums;
    private long units;

    private Gram(String model, String layer, List<String> stimulusIds, Origin origin) {
        int n = stimulusIds.size();
        this.model = model;
        this.layer = layer;
        this.stimulusIds = List.copyOf(stimulusIds);
        this.origin = origin;
        this.sums = new double[n];
    }

    /** Of a layer in memory, in one pass over its units in float64. */
    public static Gram of(Activations layer) {
        var rows = new float[layer.stimuli()][];
        java.util.Arrays.setAll(rows, layer::row);
        var origin = Origin.of("products between stimuli").from(layer.origin());
        try (var sum = new Sum(layer.model(), layer.layer(), layer.stimulusIds(), origin)) {
            return sum.add(rows).gram();
        }
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
        var sums = new LinkedHashMap<String, Sum>();
        try {
            wanted.forEach(layer -> sums.put(layer, Sum.of(model, stimuli, layer)));
            model.stream(
                    stimuli,
                    List.copyOf(sums.keySet()),
                    (layer, first, rows) -> sums.get(layer).add(rows));
            var grams = new LinkedHashMap<String, Gram>();
            sums.forEach((layer, sum) -> grams.put(layer, sum.gram()));
            return grams;
        } finally {
            sums.values().forEach(Sum::close);
        }
    }

    /** Adds up products while blocks of units pass by; in native memory, so that no call of BLAS copies them. Close it. */
    public static final class Sum implements AutoCloseable {

        private final Gram gram;
        private final DoublePointer products;
        private boolean centred;

        public Sum(String model, String layer, List<String> stimulusIds, Origin origin) {
            gram = new Gram(model, layer, stimulusIds, origin);
            products = Linear.memory((long) gram.stimuli() * gram.stimuli());
            org.bytedeco.javacpp.Pointer.memset(products, 0, (long) gram.stimuli() * gram.stimuli() * Double.BYTES);
        }

        /** For one layer of a model. */
        public static Sum of(StimulusModel model, StimulusSet stimuli, String layer) {
            var origin = Origin.of("products between stimuli")
                    .with("layer", layer)
                    .from(model.origin())
                    .from(stimuli.origin());
            return new Sum(model.name(), layer, stimuli.ids(), origin);
        }

        /**
         * Takes from every unit its mean over the stimuli first, where nothing but differences between stimuli counts: an
         * offset of the units then costs no digits.
         */
        public Sum centred() {
            centred = true;
            return this;
        }

        /** Adds the products over a block of units [stimuli x units of the block]. */
        public Sum add(float[][] rows) {
            int n = rows.length;
            int all = n == 0 ? 0 : rows[0].length;
            for (int from = 0; from < all; from += BLOCK) {
                int first = from;
                int width = Math.min(BLOCK, all - from);
                var means = centred ? means(rows, first, width) : new double[width];
                var block = new double[n * width];
                IntStream.range(0, n).parallel().forEach(i -> {
                    for (int j = 0; j < width; j++) {
                        block[i * width + j] = rows[i][first + j] - means[j];
                        gram.sums[i] += block[i * width + j];
                    }
                });
                try (var copy = new DoublePointer(block)) {
                    openblas.cblas_dsyrk(
                            openblas.CblasRowMajor,
                            openblas.CblasUpper,
                            openblas.CblasNoTrans,
                            n,
                            width,
                            1,
                            copy,
                            width,
                            1,
                            products,
                            n);
                }
            }
            gram.units += all;
            return this;
        }

        private static double[] means(float[][] rows, int first, int width) {
            var means = new double[width];
            for (var row : rows) {
                for (int j = 0; j < width; j++) {
                    means[j] += row[first + j];
                }
            }
            for (int j = 0; j < width; j++) {
                means[j] /= rows.length;
            }
            return means;
        }

        /** How many units have passed by. */
        public long units() {
            return gram.units;
        }

        /** What was added up. */
        public Gram gram() {
            int n = gram.stimuli();
            gram.products = new double[Math.multiplyExact(n, n)];
            products.get(gram.products);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    gram.products[i * n + j] = gram.products[j * n + i];
                }
            }
            return gram;
        }

        @Override
        public void close() {
            products.close();
        }
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
