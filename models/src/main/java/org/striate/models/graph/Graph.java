package org.striate.models.graph;

import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.striate.core.BadInput;
import org.striate.core.Origin;

/**
 * Named operations from an image to an output, without weights. Immutable: every call gives another graph.
 *
 * <pre>{@code
 * Graph.input("small", 3, 32, 32)
 *     .then("conv", Operations.convolution(8, 3)).then("relu", Operations.relu())
 *     .then("flatten", Operations.flatten()).then("fc", Operations.dense(10))
 * }</pre>
 *
 * <p>A module that is called several times gives a layer at every call, {@code relu-t0}, {@code relu-t1}; its own name stands
 * for the last.
 */
public final class Graph {

    private static final int IMAGE = -1;
    /** What comes out at the end, whatever its own name. */
    private static final String OUTPUT = "output";

    /**
     * One operation in its place.
     *
     * @param layer the name of what comes out, or empty where nobody asks for it
     * @param module the prefix of its tensors' names
     * @param inputs indices of nodes; -1 is the image
     * @param shape of what comes out, for a batch of 1
     */
    public record Node(
            Optional<String> layer,
            String module,
            Operation operation,
            List<Integer> inputs,
            List<Shape> inputShapes,
            Shape shape) {

        /** The tensors by their full names. */
        public Map<String, Operation.Tensor> tensors() {
            var tensors = new LinkedHashMap<String, Operation.Tensor>();
            operation.tensors(inputShapes).forEach(tensor -> tensors.put(module + "." + tensor.name(), tensor));
            return tensors;
        }
    }

    private final String name;
    private final Shape input;
    private final List<Node> nodes;
    private final Map<String, Integer> names;
    private final int head;

    private Graph(String name, Shape input, List<Node> nodes, Map<String, Integer> names, int head) {
        this.name = name;
        this.input = input;
        this.nodes = nodes;
        this.names = names;
        this.head = head;
    }

    /**
     * A graph of nothing but its input.
     *
     * @param channels 1 for grey, 3 for RGB
     */
    public static Graph input(String name, int channels, int height, int width) {
        return new Graph(name, new Shape(1, channels, height, width), List.of(), Map.of(), IMAGE);
    }

    /**
     * An operation on what came last; its layer and its tensors have this name.
     *
     * @throws BadInput if another layer, or another operation with tensors, has this name
     */
    public Graph then(String layer, Operation operation) {
        return own(Optional.of(layer), layer, operation, List.of(head));
    }

    /** An operation on the outputs of layers. */
    public Graph then(String layer, Operation operation, String... inputs) {
        return own(
                Optional.of(layer),
                layer,
                operation,
                Arrays.stream(inputs).map(this::indexOf).toList());
    }

    /**
     * An operation on what came last with the tensors of a module, which others may share.
     *
     * @throws BadInput if the module has a tensor of this name and another shape
     */
    public Graph shared(String layer, String module, Operation operation) {
        var graph = append(Optional.of(layer), module, operation, List.of(head));
        var known = tensors();
        graph.nodes.get(graph.head).tensors().forEach((own, tensor) -> {
            var shape = known.getOrDefault(own, tensor).shape();
            if (!shape.equals(tensor.shape())) {
                throw BadInput.of(
                        "graph " + name,
                        own + " of shape " + tensor.shape(),
                        shape + ", which it has already",
                        "Give the operation tensors of its own: graph.then(\"" + layer + "\", ...)");
            }
        });
        return graph;
    }

    /**
     * An operation that is no layer of its own, with tensors of this name.
     *
     * @throws BadInput if another operation with tensors has this name
     */
    public Graph hidden(String module, Operation operation) {
        return own(Optional.empty(), module, operation, List.of(head));
    }

    /** With tensors that no other operation has. */
    private Graph own(Optional<String> layer, String module, Operation operation, List<Integer> inputs) {
        var graph = append(layer, module, operation, inputs);
        if (hasTensors(graph.nodes.get(graph.head))
                && nodes.stream().anyMatch(node -> node.module().equals(module) && hasTensors(node))) {
            throw BadInput.of(
                    "graph " + name,
                    "two operations with tensors of module \"" + module + "\"",
                    "a module for each",
                    "To share them, say so: graph.shared(\"" + module + "-t1\", \"" + module + "\", ...)");
        }
        return graph;
    }

    private static boolean hasTensors(Node node) {
        return !node.tensors().isEmpty();
    }

    /**
     * Another name for what came last.
     *
     * @throws BadInput if another layer has this name
     */
    public Graph alias(String other) {
        if (names.getOrDefault(other, head) != head) {
            throw twice(other, "graph.alias(\"" + other + "-2\")");
        }
        var names = new HashMap<>(this.names);
        names.put(other, head);
        return new Graph(name, input, nodes, names, head);
    }

    /** Goes on from an earlier layer. */
    public Graph from(String layer) {
        return new Graph(name, input, nodes, names, indexOf(layer));
    }

    /**
     * The part of the graph that a layer needs, with its end at that layer; what comes behind is left out.
     *
     * @param name of the part
     * @throws BadInput if there is no such layer
     */
    public Graph upTo(String layer, String name) {
        int end = indexOf(layer);
        var kept = leadingTo(end);
        var part = kept.stream()
                .map(i -> nodes.get(i))
                .map(node -> new Node(
                        node.layer(),
                        node.module(),
                        node.operation(),
                        node.inputs().stream()
                                .map(from -> from == IMAGE ? IMAGE : kept.indexOf(from))
                                .toList(),
                        node.inputShapes(),
                        node.shape()))
                .toList();
        var places = new HashMap<String, Integer>();
        names.forEach((own, index) -> {
            if (kept.contains(index) && !own.equals(OUTPUT)) {
                places.put(own, kept.indexOf(index));
            }
        });
        return new Graph(name, input, part, places, kept.indexOf(end));
    }

    /** The nodes that one needs, in order, itself the last. */
    public List<Integer> leadingTo(int end) {
        var needed = new TreeSet<>(Set.of(end));
        for (int i = end; i >= 0; i--) {
            if (needed.contains(i)) {
                needed.addAll(nodes.get(i).inputs());
            }
        }
        needed.remove(IMAGE);
        return List.copyOf(needed);
    }

    /** The same names and the same output with other nodes, one in the place of each. */
    Graph with(List<Node> others) {
        return new Graph(name, input, List.copyOf(others), names, head);
    }

    private Graph append(Optional<String> layer, String module, Operation operation, List<Integer> inputs) {
        if (layer.isPresent() && names.containsKey(layer.get())) {
            throw twice(layer.get(), "graph.then(\"" + layer.get() + "-t1\", ...)");
        }
        var shapes = inputs.stream()
                .map(i -> i == IMAGE ? input : nodes.get(i).shape())
                .toList();
        var node = new Node(layer, module, operation, inputs, shapes, operation.output(shapes));
        var nodes = new ArrayList<>(this.nodes);
        nodes.add(node);
        var names = new HashMap<>(this.names);
        layer.ifPresent(own -> names.put(own, nodes.size() - 1));
        return new Graph(name, input, List.copyOf(nodes), names, nodes.size() - 1);
    }

    private BadInput twice(String layer, String mend) {
        return BadInput.of("graph " + name, "two layers named \"" + layer + "\"", "a name for each", mend);
    }

    public String name() {
        return name;
    }

    /** 1 x channels x height x width. */
    public Shape input() {
        return input;
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** The index of the last node: the output. */
    public int head() {
        return head;
    }

    /** Every layer's name, other names too; {@code output} is always one. */
    public Set<String> names() {
        var all = new TreeSet<>(names.keySet());
        all.add(OUTPUT);
        return all;
    }

    /**
     * Where a layer is computed.
     *
     * @throws BadInput if there is no such layer
     */
    public int indexOf(String layer) {
        var index = layer.equals(OUTPUT) ? names.getOrDefault(OUTPUT, head) : names.get(layer);
        if (index == null) {
            throw BadInput.unknown("layer", layer, name, names(), "network.layers()");
        }
        return index;
    }

    /** The tensors of all nodes, by full name, in order; shared ones once. */
    public Map<String, Operation.Tensor> tensors() {
        var tensors = new LinkedHashMap<String, Operation.Tensor>();
        nodes.forEach(node -> node.tensors().forEach(tensors::putIfAbsent));
        return tensors;
    }

    /**
     * All that decides what is computed from given tensors: graphs that compute otherwise have other descriptions. Operations of your
     * own are told apart by their {@link Operation#kind()}.
     */
    public String description() {
        var text = new StringBuilder(input.toString());
        for (var node : nodes) {
            text.append('\n')
                    .append(node.layer().orElse(""))
                    .append(' ')
                    .append(node.module())
                    .append(' ');
            boolean own = node.operation().getClass().getPackage() == Graph.class.getPackage();
            text.append(own ? node.operation() : node.operation().kind());
            text.append(' ').append(node.inputs()).append(' ').append(node.shape());
        }
        return text.append('\n').append(head).toString();
    }

    /** SHA-256 of the {@link #description}. */
    public String sha256() {
        return Origin.sha256(description().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Graph " + name + ": " + nodes.size() + " operations";
    }
}
