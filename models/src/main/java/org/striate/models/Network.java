package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.Resize;
import org.striate.core.Showable;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.TrainingLog;
import org.striate.core.UnitLayout;

/**
 * A network whose layers can be read out by name. Immutable: training gives another network. Stimuli are made grey, resized
 * to the input (bilinear, antialiased) and standardised as {@code (pixel - 0.5) / 0.25}.
 */
public final class Network implements StimulusModel, Showable {

    private static final int BATCH = 32;

    private final Architecture architecture;
    private final Weights weights;
    private final List<Object> labels;
    private final TrainingLog training;
    private final Origin origin;

    Network(Architecture architecture, Weights weights, List<Object> labels, TrainingLog training, Origin origin) {
        this.architecture = architecture;
        this.weights = weights;
        this.labels = labels;
        this.training = training;
        this.origin = origin;
    }

    static Network initialised(Architecture architecture, long seed) {
        var weights = Weights.random(architecture, seed);
        var origin = Origin.of("network")
                .with("architecture", architecture.name())
                .with("input", architecture.side())
                .with("classes", architecture.classes())
                .with("seed", seed)
                .with("weights sha256", weights.checksum());
        var none = new double[0];
        return new Network(architecture, weights, List.of(), new TrainingLog(none, none, none, origin), origin);
    }

    @Override
    public String name() {
        return training.epochs() == 0 ? "untrained " + architecture.name() : architecture.name();
    }

    @Override
    public LayerTable layers() {
        var shape = new Shape(1, 1, architecture.side(), architecture.side());
        var rows = new ArrayList<LayerTable.Row>();
        for (var stage : weights.stages()) {
            shape = stage.block().getOutputShapes(new Shape[] {shape})[0];
            rows.add(new LayerTable.Row(stage.name(), stage.kind(), layout(shape), Weights.learned(stage)));
        }
        return new LayerTable(name(), rows);
    }

    private static UnitLayout layout(Shape shape) {
        return shape.dimension() == 4
                ? new UnitLayout((int) shape.get(1), (int) shape.get(2), (int) shape.get(3))
                : UnitLayout.flat((int) shape.get(1));
    }

    @Override
    public Map<String, Activations> activations(StimulusSet stimuli, List<String> layers) {
        var table = layers();
        var wanted = layers.isEmpty() ? List.copyOf(table) : List.copyOf(layers);
        for (var layer : wanted) {
            if (!table.contains(layer)) {
                throw BadInput.unknown("layer", layer, name(), table, "network.layers()");
            }
        }
        if (stimuli.size() == 0) {
            throw BadInput.of("stimuli", "none", "at least one", "Stimuli.gratings()");
        }
        var rows = wanted.stream().map(layer -> new float[stimuli.size()][]).toArray(float[][][]::new);
        try (var progress = Progress.of("running " + name(), stimuli.size())) {
            for (int from = 0; from < stimuli.size(); from += BATCH) {
                int to = Math.min(stimuli.size(), from + BATCH);
                try (var manager = weights.manager().newSubManager()) {
                    var outputs = weights.forward(manager.create(inputs(stimuli, from, to), shape(to - from)));
                    for (int w = 0; w < rows.length; w++) {
                        unpack(outputs.get(table.indexOf(wanted.get(w))), rows[w], from);
                    }
                }
                progress.step(to - from, "");
            }
        }
        var found = new LinkedHashMap<String, Activations>();
        for (int w = 0; w < rows.length; w++) {
            var layer = wanted.get(w);
            var from =
                    Origin.of("activations").with("layer", layer).from(origin).from(stimuli.origin());
            var layout = table.rows().get(table.indexOf(layer)).layout();
            found.put(layer, new Activations(name(), layer, stimuli.ids(), layout, rows[w], from));
        }
        return found;
    }

    private static void unpack(NDArray output, float[][] rows, int from) {
        var values = output.toFloatArray();
        int units = values.length / (int) output.getShape().get(0);
        for (int i = 0; i * units < values.length; i++) {
            rows[from + i] = java.util.Arrays.copyOfRange(values, i * units, (i + 1) * units);
        }
    }

    private Shape shape(int batch) {
        return new Shape(batch, 1, architecture.side(), architecture.side());
    }

    private float[] inputs(StimulusSet stimuli, int from, int to) {
        var images = new GreyImages(architecture.side(), Resize.BILINEAR);
        int size = architecture.side() * architecture.side();
        var inputs = new float[(to - from) * size];
        for (int i = from; i < to; i++) {
            var image = images.of(stimuli, i);
            for (int j = 0; j < size; j++) {
                inputs[(i - from) * size + j] = (image[j] - 0.5f) / 0.25f;
            }
        }
        return inputs;
    }

    /**
     * Learns to tell a parameter's values apart, from these weights on; this network stays as it is.
     *
     * @param stimuli to learn from; a tenth of them is held out
     * @param parameter of the stimuli, with as many values as the network has outputs
     * @return the trained network; the same seeds give the same one on the same machine
     * @throws BadInput if the number of values differs, or there are fewer than 20 stimuli
     */
    public Network train(StimulusSet stimuli, String parameter, Training settings) {
        var values = stimuli.parameter(parameter);
        var classes = values.stream().distinct().sorted().toList();
        if (classes.size() != architecture.classes() || stimuli.size() < 20) {
            throw BadInput.of(
                    "stimuli " + stimuli.name(),
                    stimuli.size() + " with " + classes.size() + " values of \"" + parameter + "\"",
                    "at least 20 with " + architecture.classes() + ", one for every output of " + name(),
                    "Make a network that fits: Networks.objectNet(" + architecture.side() + ", " + classes.size()
                            + ", 1)");
        }
        var targets = values.stream().mapToInt(classes::indexOf).toArray();
        var inputs = IntStream.range(0, stimuli.size())
                .mapToObj(i -> inputs(stimuli, i, i + 1))
                .toArray(float[][]::new);
        var learned = weights.copy(architecture);
        var trained = Origin.of("trained network")
                .with("parameter", parameter)
                .from(settings.origin())
                .from(origin)
                .from(stimuli.origin());
        var log = new Learning(learned, inputs, targets, architecture.side()).run(settings, trained);
        return new Network(architecture, learned, classes, log, trained.with("weights sha256", learned.checksum()));
    }

    /**
     * The share of stimuli whose parameter the network tells right.
     *
     * @throws BadInput if the network was not trained
     */
    public double accuracy(StimulusSet stimuli, String parameter) {
        if (labels.isEmpty()) {
            throw BadInput.of(
                    name(),
                    "not trained",
                    "a trained network",
                    "network.train(stimuli, \"" + parameter + "\", Training.withDefaults())");
        }
        var logits = activations(stimuli, "logits");
        var values = stimuli.parameter(parameter);
        long right = IntStream.range(0, stimuli.size())
                .filter(i -> labels.get(largest(logits.row(i))).equals(values.get(i)))
                .count();
        return (double) right / stimuli.size();
    }

    private static int largest(float[] values) {
        return IntStream.range(0, values.length).reduce(0, (best, i) -> values[i] > values[best] ? i : best);
    }

    /** How the training went; of no epochs for an untrained network. */
    public TrainingLog training() {
        return training;
    }

    public Origin origin() {
        return origin;
    }

    @Override
    public String toString() {
        long parameters =
                layers().rows().stream().mapToLong(LayerTable.Row::parameters).sum();
        return "Network " + name() + ": input " + architecture.side() + " x " + architecture.side() + " grey, "
                + layers().size() + " layers, " + parameters + " parameters"
                + (training.epochs() == 0 ? "" : ", " + training);
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + layers().toHtml() + Html.origin(origin);
    }
}
