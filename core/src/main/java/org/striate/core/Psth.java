package org.striate.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.striate.core.charts.Apart;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Curves;

/**
 * Peri-stimulus time histograms.
 *
 * @param name of the recording
 * @param neurons one a row
 * @param bins one a column
 * @param rate [neurons x bins] mean over presentations in spikes/s; NaN where nothing was recorded
 * @param error [neurons x bins] standard error of that mean over presentations; NaN for fewer than two
 * @param presentations how many were averaged
 */
public record Psth(
        String name,
        List<Neuron> neurons,
        List<TimeBin> bins,
        double[][] rate,
        double[][] error,
        int presentations,
        Origin origin)
        implements Charted<Curves> {

    static Psth of(NeuralResponses responses) {
        int neurons = responses.neurons().size();
        int bins = responses.bins().size();
        var rate = new double[neurons][bins];
        var error = new double[neurons][bins];
        for (int neuron = 0; neuron < neurons; neuron++) {
            for (int bin = 0; bin < bins; bin++) {
                double perSecond = 1000 / responses.bins().get(bin).counted();
                double sum = 0;
                double squares = 0;
                int count = 0;
                for (int p = 0; p < responses.presentations().size(); p++) {
                    double value = responses.at(p, neuron, bin) * perSecond;
                    if (!Double.isNaN(value)) {
                        sum += value;
                        squares += value * value;
                        count++;
                    }
                }
                rate[neuron][bin] = sum / count;
                double variance = Math.max(0, squares - sum * sum / count) / (count - 1);
                error[neuron][bin] = count < 2 ? Double.NaN : Math.sqrt(variance / count);
            }
        }
        return new Psth(
                responses.name(),
                responses.neurons(),
                responses.bins(),
                rate,
                error,
                responses.presentations().size(),
                Origin.of("psth").from(responses.origin()));
    }

    /** The centre of the bin with the highest rate, in ms after onset, of every neuron; NaN for one that was not recorded. */
    public double[] peaks() {
        return IntStream.range(0, neurons.size())
                .mapToDouble(neuron -> peak(rate[neuron]))
                .toArray();
    }

    /** The centre of the highest bin; NaN where nothing was recorded. */
    private double peak(double[] values) {
        double most = highest(values);
        return IntStream.range(0, values.length)
                .filter(bin -> values[bin] == most)
                .mapToDouble(bin -> bins.get(bin).centre())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double highest(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).max().orElse(Double.NaN);
    }

    /** The mean rate over neurons, with one standard error over neurons to either side. */
    @Override
    public Curves chart() {
        return chart(List.of(this));
    }

    /**
     * The mean rates over neurons of several recordings.
     *
     * @throws BadInput if there is none, or one without time bins
     */
    public static Curves chart(List<Psth> psths) {
        if (psths.isEmpty()) {
            throw BadInput.of("PSTHs", "none", "at least one", "List.of(responses.psth())");
        }
        var first = psths.get(0);
        var names = names(psths);
        var peaks = new StringBuilder("peri-stimulus time histograms; peaks:");
        for (int i = 0; i < psths.size(); i++) {
            var psth = psths.get(i);
            var mean = psth.mean();
            peaks.append(String.format(
                    Locale.ROOT, " %s %.1f spikes/s at %.0f ms;", names.get(i), highest(mean), psth.peak(mean)));
        }
        return new Curves(
                psths.size() == 1 ? first.name : "Mean rate of " + psths.size() + " recordings",
                peaks.toString(),
                first.time(),
                Axis.of("mean rate over neurons", "spikes/s").reaching(0, Double.NaN),
                IntStream.range(0, psths.size())
                        .mapToObj(i -> Curves.Line.of(
                                names.get(i),
                                psths.get(i).centres(),
                                psths.get(i).mean(),
                                psths.get(i).spread()))
                        .toList());
    }

    /** Of recordings; with their regions where they are parts of one. */
    private static List<String> names(List<Psth> psths) {
        boolean parts = psths.stream().map(Psth::name).distinct().count() < psths.size();
        return Apart.of(psths.stream()
                .map(psth -> parts ? psth.name + " " + psth.regions() : psth.name)
                .toList());
    }

    private String regions() {
        return neurons.stream().map(neuron -> neuron.region().name()).distinct().collect(Collectors.joining(", "));
    }

    /**
     * The rate of one neuron, with one standard error over presentations to either side.
     *
     * @param neuronId as in {@link #neurons()}
     * @throws BadInput if there is no such neuron or no time bin
     */
    public Curves chart(String neuronId) {
        var ids = neurons.stream().map(Neuron::id).toList();
        int neuron = ids.indexOf(neuronId);
        if (neuron < 0) {
            throw BadInput.unknown("neuron", neuronId, name, ids, "psth.neurons()");
        }
        return new Curves(
                neuronId + ", " + presentations + " presentations",
                String.format(
                        Locale.ROOT,
                        "rate of %s over time, peak %.1f spikes/s at %.0f ms; the band is one standard error.",
                        neuronId,
                        highest(rate[neuron]),
                        peaks()[neuron]),
                time(),
                Axis.of("rate", "spikes/s").reaching(0, Double.NaN),
                List.of(Curves.Line.of("", centres(), rate[neuron], error[neuron])));
    }

    private Axis time() {
        if (bins.isEmpty()) {
            throw BadInput.of(
                    "PSTH of " + name,
                    "no time bins",
                    "at least one",
                    "Count spikes in some: spikes.counts(shown, onsets, TimeBin.between(0, 200, 10)).psth()");
        }
        return Axis.of("time after onset", "ms")
                .reaching(bins.get(0).start(), bins.get(bins.size() - 1).end());
    }

    private double[] centres() {
        return bins.stream().mapToDouble(TimeBin::centre).toArray();
    }

    /** [bins] mean rate over the neurons that were recorded. */
    private double[] mean() {
        return IntStream.range(0, bins.size())
                .mapToDouble(bin -> recorded(bin).average().orElse(Double.NaN))
                .toArray();
    }

    /** [bins] standard error of that mean; NaN for a single neuron. */
    private double[] spread() {
        return IntStream.range(0, bins.size())
                .mapToDouble(bin -> {
                    var values = recorded(bin).toArray();
                    double mean = Arrays.stream(values).average().orElse(Double.NaN);
                    double squares = Arrays.stream(values)
                            .map(value -> (value - mean) * (value - mean))
                            .sum();
                    int n = values.length;
                    return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
                })
                .toArray();
    }

    private DoubleStream recorded(int bin) {
        return Arrays.stream(rate).mapToDouble(row -> row[bin]).filter(value -> !Double.isNaN(value));
    }

    @Override
    public String toString() {
        return "Psth " + name + ": " + neurons.size() + " neurons x " + bins.size() + " time bins, " + presentations
                + " presentations";
    }

    @Override
    public String toHtml() {
        var peaks = peaks();
        var rows = IntStream.range(0, neurons.size())
                .mapToObj(i -> List.of(neurons.get(i).id(), peaks[i], highest(rate[i])))
                .toList();
        return Html.table(toString(), List.of("neuron", "peak at (ms)", "peak rate (spikes/s)"), rows)
                + Html.origin(origin);
    }
}
