package org.striate.core;

import java.util.HashMap;
import java.util.List;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Grid;
import org.striate.core.charts.Thinned;

/** Responses as a matrix of colours: a row a stimulus in the order of showing, a column a neuron in the order recorded. */
final class ResponseGrid {

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
        var stimuli = Thinned.of(ids.size(), ids::get, "stimuli");
        var neurons = Thinned.of(
                responses.neurons().size(), i -> responses.neurons().get(i).id(), "neurons");
        var bin = responses.bins().get(0);
        return new Grid(
                responses.name(),
                responses + "; mean over trials" + (responses.bins().size() == 1 ? "." : " and time bins."),
                means(responses, ids, stimuli.indices(), neurons.indices()),
                Axis.of("mean response", bin.unit()),
                stimuli.names(),
                neurons.names(),
                stimuli.said(),
                neurons.said(),
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
}
