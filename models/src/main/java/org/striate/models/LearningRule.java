package org.striate.models;

import java.util.Locale;
import org.striate.core.BadInput;

/**
 * How a gradient moves the weights: PyTorch's {@code Adam} (Kingma and Ba 2015; 0.9, 0.999, 1e-8) or {@code SGD} with
 * momentum.
 *
 * @param adam or else stochastic gradient descent
 * @param learningRate size of a step
 * @param momentum of gradient descent: {@code v = momentum v + g, w = w - rate v}; Adam has none
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
}
