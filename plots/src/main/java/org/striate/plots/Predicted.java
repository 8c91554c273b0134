package org.striate.plots;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Score;
import org.striate.core.StimulusSet;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Cloud;

/** One neuron's measured means against the predictions made when their stimuli were held out. */
record Predicted(Score score, StimulusSet stimuli, NeuralResponses responses, String neuronId) {

    Cloud chart() {
        int neuron = Neuron.place(score.neurons(), neuronId, responses.name(), "responses.neurons()");
        var mean = score.measured(stimuli, responses);
        int column = responses.neurons().indexOf(score.neurons().get(neuron));
        var held = IntStream.range(0, score.predicted().length)
                .filter(i -> !Float.isNaN(score.predicted()[i][neuron]) && !Float.isNaN(mean.at(i, column, 0)))
                .toArray();
        if (held.length == 0) {
            throw BadInput.of(
                    "score of " + score.layer(),
                    "no held-out prediction",
                    "at least one",
                    "Score it with folds: Folds.of(5, 42)");
        }
        var title =
                String.format(Locale.ROOT, "%s from %s: r = %.2f", neuronId, score.source(), score.perNeuron()[neuron]);
        var unit = responses.bins().get(0).unit();
        return new Cloud(
                title,
                "measured against predicted responses of " + title + ", " + held.length + " stimuli.",
                Axis.of("predicted when held out", unit),
                Axis.of("measured mean", unit),
                Arrays.stream(held)
                        .mapToObj(i -> mean.presentations().get(i).stimulusId())
                        .toList(),
                Arrays.stream(held)
                        .mapToDouble(i -> score.predicted()[i][neuron])
                        .toArray(),
                Arrays.stream(held).mapToDouble(i -> mean.at(i, column, 0)).toArray(),
                true);
    }
}
