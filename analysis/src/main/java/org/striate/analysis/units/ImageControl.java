package org.striate.analysis.units;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Score;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Cloud;

/**
 * How far images that were made for neurons drive them, against the best of other stimuli and against the images that were made
 * for other neurons (the "stretch" of Bashivan, Kar and DiCarlo 2019). All are mean responses over trials: the best of many noisy
 * means is a little too high, so that a stretch found is rather too small than too large. What was not recorded is left out.
 *
 * @param neurons [neurons] their names
 * @param best [neurons] the highest mean response to a stimulus; NaN where none was recorded
 * @param own [neurons] the mean response to the image made for the neuron; NaN where none was recorded
 * @param others [neurons] the mean response to the images made for the others; NaN where there are none
 */
public record ImageControl(List<String> neurons, double[] best, double[] own, double[] others, Origin origin)
        implements Charted<Cloud> {

    public ImageControl {
        neurons = List.copyOf(neurons);
    }

    /**
     * @param stimuli responses to the stimuli to beat, one time bin
     * @param images responses of the same neurons to the images
     * @param madeFor [images] the id of the neuron that each image was made for, in the order in which they were first shown
     * @throws BadInput if the neurons differ, an id is not among them or that of several, or their number is not that of the images
     */
    public static ImageControl of(NeuralResponses stimuli, NeuralResponses images, List<String> madeFor) {
        var shown = Population.of(images.averaged().matching(images.stimulusIds())); // averages may be sorted
        if (!stimuli.neurons().equals(images.neurons()) || shown.responses() != madeFor.size() || madeFor.isEmpty()) {
            throw BadInput.of(
                    "images",
                    shown.responses() + " shown to " + shown.units() + " neurons",
                    madeFor.size() + ", one for each neuron named, shown to the "
                            + stimuli.neurons().size() + " of " + stimuli.name(),
                    "Record both with the same cortex: cortex.record(dreams, Region.V1, 20)");
        }
        var before = Population.of(stimuli.averaged());
        int n = madeFor.size();
        var best = new double[n];
        var own = new double[n];
        var others = new double[n];
        for (int i = 0; i < n; i++) {
            var neuron = madeFor.get(i);
            int unit = Neuron.place(stimuli.neurons(), neuron, stimuli.name(), "responses.neurons()");
            var answers = shown.column(unit);
            best[i] = recorded(Arrays.stream(before.column(unit))).max().orElse(Double.NaN);
            own[i] = answers[i];
            others[i] = recorded(IntStream.range(0, n)
                            .filter(j -> !madeFor.get(j).equals(neuron))
                            .mapToDouble(j -> answers[j]))
                    .average()
                    .orElse(Double.NaN);
        }
        var origin = Origin.of("image control").from(stimuli.origin()).from(images.origin());
        return new ImageControl(madeFor, best, own, others, origin);
    }

    private static DoubleStream recorded(DoubleStream responses) {
        return responses.filter(response -> !Double.isNaN(response));
    }

    /** [neurons] the response to the own image over that to the best stimulus; NaN where either was not recorded. */
    public double[] stretch() {
        return IntStream.range(0, own.length).mapToDouble(i -> own[i] / best[i]).toArray();
    }

    /** The median of {@link #stretch()}. */
    public double medianStretch() {
        return Score.median(stretch());
    }

    /** How many neurons their own image drives more than the best stimulus. */
    public int beyond() {
        return (int)
                IntStream.range(0, own.length).filter(i -> own[i] > best[i]).count();
    }

    /** Every neuron twice: its own image, and those of the others, against its best stimulus. */
    @Override
    public Cloud chart() {
        var names = new ArrayList<>(neurons);
        names.addAll(neurons);
        var groups = IntStream.range(0, 2 * own.length)
                .mapToObj(i -> i < own.length ? "the image made for it" : "images made for others")
                .toList();
        return new Cloud(
                        "Images made for neurons",
                        this + ".",
                        Axis.of("best of the stimuli", "spikes"),
                        Axis.of("response to images", "spikes"),
                        names,
                        Stream.of(best, best).flatMapToDouble(Arrays::stream).toArray(),
                        Stream.of(own, others).flatMapToDouble(Arrays::stream).toArray(),
                        true)
                .grouped(groups);
    }

    @Override
    public String toString() {
        long missing = IntStream.range(0, own.length)
                .filter(i -> Double.isNaN(own[i] + best[i]))
                .count();
        return String.format(
                Locale.ROOT,
                "ImageControl: %d of %d neurons are driven beyond their best stimulus by their own image, %.2f times as far"
                        + " (median)%s",
                beyond(),
                own.length - missing,
                medianStretch(),
                missing == 0 ? "" : "; " + missing + " not recorded");
    }

    @Override
    public String toHtml() {
        var rows = IntStream.range(0, own.length)
                .mapToObj(i -> List.of(neurons.get(i), text(best[i]), text(own[i]), text(others[i])))
                .toList();
        return Html.table(toString(), List.of("neuron", "best stimulus", "own image", "images of others"), rows)
                + Html.origin(origin);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
