package org.striate.analysis.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.NoiseCeiling;
import org.striate.core.Rdm;

/**
 * RDMs over the same pairs of stimuli, none of which is NaN: those that any of them lacks are left out. Subjects come
 * first, then models.
 */
final class RdmSet {

    final int stimuli;
    final int subjects;
    final int[] rows;
    final int[] columns;
    final double[][] values;
    private final SortedValues[] sorted;

    private RdmSet(int stimuli, int subjects, List<double[]> rdms) {
        this.stimuli = stimuli;
        this.subjects = subjects;
        int all = stimuli * (stimuli - 1) / 2;
        var kept = new int[all];
        rows = new int[all];
        columns = new int[all];
        int count = 0;
        int pair = 0;
        for (int i = 0; i < stimuli; i++) {
            for (int j = i + 1; j < stimuli; j++, pair++) {
                boolean whole = true;
                for (var rdm : rdms) {
                    whole &= Double.isFinite(rdm[pair]);
                }
                if (whole) {
                    rows[count] = i;
                    columns[count] = j;
                    kept[count++] = pair;
                }
            }
        }
        int pairs = count;
        values = rdms.stream()
                .map(rdm -> pairs == all
                        ? rdm
                        : IntStream.range(0, pairs)
                                .mapToDouble(k -> rdm[kept[k]])
                                .toArray())
                .toArray(double[][]::new);
        sorted = new SortedValues[values.length];
    }

    /**
     * @throws BadInput if stimuli differ or are fewer than 3, or there is no RDM at all
     */
    static RdmSet of(List<Rdm> models, List<Rdm> subjects) {
        requireSome(subjects);
        var ids = subjects.get(0).stimulusIds();
        var aligned = new ArrayList<double[]>();
        subjects.forEach(rdm -> aligned.add(RdmComparison.sameStimuli(rdm, ids)));
        models.forEach(rdm -> aligned.add(RdmComparison.sameStimuli(rdm, ids)));
        if (ids.size() < 3) {
            throw BadInput.of(
                    "RDM " + subjects.get(0).name(),
                    ids.size() + " stimuli",
                    "at least 3 for a comparison",
                    "Use more stimuli: Rdms.layers(network, stimuli)");
        }
        return new RdmSet(ids.size(), subjects.size(), aligned);
    }

    private static void requireSome(List<Rdm> rdms) {
        if (rdms.isEmpty()) {
            throw BadInput.of("subjects", "no RDM", "at least one", "Rdms.perSubject(responses)");
        }
    }

    int pairs() {
        return values.length == 0 ? 0 : values[0].length;
    }

    /** Sorts all RDMs, on all processors. */
    void sort() {
        IntStream.range(0, values.length).parallel().forEach(this::sorted);
    }

    SortedValues sorted(int rdm) {
        if (sorted[rdm] == null) {
            sorted[rdm] = SortedValues.of(values[rdm]);
        }
        return sorted[rdm];
    }

    /** Every stimulus once. */
    Drawn whole(RdmComparison comparison) {
        var once = new int[stimuli];
        Arrays.fill(once, 1);
        return comparison.draw(this, once, new Buffers());
    }

    /** The subjects' noise ceiling: each with the pooled others, and with all; of a distance the other way round. */
    NoiseCeiling ceiling(RdmComparison comparison) {
        var each = new int[subjects];
        Arrays.fill(each, 1);
        var bounds = whole(comparison).ceiling(each);
        return comparison.isDistance()
                ? new NoiseCeiling(bounds[1], bounds[0])
                : new NoiseCeiling(bounds[0], bounds[1]);
    }

    /** How often each pair counts: as often as both stimuli were drawn together; copies of one stimulus are no pair. */
    int[] weights(int[] counts, int[] weights) {
        for (int pair = 0; pair < weights.length; pair++) {
            weights[pair] = counts[rows[pair]] * counts[columns[pair]];
        }
        return weights;
    }

    static long total(int[] weights) {
        long total = 0;
        for (int weight : weights) {
            total += weight;
        }
        return total;
    }

    /** Arrays used again by every draw of one thread. */
    static final class Buffers {
        private final List<int[]> ints = new ArrayList<>();
        private final List<long[]> longs = new ArrayList<>();

        int[] ints(int slot, int length) {
            while (ints.size() <= slot) {
                ints.add(new int[length]);
            }
            return ints.get(slot);
        }

        long[] longs(int slot, int length) {
            while (longs.size() <= slot) {
                longs.add(new long[length]);
            }
            return longs.get(slot);
        }
    }
}
