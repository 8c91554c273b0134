package org.striate.models;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.Showable;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.TrainingLog;
import org.striate.core.UnitBlocks;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Weights;
import org.striate.models.stream.ActivationCache;
import org.striate.models.stream.StreamLimits;
import org.striate.models.stream.StreamPlan;

/**
 * A network whose layers can be read out by name. Immutable: training, lesions and pruning give another network. Its native
 * memory is freed when nobody holds it any more.
 */
public final class Network implements StimulusModel, Showable {

    /** Stimuli a pass. */
    static final int BATCH = 32;

    private final String name;
    private final Program program;
    private final Preprocessing preprocessing;
    private final List<Object> labels;
    private final Changes changes;
    private final TrainingLog training;
    private final Origin origin;

    Network(
            String name,
            Program program,
            Preprocessing preprocessing,
            List<Object> labels,
            Changes changes,
            TrainingLog training,
            Origin origin) {
        this.name = name;
        this.program = program;
        this.preprocessing = preprocessing;
        this.labels = labels;
        this.changes = changes;
        this.training = training;
        this.origin = origin;
    }

    /** A network that did not learn here. */
    static Network of(String name, Program program, Preprocessing preprocessing, Origin origin) {
        var known = preprocessing.in(origin).with("weights sha256", program.checksum());
        var none = new double[0];
        return new Network(
                name, program, preprocessing, List.of(), Changes.NONE, new TrainingLog(none, none, none, known), known);
    }

    /**
     * An untrained network of your own architecture.
     *
     * @param graph made with {@link Graph#input}
     * @param preprocessing of the graph's input size
     * @param seed of the weights
     * @throws BadInput if the sizes differ
     */
    public static Network of(Graph graph, Preprocessing preprocessing, long seed) {
        requireInput(graph, preprocessing);
        var origin = Origin.of("network").with("architecture", graph.name()).with("seed", seed);
        return of(
                "untrained " + graph.name(),
                new GraphProgram(graph, Weights.random(graph, seed)),
                preprocessing,
                origin);
    }

    private static void requireInput(Graph graph, Preprocessing preprocessing) {
        var shape = new Shape(1, preprocessing.channels(), preprocessing.height(), preprocessing.width());
        if (!graph.input().equals(shape)) {
            throw BadInput.of(
                    "preprocessing",
                    "of " + shape,
                    graph.input() + ", the input of " + graph.name(),
                    "Preprocessing.plain(" + graph.input().get(1) + ", "
                            + graph.input().get(2) + ", " + graph.input().get(3) + ")");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LayerTable layers() {
        return new LayerTable(name, program.layers());
    }

    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** The same network, shown stimuli in another way. */
    public Network preprocessing(Preprocessing other) {
        if (program instanceof GraphProgram own) {
            requireInput(own.graph(), other);
        }
        return new Network(name, program, other, labels, changes, training, other.in(origin));
    }

    @Override
    public Map<String, Activations> activations(StimulusSet stimuli, List<String> layers) {
        return activations(stimuli, Readout.full(), layers.toArray(String[]::new));
    }

    /**
     * One pass of the stimuli, and what is wanted of the layers. What does not fit into the memory is kept on disk; see {@link
     * #cached()}.
     *
     * @param layers by name; all of them where none is given
     * @return layer to activations [stimuli x kept units], in the order asked for
     * @throws BadInput if a layer is not there, there are no stimuli, or the result does not fit into the cache either
     */
    public Map<String, Activations> activations(StimulusSet stimuli, Readout readout, String... layers) {
        var table = layers();
        var wanted = layers.length == 0 ? List.copyOf(table) : List.of(layers);
        var own = new LinkedHashMap<String, LayerTable.Row>();
        wanted.forEach(layer -> own.put(layer, table.row(layer)));
        if (!fits(stimuli, readout, own)) {
            return cached().activations(stimuli, readout, own.keySet().toArray(String[]::new));
        }
        var rows = new HashMap<String, float[][]>();
        own.values().forEach(row -> rows.put(row.name(), new float[stimuli.size()][]));
        pass(
                stimuli,
                readout,
                rows.keySet(),
                (layer, from, batch) -> System.arraycopy(batch, 0, rows.get(layer), from, batch.length));
        var found = new LinkedHashMap<String, Activations>();
        own.forEach((asked, row) -> {
            var layout = readout.layout(asked, row.layout());
            var from = origin(asked, readout, stimuli);
            found.put(asked, new Activations(name, asked, stimuli.ids(), layout, rows.get(row.name()), from));
        });
        return found;
    }

    Origin origin(String layer, Readout readout, StimulusSet stimuli) {
        return Origin.of("activations")
                .with("layer", layer)
                .with("kept", readout)
                .from(origin)
                .from(stimuli.origin());
    }

    /** Gets what is kept of each batch's answers, in the order of the stimuli. */
    @FunctionalInterface
    interface Rows {
        void take(String layer, int from, float[][] rows);
    }

    /** Shows all stimuli once. */
    void pass(StimulusSet stimuli, Readout readout, Set<String> layers, Rows sink) {
        Exhaustion.guard(name, () -> {
            pass(
                    stimuli,
                    "running " + name,
                    (from, input) -> program.run(
                            input,
                            from,
                            layers,
                            changes.injuries(),
                            (layer, output) -> sink.take(layer, from, readout.of(output))));
            return name;
        });
    }

    private boolean fits(StimulusSet stimuli, Readout readout, Map<String, LayerTable.Row> layers) {
        long bytes = 0;
        for (var entry : layers.entrySet()) {
            bytes += 4L
                    * stimuli.size()
                    * readout.layout(entry.getKey(), entry.getValue().layout()).units();
        }
        var runtime = Runtime.getRuntime();
        return bytes <= 0.9 * (runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory());
    }

    /** The same network, whose layers are kept on disk and read where they are asked for again. */
    public CachedNetwork cached() {
        return cached(ActivationCache.standard());
    }

    /** The same with a cache of your own. */
    public CachedNetwork cached(ActivationCache cache) {
        return new CachedNetwork(this, cache);
    }

    /**
     * Hands out layers at full width in bounded memory: 1 GB for answers, and a temporary file where they take more. The cost is
     * shown before it starts; see {@link #cost}.
     */
    @Override
    public void stream(StimulusSet stimuli, List<String> layers, UnitBlocks sink) {
        new NetworkStream(this, StreamLimits.withDefaults()).stream(stimuli, layers, sink);
    }

    /** The same network for whatever streams it, with other limits of memory and disk. */
    public StimulusModel within(StreamLimits limits) {
        return new NetworkStream(this, limits);
    }

    /**
     * What streaming these layers will cost in passes, memory, disk and time, as measured on the first stimuli.
     *
     * @param layers by name; all of them where none is given
     */
    public StreamPlan cost(StimulusSet stimuli, String... layers) {
        return new NetworkStream(this, StreamLimits.withDefaults()).plan(stimuli, List.of(layers));
    }

    void requireStimuli(StimulusSet stimuli) {
        if (stimuli.size() == 0) {
            throw BadInput.of("stimuli", "none", "at least one", "Stimuli.gratings()");
        }
    }

    /** Gets the input of each batch. */
    @FunctionalInterface
    interface Batch {
        void run(int from, ai.djl.ndarray.NDArray input);
    }

    /** Shows all stimuli, batch by batch. */
    void pass(StimulusSet stimuli, String work, Batch batch) {
        requireStimuli(stimuli);
        var buffer = new InputBuffer();
        try (var progress = Progress.of(work, stimuli.size())) {
            for (int from = 0; from < stimuli.size(); from += BATCH) {
                int to = Math.min(stimuli.size(), from + BATCH);
                try (var manager = program.manager().newSubManager()) {
                    batch.run(from, buffer.of(manager, inputs(stimuli, from, to), inputShape(to - from)));
                }
                progress.step(to - from, "");
            }
        }
    }

    Shape inputShape(int batch) {
        return new Shape(batch, preprocessing.channels(), preprocessing.height(), preprocessing.width());
    }

    /** Rendered and preprocessed on all cores. */
    float[] inputs(StimulusSet stimuli, int from, int to) {
        int size = preprocessing.size();
        var inputs = new float[(to - from) * size];
        IntStream.range(from, to).parallel().forEach(i -> preprocessing.write(stimuli, i, inputs, (i - from) * size));
        return inputs;
    }

    /**
     * Learns to tell a parameter's values apart, from these weights on; this network stays as it is. With one output it
     * chooses between two values.
     *
     * @param stimuli to learn from; a tenth of them is held out
     * @param parameter of the stimuli, with as many values as the network has outputs
     * @return the trained network; the same seeds give the same one on the same machine
     * @throws BadInput if the number of values differs, there are fewer than 20 stimuli, or the network is one of TorchScript
     */
    public Network train(StimulusSet stimuli, String parameter, Training settings) {
        return train(stimuli, outputs() == 1 ? Task.choose(parameter) : Task.classify(parameter), settings);
    }

    /** Learns a task; see {@link #train(StimulusSet, String, Training)}. */
    public Network train(StimulusSet stimuli, Task task, Training settings) {
        var own = graph("training");
        int needed = task.outputs(stimuli, preprocessing.size());
        if ((needed >= 0 && needed != outputs()) || stimuli.size() < 20) {
            throw BadInput.of(
                    "stimuli " + stimuli.name(),
                    stimuli.size() + " to " + task + " with " + needed + " outputs",
                    "at least 20, and " + outputs() + ", the outputs of " + name,
                    "Make a network that fits: Networks.objectNet(" + preprocessing.width() + ", " + Math.max(2, needed)
                            + ", 1)");
        }
        int size = preprocessing.size();
        var all = inputs(stimuli, 0, stimuli.size());
        var inputs = IntStream.range(0, stimuli.size())
                .mapToObj(i -> Arrays.copyOfRange(all, i * size, (i + 1) * size))
                .toArray(float[][]::new);
        var learning = new GraphProgram(own.graph(), own.weights().copy());
        var trained = Origin.of("trained network")
                .with("task", task)
                .from(settings.origin())
                .from(origin)
                .from(stimuli.origin());
        var log = new Learning(learning, inputs, task.objective(stimuli), inputShape(1), changes.masks())
                .run(settings, trained);
        // A copy without the gradients, which are as large as the weights.
        var learned = new GraphProgram(own.graph(), learning.weights().copy());
        return new Network(
                own.graph().name(),
                learned,
                preprocessing,
                task.labels(stimuli),
                changes,
                log,
                trained.with("weights sha256", learned.checksum()));
    }

    private int outputs() {
        return layers().row(program.output()).layout().units();
    }

    /**
     * Writes weights, architecture, labels, learning curve and origin into one safetensors file, whole or not at all.
     *
     * @throws BadInput if this is a network of TorchScript, or it has lesions
     */
    public Network save(Path file) {
        SavedNetwork.save(this, file);
        return this;
    }

    /** The graph and weights, where there are any. */
    GraphProgram graph(String what) {
        if (program instanceof GraphProgram own) {
            return own;
        }
        throw BadInput.of(
                name,
                "a network of TorchScript",
                "one whose architecture is known, for " + what,
                "Load its state dict: Networks.load(\"resnet18\", Path.of(\"resnet18.pth\"))");
    }

    Program program() {
        return program;
    }

    Changes changes() {
        return changes;
    }

    /** The name of the layer that the network answers with. */
    public String output() {
        return program.output();
    }

    /**
     * The share of stimuli whose parameter the network tells right.
     *
     * @throws BadInput if the network was not trained
     */
    public double accuracy(StimulusSet stimuli, String parameter) {
        if (labels.isEmpty()) {
            throw BadInput.of(
                    name,
                    "not trained",
                    "a trained network",
                    "network.train(stimuli, \"" + parameter + "\", Training.withDefaults())");
        }
        var logits = activations(stimuli, program.output());
        var values = stimuli.parameter(parameter);
        long right = IntStream.range(0, stimuli.size())
                .filter(i -> labels.get(largest(logits.row(i))).equals(values.get(i)))
                .count();
        return (double) right / stimuli.size();
    }

    private static int largest(float[] values) {
        return IntStream.range(0, values.length).reduce(0, (best, i) -> values[i] > values[best] ? i : best);
    }

    /** What the outputs stand for, in their order; empty for an untrained network. */
    public List<Object> labels() {
        return labels;
    }

    /** How the training went; of no epochs for a network that did not learn here. */
    public TrainingLog training() {
        return training;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public String toString() {
        long parameters =
                layers().rows().stream().mapToLong(LayerTable.Row::parameters).sum();
        return "Network " + name + ": input " + preprocessing.height() + " x " + preprocessing.width()
                + (preprocessing.channels() == 1 ? " grey, " : " RGB, ") + layers().size() + " layers, " + parameters
                + " parameters"
                + (changes.injuries().isEmpty()
                        ? ""
                        : ", lesions in " + changes.injuries().keySet())
                + (training.epochs() == 0 ? "" : ", " + training);
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + layers().toHtml() + Html.origin(origin);
    }
}
