package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Runs graphs. Outputs are freed as soon as nobody needs them, so that a pass holds little more than its widest layers. */
public final class Pass {

    private Pass() {}

    /** What is done at a node; the default is to leave it alone. */
    public interface Visitor {
        /**
         * Called once for every node that is computed, in order.
         *
         * @param output what the node computed; freed after the pass has used it
         * @return what goes on to later nodes: the same, or another array
         */
        NDArray visit(int node, NDArray output);
    }

    /**
     * Computes the nodes that are needed, and no others.
     *
     * @param input batch x channels x height x width; stays open
     * @param wanted indices of nodes
     * @param training see {@link Operation#apply}
     */
    public static void run(
            Graph graph, Weights weights, NDArray input, Set<Integer> wanted, boolean training, Visitor visitor) {
        run(graph, weights, input, wanted, node -> training, visitor);
    }

    /** The same where some nodes may be in training and others not. */
    public static void run(
            Graph graph,
            Weights weights,
            NDArray input,
            Set<Integer> wanted,
            Predicate<Graph.Node> training,
            Visitor visitor) {
        run(graph, weights, input, wanted, training, visitor, -1);
    }

    /** @param kept a node whose output stays open */
    private static void run(
            Graph graph,
            Weights weights,
            NDArray input,
            Set<Integer> wanted,
            Predicate<Graph.Node> training,
            Visitor visitor,
            int kept) {
        var nodes = graph.nodes();
        var uses = uses(graph, wanted);
        var outputs = new NDArray[nodes.size()];
        for (int i = 0; i < outputs.length; i++) {
            if (uses[i] == 0) {
                continue;
            }
            var node = nodes.get(i);
            var inputs = node.inputs().stream()
                    .map(from -> from < 0 ? input : outputs[from])
                    .toList();
            var computed = computed(node, inputs, input, weights, training.test(node));
            outputs[i] = visitor.visit(i, computed);
            if (outputs[i] != computed) {
                computed.close();
            }
            node.inputs().forEach(from -> release(from, uses, outputs));
            if (wanted.contains(i) && i != kept) {
                release(i, uses, outputs);
            }
        }
    }

    /** A convolution of an image to which no gradient is wanted needs no more than its own channels. */
    private static NDArray computed(
            Graph.Node node, List<NDArray> inputs, NDArray image, Weights weights, boolean training) {
        return node.operation() instanceof Convolution convolution && inputs.get(0) == image && !image.hasGradient()
                ? convolution.apply(image, weights.of(node), false)
                : node.operation().apply(inputs, weights.of(node), training);
    }

    private static void release(int node, int[] uses, NDArray[] outputs) {
        if (node >= 0 && --uses[node] == 0) {
            outputs[node].close();
            outputs[node] = null;
        }
    }

    /** How often each node's output is used; 0 for those that nothing wanted depends on. */
    private static int[] uses(Graph graph, Set<Integer> wanted) {
        var uses = new int[graph.nodes().size()];
        wanted.forEach(node -> uses[node]++);
        for (int i = uses.length - 1; i >= 0; i--) {
            if (uses[i] > 0) {
                graph.nodes().get(i).inputs().stream().filter(from -> from >= 0).forEach(from -> uses[from]++);
            }
        }
        return uses;
    }

    /** One node's output, which belongs to the input's manager; everything before it is freed. */
    public static NDArray output(
            Graph graph, Weights weights, NDArray input, int node, Predicate<Graph.Node> training) {
        var found = new NDArray[1];
        Visitor keeping = (i, output) -> {
            if (i == node) {
                found[0] = output;
            }
            return output;
        };
        run(graph, weights, input, Set.of(node), training, keeping, node);
        return found[0];
    }
}
