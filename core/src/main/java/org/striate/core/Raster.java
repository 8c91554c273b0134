package org.striate.core;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Events;

/**
 * One neuron's spikes, trial by trial.
 *
 * @param window what was looked at, in ms after onset
 * @param spikes [trials][spikes] in ms after onset
 */
public record Raster(Neuron neuron, TimeBin window, double[][] spikes, Origin origin) implements Charted<Events> {

    /** A row a trial, the first at the bottom. */
    @Override
    public Events chart() {
        return new Events(
                neuron.id(),
                this + ".",
                Axis.of("time after onset", "ms").reaching(window.start(), window.end()),
                "trial",
                spikes);
    }

    @Override
    public String toString() {
        return "Raster " + neuron.id() + ": " + spikes.length + " trials, "
                + Arrays.stream(spikes).mapToInt(trial -> trial.length).sum() + " spikes";
    }

    @Override
    public String toHtml() {
        var rows = IntStream.range(0, spikes.length)
                .mapToObj(trial -> List.of(trial, spikes[trial].length))
                .toList();
        return Html.table(toString(), List.of("trial", "spikes"), rows) + Html.origin(origin);
    }
}
