package org.striate.models;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGeneratorFactory;
import org.striate.core.BadInput;

/**
 * Mixtures of all units with few random weights (Li, Hastie and Church 2006): of p units each enters a mixture with
 * probability {@code 1 / sqrt(p)}, weighted by plus or minus {@code sqrt(sqrt(p) / k)} for k mixtures, so that distances are
 * kept in expectation. Layers of at most k units stay as they are.
 */
public final class RandomProjection {

    private final int dimensions;
    private final long seed;
    /** For p units: for each mixture the units that enter it, those with a minus as {@code -1 - unit}. */
    private final Map<Integer, int[][]> weights = new ConcurrentHashMap<>();

    /**
     * @param dimensions mixtures, k
     * @param seed of the weights
     * @throws BadInput if there are none
     */
    public RandomProjection(int dimensions, long seed) {
        if (dimensions < 1) {
            throw BadInput.of(
                    "projection", dimensions + " dimensions", "at least 1", "Readout.full().projected(1000, 1)");
        }
        this.dimensions = dimensions;
        this.seed = seed;
    }

    public int dimensions() {
        return dimensions;
    }

    float[] of(float[] units) {
        if (units.length <= dimensions) {
            return units;
        }
        var entries = weights.computeIfAbsent(units.length, this::draw);
        float scale = (float) Math.sqrt(Math.sqrt(units.length) / dimensions);
        var mixtures = new float[dimensions];
        for (int k = 0; k < dimensions; k++) {
            double sum = 0;
            for (int entry : entries[k]) {
                sum += entry >= 0 ? units[entry] : -units[-1 - entry];
            }
            mixtures[k] = (float) (scale * sum);
        }
        return mixtures;
    }

    private int[][] draw(int units) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double none = Math.log1p(-1 / Math.sqrt(units));
        var drawn = new int[dimensions][];
        for (int k = 0; k < dimensions; k++) {
            var entries = new ArrayList<Integer>();
            // Gaps between units that enter are geometric.
            for (double at = gap(random.nextDouble(), none); at < units; at += 1 + gap(random.nextDouble(), none)) {
                entries.add(random.nextBoolean() ? (int) at : -1 - (int) at);
            }
            drawn[k] = entries.stream().mapToInt(Integer::intValue).toArray();
        }
        return drawn;
    }

    private static double gap(double uniform, double none) {
        return Math.floor(Math.log1p(-uniform) / none);
    }

    @Override
    public String toString() {
        return dimensions + " random mixtures, seed " + seed;
    }
}
