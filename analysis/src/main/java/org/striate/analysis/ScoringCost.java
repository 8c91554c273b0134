package org.striate.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.striate.analysis.linear.Linear;
import org.striate.core.Html;
import org.striate.core.StimulusModel;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;

/**
 * What scoring a model's layers will take on this machine.
 *
 * @param model its name
 * @param layers one a layer
 * @param forwardSeconds running the model on all stimuli, from the time of one
 * @param bytes memory at the most, beside what the model takes for itself
 */
public record ScoringCost(String model, List<LayerCost> layers, double forwardSeconds, long bytes)
        implements Charted<Columns> {

    /**
     * One layer's part.
     *
     * @param layer its name
     * @param units how many
     * @param gflop 10^9 floating-point operations for the products between stimuli and for all fits; of ridge with
     *     eigendecompositions, several times dearer than inverses, where the answer to the first stimulus tells that a penalty
     *     below 1e-10 of the layer's variance will need them
     * @param seconds for these
     */
    public record LayerCost(String layer, long units, double gflop, double seconds) {}

    private static final class Rate {
        /** Products of 768 x 768 doubles in a second, measured once. */
        static final double GFLOPS = measured();

        private static double measured() {
            int n = 768;
            var a = new Random(1).doubles(n * n).toArray();
            Linear.product(n, n, n, a, false, a, false);
            long start = System.nanoTime();
            Linear.product(n, n, n, a, false, a, false);
            return 2.0 * n * n * n / (System.nanoTime() - start);
        }
    }

    static ScoringCost of(StimulusModel model, LayerProbe probe, LayerFit fit, int stimuli, int neurons, int splits) {
        var layers = new ArrayList<LayerCost>();
        long widest = 0;
        double most = 0;
        for (var layer : model.layers()) {
            long units = probe.units(layer);
            double products = (double) stimuli * stimuli * units / 1e9;
            var size = new LayerFit.Size(units, probe.squares(layer) * stimuli, stimuli, neurons, splits);
            double gflop = products + fit.gflop(size);
            layers.add(new LayerCost(layer, units, gflop, gflop / Rate.GFLOPS));
            widest = Math.max(widest, units);
            most = Math.max(most, fit.bytes(size));
        }
        // K as it is added up, as it is used and its inverse; predictions; or all units as doubles.
        double square = 8.0 * stimuli * stimuli;
        double kept = fit.needsUnits() ? 12.0 * stimuli * widest : Math.min(widest, 4096) * 12.0 * stimuli;
        double predicted = 8.0 * splits * stimuli * neurons;
        double bytes = 4 * square + kept + predicted + most + HeldOut.bytes(stimuli, neurons, splits);
        return new ScoringCost(model.name(), layers, probe.seconds() * stimuli, (long) bytes);
    }

    /** All of it, in seconds. */
    public double seconds() {
        return forwardSeconds + layers.stream().mapToDouble(LayerCost::seconds).sum();
    }

    /** {@code 21 layers, about 40 s, 0.3 GB}. */
    String brief() {
        return String.format(
                Locale.ROOT, "%d layers, about %.0f s, %.1f GB", layers.size(), Math.ceil(seconds()), bytes / 1e9);
    }

    /** Seconds of every layer; running the model is not among them. */
    @Override
    public Columns chart() {
        return new Columns(
                "What scoring " + model + " takes",
                this + ".",
                Axis.of("products and fits", "s").reaching(0, Double.NaN),
                layers.stream()
                        .map(layer -> Column.of(layer.layer(), "", layer.seconds()))
                        .toList(),
                List.of());
    }

    @Override
    public String toString() {
        return "ScoringCost " + model + ": " + brief();
    }

    @Override
    public String toHtml() {
        var rows = layers.stream()
                .sorted((a, b) -> Double.compare(b.seconds(), a.seconds()))
                .limit(10)
                .map(l -> List.of(
                        l.layer(),
                        l.units(),
                        String.format(Locale.ROOT, "%.1f", l.gflop()),
                        String.format(Locale.ROOT, "%.1f", l.seconds())))
                .toList();
        return Html.table(toString(), List.of("layer (the ten dearest)", "units", "GFLOP", "seconds"), rows);
    }
}
