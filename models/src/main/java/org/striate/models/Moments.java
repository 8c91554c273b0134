package org.striate.models;

import java.util.ArrayList;
import java.util.Set;
import java.util.function.IntPredicate;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;

/**
 * Mean and variance of every unit of a layer over stimuli.
 *
 * @param mean [units]
 * @param variance [units], with n - 1 below; NaN for a single stimulus
 * @param n stimuli
 */
record Moments(double[] mean, double[] variance, int n) {

    /** @param pooled whether each channel is averaged over its positions first */
    static Moments of(Network network, String layer, StimulusSet stimuli, boolean pooled) {
        return of(network, layer, stimuli, pooled, i -> true)[0];
    }

    /** Of the stimuli that are in, and of those that are out, in one pass; no pass is made without stimuli. */
    static Moments[] of(Network network, String layer, StimulusSet stimuli, boolean pooled, IntPredicate in) {
        if (stimuli.size() == 0) {
            throw BadInput.of("stimuli", "none", "at least one", "Stimuli.gratings()");
        }
        var readout = pooled ? Readout.full().spatialMean() : Readout.full();
        int units = readout.layout(layer, network.layers().row(layer).layout()).units();
        var sums = new double[2][units];
        var squares = new double[2][units];
        var first = new ArrayList<float[]>();
        var counts = new int[2];
        // Batches of one pass, so that a lesion's noise is that of the stimulus in the whole set.
        network.showing()
                .rows(stimuli, readout, Set.of(network.layers().row(layer).name()), (own, from, rows) -> {
                    for (int i = 0; i < rows.length; i++) {
                        var row = rows[i];
                        if (first.isEmpty()) {
                            first.add(row); // taken away, so that squares stay small
                        }
                        int side = in.test(from + i) ? 0 : 1;
                        counts[side]++;
                        for (int u = 0; u < units; u++) {
                            double value = (double) row[u] - first.get(0)[u];
                            sums[side][u] += value;
                            squares[side][u] += value * value;
                        }
                    }
                });
        return new Moments[] {
            of(sums[0], squares[0], first.get(0), counts[0]), of(sums[1], squares[1], first.get(0), counts[1])
        };
    }

    private static Moments of(double[] sums, double[] squares, float[] first, int n) {
        var mean = new double[sums.length];
        var variance = new double[sums.length];
        for (int u = 0; u < mean.length; u++) {
            mean[u] = first[u] + sums[u] / n;
            variance[u] = n < 2 ? Double.NaN : Math.max(0, squares[u] - sums[u] * sums[u] / n) / (n - 1);
        }
        return new Moments(mean, variance, n);
    }
}
