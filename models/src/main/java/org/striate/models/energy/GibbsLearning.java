package org.striate.models.energy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.TrainingLog;

/** Moves a copy of a machine's parameters towards data and away from what the machine dreams. */
final class GibbsLearning {

    private final BoltzmannMachine start;
    private final float[][] data;
    private final ContrastiveDivergence settings;
    private final float[][] weights;
    private final float[] visibleBias;
    private final float[] hiddenBias;
    private final Random random;
    private final Gibbs gibbs;
    private final float[][] chains;
    private final float[][] gradient;
    private double error;

    GibbsLearning(BoltzmannMachine start, float[][] data, ContrastiveDivergence settings) {
        this.start = start;
        this.data = data;
        this.settings = settings;
        this.weights = start.weights();
        this.visibleBias = start.visibleBias();
        this.hiddenBias = start.hiddenBias();
        this.random = new Random(settings.seed());
        this.gibbs = new Gibbs(weights, visibleBias, hiddenBias, random);
        this.gradient = new float[start.visible()][start.hidden()];
        this.chains = new float[Math.min(settings.batch(), data.length)][];
        for (int i = 0; i < chains.length; i++) {
            chains[i] = data[random.nextInt(data.length)].clone();
        }
    }

    /** @param step that it was, with the origin of the data where it has one */
    BoltzmannMachine run(Origin step) {
        var order = new ArrayList<>(IntStream.range(0, data.length).boxed().toList());
        var errors = new double[settings.epochs()];
        try (var progress = Progress.of("training a Boltzmann machine", settings.epochs())) {
            for (int epoch = 0; epoch < errors.length; epoch++) {
                Collections.shuffle(order, random);
                error = 0;
                for (int from = 0; from < order.size(); from += settings.batch()) {
                    Progress.check("training a Boltzmann machine");
                    step(order.subList(from, Math.min(order.size(), from + settings.batch())));
                }
                errors[epoch] = error / data.length / visibleBias.length;
                if (!Double.isFinite(errors[epoch])) {
                    throw BadInput.of(
                            "training a Boltzmann machine",
                            "an error of " + errors[epoch] + " in epoch " + (epoch + 1),
                            "finite ones",
                            "Learn more slowly: settings.rate(" + settings.rate() / 10 + ")");
                }
                progress.step(String.format(java.util.Locale.ROOT, "error %.4f", errors[epoch]));
            }
        }
        var origin = step.with("patterns", data.length)
                .with("patterns sha256", Rows.sha256(data))
                .from(settings.origin())
                .from(start.origin());
        return new BoltzmannMachine(weights, visibleBias, hiddenBias, log(errors, origin), origin);
    }

    private static TrainingLog log(double[] errors, Origin origin) {
        var unknown = new double[errors.length];
        Arrays.fill(unknown, Double.NaN);
        return new TrainingLog("squared error of reconstruction", errors, unknown, unknown, unknown, List.of(), origin);
    }

    private void step(List<Integer> batch) {
        var visible = new float[visibleBias.length];
        var hidden = new float[hiddenBias.length];
        for (var row : gradient) {
            Arrays.fill(row, 0);
        }
        for (int index : batch) {
            var v = data[index];
            var h = gibbs.hidden(v);
            add(v, h, 1f / batch.size(), visible, hidden);
            error += squared(v, gibbs.visible(h));
        }
        int dreams = settings.persistent() ? chains.length : batch.size();
        for (int i = 0; i < dreams; i++) {
            var dreamt = dream(settings.persistent() ? chains[i] : data[batch.get(i)]);
            if (settings.persistent()) {
                chains[i] = dreamt;
            }
            // Probabilities rather than states of the hidden units: less noise, the same mean.
            add(dreamt, gibbs.hidden(dreamt), -1f / dreams, visible, hidden);
        }
        move(visible, hidden);
    }

    private float[] dream(float[] from) {
        var v = from;
        for (int i = 0; i < settings.steps(); i++) {
            v = gibbs.drawn(gibbs.visible(gibbs.drawn(gibbs.hidden(v))));
        }
        return v;
    }

    private void add(float[] v, float[] h, float factor, float[] visible, float[] hidden) {
        for (int i = 0; i < v.length; i++) {
            visible[i] += factor * v[i];
            if (v[i] != 0) {
                var row = gradient[i];
                for (int j = 0; j < h.length; j++) {
                    row[j] += factor * v[i] * h[j];
                }
            }
        }
        for (int j = 0; j < h.length; j++) {
            hidden[j] += factor * h[j];
        }
    }

    private void move(float[] visible, float[] hidden) {
        float rate = (float) settings.rate();
        float decay = (float) settings.decay();
        for (int i = 0; i < visible.length; i++) {
            visibleBias[i] += rate * visible[i];
            for (int j = 0; j < hidden.length; j++) {
                weights[i][j] += rate * (gradient[i][j] - decay * weights[i][j]);
            }
        }
        for (int j = 0; j < hidden.length; j++) {
            hiddenBias[j] += rate * hidden[j];
        }
    }

    private static double squared(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
