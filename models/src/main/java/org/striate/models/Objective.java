package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import java.util.List;

/** What training makes small. */
interface Objective {

    /**
     * The mean loss of a batch.
     *
     * @param output of the network, batch x ...
     * @param input what was shown
     * @param batch indices of the stimuli
     * @return one number; belongs to the output's manager
     */
    NDArray loss(NDArray output, NDArray input, List<Integer> batch);

    /** How many of a batch were told right; NaN where the question has no sense. */
    default double right(NDArray output, List<Integer> batch) {
        return Double.NaN;
    }

    /**
     * The second stimulus that is shown with one, behind the batch; -1 for none.
     *
     * @param count of all stimuli
     */
    default int partner(int stimulus, int count) {
        return -1;
    }

    /** Softmax and cross-entropy over classes. */
    record Classes(int[] targets) implements Objective {
        @Override
        public NDArray loss(NDArray output, NDArray input, List<Integer> batch) {
            var labels = output.getManager()
                    .create(batch.stream().mapToInt(i -> targets[i]).toArray());
            return Loss.softmaxCrossEntropyLoss().evaluate(new NDList(labels), new NDList(output));
        }

        @Override
        public double right(NDArray output, List<Integer> batch) {
            try (var best = output.argMax(1)) {
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
        public NDArray loss(NDArray output, NDArray input, List<Integer> batch) {
            var values = new float[batch.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = targets[batch.get(i)];
            }
            var labels = output.getManager().create(values, output.getShape());
            // log(1 + exp(-|x|)) + max(x, 0) - x y: no overflow.
            var softplus = output.abs().neg().exp().add(1).log();
            return softplus.add(output.maximum(0)).sub(output.mul(labels)).mean();
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
        public NDArray loss(NDArray output, NDArray input, List<Integer> batch) {
            return output.reshape(input.getShape()).sub(input).square().mean();
        }
    }

    /**
     * NT-Xent (Chen et al. 2020): of the 2 n outputs of n pairs, each must be nearer to its partner than to the others, by the
     * cosine over a temperature.
     *
     * @param temperature of the softmax
     * @param ahead partner of stimulus i is stimulus i + ahead of the movie; 0 for another view of i itself
     */
    record Pairs(double temperature, int ahead) implements Objective {

        @Override
        public int partner(int stimulus, int count) {
            return stimulus + ahead < count ? stimulus + ahead : stimulus - ahead;
        }

        @Override
        public NDArray loss(NDArray output, NDArray input, List<Integer> batch) {
            int n = batch.size();
            var flat = output.reshape(2L * n, -1);
            var unit =
                    flat.div(flat.square().sum(new int[] {1}, true).add(1e-12f).sqrt());
            var manager = output.getManager();
            var itself = manager.eye(2 * n).mul(-1e9f);
            var similar = unit.matMul(unit.transpose()).div((float) temperature).add(itself);
            var partner = new int[2 * n];
            for (int i = 0; i < n; i++) {
                partner[i] = n + i;
                partner[n + i] = i;
            }
            return Loss.softmaxCrossEntropyLoss().evaluate(new NDList(manager.create(partner)), new NDList(similar));
        }
    }
}
