package org.striate.core;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Events;

/**
 * The times of every neuron's spikes.
 *
 * @param neurons one a train
 * @param times [neurons][spikes] in seconds, ascending; a neuron may have none
 */
public record SpikeTrains(String name, List<Neuron> neurons, double[][] times, Origin origin)
        implements Charted<Events> {

    private static final int MOST_ROWS = 60;
    private static final int MOST_SPIKES = 4000;

    /**
     * @throws BadInput if the numbers of neurons and trains differ, or a train is not ascending
     */
    public SpikeTrains {
        neurons = List.copyOf(neurons);
        if (times.length != neurons.size()) {
            throw BadInput.of(
                    "spike trains " + name,
                    times.length + " trains",
                    neurons.size() + ", one a neuron",
                    "Give an empty train to a neuron without spikes");
        }
        for (int i = 0; i < times.length; i++) {
            for (int j = 1; j < times[i].length; j++) {
                if (!(times[i][j] >= times[i][j - 1])) {
                    throw BadInput.of(
                            "spike train of " + neurons.get(i).id(),
                            "spike " + j + " at " + times[i][j] + " s after one at " + times[i][j - 1] + " s",
                            "ascending times",
                            "Sort them: Arrays.sort(times[" + i + "])");
                }
            }
        }
    }

    /**
     * Counts the spikes in time bins after every onset: {@code start <= t < end}.
     *
     * @param presentations what was shown
     * @param onsets [presentations] when, in seconds
     * @param bins in ms after onset
     * @return presentations x neurons x bins
     * @throws BadInput if the numbers of presentations and onsets differ
     */
    public NeuralResponses counts(List<Presentation> presentations, double[] onsets, List<TimeBin> bins) {
        if (onsets.length != presentations.size()) {
            throw BadInput.of(
                    "onsets",
                    onsets.length + " times",
                    presentations.size() + ", one a presentation",
                    "Give the onset of every presentation in seconds");
        }
        if (bins.isEmpty() || Arrays.stream(onsets).anyMatch(onset -> !Double.isFinite(onset))) {
            throw BadInput.of(
                    "onsets and bins",
                    bins.isEmpty() ? "no time bin" : "an onset that is no number",
                    "finite onsets and at least one bin",
                    "Leave such presentations out; TimeBin.between(0, 300, 10)");
        }
        var values = new float[onsets.length][neurons.size() * bins.size()];
        try (var progress = Progress.of("counting spikes", onsets.length)) {
            for (int p = 0; p < onsets.length; p++) {
                for (int neuron = 0; neuron < times.length; neuron++) {
                    for (int b = 0; b < bins.size(); b++) {
                        int from = before(neuron, onsets[p] + bins.get(b).start() / 1000);
                        int to = before(neuron, onsets[p] + bins.get(b).end() / 1000);
                        values[p][neuron * bins.size() + b] = to - from;
                    }
                }
                progress.step("");
            }
        }
        var step = Origin.of("spike counts")
                .with("bins", bins.size())
                .with(
                        "ms",
                        bins.get(0).start() + " to " + bins.get(bins.size() - 1).end());
        return new NeuralResponses(name, presentations, neurons, bins, values, step.from(origin));
    }

    /** How many spikes came before a time in seconds. */
    private int before(int neuron, double time) {
        int found = Arrays.binarySearch(times[neuron], time);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && times[neuron][found - 1] == time) { // several spikes at the very time: before the first
            found--;
        }
        return found;
    }

    /**
     * One neuron's spikes around every onset.
     *
     * @param neuronId as in {@link #neurons()}
     * @param onsets in seconds
     * @param window in ms after onset; may begin before it
     * @throws BadInput if there is no such neuron
     */
    public Raster raster(String neuronId, double[] onsets, TimeBin window) {
        var ids = neurons.stream().map(Neuron::id).toList();
        int neuron = ids.indexOf(neuronId);
        if (neuron < 0) {
            throw BadInput.unknown("neuron", neuronId, name, ids, "spikes.neurons()");
        }
        var trials = Arrays.stream(onsets)
                .mapToObj(onset -> IntStream.range(
                                before(neuron, onset + window.start() / 1000),
                                before(neuron, onset + window.end() / 1000))
                        .mapToDouble(i -> 1000 * (times[neuron][i] - onset))
                        .toArray())
                .toArray(double[][]::new);
        return new Raster(
                neurons.get(neuron), window, trials, Origin.of("raster").from(origin));
    }

    /** A row a neuron, the first at the bottom, from the first spike on: as many neurons and spikes as can be seen. */
    @Override
    public Events chart() {
        int rows = Math.min(MOST_ROWS, times.length);
        var all = Arrays.stream(times, 0, rows)
                .flatMapToDouble(train -> DoubleStream.of(train).limit(MOST_SPIKES + 1L))
                .sorted()
                .toArray();
        double end = all.length > MOST_SPIKES ? all[MOST_SPIKES] : Double.POSITIVE_INFINITY;
        var shown = Arrays.stream(times, 0, rows)
                .map(train -> Arrays.stream(train).takeWhile(time -> time < end).toArray())
                .toArray(double[][]::new);
        var part = rows < times.length || end < Double.POSITIVE_INFINITY
                ? "; the first " + rows + " neurons and " + Math.min(all.length, MOST_SPIKES) + " spikes."
                : ".";
        return new Events(name, this + part, Axis.of("time", "s"), "neuron", shown);
    }

    @Override
    public String toString() {
        return "SpikeTrains " + name + ": " + neurons.size() + " neurons, "
                + Arrays.stream(times).mapToInt(train -> train.length).sum() + " spikes";
    }

    @Override
    public String toHtml() {
        var rows = IntStream.range(0, neurons.size())
                .mapToObj(i -> List.of(neurons.get(i).id(), neurons.get(i).region(), times[i].length))
                .toList();
        return Html.table(toString(), List.of("neuron", "region", "spikes"), rows) + Html.origin(origin);
    }
}
