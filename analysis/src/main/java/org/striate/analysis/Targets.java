package org.striate.analysis;

import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.StimulusSet;

/** The mean responses that an encoding model predicts, in the order of the stimuli; all checks are here. */
record Targets(double[] values, int neurons) {

    /**
     * @return [stimuli x neurons] means over trials
     * @throws BadInput if there are several time bins, a stimulus comes twice or was not shown, or a value or all of a neuron's are
     *     missing
     */
    static Targets of(NeuralResponses responses, StimulusSet stimuli) {
        requireOneBin(responses);
        requireOnce(stimuli);
        var mean = responses.averaged().matching(stimuli); // an average may come in an order of its own
        requireOneRowEach(mean, stimuli);
        int neurons = responses.neurons().size();
        if (neurons == 0 || stimuli.size() == 0) {
            throw BadInput.of(
                    "responses " + responses.name(),
                    neurons + " neurons, " + stimuli.size() + " stimuli",
                    "at least one of each",
                    "See what there is: responses.neurons()");
        }
        requireRecorded(mean);
        var values = new double[stimuli.size() * neurons];
        for (int i = 0; i < stimuli.size(); i++) {
            for (int neuron = 0; neuron < neurons; neuron++) {
                double value = mean.at(i, neuron, 0);
                if (!Double.isFinite(value)) {
                    throw BadInput.of(
                            "responses " + responses.name(),
                            (Double.isNaN(value) ? "no trial" : "a mean of " + value) + " of stimulus \""
                                    + stimuli.ids().get(i) + "\" for "
                                    + responses.neurons().get(neuron).id(),
                            "at least one trial for every stimulus and neuron, and finite numbers",
                            "Leave the stimulus out: stimuli.select(..)");
                }
                values[i * neurons + neuron] = value;
            }
        }
        return new Targets(values, neurons);
    }

    /** Of a neuron without any value no stimulus can be kept. */
    private static void requireRecorded(NeuralResponses mean) {
        int neurons = mean.neurons().size();
        var silent = IntStream.range(0, neurons)
                .filter(neuron -> IntStream.range(0, mean.presentations().size())
                        .allMatch(i -> Float.isNaN(mean.at(i, neuron, 0))))
                .mapToObj(neuron -> mean.neurons().get(neuron).id())
                .toList();
        if (!silent.isEmpty()) {
            throw BadInput.of(
                    "responses " + mean.name(),
                    "no trial of any stimulus for "
                            + (silent.size() == 1 ? silent.get(0) : silent.size() + " of " + neurons + " neurons"),
                    "at least one trial for every stimulus and neuron",
                    silent.size() == neurons
                            ? "See which stimuli were shown: responses.stimulusIds()"
                            : "Leave out what was not recorded: responses.without(\"" + String.join("\", \"", silent)
                                    + "\")");
        }
    }

    /** One picture twice could be in train and in test. */
    private static void requireOnce(StimulusSet stimuli) {
        var seen = new HashSet<String>();
        for (var id : stimuli.ids()) {
            if (!seen.add(id)) {
                throw BadInput.of(
                        "stimuli " + stimuli.name(),
                        "\"" + id + "\" twice",
                        "every id once",
                        "Choose each once: stimuli.select(..)");
            }
        }
    }

    private static void requireOneRowEach(NeuralResponses mean, StimulusSet stimuli) {
        if (mean.presentations().size() != stimuli.size()) {
            throw BadInput.of(
                    "responses " + mean.name(),
                    mean.presentations().size() + " averages for " + stimuli.size()
                            + " stimuli: a stimulus was shown under several conditions",
                    "one condition",
                    "Choose it: responses.where(\"condition\", value)");
        }
    }

    static void requireOneBin(NeuralResponses responses) {
        if (responses.bins().size() != 1) {
            throw BadInput.of(
                    "responses " + responses.name(),
                    responses.bins().size() + " time bins",
                    "one",
                    "Average over a window: responses.window(50, 200)");
        }
    }

    int stimuli() {
        return values.length / neurons;
    }

    /** Some of the neurons. */
    Targets select(int[] columns) {
        var picked = new double[stimuli() * columns.length];
        for (int i = 0; i < stimuli(); i++) {
            for (int j = 0; j < columns.length; j++) {
                picked[i * columns.length + j] = values[i * neurons + columns[j]];
            }
        }
        return new Targets(picked, columns.length);
    }

    /** [rows.length x neurons]. */
    double[] rows(int[] rows) {
        var picked = new double[rows.length * neurons];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * neurons, picked, i * neurons, neurons);
        }
        return picked;
    }

    /** One neuron's means at some stimuli. */
    double[] column(int neuron, int[] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> values[row * neurons + neuron])
                .toArray();
    }
}
