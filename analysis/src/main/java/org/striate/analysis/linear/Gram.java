package org.striate.analysis.linear;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Grid;
import org.striate.core.charts.Thinned;

/**
 * The products between all stimuli over all units of a layer, {@code K = X X'}, with each stimulus' sum over units. Ridge,
 * PLS, PCA, linear CKA and Euclidean, cosine and correlation RDMs are exact functions of these, at any width of the layer.
 */
public final class Gram implements Charted<Grid> {

    private final String model;
    private final String layer;
    private final List<String> stimulusIds;
    private final Origin origin;
    private final Triangle products;
    private final double[] sums;
    private long units;

    private Gram(String model, String layer, List<String> stimulusIds, Origin origin) {
        int n = stimulusIds.size();
        this.model = model;
        this.layer = layer;
        this.stimulusIds = List.copyOf(stimulusIds);
        this.origin = origin;
        this.products = Triangle.zeros(n);
        this.sums = new double[n];
    }

    /** Of one layer, wherever its answers lie, in float64. */
    public static Gram of(Activations layer) {
        var origin = Origin.of("products between stimuli").from(layer.origin());
        try (var sum = new Sum(layer.model(), layer.layer(), layer.stimulusIds(), origin)) {
            return sum.add(layer).gram();
        }
    }

    /**
     * Of layers that need not fit into memory: their units pass by in blocks.
     *
     * @param layers by name; all of them where none is given
     * @return layer to its products, in the order asked for
     * @throws BadInput if a layer is not there or the stimuli do not fit the model
     */
    public static Map<String, Gram> of(StimulusModel model, StimulusSet stimuli, String... layers) {
        var wanted = layers.length == 0 ? model.layers() : List.of(layers);
        var grams = new LinkedHashMap<String, Gram>();
        // One block of native memory for all layers, since their units pass by layer after layer.
        try (var engine = new ProductSum(stimuli.size())) {
            var sums = new LinkedHashMap<String, Sum>();
            wanted.forEach(layer -> sums.put(
                    layer,
                    new Sum(new Gram(model.name(), layer, stimuli.ids(), origin(model, stimuli, layer)), engine)));
            model.stream(
                    stimuli,
                    List.copyOf(sums.keySet()),
                    (layer, first, rows) -> sums.get(layer).add(rows));
            sums.forEach((layer, sum) -> grams.put(layer, sum.gram()));
        }
        return grams;
    }

    private static Origin origin(StimulusModel model, StimulusSet stimuli, String layer) {
        return Origin.of("products between stimuli")
                .with("layer", layer)
                .from(model.origin())
                .from(stimuli.origin());
    }

    /** Adds up products while blocks of units pass by. Close it. */
    public static final class Sum implements AutoCloseable {

        private final Gram gram;
        private final ProductSum engine;
        private boolean centred;
        private double[] levels;

        private Sum(Gram gram, ProductSum engine) {
            this.gram = gram;
            this.engine = engine;
            this.levels = new double[gram.stimuli()];
        }

        public Sum(String model, String layer, List<String> stimulusIds, Origin origin) {
            this(new Gram(model, layer, stimulusIds, origin), new ProductSum(stimulusIds.size()));
        }

        /** For one layer of a model. */
        public static Sum of(StimulusModel model, StimulusSet stimuli, String layer) {
            return new Sum(model.name(), layer, stimuli.ids(), origin(model, stimuli, layer));
        }

        /**
         * Takes from every unit its mean over the stimuli first, where nothing but differences between stimuli counts: an
         * offset of the units then costs no digits.
         */
        public Sum centred() {
            centred = true;
            return this;
        }

        /**
         * Takes a level from all units of a stimulus first, where none counts: a mean far from 0 then costs no digits.
         *
         * @param levels [stimuli]
         * @throws BadInput if they are not as many as stimuli
         */
        public Sum around(double[] levels) {
            if (levels.length != gram.stimuli()) {
                throw BadInput.of(
                        "levels of " + gram.layer(),
                        levels.length + "",
                        gram.stimuli() + ", one a stimulus",
                        "sum.around(means)");
            }
            this.levels = levels.clone();
            return this;
        }

        /** Adds the products over a block of units [stimuli x units of the block]. */
        public Sum add(float[][] rows) {
            engine.add(new ProductSum.Target(gram.products, gram.sums), rows, centred, levels);
            gram.units += rows.length == 0 ? 0 : rows[0].length;
            return this;
        }

        /** Adds the products over all units of a layer; one on a disk that is too large for memory passes by in blocks. */
        public Sum add(Activations layer) {
            return add(layer, LayerBlocks.most());
        }

        Sum add(Activations layer, long most) {
            LayerBlocks.stream(layer, engine.width(), most, (name, first, rows) -> add(rows));
            return this;
        }

        /** How many units have passed by. */
        public long units() {
            return gram.units;
        }

        /** What was added up. */
        public Gram gram() {
            engine.flush();
            return gram;
        }

        @Override
        public void close() {
            engine.close();
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

    /** [stimuli x stimuli] row by row, symmetric; made anew by every call. */
    public double[] products() {
        return products.whole();
    }

    /** The products once each, half the memory of {@link #products}; not a copy. */
    public Triangle triangle() {
        return products;
    }

    /** [stimuli] sums over units; not a copy. */
    public double[] sums() {
        return sums;
    }

    public Origin origin() {
        return origin;
    }

    /** The products as colours. */
    @Override
    public Grid chart() {
        var shown = Thinned.of(stimuli(), stimulusIds::get, "stimuli");
        var values = Arrays.stream(shown.indices())
                .mapToObj(i -> Arrays.stream(shown.indices())
                        .mapToDouble(j -> products.at(Math.min(i, j), Math.max(i, j)))
                        .toArray())
                .toArray(double[][]::new);
        return new Grid(
                model + " " + layer,
                this + ".",
                values,
                Axis.of("product over units"),
                shown.names(),
                shown.names(),
                shown.said(),
                shown.said(),
                Grid.Look.SEQUENTIAL);
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
