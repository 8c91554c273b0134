package org.striate.analysis.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.Progress;

/**
 * Bootstrap draws of stimuli and subjects. Columns are the models, then the lower and the upper noise ceiling; a draw of
 * fewer than 3 different stimuli is NaN.
 */
final class RdmDraws {

    /** What about a comparison is drawn again. */
    enum Drawing {
        BOTH,
        SUBJECTS,
        STIMULI
    }

    /** Similarities with about this many pairs are worth a step of progress and a meeting of the threads. */
    private static final double PAIRS_A_STEP = 2e7;

    private final List<RdmSet> sets;
    private final int[] setOf;
    private final int[] placeOf;
    private final RdmComparison comparison;
    private final int stimuli;
    private final int subjects;

    /**
     * @param sets of models that lack the same pairs; the first is that of the ceiling
     * @param setOf [models] which set
     * @param placeOf [models] index in the set's RDMs
     */
    RdmDraws(List<RdmSet> sets, int[] setOf, int[] placeOf, RdmComparison comparison) {
        this.sets = sets;
        this.setOf = setOf;
        this.placeOf = placeOf;
        this.comparison = comparison;
        this.stimuli = sets.get(0).stimuli;
        this.subjects = sets.get(0).subjects;
    }

    /** One thread's arrays, and every stimulus once. */
    private final class Lane {
        private final List<RdmSet.Buffers> buffers = new ArrayList<>();
        private Drawn whole;

        Lane() {
            sets.forEach(set -> buffers.add(new RdmSet.Buffers()));
        }

        List<Drawn> draw(int[] counts) {
            return IntStream.range(0, sets.size())
                    .mapToObj(i -> comparison.draw(sets.get(i), counts, buffers.get(i)))
                    .toList();
        }

        Drawn whole() {
            if (whole == null) {
                whole = sets.get(0).whole(comparison);
            }
            return whole;
        }
    }

    /** The pairs that all subjects have. */
    RdmSet ofSubjects() {
        return sets.get(0);
    }

    /** [models x subjects] without drawing. */
    double[][] similarities() {
        sets.forEach(RdmSet::sort);
        return similarities(sets.stream().map(set -> set.whole(comparison)).toList());
    }

    private double[][] similarities(List<Drawn> drawn) {
        var all = new double[setOf.length][subjects];
        for (int m = 0; m < all.length; m++) {
            for (int s = 0; s < subjects; s++) {
                all[m][s] = drawn.get(setOf[m]).similarity(placeOf[m], s); // not every measure is symmetric
            }
        }
        return all;
    }

    /**
     * @return [drawings][draws][models + 2]
     */
    double[][][] run(List<Drawing> drawings, int draws, long seed, double[][] once) {
        return run(drawings, draws, seed, once, new int[0][]);
    }

    /**
     * @param given [draws][stimuli] indices of the stimuli drawn, instead of random ones; empty for these
     */
    double[][][] run(List<Drawing> drawings, int draws, long seed, double[][] once, int[][] given) {
        var random = new Random(seed);
        var results = new double[drawings.size()][draws][];
        int lanes = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), draws));
        var own = IntStream.range(0, lanes).mapToObj(i -> new Lane()).toList();
        double pairs = Math.max(1, (double) stimuli * stimuli / 2 * (subjects + setOf.length));
        int batch = lanes * (int) Math.max(1, Math.min(64, PAIRS_A_STEP / pairs));
        sets.forEach(RdmSet::sort);
        try (var progress = Progress.of("bootstrap of " + setOf.length + " RDMs", draws)) {
            for (int from = 0; from < draws; from += batch) {
                int count = Math.min(batch, draws - from);
                // Drawn here, so that the results do not depend on which thread is faster.
                var stimulusCounts = given.length > 0 ? counted(given, from, count) : counts(random, count, stimuli);
                var subjectCounts = counts(random, count, subjects);
                int start = from;
                IntStream.range(0, lanes).parallel().forEach(lane -> {
                    for (int i = lane; i < count; i += lanes) {
                        var values = evaluate(own.get(lane), drawings, stimulusCounts[i], subjectCounts[i], once);
                        for (int d = 0; d < values.length; d++) {
                            results[d][start + i] = values[d];
                        }
                    }
                });
                progress.step(count, "");
            }
        }
        return results;
    }

    private int[][] counted(int[][] given, int from, int draws) {
        var counts = new int[draws][stimuli];
        for (int draw = 0; draw < draws; draw++) {
            for (int stimulus : given[from + draw]) {
                counts[draw][stimulus]++;
            }
        }
        return counts;
    }

    private static int[][] counts(Random random, int draws, int size) {
        var counts = new int[draws][size];
        for (var draw : counts) {
            for (int i = 0; i < size; i++) {
                draw[random.nextInt(size)]++;
            }
        }
        return counts;
    }

    private double[][] evaluate(
            Lane lane, List<Drawing> drawings, int[] stimulusCounts, int[] subjectCounts, double[][] once) {
        boolean enough = Arrays.stream(stimulusCounts).filter(c -> c > 0).count() >= 3;
        boolean stimuliDrawn = drawings.stream().anyMatch(d -> d != Drawing.SUBJECTS);
        var drawn = stimuliDrawn && enough ? lane.draw(stimulusCounts) : List.<Drawn>of();
        var similarities = drawn.isEmpty() ? once : similarities(drawn);
        var each = new int[subjects];
        Arrays.fill(each, 1);
        return drawings.stream()
                .map(drawing -> switch (drawing) {
                    case SUBJECTS -> row(once, subjectCounts, lane.whole());
                    case STIMULI -> enough ? row(similarities, each, drawn.get(0)) : nothing();
                    case BOTH -> enough ? row(similarities, subjectCounts, drawn.get(0)) : nothing();
                })
                .toArray(double[][]::new);
    }

    private double[] nothing() {
        var row = new double[setOf.length + 2];
        Arrays.fill(row, Double.NaN);
        return row;
    }

    private double[] row(double[][] similarities, int[] counts, Drawn ofSubjects) {
        var row = new double[similarities.length + 2];
        for (int m = 0; m < similarities.length; m++) {
            for (int s = 0; s < subjects; s++) {
                row[m] += counts[s] == 0 ? 0 : counts[s] * similarities[m][s] / subjects;
            }
        }
        var ceiling = ofSubjects.ceiling(counts);
        row[similarities.length] = ceiling[0];
        row[similarities.length + 1] = ceiling[1];
        return row;
    }
}
