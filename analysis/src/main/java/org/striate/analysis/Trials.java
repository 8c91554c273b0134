package org.striate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Region;

/**
 * Single trials, stimuli x slots for every neuron. A slot is a trial number; a trial number that one stimulus has twice has
 * two slots.
 *
 * @param stimulusIds in order of first showing; an id comes again where a stimulus was shown under several conditions
 * @param slotTrial [slots] which of the trial numbers, ascending, a slot holds
 * @param trials how many trial numbers there are
 * @param complete whether every stimulus has every slot
 * @param source where values come from
 */
record Trials(
        List<Neuron> neurons,
        List<String> stimulusIds,
        int[] slotTrial,
        int trials,
        boolean complete,
        Source source,
        Origin origin) {

    /** Neurons read in one pass: their values of a presentation share a line of the processor's cache. */
    static final int BLOCK = 8;

    /** Reads some neighbouring neurons. */
    @FunctionalInterface
    interface Source {
        /** @param into [neurons of the block][stimuli * slots], written where there is a value */
        void read(int firstNeuron, double[][] into);
    }

    int stimuli() {
        return stimulusIds.size();
    }

    int slots() {
        return slotTrial.length;
    }

    /** [neurons of the block][stimuli * slots]; NaN where nothing was recorded. */
    double[][] block(int firstNeuron) {
        var values = new double[BLOCK][stimuli() * slots()];
        return Arrays.copyOf(values, read(firstNeuron, values));
    }

    /**
     * The same into memory that is there.
     *
     * @param into [BLOCK][stimuli * slots]
     * @return how many neurons were read; the last block may hold fewer
     */
    int read(int firstNeuron, double[][] into) {
        int count = Math.min(BLOCK, neurons.size() - firstNeuron);
        for (int k = 0; k < count && !complete; k++) {
            Arrays.fill(into[k], Double.NaN);
        }
        source.read(firstNeuron, count == BLOCK ? into : Arrays.copyOf(into, count));
        return count;
    }

    /** @throws BadInput if there are several time bins */
    static Trials of(NeuralResponses responses) {
        Targets.requireOneBin(responses);
        var presentations = responses.presentations();
        var numbers = responses.trials();
        var groups = groups(responses);
        var ordinal = new HashMap<Integer, Integer>();
        numbers.forEach(number -> ordinal.put(number, ordinal.size()));
        // How often each (stimulus, trial) has been seen tells which of its trial's slots a presentation takes.
        var seen = new int[groups.ids.size() * numbers.size()];
        var copy = new int[presentations.size()];
        var width = new int[numbers.size()];
        for (int p = 0; p < copy.length; p++) {
            int trial = ordinal.get(presentations.get(p).trial());
            copy[p] = seen[groups.of[p] * numbers.size() + trial]++;
            width[trial] = Math.max(width[trial], copy[p] + 1);
        }
        var first = new int[width.length];
        for (int trial = 1; trial < first.length; trial++) {
            first[trial] = first[trial - 1] + width[trial - 1];
        }
        var slotTrial = IntStream.range(0, width.length)
                .flatMap(trial -> IntStream.generate(() -> trial).limit(width[trial]))
                .toArray();
        var cell = IntStream.range(0, copy.length)
                .map(p -> groups.of[p] * slotTrial.length
                        + first[ordinal.get(presentations.get(p).trial())]
                        + copy[p])
                .toArray();
        Source source = (firstNeuron, into) -> {
            for (int p = 0; p < cell.length; p++) {
                for (int k = 0; k < into.length; k++) {
                    into[k][cell[p]] = responses.at(p, firstNeuron + k, 0);
                }
            }
        };
        boolean complete = cell.length == groups.ids.size() * slotTrial.length;
        return new Trials(
                responses.neurons(), groups.ids, slotTrial, numbers.size(), complete, source, responses.origin());
    }

    private record Groups(List<String> ids, int[] of) {}

    /** Presentations that differ in nothing but the trial; see {@link NeuralResponses#averaged()}. */
    private static Groups groups(NeuralResponses responses) {
        var presentations = responses.presentations();
        var columns = List.copyOf(responses.presentationTable().values());
        var known = new LinkedHashMap<Object, Integer>();
        var ids = new ArrayList<String>();
        var of = new int[presentations.size()];
        for (int p = 0; p < of.length; p++) {
            var id = presentations.get(p).stimulusId();
            Object key = id;
            if (!columns.isEmpty()) {
                var cells = new ArrayList<Object>(List.of(id));
                for (var column : columns) {
                    cells.add(column.get(p));
                }
                key = cells;
            }
            var group = known.putIfAbsent(key, ids.size());
            of[p] = group == null ? ids.size() : group;
            if (group == null) {
                ids.add(id);
            }
        }
        return new Groups(ids, of);
    }

    /**
     * @param trials [stimuli x trials x neurons]; NaN where nothing was recorded
     * @throws BadInput if it is empty or ragged
     */
    static Trials of(double[][][] trials) {
        int slots = trials.length == 0 ? 0 : trials[0].length;
        int neurons = slots == 0 ? 0 : trials[0][0].length;
        for (int i = 0; i < trials.length; i++) {
            int[] lengths = Arrays.stream(trials[i]).mapToInt(row -> row.length).toArray();
            if (lengths.length != slots || Arrays.stream(lengths).anyMatch(n -> n != neurons)) {
                throw BadInput.of(
                        "trials",
                        "stimulus " + i + " has " + lengths.length + " trials of " + Arrays.toString(lengths)
                                + " neurons",
                        slots + " trials of " + neurons + " neurons, as the first",
                        "Fill up with Double.NaN where nothing was recorded");
            }
        }
        if (neurons == 0) {
            throw BadInput.of(
                    "trials",
                    trials.length + " stimuli x " + slots + " trials x 0 neurons",
                    "at least one of each",
                    "Give [stimuli x trials x neurons]");
        }
        Source source = (first, into) -> {
            for (int k = 0; k < into.length; k++) {
                for (int cell = 0; cell < into[k].length; cell++) {
                    into[k][cell] = trials[cell / slots][cell % slots][first + k];
                }
            }
        };
        var names = IntStream.rangeClosed(1, neurons)
                .mapToObj(i -> new Neuron("neuron " + i, new Region("unknown"), "unknown"))
                .toList();
        var ids = IntStream.rangeClosed(1, trials.length)
                .mapToObj(i -> "stimulus " + i)
                .toList();
        return new Trials(names, ids, IntStream.range(0, slots).toArray(), slots, true, source, Origin.of("array"));
    }

    /** Averages have no trials. */
    void requireSeveral(String what) {
        if (trials < 2) {
            throw BadInput.of(
                    what, trials + " trial(s) per stimulus", "at least 2", "Use the recording before averaged()");
        }
    }
}
