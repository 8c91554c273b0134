package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/** A learning rule at work: its moments, in memory of their own. One call of the engine moves a tensor. */
final class Steps implements AutoCloseable {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    /** The engine clips gradients at any bound that is not negative. */
    private static final float UNCLIPPED = -1;

    private final LearningRule rule;
    private final NDManager manager = NDManager.newBaseManager();
    /** Tensor name, with {@code .m} or {@code .v}, to moment; that of gradient descent is times the rate. */
    final Map<String, NDArray> moments = new LinkedHashMap<>();
    /** The learning rate of the last step; NaN before any. */
    private double rate = Double.NaN;

    Steps(LearningRule rule) {
        this.rule = rule;
    }

    double rate() {
        return rate;
    }

    /** The learning rate of the steps that follow. */
    void rate(double next) {
        if (!rule.adam() && !Double.isNaN(rate) && next != rate) {
            moments.values().forEach(moment -> moment.muli((float) (next / rate)));
        }
        rate = next;
    }

    /**
     * Moves one tensor by its gradient.
     *
     * @param step how many steps this is, from 1
     */
    void move(String name, NDArray weight, NDArray gradient, long step) {
        var engine = weight.getNDArrayInternal();
        float decay = (float) rule.weightDecay();
        if (rule.adam()) {
            // The engine wants both corrections of the bias in the rate; epsilon, which they leave alone, is corrected
            // back.
            double spread = Math.sqrt(1 - Math.pow(BETA2, step));
            engine.adamUpdate(
                    new NDList(weight, gradient, moment(name + ".m", weight), moment(name + ".v", weight)),
                    new NDList(weight),
                    (float) rate,
                    (float) (rate * spread / (1 - Math.pow(BETA1, step))),
                    decay,
                    1,
                    UNCLIPPED,
                    (float) BETA1,
                    (float) BETA2,
                    (float) (EPSILON * spread),
                    false,
                    false);
        } else {
            engine.sgdUpdate(
                    new NDList(weight, gradient, moment(name + ".v", weight)),
                    new NDList(weight),
                    (float) rate,
                    decay,
                    1,
                    UNCLIPPED,
                    (float) rule.momentum(),
                    false);
        }
    }

    NDArray moment(String name, NDArray like) {
        return moments.computeIfAbsent(name, key -> manager.zeros(like.getShape()));
    }

    /** Puts a saved state back. */
    void restore(Map<String, float[]> saved, Map<String, NDArray> weights, double lastRate) {
        saved.forEach((name, values) -> {
            var weight = weights.get(name.substring(0, name.length() - 2));
            fill(moment(name, weight), values);
        });
        rate = lastRate;
    }

    /** Writes numbers into a tensor's own memory; {@code set} would leave them in a buffer that may be collected. */
    static void fill(NDArray tensor, float[] values) {
        try (var read = tensor.getManager().create(values, tensor.getShape())) {
            read.copyTo(tensor);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
