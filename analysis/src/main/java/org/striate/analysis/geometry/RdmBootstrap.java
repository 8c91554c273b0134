package org.striate.analysis.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.striate.core.Interval;
import org.striate.core.Progress;

/**
 * Draws stimuli and subjects with replacement. A pair of stimuli counts as often as both were drawn together; two copies
 * of one stimulus are no pair. Every RDM is sorted once: a draw's ranks are running sums of counts.
 */
final class RdmBootstrap {

    private final List<double[]> models;
    private final List<double[]> subjects;
    private final List<int[]> modelOrders;
    private final List<int[]> subjectOrders;
    private final int stimuli;
    private final RdmComparison comparison;

    RdmBootstrap(List<double[]> models, List<double[]> subjects, int stimuli, RdmComparison comparison) {
        this.models = models;
        this.subjects = subjects;
        this.modelOrders = models.stream().map(Ranks::order).toList();
        this.subjectOrders = subjects.stream().map(Ranks::order).toList();
        this.stimuli = stimuli;
        this.comparison = comparison;
    }

    /** 95 % percentile interval of each model's mean similarity over subjects. */
    List<Interval> intervals(int draws, long seed) {
        var random = new Random(seed);
        var values = new double[models.size()][draws];
        try (var progress = Progress.of("bootstrap of " + models.size() + " RDMs", draws)) {
            for (int draw = 0; draw < draws; draw++) {
                var weights = pairWeights(random);
                var drawn = random.ints(subjects.size(), 0, subjects.size()).toArray();
                var prepared = new double[subjects.size()][];
                for (int s : drawn) {
                    if (prepared[s] == null) {
                        prepared[s] = comparison.prepare(subjects.get(s), weights, subjectOrders.get(s));
                    }
                }
                for (int m = 0; m < models.size(); m++) {
                    var model = comparison.prepare(models.get(m), weights, modelOrders.get(m));
                    for (int s : drawn) {
                        values[m][draw] += comparison.similarity(model, prepared[s], weights) / drawn.length;
                    }
                }
                progress.step("");
            }
        }
        var intervals = new ArrayList<Interval>();
        for (var ofModel : values) {
            var sorted = Arrays.stream(ofModel)
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
            int n = sorted.length;
            intervals.add(
                    n == 0
                            ? new Interval(Double.NaN, Double.NaN)
                            : new Interval(sorted[(int) (0.025 * n)], sorted[Math.max(0, (int) (0.975 * n) - 1)]));
        }
        return intervals;
    }

    private double[] pairWeights(Random random) {
        var counts = new int[stimuli];
        for (int i = 0; i < stimuli; i++) {
            counts[random.nextInt(stimuli)]++;
        }
        var weights = new double[stimuli * (stimuli - 1) / 2];
        int next = 0;
        for (int i = 0; i < stimuli; i++) {
            for (int j = i + 1; j < stimuli; j++) {
                weights[next++] = counts[i] * counts[j];
            }
        }
        return weights;
    }
}
