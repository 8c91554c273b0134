package org.striate.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Score;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Level;
import org.striate.core.charts.Curves.Line;

/**
 * What a pilot study foretells of larger ones: the difference stays as it is, and its variance falls as {@code S n0 / n + N t0 / t}
 * with n stimuli and t neurons, S and N being the pilot's shares that come from the choice of stimuli and of neurons. Trials are
 * taken to be as many as in the pilot. A forecast takes the pilot's difference for the truth, which it is not.
 *
 * @param difference of the pilot's scores
 * @param fromStimuli S
 * @param fromNeurons N
 * @param stimuli n0, those of the pilot
 * @param neurons t0
 */
public record PowerForecast(double difference, double fromStimuli, double fromNeurons, int stimuli, int neurons)
        implements Charted<Curves> {

    /** The normal distribution's quantile of a two-sided 95 %. */
    static final double TWO_SIDED = 1.959964;

    /**
     * N by 1000 bootstraps of the neurons alone, S what the bootstrap of stimuli and neurons has beyond it. Draws without any
     * neuron that has a score are left out.
     *
     * @throws BadInput if fewer than two neurons have a score by both
     */
    public static PowerForecast of(ScoreComparison pilot) {
        var first = pilot.first();
        var second = pilot.second();
        var both = IntStream.range(0, first.draws().length)
                .mapToDouble(i -> first.draws()[i] - second.draws()[i])
                .filter(d -> !Double.isNaN(d))
                .toArray();
        int neurons = first.neurons().size();
        var r = first.perNeuron();
        var other = second.perNeuron();
        long scored = IntStream.range(0, neurons)
                .filter(i -> !Double.isNaN(r[i] + other[i]))
                .count();
        if (scored < 2) {
            throw BadInput.of(
                    "pilot",
                    scored + (scored == 1 ? " neuron" : " neurons") + " with a score, of " + neurons,
                    "at least 2",
                    "Record more: cortex.record(stimuli, Region.IT, 20)");
        }
        var random = new Random(1);
        var ofNeurons = IntStream.range(0, 1000)
                .mapToDouble(i -> {
                    var drawn = random.ints(neurons, 0, neurons).toArray();
                    return value(first, drawn) - value(second, drawn);
                })
                .filter(d -> !Double.isNaN(d))
                .toArray();
        double fromNeurons = variance(ofNeurons);
        double fromStimuli = Math.max(0, variance(both) - fromNeurons);
        return new PowerForecast(pilot.difference(), fromStimuli, fromNeurons, first.predicted().length, neurons);
    }

    private static double value(Score score, int[] drawn) {
        return Score.aggregate(Arrays.stream(score.perSplit())
                .map(row -> Arrays.stream(drawn).mapToDouble(i -> row[i]).toArray())
                .toArray(double[][]::new));
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    /** Standard error of the difference in a study of this size. */
    public double error(StudySize size) {
        return error(size.stimuli(), size.neurons());
    }

    private double error(double shown, double recorded) {
        return Math.sqrt(fromStimuli * stimuli / shown + fromNeurons * neurons / recorded);
    }

    private double power(double error) {
        return NormalDistribution.of(0, 1).cumulativeProbability(difference / error - TWO_SIDED);
    }

    /** Chance that a study of this size finds a 95 % interval above 0: {@code Phi(difference / error - 1.96)}. */
    public double power(StudySize size) {
        return power(error(size));
    }

    /**
     * The fewest neurons for a power, with stimuli and trials as given.
     *
     * @throws BadInput if the difference is not above 0, or the stimuli are too few, however many neurons there are
     */
    public int neuronsFor(double power, StudySize size) {
        if (!(difference > 0)) {
            throw BadInput.of(
                    "forecast",
                    String.format(Locale.ROOT, "a difference of %.4f", difference),
                    "one above 0: no number of neurons finds what is not there",
                    "Name the better first: ScoreComparison.of(second, first, stimuli, responses)");
        }
        double needed = difference / (NormalDistribution.of(0, 1).inverseCumulativeProbability(power) + TWO_SIDED);
        double left = needed * needed - fromStimuli * stimuli / size.stimuli();
        if (!(needed > 0) || !(left > 0)) {
            throw BadInput.of(
                    "forecast",
                    String.format(Locale.ROOT, "no number of neurons gives a power of %.2f with %s", power, size),
                    "a difference above 0 and enough stimuli for it",
                    "Ask for more stimuli: size.stimuli(" + 2 * size.stimuli() + ")");
        }
        return (int) Math.ceil(fromNeurons * neurons / left);
    }

    /** Power over neurons, with the pilot's stimuli and with four times as many. */
    @Override
    public Curves chart() {
        var counts = IntStream.rangeClosed(-8, 24)
                .map(i -> (int) Math.max(2, Math.rint(neurons * Math.pow(2, i / 4.0))))
                .distinct()
                .toArray();
        return new Curves(
                "Foretold by the pilot",
                this + ".",
                Axis.of("neurons").inRatios(),
                Axis.of("power", "share of studies").reaching(0, 1),
                List.of(line(counts, stimuli), line(counts, 4 * stimuli)),
                List.of(Level.of("usual aim", PowerCurve.USUAL)));
    }

    private Line line(int[] counts, int shown) {
        var x = Arrays.stream(counts).asDoubleStream().toArray();
        return Line.of(
                shown + " stimuli",
                x,
                Arrays.stream(counts).mapToDouble(n -> power(error(shown, n))).toArray());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "PowerForecast: difference %.4f, error %.4f from %d stimuli and %.4f from %d neurons",
                difference,
                Math.sqrt(fromStimuli),
                stimuli,
                Math.sqrt(fromNeurons),
                neurons);
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>";
    }
}
