package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.striate.analysis.linear.Decompositions;
import org.striate.analysis.linear.Gram;
import org.striate.core.NeuralResponses;

/** Over how many dimensions the answers of a layer, or of neurons, spread. */
public final class Dimensionality {

    private Dimensionality() {}

    /**
     * {@code (sum l)^2 / sum l^2} of the variances l along the principal components.
     *
     * @return 1 to the smaller of units and stimuli minus 1; NaN where answers do not depend on the stimulus
     */
    public static double participationRatio(Gram layer) {
        return participationRatio(Products.of(layer));
    }

    /** That of the mean responses; NaN where one is missing. Noise adds dimensions: average over many trials. */
    public static double participationRatio(NeuralResponses responses) {
        return participationRatio(Products.of(Observations.of(responses)));
    }

    private static double participationRatio(Products products) {
        int n = products.stimuli();
        var centred = products.centred();
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += centred[i * n + i];
        }
        double all = trace;
        double squares = Arrays.stream(centred).map(v -> v / all * (v / all)).sum();
        return products.areConstant(trace) ? Double.NaN : 1 / squares;
    }

    /**
     * The variance along every principal component, over the number of stimuli minus 1, descending.
     *
     * @return [stimuli]; at least the last is 0; NaN where an answer is none
     */
    public static double[] spectrum(Gram layer) {
        var products = Products.of(layer);
        int n = products.stimuli();
        var centred = products.centred();
        if (Arrays.stream(centred).anyMatch(v -> !Double.isFinite(v))) {
            return DoubleStream.generate(() -> Double.NaN).limit(n).toArray();
        }
        return Arrays.stream(Decompositions.eigenvalues(centred, n))
                .map(value -> Math.max(0, value) / (n - 1))
                .toArray();
    }
}
