package org.striate.models.energy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Progress;

/**
 * Asks how many random patterns a memory can hold: stores more and more of them, gives it disturbed ones as cues, and compares what
 * is recalled with what was stored.
 *
 * @param units of every pattern
 * @param disturbed share of a cue's units that are turned over, 0 to 1
 * @param cues how many at every load; at most one a pattern
 * @param seed of patterns, cues and the order of updates
 */
public record RecallStudy(int units, double disturbed, int cues, long seed) {

    public RecallStudy {
        if (units < 1 || cues < 1 || !(disturbed >= 0 && disturbed <= 1)) {
            throw BadInput.of(
                    "recall study",
                    units + " units, " + cues + " cues, a share of " + disturbed + " disturbed",
                    "at least 1 unit and 1 cue, a share of 0 to 1",
                    "RecallStudy.of(500).disturbed(0.1)");
        }
    }

    /** 20 cues at every load, each a stored pattern as it is, seed 1. */
    public static RecallStudy of(int units) {
        return new RecallStudy(units, 0, 20, 1);
    }

    public RecallStudy disturbed(double share) {
        return new RecallStudy(units, share, cues, seed);
    }

    public RecallStudy cues(int cues) {
        return new RecallStudy(units, disturbed, cues, seed);
    }

    public RecallStudy seed(long seed) {
        return new RecallStudy(units, disturbed, cues, seed);
    }

    /**
     * Of {@link HopfieldNetwork}, each cue updated until nothing changes.
     *
     * @param loads patterns per unit, ascending, such as 0.05, 0.1, 0.2
     * @throws BadInput if there is none, they do not ascend, or one makes less than one pattern
     */
    public MemoryCapacity hopfield(double... loads) {
        return run("Hopfield network", Origin.of("recall of Hopfield networks"), loads, (patterns, random) -> {
            var memory = HopfieldNetwork.storing(patterns);
            return cue -> memory.recall(cue, random.nextLong());
        });
    }

    /**
     * Of {@link ModernHopfield}, each cue updated once.
     *
     * @param beta see {@link ModernHopfield#storing(float[][], double)}
     * @param loads patterns per unit, ascending, such as 0.1, 1, 10
     * @throws BadInput if there is none, they do not ascend, or one makes less than one pattern
     */
    public MemoryCapacity modern(double beta, double... loads) {
        return run(
                "modern, beta " + beta,
                Origin.of("recall of modern Hopfield networks").with("beta", beta),
                loads,
                (patterns, random) -> ModernHopfield.storing(patterns, beta)::recall);
    }

    /** From a cue to what is recalled. */
    @FunctionalInterface
    private interface Recall {
        float[] of(float[] cue);
    }

    private MemoryCapacity run(
            String memory, Origin origin, double[] loads, BiFunction<float[][], Random, Recall> storing) {
        var counts = Arrays.stream(loads)
                .mapToInt(load -> (int) Math.round(load * units))
                .toArray();
        boolean ascending = IntStream.range(1, loads.length).allMatch(i -> loads[i] > loads[i - 1]);
        if (counts.length == 0 || counts[0] < 1 || !ascending) {
            throw BadInput.of(
                    "loads",
                    Arrays.toString(loads) + " of " + units + " units",
                    "one or more, ascending, each of at least one pattern",
                    "RecallStudy.of(500).hopfield(0.05, 0.1, 0.2)");
        }
        var random = new Random(seed);
        var overlaps = new double[counts.length][];
        try (var progress = Progress.of("recall", counts.length)) {
            for (int i = 0; i < counts.length; i++) {
                var patterns = HopfieldNetwork.random(counts[i], units, random.nextLong());
                var recall = storing.apply(patterns, random);
                overlaps[i] = IntStream.range(0, Math.min(cues, counts[i]))
                        .mapToDouble(cue -> {
                            var start = HopfieldNetwork.disturbed(patterns[cue], disturbed, random.nextLong());
                            return cosine(recall.of(start), patterns[cue]);
                        })
                        .toArray();
                progress.step(counts[i] + " patterns");
            }
        }
        return new MemoryCapacity(
                memory,
                units,
                disturbed,
                counts,
                overlaps,
                origin.with("units", units)
                        .with("disturbed", disturbed)
                        .with("cues", cues)
                        .with("loads", Arrays.toString(loads))
                        .with("seed", seed));
    }

    /** The overlap, of states that need not be signs. */
    private static double cosine(float[] a, float[] b) {
        double lengths = Math.sqrt(Rows.dot(a, a) * Rows.dot(b, b));
        return lengths == 0 ? 0 : Rows.dot(a, b) / lengths;
    }
}
