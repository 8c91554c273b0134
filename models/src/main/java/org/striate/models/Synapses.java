package org.striate.models;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;
import org.striate.core.TrainingLog;
import org.striate.models.graph.Convolution;
import org.striate.models.graph.Dense;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Pass;
import org.striate.models.graph.Weights;

/**
 * The weights between a network's units, tensor by tensor: those of convolutions and dense layers, which pruning works on.
 * Biases and normalisations are not among them.
 */
public final class Synapses {

    private final Network network;
    private final GraphProgram program;
    /** Tensor to the node that it belongs to; of a module that is called several times, the first call's. */
    private final Map<String, Graph.Node> nodes = new LinkedHashMap<>();

    Synapses(Network network) {
        this.network = network;
        this.program = network.graph("pruning");
        program.graph().nodes().stream()
                .filter(node -> node.operation() instanceof Convolution || node.operation() instanceof Dense)
                .forEach(node -> nodes.putIfAbsent(node.module() + ".weight", node));
    }

    /** The names of the tensors, such as {@code features.0.weight}, in the order of the network. */
    public List<String> names() {
        return List.copyOf(nodes.keySet());
    }

    /**
     * The layer that a tensor's weights lead to, as {@link Network#layers()} names it; of several the first.
     *
     * @throws BadInput if there is no such tensor
     */
    public String layer(String tensor) {
        return layers(tensor).get(0);
    }

    /**
     * The layers that a tensor's weights lead to: one for every call of its module.
     *
     * @throws BadInput if there is no such tensor
     */
    public List<String> layers(String tensor) {
        node(tensor);
        var all = program.graph().nodes();
        return IntStream.range(0, all.size())
                .filter(i -> all.get(i).tensors().containsKey(tensor))
                .mapToObj(i -> layer(tensor, i))
                .toList();
    }

    private String layer(String tensor, int at) {
        var all = program.graph().nodes();
        while (at < all.size() - 1 && all.get(at).layer().isEmpty()) {
            at++; // hidden operations belong to the layer behind them
        }
        int node = at;
        return network.layers().stream()
                .filter(layer -> program.graph().indexOf(layer) == node)
                .findFirst()
                .orElse(tensor);
    }

    /**
     * A tensor's weights.
     *
     * @return [units or channels that the weights lead to x inputs], row after row; a copy
     * @throws BadInput if there is no such tensor
     */
    public float[] weights(String tensor) {
        node(tensor);
        return program.weights().values(tensor);
    }

    /**
     * The weights of a convolution's units on its inputs, as small maps: in colours where there are three inputs, else their mean
     * over inputs.
     *
     * @throws BadInput if there is no such tensor, or it is not of a convolution
     */
    public Filters filters(String tensor) {
        return Filters.of(network.name(), tensor, shape(tensor), weights(tensor));
    }

    /** The sizes of a tensor: channels out, channels in (of a group), and the filter's height and width. */
    public int[] shape(String tensor) {
        node(tensor);
        return Arrays.stream(program.weights().shape(tensor).getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /**
     * Which weights have not been pruned, here or before they were loaded: those that are not 0.
     *
     * @return [weights], as long as {@link #weights}
     */
    public boolean[] alive(String tensor) {
        var weights = weights(tensor);
        var mask = network.changes().masks().get(tensor);
        var alive = new boolean[weights.length];
        for (int i = 0; i < alive.length; i++) {
            alive[i] = weights[i] != 0 && (mask == null || mask[i] != 0);
        }
        return alive;
    }

    private Graph.Node node(String tensor) {
        if (!nodes.containsKey(tensor)) {
            throw BadInput.unknown("tensor", tensor, network.name(), nodes.keySet(), "network.synapses().names()");
        }
        return nodes.get(tensor);
    }

    /**
     * The network with some weights held at 0, also while it learns on.
     *
     * @param alive tensor name to whether each weight stays; tensors that are not named stay as they are
     * @param step what did it, for the origin
     * @throws BadInput if a tensor is not there, or has another number of weights
     */
    public Network keep(Map<String, boolean[]> alive, Origin step) {
        return with(program.weights(), alive, network.training(), step.from(network.origin()));
    }

    /**
     * The same masks on the weights of another network of this architecture, such as the one that learning started from; its
     * biases and normalisations come along.
     *
     * @throws BadInput if the architecture is another
     */
    public Network rewoundTo(Network initial) {
        var other = initial.graph("rewinding");
        var own = program.weights();
        boolean same = other.weights().tensors().keySet().equals(own.tensors().keySet())
                && own.tensors().keySet().stream()
                        .allMatch(name -> own.shape(name).equals(other.weights().shape(name)));
        if (!same) {
            throw BadInput.of(
                    initial.name(),
                    "tensors of other names or shapes",
                    "the architecture of " + network.name(),
                    "Rewind to the network that it learned from");
        }
        var alive = new LinkedHashMap<String, boolean[]>();
        nodes.keySet().forEach(name -> alive.put(name, alive(name)));
        return with(
                other.weights(),
                alive,
                initial.training(),
                Origin.of("rewound network").from(network.origin()).from(initial.origin()));
    }

    private Network with(Weights values, Map<String, boolean[]> alive, TrainingLog training, Origin step) {
        var masks = new HashMap<>(network.changes().masks());
        alive.forEach((name, stays) -> {
            int count = alive(name).length;
            if (stays.length != count) {
                throw BadInput.of(
                        "weights to keep of " + name,
                        stays.length + " of them",
                        count + ", one for each weight",
                        "Start from network.synapses().alive(\"" + name + "\")");
            }
            var mask = new float[count];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = stays[i] ? 1 : 0;
            }
            masks.put(name, mask);
        });
        var weights = values.copy();
        try (var held = new MaskedTensors(weights, masks)) {
            held.apply();
        }
        return network.pruned(new GraphProgram(program.graph(), weights), masks, training, step);
    }

    /**
     * Mean absolute activity, over stimuli and positions, at both ends of every weight: what comes in, and what goes on to the
     * next weights (after normalisation, rectification and pooling, as far as these keep channels apart).
     *
     * @return tensor name to {activity of its inputs, activity of its outputs}
     */
    public Map<String, double[][]> activity(StimulusSet stimuli) {
        var graph = program.graph();
        var all = graph.nodes();
        var means = new double[all.size() + 1][];
        var wanted = IntStream.range(0, all.size()).boxed().collect(java.util.stream.Collectors.toSet());
        var injuries = program.byNode(network.changes().injuries());
        network.showing().batches(stimuli, "watching " + network.name(), (from, input) -> {
            add(means, all.size(), input);
            Pass.run(graph, program.weights(), input, wanted, false, (node, output) -> {
                var injury = injuries.get(node);
                var left = injury == null ? output : injury.apply(output, from);
                add(means, node, left);
                return left;
            });
        });
        var found = new LinkedHashMap<String, double[][]>();
        nodes.forEach((name, node) -> {
            int before = node.inputs().get(0);
            var inputs = means[before < 0 ? all.size() : before];
            found.put(name, new double[][] {
                scaled(inputs, stimuli.size()), scaled(means[heard(all.indexOf(node))], stimuli.size())
            });
        });
        return found;
    }

    /** The last operation behind a node that still keeps its channels apart. */
    private int heard(int node) {
        var all = program.graph().nodes();
        var after = IntStream.range(0, all.size())
                .filter(i -> all.get(i).inputs().contains(node))
                .toArray();
        if (after.length != 1) {
            return node;
        }
        var next = all.get(after[0]);
        boolean apart = next.inputs().size() == 1
                && next.tensors().values().stream()
                        .noneMatch(tensor -> tensor.shape().dimension() > 1)
                && next.shape().dimension() == all.get(node).shape().dimension()
                && next.shape().get(1) == all.get(node).shape().get(1);
        return apart ? heard(after[0]) : node;
    }

    /** Adds each channel's mean over positions, summed over the batch. */
    private static void add(double[][] means, int at, NDArray output) {
        var shape = output.getShape();
        try (var absolute = output.abs();
                var apart = absolute.reshape(shape.get(0), shape.get(1), -1);
                var pooled = apart.mean(new int[] {2});
                var summed = pooled.sum(new int[] {0})) {
            var values = summed.toFloatArray();
            means[at] = means[at] == null ? new double[values.length] : means[at];
            for (int c = 0; c < values.length; c++) {
                means[at][c] += values[c];
            }
        }
    }

    private static double[] scaled(double[] sums, int n) {
        return Arrays.stream(sums).map(sum -> sum / n).toArray();
    }

    /** How many weights are left in each layer. */
    public Sparsity sparsity() {
        var rows = names().stream()
                .map(name -> {
                    var values = weights(name);
                    int kept = (int) IntStream.range(0, values.length)
                            .filter(i -> values[i] != 0)
                            .count();
                    return new Sparsity.Row(layer(name), name, values.length, kept);
                })
                .toList();
        return new Sparsity(network.name(), rows, network.origin());
    }
}
