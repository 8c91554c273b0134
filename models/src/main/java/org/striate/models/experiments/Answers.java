package org.striate.models.experiments;

import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import org.striate.models.Readout;

/** What models answer. */
final class Answers {

    private Answers() {}

    /** One unit's answer to each stimulus. */
    static double[] of(StimulusModel model, String layer, int unit, StimulusSet stimuli) {
        Activations answers;
        int column = unit;
        if (model instanceof Network network) { // keeps that unit alone
            answers = network.activations(stimuli, Readout.full().units(unit), layer)
                    .get(layer);
            column = 0;
        } else {
            answers = model.activations(stimuli, layer);
        }
        if (column < 0 || column >= answers.units()) {
            throw BadInput.of(
                    "layer " + layer,
                    "unit " + unit,
                    "0 to " + (answers.units() - 1),
                    "model.activations(stimuli, \"" + layer + "\") shows the shape");
        }
        int own = column;
        return IntStream.range(0, stimuli.size())
                .mapToDouble(i -> answers.row(i)[own])
                .toArray();
    }

    /** Whether a trained network tells each stimulus's parameter right. */
    static boolean[] right(Network network, StimulusSet stimuli, String parameter) {
        var labels = network.labels();
        if (labels.isEmpty()) {
            throw BadInput.of(
                    network.name(),
                    "not trained",
                    "a trained network",
                    "network.train(stimuli, \"" + parameter + "\", Training.withDefaults())");
        }
        var values = stimuli.parameter(parameter);
        var logits = network.activations(stimuli, network.output());
        var right = new boolean[stimuli.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = labels.get(told(logits.row(i), labels)).equals(values.get(i));
        }
        return right;
    }

    /** The largest of several outputs; of a single one, its sign. */
    private static int told(float[] logits, List<Object> labels) {
        if (logits.length == 1 && labels.size() == 2) {
            return logits[0] > 0 ? 1 : 0;
        }
        return IntStream.range(0, logits.length).reduce(0, (best, i) -> logits[i] > logits[best] ? i : best);
    }
}
