package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.striate.models.graph.Capsules;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Numbers;
import org.striate.models.graph.Pass;

/**
 * What capsules learn (Sabour et al. 2017, equation 4): the right one to be longer than 0.9, the others shorter than 0.1, and the
 * right one to give the image back. While learning, the decoder sees the capsule of the right class, else the longest.
 *
 * @param targets [stimuli] class of each
 * @param classes how many there are
 */
record Margin(int[] targets, int classes) implements Objective {

    private static final float LONG = 0.9f;
    private static final float SHORT = 0.1f;
    private static final float ABSENT = 0.5f;
    private static final float RECONSTRUCTION = 0.0005f;

    /** Lengths, then the decoded image: batch x (classes + pixels). */
    @Override
    public NDArray forward(GraphProgram program, NDArray input, List<Integer> batch, Predicate<Graph.Node> training) {
        var graph = program.graph();
        int capsules = graph.indexOf(SmallNets.CAPSULES);
        int lengths = graph.indexOf(SmallNets.LENGTHS);
        int shown = graph.indexOf(SmallNets.SHOWN);
        int decoded = graph.indexOf(SmallNets.RECONSTRUCTION);
        var kept = new NDArray[3];
        var right = batch.stream().mapToLong(i -> targets[i]).toArray();
        Pass.run(graph, program.weights(), input, Set.of(lengths, decoded), training, (node, output) -> {
            if (node == capsules || node == lengths || node == decoded) {
                // Another handle, since the pass closes its own.
                kept[node == capsules ? 0 : node == lengths ? 1 : 2] = output.reshape(output.getShape());
            }
            return node == shown && training.test(graph.nodes().get(node)) ? Capsules.only(kept[0], right) : output;
        });
        return kept[1].concat(kept[2].reshape(batch.size(), -1), 1);
    }

    @Override
    public List<Integer> ends(Graph graph) {
        return List.of(graph.indexOf(SmallNets.LENGTHS), graph.indexOf(SmallNets.RECONSTRUCTION));
    }

    @Override
    public String lossName() {
        return "margin loss + reconstruction error";
    }

    @Override
    public NDArray loss(NDArray output, NDArray input, List<Integer> batch) {
        var lengths = output.get(new NDIndex(":, :{}", classes));
        var present = new float[batch.size() * classes];
        for (int i = 0; i < batch.size(); i++) {
            present[i * classes + targets[batch.get(i)]] = 1;
        }
        var there = output.getManager().create(present, lengths.getShape());
        var tooShort = Numbers.atLeast(lengths.neg().add(LONG), 0).square().mul(there);
        var tooLong = Numbers.times(
                Numbers.atLeast(lengths.sub(SHORT), 0).square().mul(there.neg().add(1)), ABSENT);
        var apart = output.get(new NDIndex(":, {}:", classes)).sub(input.reshape(batch.size(), -1));
        var sum = tooShort.add(tooLong).sum().add(Numbers.times(apart.square().sum(), RECONSTRUCTION));
        return Numbers.times(sum, 1.0 / batch.size());
    }

    @Override
    public double right(NDArray output, List<Integer> batch) {
        return new Objective.Classes(targets).right(output.get(new NDIndex(":, :{}", classes)), batch);
    }
}
