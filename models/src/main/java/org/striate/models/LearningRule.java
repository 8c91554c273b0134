package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.striate.core.BadInput;

/**
 * How a gradient moves the weights: PyTorch's {@code Adam} (Kingma and Ba 2015; 0.9, 0.999, 1e-8) or {@code SGD} with
 * momentum.
 *
 * @param adam or else stochastic gradient descent
 * @param learningRate size of a step
 * @param momentum of gradient descent: {@code v = momentum v + g, w = w - rate v}
 * @param weightDecay times the weight is added to the gradient
 */
public record LearningRule(boolean adam, double learningRate, double momentum, double weightDecay) {

    public LearningRule {
        if (!(learningRate > 0) || !(momentum >= 0) || momentum >= 1 || !(weightDecay >= 0)) {
            throw BadInput.of(
                    "learning rule",
                    "learning rate " + learningRate + ", momentum " + momentum + ", weight decay " + weightDecay,
                    "a rate above 0, a momentum from 0 to below 1, a decay of at least 0",
                    "LearningRule.sgd(0.01, 0.9)");
        }
    }

    public static LearningRule adam(double learningRate) {
        return new LearningRule(true, learningRate, 0, 0);
    }

    public static LearningRule sgd(double learningRate, double momentum) {
        return new LearningRule(false, learningRate, momentum, 0);
    }

    public LearningRule learningRate(double learningRate) {
        return new LearningRule(adam, learningRate, momentum, weightDecay);
    }

    public LearningRule weightDecay(double weightDecay) {
        return new LearningRule(adam, learningRate, momentum, weightDecay);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, rate %s", adam ? "Adam" : "SGD, momentum " + momentum, learningRate)
                + (weightDecay > 0 ? ", decay " + weightDecay : "");
    }

    /** The rule at work: its moments, in memory of its own. */
    static final class Steps implements AutoCloseable {

        private static final double BETA1 = 0.9;
        private static final double BETA2 = 0.999;
        private static final double EPSILON = 1e-8;

        private final LearningRule rule;
        private final NDManager manager = NDManager.newBaseManager();
        /** Tensor name, with {@code .m} or {@code .v}, to moment. */
        final Map<String, NDArray> moments = new LinkedHashMap<>();

        Steps(LearningRule rule) {
            this.rule = rule;
        }

        /**
         * Moves one tensor.
         *
         * @param step how many steps this is, from 1
         * @param rate learning rate of now
         */
        void move(String name, NDArray weight, NDArray gradient, long step, double rate) {
            try (var scratch = weight.getManager().newSubManager()) {
                var g = gradient;
                g.attach(scratch);
                if (rule.weightDecay > 0) {
                    g = g.add(in(scratch, in(scratch, weight.stopGradient()).mul((float) rule.weightDecay)));
                }
                if (rule.adam) {
                    var m = moment(name + ".m", weight);
                    var v = moment(name + ".v", weight);
                    m.muli((float) BETA1).addi(g.mul((float) (1 - BETA1)));
                    v.muli((float) BETA2).addi(g.mul(g).muli((float) (1 - BETA2)));
                    var scale = in(scratch, v.sqrt()).divi((float) Math.sqrt(1 - Math.pow(BETA2, step)));
                    double size = rate / (1 - Math.pow(BETA1, step));
                    subtract(
                            weight,
                            in(scratch, m.div(scale.addi((float) EPSILON))).muli((float) size));
                } else if (rule.momentum > 0) {
                    var v = moment(name + ".v", weight);
                    v.muli((float) rule.momentum).addi(g);
                    subtract(weight, in(scratch, v.mul((float) rate)));
                } else {
                    subtract(weight, g.mul((float) rate));
                }
            }
        }

        /** A result belongs to its first operand's manager, which would keep it until the end of the training. */
        private static NDArray in(NDManager scratch, NDArray result) {
            result.attach(scratch);
            return result;
        }

        /** In place; the engine must not record it. */
        private static void subtract(NDArray weight, NDArray change) {
            weight.setRequiresGradient(false);
            weight.subi(change);
            weight.setRequiresGradient(true);
        }

        NDArray moment(String name, NDArray like) {
            return moments.computeIfAbsent(name, key -> manager.zeros(like.getShape()));
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
