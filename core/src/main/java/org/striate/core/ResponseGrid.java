package org.striate.core;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Grid;

/** Responses as a matrix of colours: a row a stimulus in the order of showing, a column a neuron in the order recorded. */
final class ResponseGrid {

    /** More rows or columns than this are not seen; as many are chosen, evenly. */
    private static final int MOST = 500;
    /** More names than this are not read. */
    private static final int MOST_NAMES = 24;

    private ResponseGrid() {}

    static Grid of(NeuralResponses responses) {
        var ids = responses.stimulusIds();
        if (ids.isEmpty() || responses.neurons().isEmpty()) {
            throw BadInput.of(
                    "responses " + responses.name(),
                    "no " + (ids.isEmpty() ? "presentation" : "neuron"),
                    "at least one",
                    "Look at all: responses.presentations() and responses.neurons()");
        }
        var stimuli = even(ids.size());
        var neurons = even(responses.neurons().size());
        var bin = responses.bins().get(0);
        return new Grid(
                responses.name(),
                responses + "; mean over trials" + (responses.bins().size() == 1 ? "." : " and time bins."),
                means(responses, ids, stimuli, neurons),
                Axis.of("mean response", String.format(Locale.ROOT, "per %.0f ms", bin.width())),
                names(stimuli, ids),
                names(neurons, responses.neurons().stream().map(Neuron::id).toList()),
                said(stimuli, ids.size(), "stimuli"),
                said(neurons, responses.neurons().size(), "neurons"),
                Grid.Look.SEQUENTIAL);
    }

    /** NaN where nothing was recorded. */
    private static double[][] means(NeuralResponses responses, List<String> ids, int[] stimuli, int[] neurons) {
        var rows = new HashMap<String, Integer>();
        for (int row = 0; row < stimuli.length; row++) {
            rows.put(ids.get(stimuli[row]), row);
        }
        var means = new double[stimuli.length][neurons.length];
        var counts = new int[stimuli.length][neurons.length];
        for (int p = 0; p < responses.presentations().size(); p++) {
            var row = rows.get(responses.presentations().get(p).stimulusId());
            for (int i = 0; row != null && i < neurons.length; i++) {
                for (int b = 0; b < responses.bins().size(); b++) {
                    double value = responses.at(p, neurons[i], b);
                    means[row][i] += Double.isNaN(value) ? 0 : value;
                    counts[row][i] += Double.isNaN(value) ? 0 : 1;
                }
            }
        }
        for (int row = 0; row < means.length; row++) {
            for (int i = 0; i < neurons.length; i++) {
                means[row][i] /= counts[row][i];
            }
        }
        return means;
    }

    private static int[] even(int n) {
        int shown = Math.min(MOST, n);
        return IntStream.range(0, shown).map(i -> (int) ((long) i * n / shown)).toArray();
    }

    private static List<String> names(int[] chosen, List<String> all) {
        return chosen.length <= MOST_NAMES
                ? IntStream.of(chosen).mapToObj(all::get).toList()
                : List.of();
    }

    private static String said(int[] chosen, int n, String what) {
        return chosen.length < n ? chosen.length + " of " + n + " " + what : n + " " + what;
    }
}
