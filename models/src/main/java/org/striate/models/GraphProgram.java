package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.striate.core.UnitLayout;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Pass;
import org.striate.models.graph.Weights;

/** A graph with its weights. */
record GraphProgram(Graph graph, Weights weights) implements Program {

    @Override
    public List<LayerTable.Row> layers() {
        var others = new HashMap<Integer, List<String>>();
        graph.names().stream()
                .sorted()
                .forEach(name -> others.computeIfAbsent(graph.indexOf(name), i -> new ArrayList<>())
                        .add(name));
        var fields = fields();
        var rows = new ArrayList<LayerTable.Row>();
        var kinds = new ArrayList<String>();
        var counted = new HashSet<String>();
        long learned = 0;
        for (int i = 0; i < graph.nodes().size(); i++) {
            var node = graph.nodes().get(i);
            kinds.add(node.operation().kind());
            learned += learned(node, counted);
            if (node.layer().isPresent()) {
                var own = preferred(node.layer().get(), others.get(i));
                others.get(i).remove(own);
                rows.add(new LayerTable.Row(
                        own, others.get(i), String.join(", ", kinds), layout(node.shape()), learned, fields[i]));
                kinds.clear(); // hidden operations belong to the layer behind them
                learned = 0;
            }
        }
        return rows;
    }

    /** The module's name rather than that of its last call. */
    private static String preferred(String layer, List<String> names) {
        var module = layer.replaceFirst("-t\\d+$", "");
        return names.contains(module) ? module : layer;
    }

    static UnitLayout layout(Shape shape) {
        return shape.dimension() == 4
                ? new UnitLayout((int) shape.get(1), (int) shape.get(2), (int) shape.get(3))
                : UnitLayout.flat((int) (shape.size() / shape.get(0)));
    }

    /**
     * Weights of a node.
     *
     * @param counted names of those of earlier nodes, which may share them; gets the node's own
     */
    private static long learned(Graph.Node node, Set<String> counted) {
        long learned = 0;
        for (var tensor : node.tensors().entrySet()) {
            if (tensor.getValue().learned() && counted.add(tensor.getKey())) {
                learned += tensor.getValue().shape().size();
            }
        }
        return learned;
    }

    /** Receptive fields: a window of k over inputs that see f pixels, j apart, sees f + (k - 1) j. */
    private int[] fields() {
        int nodes = graph.nodes().size();
        var fields = new int[nodes];
        var jumps = new double[nodes];
        int side = (int) Math.max(graph.input().get(2), graph.input().get(3));
        for (int i = 0; i < nodes; i++) {
            var node = graph.nodes().get(i);
            var window = node.operation().window(node.inputShapes());
            int seen = 1;
            double jump = 0;
            boolean whole = window.size() == 0;
            for (int from : node.inputs()) {
                seen = from < 0 ? seen : Math.max(seen, fields[from]);
                jump = Math.max(jump, from < 0 ? 1 : jumps[from]);
                whole |= from >= 0 && fields[from] == 0;
            }
            long field = seen + (long) Math.ceil((window.size() - 1) * jump);
            fields[i] = whole || field >= 2L * side ? 0 : (int) field;
            jumps[i] = jump * window.stride();
        }
        return fields;
    }

    @Override
    public String output() {
        var names = graph.names().stream()
                .filter(name -> graph.indexOf(name) == graph.head())
                .sorted()
                .toList();
        return preferred(graph.nodes().get(graph.head()).layer().orElse(names.get(0)), names);
    }

    @Override
    public void run(
            NDArray input,
            long first,
            Set<String> wanted,
            Map<String, Injury> lesions,
            BiConsumer<String, NDArray> sink) {
        var layers = new HashMap<Integer, String>();
        wanted.forEach(layer -> layers.put(graph.indexOf(layer), layer));
        var injuries = byNode(lesions);
        Pass.Visitor visitor = (node, output) -> {
            var injury = injuries.get(node);
            var result = injury == null ? output : injury.apply(output, first);
            if (layers.containsKey(node)) {
                sink.accept(layers.get(node), result);
            }
            return result;
        };
        Gradient.recorded(input.hasGradient(), () -> {
            Pass.run(graph, weights, input, layers.keySet(), false, visitor);
            return null;
        });
    }

    /** Lesions by the index of the node whose output they change. */
    Map<Integer, Injury> byNode(Map<String, Injury> lesions) {
        return lesions.entrySet().stream()
                .collect(Collectors.toMap(entry -> graph.indexOf(entry.getKey()), Map.Entry::getValue));
    }

    @Override
    public NDManager manager() {
        return weights.manager();
    }

    @Override
    public String checksum() {
        return weights.checksum();
    }

    @Override
    public String architecture() {
        return graph.description();
    }
}
