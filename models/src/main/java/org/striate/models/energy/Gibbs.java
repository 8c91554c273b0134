package org.striate.models.energy;

import java.util.Random;

/** Samples one layer of a Boltzmann machine given the other. */
final class Gibbs {

    private final float[][] weights;
    private final float[] visibleBias;
    private final float[] hiddenBias;
    private final Random random;

    /** @param weights [visible x hidden]; read, not copied */
    Gibbs(float[][] weights, float[] visibleBias, float[] hiddenBias, Random random) {
        this.weights = weights;
        this.visibleBias = visibleBias;
        this.hiddenBias = hiddenBias;
        this.random = random;
    }

    /** Probabilities of the hidden units. */
    float[] hidden(float[] v) {
        var inputs = hiddenBias.clone();
        for (int i = 0; i < v.length; i++) {
            if (v[i] != 0) {
                var row = weights[i];
                for (int j = 0; j < inputs.length; j++) {
                    inputs[j] += v[i] * row[j];
                }
            }
        }
        return probabilities(inputs);
    }

    /** Probabilities of the visible units. */
    float[] visible(float[] h) {
        var inputs = visibleBias.clone();
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] += (float) Rows.dot(weights[i], h);
        }
        return probabilities(inputs);
    }

    private static float[] probabilities(float[] inputs) {
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) Rows.sigmoid(inputs[i]);
        }
        return inputs;
    }

    /** 0 or 1 by probability. */
    float[] drawn(float[] probabilities) {
        var states = new float[probabilities.length];
        for (int i = 0; i < states.length; i++) {
            states[i] = random.nextDouble() < probabilities[i] ? 1 : 0;
        }
        return states;
    }
}
