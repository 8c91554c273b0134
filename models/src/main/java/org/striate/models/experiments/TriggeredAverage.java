package org.striate.models.experiments;

import org.striate.core.Progress;
import org.striate.core.StimulusSet;

/** Stimuli weighted by one unit's answers. Pixels are rendered anew at every pass, so that any number of stimuli fits. */
final class TriggeredAverage {

    private static final int MOST_STEPS = 200;
    private static final double TOLERANCE = 1e-6;

    private final double[] weights;
    private final StimulusSet stimuli;
    private final double[] meanPixels;

    TriggeredAverage(double[] answers, StimulusSet stimuli) {
        this.stimuli = stimuli;
        int n = answers.length;
        double mean = java.util.Arrays.stream(answers).average().orElseThrow();
        this.weights = java.util.Arrays.stream(answers).map(a -> (a - mean) / n).toArray();
        this.meanPixels = new double[stimuli.channels() * stimuli.height() * stimuli.width()];
        pass("mean of " + stimuli.name(), (i, pixels) -> {
            for (int j = 0; j < pixels.length; j++) {
                meanPixels[j] += pixels[j] / n;
            }
        });
    }

    private interface Sight {
        void of(int stimulus, float[] pixels);
    }

    private void pass(String work, Sight sight) {
        try (var progress = Progress.of(work, stimuli.size())) {
            for (int i = 0; i < stimuli.size(); i++) {
                sight.of(i, stimuli.pixels(i));
                progress.step("");
            }
        }
    }

    /** [channels x height x width]; weights add up to 0, so that the pixels' mean falls out but for rounding. */
    double[] values() {
        var sum = new double[meanPixels.length];
        pass("reverse correlation", (i, pixels) -> {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += weights[i] * (pixels[j] - meanPixels[j]);
            }
        });
        return sum;
    }

    /** Conjugate gradients: the covariance, of pixels x pixels, is only ever multiplied by. */
    double[] whitened(double ridge) {
        var residual = values();
        double start = dot(residual, residual);
        double penalty = ridge * variance();
        var solution = new double[residual.length];
        var direction = residual.clone();
        double squared = start;
        for (int step = 0; step < MOST_STEPS && squared > TOLERANCE * TOLERANCE * start; step++) {
            var image = covariance(direction);
            for (int j = 0; j < image.length; j++) {
                image[j] += penalty * direction[j];
            }
            double length = squared / dot(direction, image);
            for (int j = 0; j < image.length; j++) {
                solution[j] += length * direction[j];
                residual[j] -= length * image[j];
            }
            double next = dot(residual, residual);
            for (int j = 0; j < image.length; j++) {
                direction[j] = residual[j] + next / squared * direction[j];
            }
            squared = next;
        }
        return solution;
    }

    private double variance() {
        var total = new double[1];
        pass("variance of " + stimuli.name(), (i, pixels) -> {
            for (int j = 0; j < pixels.length; j++) {
                total[0] += (pixels[j] - meanPixels[j]) * (pixels[j] - meanPixels[j]);
            }
        });
        return total[0] / stimuli.size() / meanPixels.length;
    }

    private double[] covariance(double[] vector) {
        var product = new double[vector.length];
        pass("whitening", (i, pixels) -> {
            double along = 0;
            for (int j = 0; j < vector.length; j++) {
                along += (pixels[j] - meanPixels[j]) * vector[j];
            }
            along /= stimuli.size();
            for (int j = 0; j < vector.length; j++) {
                product[j] += along * (pixels[j] - meanPixels[j]);
            }
        });
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
