package org.striate.core;

import java.util.List;
import java.util.stream.IntStream;

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
        implements Showable {

    static Psth of(NeuralResponses responses) {
        int neurons = responses.neurons().size();
        int bins = responses.bins().size();
        var rate = new double[neurons][bins];
        var error = new double[neurons][bins];
        for (int neuron = 0; neuron < neurons; neuron++) {
            for (int bin = 0; bin < bins; bin++) {
                double perSecond = 1000 / responses.bins().get(bin).width();
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

    /** The centre of the bin with the highest rate, in ms after onset, of every neuron. */
    public double[] peaks() {
        return IntStream.range(0, neurons.size())
                .mapToDouble(neuron -> {
                    int best = IntStream.range(0, bins.size())
                            .reduce(0, (a, b) -> rate[neuron][b] > rate[neuron][a] ? b : a);
                    return bins.get(best).centre();
                })
                .toArray();
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
                .mapToObj(i -> List.of(
                        neurons.get(i).id(),
                        peaks[i],
                        java.util.Arrays.stream(rate[i]).max().orElse(Double.NaN)))
                .toList();
        return Html.table(toString(), List.of("neuron", "peak at (ms)", "peak rate (spikes/s)"), rows)
                + Html.origin(origin);
    }
}
