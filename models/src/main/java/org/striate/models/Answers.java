package org.striate.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Grid;

/**
 * What a network told of every stimulus, beside what was right.
 *
 * @param stimuli that were shown
 * @param parameter that was asked for
 * @param labels the values it may have, in the order of the network's outputs
 * @param right [stimuli] index of the right label
 * @param told [stimuli] index of the label that the network told
 * @param origin what made it
 */
public record Answers(
        StimulusSet stimuli, String parameter, List<Object> labels, int[] right, int[] told, Origin origin)
        implements Charted<Grid> {

    /** See {@link Network#answers}. */
    static Answers of(Network network, StimulusSet stimuli, String parameter) {
        if (network.labels().isEmpty()) {
            throw BadInput.of(
                    network.name(),
                    "not trained to tell anything",
                    "a trained network",
                    "network.train(stimuli, \"" + parameter + "\", Training.withDefaults())");
        }
        var labels = network.labels();
        var values = stimuli.parameter(parameter);
        var right = values.stream().mapToInt(labels::indexOf).toArray();
        for (int i = 0; i < right.length; i++) {
            if (right[i] < 0) {
                throw BadInput.of(
                        "parameter \"" + parameter + "\"",
                        "\"" + values.get(i) + "\" of stimulus \""
                                + stimuli.ids().get(i) + "\"",
                        "what " + network.name() + " learned to tell: " + labels,
                        "Ask for the parameter it was trained on: network.labels()");
            }
        }
        var outputs = network.activations(stimuli, network.output());
        var told = IntStream.range(0, right.length)
                .map(i -> choice(network, stimuli.ids().get(i), outputs.row(i)))
                .toArray();
        var origin = Origin.of("answers")
                .with("parameter", parameter)
                .from(network.origin())
                .from(stimuli.origin());
        return new Answers(stimuli, parameter, labels, right, told, origin);
    }

    /** The largest output; of a single one, whether it is above 0. */
    private static int choice(Network network, String stimulus, float[] outputs) {
        for (float output : outputs) {
            if (Float.isNaN(output)) {
                throw BadInput.of(
                        network.name(),
                        "an output of NaN for stimulus \"" + stimulus + "\"",
                        "numbers",
                        mend(network.changes().injuries().keySet()));
            }
        }
        if (outputs.length == 1) {
            return outputs[0] > 0 ? 1 : 0;
        }
        return IntStream.range(0, outputs.length).reduce(0, (best, i) -> outputs[i] > outputs[best] ? i : best);
    }

    private static String mend(Set<String> injured) {
        return injured.isEmpty()
                ? "Train it again in smaller steps: settings.learningRate(0.001)"
                : "Make the lesions of " + new TreeSet<>(injured) + " weaker, such as Lesion.noise(\""
                        + new TreeSet<>(injured).first() + "\", 0.5, 1)";
    }

    /** The share of stimuli told right; NaN of none. */
    public double accuracy() {
        return right.length == 0
                ? Double.NaN
                : IntStream.range(0, right.length)
                                .filter(i -> right[i] == told[i])
                                .count()
                        / (double) right.length;
    }

    /** How often each label was told of each: [right label][told label]. */
    public int[][] counts() {
        var counts = new int[labels.size()][labels.size()];
        for (int i = 0; i < right.length; i++) {
            counts[right[i]][told[i]]++;
        }
        return counts;
    }

    /** The share of each label's own stimuli that was told right, [labels]; NaN for a label that was not shown. */
    public double[] accuracies() {
        var counts = counts();
        return IntStream.range(0, counts.length)
                .mapToDouble(
                        i -> counts[i][i] / (double) Arrays.stream(counts[i]).sum())
                .toArray();
    }

    /** The share of each label's own stimuli that was told wrong, [labels]; NaN for a label that was not shown. */
    public double[] errors() {
        return Arrays.stream(accuracies()).map(share -> 1 - share).toArray();
    }

    /**
     * How often a label is told along a numeric parameter, such as "right" along the tilt in degrees.
     *
     * @param label that is counted
     * @param along a parameter of numbers; every value it has is a point of the curve
     * @throws BadInput if there is no such label, or the parameter is not of numbers
     */
    public Psychometric psychometric(Object label, String along) {
        return Psychometric.of(this, label, along);
    }

    /** The share of each label's stimuli that was told to be each; NaN for a label that was not shown. */
    @Override
    public Grid chart() {
        var names = labels.stream().map(String::valueOf).toList();
        var shares = Arrays.stream(counts())
                .map(row -> {
                    double sum = Arrays.stream(row).sum();
                    return Arrays.stream(row).mapToDouble(count -> count / sum).toArray();
                })
                .toArray(double[][]::new);
        return new Grid(
                toString(),
                "confusion matrix, " + this + ".",
                shares,
                Axis.of("share of the label").reaching(0, 1),
                names,
                names,
                "shown",
                "told",
                Grid.Look.SEQUENTIAL);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Answers %s: %d stimuli, %d labels, %.1f %% right",
                parameter,
                right.length,
                labels.size(),
                100 * accuracy());
    }

    @Override
    public String toHtml() {
        var header = new ArrayList<>(List.of("shown"));
        labels.forEach(label -> header.add("told " + label));
        header.add("share right");
        var counts = counts();
        var shares = accuracies();
        var rows = IntStream.range(0, labels.size())
                .mapToObj(i -> {
                    var row = new ArrayList<Object>(List.of(labels.get(i)));
                    Arrays.stream(counts[i]).forEach(row::add);
                    row.add(String.format(Locale.ROOT, "%.3f", shares[i]));
                    return row;
                })
                .toList();
        return Html.table(toString(), header, rows) + Html.origin(origin);
    }
}
