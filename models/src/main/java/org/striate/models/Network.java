package org.striate.models;

import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.TrainingLog;
import org.striate.core.TuningCurve;
import org.striate.core.UnitBlocks;
import org.striate.core.UnitLayout;
import org.striate.core.charts.Architecture;
import org.striate.core.charts.Charted;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Weights;
import org.striate.models.stream.ActivationCache;
import org.striate.models.stream.StreamLimits;
import org.striate.models.stream.StreamPlan;

/**
 * A network whose layers can be read out by name. Immutable: training, lesions and pruning give another network. Its native
 * memory is freed when nobody holds it any more.
 */
public final class Network implements StimulusModel, Charted<Architecture> {

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
        return of(name, program, preprocessing, Changes.NONE, origin);
    }

    /** The same with what was done to it. */
    static Network of(String name, Program program, Preprocessing preprocessing, Changes changes, Origin origin) {
        var known = preprocessing.in(origin).with("weights sha256", program.checksum());
        if (!program.architecture().isEmpty()) {
            var architecture = program.architecture().getBytes(StandardCharsets.UTF_8);
            known = known.with("architecture sha256", Origin.sha256(architecture));
        }
        var none = new double[0];
        return new Network(
                name, program, preprocessing, List.of(), changes, new TrainingLog(none, none, none, known), known);
    }

    /**
     * An untrained network of your own architecture.
     *
     * @param graph made with {@link Graph#input}
     * @param preprocessing of the graph's input size
     * @param seed of the weights
     * @throws BadInput if the sizes differ, or the graph does not end in a layer
     */
    public static Network of(Graph graph, Preprocessing preprocessing, long seed) {
        require(graph, preprocessing);
        var origin = Origin.of("network").with("architecture", graph.name()).with("seed", seed);
        return of(
                "untrained " + graph.name(),
                new GraphProgram(graph, Weights.random(graph, seed)),
                preprocessing,
                origin);
    }

    static void require(Graph graph, Preprocessing preprocessing) {
        requireInput(graph.input(), graph.name(), preprocessing);
        if (graph.head() < 0 || graph.nodes().get(graph.head()).layer().isEmpty()) {
            throw BadInput.of(
                    "graph " + graph.name(),
                    graph.head() < 0 ? "nothing but its input" : "a hidden operation at the end",
                    "a layer at the end, which is the answer",
                    "Name one: graph.then(\"out\", Operations.dense(2))");
        }
    }

    static void requireInput(Shape input, String of, Preprocessing preprocessing) {
        var shape = new Shape(1, preprocessing.channels(), preprocessing.height(), preprocessing.width());
        if (!input.equals(shape)) {
            throw BadInput.of(
                    "preprocessing",
                    "of " + shape,
                    input + ", the input of " + of,
                    "Preprocessing.plain(" + input.get(1) + ", " + input.get(2) + ", " + input.get(3) + ")");
        }
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * The same network under another name, such as the one it has in a figure: {@code pruned.named("the ticket")}.
     *
     * @throws BadInput if the name is blank
     */
    public Network named(String other) {
        if (other.isBlank()) {
            throw BadInput.of("name of " + name, "blank", "a word or more", "network.named(\"the ticket\")");
        }
        return new Network(other, program, preprocessing, labels, changes, training, origin);
    }

    /** The same network with all that is known of its making, of which a file of {@link #save} keeps a line. */
    public Network withHistory(TrainingLog training, Origin origin) {
        return new Network(name, program, preprocessing, labels, changes, training, origin);
    }

    @Override
    public LayerTable layers() {
        var image = new UnitLayout(preprocessing.channels(), preprocessing.height(), preprocessing.width());
        return new LayerTable(name, image, changes.shown(program.layers()), program.note());
    }

    /**
     * The same network with a lesion: a view that shares the weights. Lesions add up, in the order they are made. One of a whole
     * layer is carried out as well; nothing of the stimulus then passes through that layer.
     *
     * @throws BadInput if the layer is not there, or a unit or channel is not in it
     */
    public Network lesion(Lesion lesion) {
        var row = layers().row(lesion.layer());
        var injury = lesion.injury(this);
        var wounded = Origin.of("lesion")
                .with("what", injury.what())
                .with("sha256", injury.checksum())
                .from(origin);
        var own = changes.injuries().isEmpty() ? name + " with lesion" : name;
        return new Network(own, program, preprocessing, labels, changes.with(row.name(), injury), training, wounded);
    }

    /**
     * The value of a target for images, and its derivative with respect to their pixels.
     *
     * @param images [images][channels x height x width] in [0, 1], of the size of the network's input
     * @throws BadInput if the sizes differ, the layer or unit is not there, or the engine cannot differentiate the network
     */
    public Gradient gradient(Target target, float[]... images) {
        return gradient(target, 0, images);
    }

    /**
     * The same for some of many images.
     *
     * @param first how many come before them: noise of a lesion is that of {@link #activations} for the same places
     */
    public Gradient gradient(Target target, long first, float[]... images) {
        return Gradient.of(this, target, first, images);
    }

    /**
     * How one unit's answer depends on a parameter of the stimuli.
     *
     * @param unit index = (channel * height + y) * width + x
     * @throws BadInput if the layer, unit or parameter is not there
     */
    public TuningCurve tuning(String layer, int unit, StimulusSet stimuli, String parameter) {
        stimuli.parameter(parameter); // asked first, so that a misspelt one costs no pass
        var answers = activations(stimuli, Readout.full().units(unit), layer).get(layer);
        var values = IntStream.range(0, stimuli.size())
                .mapToDouble(i -> answers.row(i)[0])
                .toArray();
        return TuningCurve.of(layer + " unit " + unit + " of " + name, values, stimuli, parameter, origin);
    }

    /**
     * The weights between units, for pruning.
     *
     * @throws BadInput if this is a network of TorchScript
     */
    public Synapses synapses() {
        return new Synapses(this);
    }

    /** How many of those weights are not 0. */
    public Sparsity sparsity() {
        return synapses().sparsity();
    }

    /** The same with other weights, of which some are pruned, and the training that they had. */
    Network pruned(GraphProgram weights, Map<String, float[]> masks, TrainingLog training, Origin step) {
        var known = step.with("weights sha256", weights.checksum());
        var own = name.startsWith("pruned ") ? name : "pruned " + name;
        return new Network(own, weights, preprocessing, labels, changes.with(masks), training, known);
    }

    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /**
     * The same network, shown stimuli in another way.
     *
     * @param other of the same size
     * @throws BadInput if it is of another
     */
    public Network preprocessing(Preprocessing other) {
        requireInput(showing().inputShape(1), name, other);
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
        return showing().activations(stimuli, readout, layers);
    }

    Origin origin(String layer, Readout readout, StimulusSet stimuli) {
        return Origin.of("activations")
                .with("layer", layer)
                .with("kept", readout)
                .from(origin)
                .from(stimuli.origin());
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
        return train(stimuli, Task.usual(graph("training").graph(), outputs(), parameter), settings);
    }

    /** Learns a task; see {@link #train(StimulusSet, String, Training)}. */
    public Network train(StimulusSet stimuli, Task task, Training settings) {
        var mend = "Take a smaller batch, fewer stimuli or smaller images: settings.batch(16)";
        return Exhaustion.guard("training of " + name, mend, () -> Learning.train(this, stimuli, task, settings));
    }

    /**
     * This network up to one of its layers, with a head of dense layers on it, rectified in between: {@code withHead("dense", 1,
     * 64, 32)} is the projection head of SimCLR, {@code withHead("dense", 1, 8)} a linear read-out of eight classes. The layers up
     * to the head keep their names and weights. A head that this network has already goes.
     *
     * @param layer that the head stands on
     * @param seed of the head's weights
     * @param units of the head's layers, the last of them the output
     */
    public Network withHead(String layer, long seed, int... units) {
        return SmallNets.withHead(this, layer, seed, units);
    }

    /** The same network with other weights, after a training. */
    Network trained(GraphProgram learned, List<Object> labels, TrainingLog log, Origin origin) {
        return new Network(
                learned.graph().name(),
                learned,
                preprocessing,
                labels,
                changes,
                log,
                origin.with("weights sha256", learned.checksum()));
    }

    int outputs() {
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

    Showing showing() {
        return new Showing(this);
    }

    Program program() {
        return program;
    }

    Changes changes() {
        return changes;
    }

    /** The name of the layer that the network answers with; see {@link Networks#torchScript(Path, Preprocessing)}. */
    public String output() {
        return program.output();
    }

    /**
     * The share of stimuli whose parameter the network tells right.
     *
     * @throws BadInput if the network was not trained to tell this parameter's values
     */
    public double accuracy(StimulusSet stimuli, String parameter) {
        return answers(stimuli, parameter).accuracy();
    }

    /**
     * What the network tells of every stimulus, beside what would be right.
     *
     * @throws BadInput if the network was not trained to tell this parameter's values
     */
    public Answers answers(StimulusSet stimuli, String parameter) {
        return Answers.of(this, stimuli, parameter);
    }

    /** What the outputs stand for, in their order; empty for an untrained network. */
    public List<Object> labels() {
        return labels;
    }

    /** How the training went; of no epochs for a network that did not learn here. */
    public TrainingLog training() {
        return training;
    }

    /** Its layers from the image to the answer. */
    @Override
    public Architecture chart() {
        return layers().chart();
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
                + changes
                + (training.epochs() == 0 ? "" : ", " + training);
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + layers().shortHtml() + Html.origin(origin);
    }
}
