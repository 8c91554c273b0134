package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Numbers;
import org.striate.models.graph.Pass;

/** What training makes small. */
interface Objective {

    /**
     * What the loss is taken of; by default what the network answers.
     *
     * @param input stays open
     * @param batch indices of the stimuli
     * @param training which nodes compute as in learning; see {@link org.striate.models.graph.Operation#apply}
     * @return batch x ...; belongs to the input's manager
     */
    default NDArray forward(GraphProgram program, NDArray input, List<Integer> batch, Predicate<Graph.Node> training) {
        return Pass.output(
                program.graph(), program.weights(), input, program.graph().head(), training);
    }

    /**
     * The mean loss of a batch.
     *
     * @param output of {@link #forward}
     * @param input what was shown
     * @param batch indices of the stimuli
     * @return one number; belongs to the output's manager
     */
    NDArray loss(NDArray output, NDArray input, List<Integer> batch);

    /** What the loss is called, with its unit where it has one. */
    String lossName();

    /** How many of a batch were told right; NaN where the question has no sense. */
    default double right(NDArray output, List<Integer> batch) {
        return Double.NaN;
    }

    /** Whether each stimulus is shown with a second one, behind the batch. */
    default boolean pairs() {
        return false;
    }

    /**
     * The second stimulus that is shown with one; -1 for none, and then the first is not shown either.
     *
     * @param among the stimuli that it may be
     */
    default int partner(int stimulus, Set<Integer> among) {
        return -1;
    }

    /** The nodes that {@link #forward} computes: what does not lead to them does not learn. */
    default List<Integer> ends(Graph graph) {
        return List.of(graph.head());
    }

    /** Stimuli that it takes, with their partners, to say how good a network is: of a pair alone there is nobody to tell it from. */
    default int fewest() {
        return pairs() ? ordered() ? 3 : 2 : 1;
    }

    /** Whether neighbours are alike, so that the held-out stimuli must lie together, at the end. */
    default boolean ordered() {
        return false;
    }

    /** Softmax and cross-entropy over classes. */
    record Classes(int[] targets) implements Objective {
        /** [batch x units], of a map too. */
        private static NDArray flat(NDArray output) {
            return output.reshape(output.getShape().get(0), -1);
        }

        @Override
        public String lossName() {
            return "cross-entropy (nats)";
        }

        @Override
        public NDArray loss(NDArray output, NDArray input, List<Integer> batch) {
            var labels = output.getManager()
                    .create(batch.stream().mapToInt(i -> targets[i]).toArray());
            return Loss.softmaxCrossEntropyLoss().evaluate(new NDList(labels), new NDList(flat(output)));
        }

        @Override
        public double right(NDArray output, List<Integer> batch) {
            try (var flat = flat(output);
                    var best = flat.argMax(1)) {
                var told = best.toLongArray();
                int right = 0;
                for (int i = 0; i < told.length; i++) {
                    right += told[i] == targets[batch.get(i)] ? 1 : 0;
                }
                return right;
            }
        }
    }

    /** Two-alternative forced choice: one output, its sigmoid against 0 or 1, by cross-entropy. */
    record Choice(int[] targets) implements Objective {
        @Override
        public String lossName() {
            return "cross-entropy (nats)";
        }

        @Override
        public NDArray loss(NDArray output, NDArray input, List<Integer> batch) {
            var values = new float[batch.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = targets[batch.get(i)];
            }
            var labels = output.getManager().create(values, output.getShape());
            // log(1 + exp(-|x|)) + max(x, 0) - x y: no overflow.
            var softplus = output.abs().neg().exp().add(1).log();
            return softplus.add(Numbers.atLeast(output, 0))
                    .sub(output.mul(labels))
                    .mean();
        }

        @Override
        public double right(NDArray output, List<Integer> batch) {
            var told = output.toFloatArray();
            int right = 0;
            for (int i = 0; i < told.length; i++) {
                right += (told[i] > 0 ? 1 : 0) == targets[batch.get(i)] ? 1 : 0;
            }
            return right;
        }
    }

    /** Mean squared error to values, [stimuli][outputs]. */
    record Values(float[][] targets) implements Objective {
        @Override
        public String lossName() {
            return "mean squared error";
        }

        @Override
        public NDArray loss(NDArray output, NDArray input, List<Integer> batch) {
            int width = targets[0].length;
            var values = new float[batch.size() * width];
            for (int i = 0; i < batch.size(); i++) {
                System.arraycopy(targets[batch.get(i)], 0, values, i * width, width);
            }
            return output.sub(output.getManager().create(values, output.getShape()))
                    .square()
                    .mean();
        }
    }

    /** Mean squared error to the input itself. */
    record Reconstruction() implements Objective {
        @Override
        public String lossName() {
            return "mean squared error";
        }

        @Override
        public NDArray loss(NDArray output, NDArray input, List<Integer> batch) {
            return output.reshape(input.getShape()).sub(input).square().mean();
        }
    }
}
