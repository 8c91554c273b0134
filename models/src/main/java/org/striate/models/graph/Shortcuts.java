package org.striate.models.graph;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Ways to a graph's output that take less work than the graph itself, for training, which asks for nothing else: some layers on the way
 * have other values or none.
 *
 * <p>Where the maximum over windows is all that follows a rectification, it comes first, so that fewer values are rectified: the
 * greatest of rectified values is the rectified greatest, and so is its gradient, to the last bit. Where it then is all that follows
 * filters over the image, and windows are few, both are computed together by {@link PatchMaxima}.
 */
public final class Shortcuts {

    private Shortcuts() {}

    /** The graph with its shortcuts taken. */
    public static Graph of(Graph graph) {
        var nodes = new ArrayList<>(graph.nodes());
        var uses = uses(graph);
        for (int i = 0; i < nodes.size(); i++) {
            int from = nodes.get(i).inputs().get(0);
            boolean pools = nodes.get(i).operation() instanceof Pooling pooling && pooling.maximum();
            if (pools && from >= 0 && uses[from] == 1 && nodes.get(from).operation() == Operations.relu()) {
                swap(nodes, from, i);
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            int from = nodes.get(i).inputs().get(0);
            if (from >= 0 && uses[from] == 1 && PatchMaxima.fit(nodes.get(from), nodes.get(i))) {
                nodes.set(i, PatchMaxima.of(nodes.get(from), nodes.get(i)));
            }
        }
        return graph.with(nodes);
    }

    /** How often each node's output is used, as the graph's own output too. */
    private static int[] uses(Graph graph) {
        var uses = new int[graph.nodes().size()];
        graph.nodes().stream()
                .flatMap(node -> node.inputs().stream())
                .filter(from -> from >= 0)
                .forEach(from -> uses[from]++);
        uses[graph.head()]++;
        return uses;
    }

    private static void swap(List<Graph.Node> nodes, int first, int second) {
        var before = nodes.get(first);
        var after = nodes.get(second);
        nodes.set(first, at(before, after.operation(), before.inputShapes(), after));
        nodes.set(second, at(after, before.operation(), List.of(after.shape()), after));
    }

    private static Graph.Node at(Graph.Node place, Operation operation, List<Shape> inputs, Graph.Node last) {
        return new Graph.Node(place.layer(), place.module(), operation, place.inputs(), inputs, last.shape());
    }
}
