package org.striate.models;

import static org.striate.models.graph.Operations.batchNorm;
import static org.striate.models.graph.Operations.convolution;
import static org.striate.models.graph.Operations.dense;
import static org.striate.models.graph.Operations.flatten;
import static org.striate.models.graph.Operations.maxPool;
import static org.striate.models.graph.Operations.relu;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Weights;

/** The network of the fixtures {@code nets/train_*}: rows in order, batches of 8, 2 epochs. */
final class TrainingNet {

    private TrainingNet() {}

    static Graph graph(int outputs) {
        return Graph.input("train", 1, 16, 20)
                .then("0", convolution(3, 5).padding(2))
                .then("1", batchNorm())
                .then("2", relu())
                .then("3", maxPool(4, 4))
                .then("4", flatten())
                .then("5", dense(6))
                .then("6", relu())
                .then("7", dense(outputs));
    }

    static List<Double> train(Graph graph, Weights weights, float[] images, Objective objective, LearningRule rule) {
        var inputs = IntStream.range(0, 4)
                .mapToObj(i -> Arrays.copyOfRange(images, i * 7 * 320, Math.min(24, (i + 1) * 7) * 320))
                .toArray(float[][]::new);
        var losses = new ArrayList<Double>();
        try (var batches = new Batches(inputs, 7, new Shape(1, 1, 16, 20));
                var steps = new Steps(rule)) {
            var learning = new Learning(
                    new GraphProgram(graph, weights), batches, objective, Training.withDefaults(), Map.of());
            var learned = learning.learned();
            learned.values().forEach(tensor -> tensor.setRequiresGradient(true));
            steps.rate(rule.learningRate());
            for (int step = 0; step < 6; step++) {
                var tally = new Learning.Tally();
                int from = step % 3 * 8;
                learning.step(
                        IntStream.range(from, from + 8).boxed().toList(),
                        new Random(1),
                        learned,
                        steps,
                        step + 1,
                        tally);
                losses.add(tally.loss());
            }
            learned.values().forEach(tensor -> tensor.setRequiresGradient(false));
        }
        return losses;
    }
}
