package org.striate.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Distribution;

/**
 * How well one layer predicts each neuron's answers to held-out stimuli: Pearson r, with the trial ceiling beside it.
 *
 * <p>The aggregate follows Brain-Score: median over neurons inside a split, then mean over splits. Neurons that give NaN
 * (no variance) are left out of medians and counted in {@link #undefined()}.
 */
public final class Score implements Charted<Distribution> {

    /** Below this reliability a neuron is left out of {@link #corrected()}, and counted. */
    public static final double RELIABILITY_FLOOR = 0.1;

    private final String model;
    private final String layer;
    private final List<Neuron> neurons;
    private final double[][] correlations;
    private final double[][] reliabilities;
    private final float[][] predicted;
    private final Interval interval;
    private final double[] draws;
    private final int[][] heldOut;
    private final List<String> stimulusIds;
    private final Origin origin;

    /**
     * @param correlations [splits x neurons] Pearson r on held-out stimuli
     * @param reliabilities [ceiling splits x neurons] Spearman-Brown corrected split-half reliability
     * @param predicted [stimuli x neurons] mean held-out prediction; NaN for a stimulus that no split held out
     * @param interval 95 % interval of {@link #value()}, bootstrapped over stimuli and neurons
     */
    public Score(
            String model,
            String layer,
            List<Neuron> neurons,
            double[][] correlations,
            double[][] reliabilities,
            float[][] predicted,
            Interval interval,
            Origin origin) {
        this(
                model,
                layer,
                neurons,
                correlations,
                reliabilities,
                predicted,
                interval,
                new double[0],
                new int[0][],
                List.of(),
                origin);
    }

    /**
     * With the draws of the bootstrap, from which the interval is taken.
     *
     * @param draws of {@link #value()}, over stimuli and neurons; scores with draws of the same seed are paired
     */
    public Score(
            String model,
            String layer,
            List<Neuron> neurons,
            double[][] correlations,
            double[][] reliabilities,
            float[][] predicted,
            double[] draws,
            Origin origin) {
        this(
                model,
                layer,
                neurons,
                correlations,
                reliabilities,
                predicted,
                Interval.of(draws),
                draws,
                new int[0][],
                List.of(),
                origin);
    }

    private Score(
            String model,
            String layer,
            List<Neuron> neurons,
            double[][] correlations,
            double[][] reliabilities,
            float[][] predicted,
            Interval interval,
            double[] draws,
            int[][] heldOut,
            List<String> stimulusIds,
            Origin origin) {
        this.model = model;
        this.layer = layer;
        this.neurons = List.copyOf(neurons);
        this.correlations = correlations;
        this.reliabilities = reliabilities;
        this.predicted = predicted;
        this.interval = interval;
        this.draws = draws;
        this.heldOut = heldOut;
        this.stimulusIds = List.copyOf(stimulusIds);
        this.origin = origin;
    }

    /**
     * The same with what each split held out.
     *
     * @param heldOut [splits][any number] rows of {@link #predicted()}
     */
    public Score withHeldOut(int[][] heldOut) {
        return with(heldOut, stimulusIds);
    }

    /**
     * The same with what was scored.
     *
     * @param stimulusIds the stimulus of every row of {@link #predicted()}
     */
    public Score withStimuli(List<String> stimulusIds) {
        return with(heldOut, stimulusIds);
    }

    private Score with(int[][] heldOut, List<String> stimulusIds) {
        return new Score(
                model,
                layer,
                neurons,
                correlations,
                reliabilities,
                predicted,
                interval,
                draws,
                heldOut,
                stimulusIds,
                origin);
    }

    public String model() {
        return model;
    }

    public String layer() {
        return layer;
    }

    public List<Neuron> neurons() {
        return neurons;
    }

    public Interval interval() {
        return interval;
    }

    public Origin origin() {
        return origin;
    }

    /** Pearson r, median over neurons inside a split, mean over splits. */
    public double value() {
        return aggregate(correlations);
    }

    /** The same aggregate of the reliabilities: Brain-Score's internal consistency, which bounds r squared. */
    public double ceiling() {
        return aggregate(reliabilities);
    }

    /** [neurons] mean r over splits. */
    public double[] perNeuron() {
        return perNeuron(correlations);
    }

    /** [neurons] mean reliability over the ceiling's splits; NaN where there are none. */
    public double[] reliabilityPerNeuron() {
        return perNeuron(reliabilities);
    }

    private double[] perNeuron(double[][] perSplit) {
        return perSplit.length == 0
                ? DoubleStream.generate(() -> Double.NaN).limit(neurons.size()).toArray()
                : meansOverSplits(perSplit);
    }

    /** [stimuli x neurons] mean held-out prediction; NaN for a stimulus that no split held out. */
    public float[][] predicted() {
        return predicted;
    }

    /** [splits x neurons] Pearson r on the held-out stimuli of each split; not a copy. */
    public double[][] perSplit() {
        return correlations;
    }

    /** [ceiling splits x neurons] Spearman-Brown corrected split-half reliability; not a copy. */
    public double[][] reliabilityPerSplit() {
        return reliabilities;
    }

    /** [draws] of {@link #value()} by bootstrap over stimuli and neurons; empty where none were made. Not a copy. */
    public double[] draws() {
        return draws;
    }

    /** [splits][any number] the rows of {@link #predicted()} that each split held out; empty where not known. Not a copy. */
    public int[][] heldOut() {
        return heldOut;
    }

    /** The stimulus of every row of {@link #predicted()}; empty where not known. */
    public List<String> stimulusIds() {
        return stimulusIds;
    }

    /** The region that all neurons are in, or none where they are of several. */
    public Optional<Region> region() {
        var regions = neurons.stream().map(Neuron::region).distinct().toList();
        return regions.size() == 1 ? Optional.of(regions.get(0)) : Optional.empty();
    }

    /** Brain-Score's error: standard deviation over splits (divided by their number) of the medians, over its root. */
    public double splitError() {
        var medians = Arrays.stream(correlations).mapToDouble(Score::median).toArray();
        double mean = Arrays.stream(medians).average().orElse(Double.NaN);
        double squares =
                Arrays.stream(medians).map(m -> (m - mean) * (m - mean)).sum();
        return Math.sqrt(squares / medians.length) / Math.sqrt(medians.length);
    }

    /** {@code tanh(mean z)}: the mean over neurons of r through Fisher's z = artanh r, in which it has no ceiling. */
    public double fisherMean() {
        return Math.tanh(Arrays.stream(perNeuron())
                .filter(r -> !Double.isNaN(r))
                .map(Score::fisherZ)
                .average()
                .orElse(Double.NaN));
    }

    /** Fisher's z, {@code artanh r}; infinite at 1 and -1. */
    public static double fisherZ(double r) {
        return 0.5 * Math.log((1 + r) / (1 - r));
    }

    /** Median over reliable neurons of r / sqrt(reliability): what the layer would reach without trial noise. */
    public double corrected() {
        var r = perNeuron();
        var reliability = reliabilityPerNeuron();
        return median(IntStream.range(0, r.length)
                .filter(i -> reliability[i] >= RELIABILITY_FLOOR)
                .mapToDouble(i -> r[i] / Math.sqrt(reliability[i]))
                .toArray());
    }

    /** Brain-Score's normalisation since 2026: r squared / ceiling. */
    public double brainScore() {
        return value() * value() / ceiling();
    }

    /** Brain-Score's normalisation before 2026, still in its documentation: (r / ceiling) squared. */
    public double brainScoreBefore2026() {
        return value() / ceiling() * value() / ceiling();
    }

    /**
     * Explained variance of the mean held-out predictions, {@code 1 - SS_res / SS_tot}, SS_tot around the mean response to the
     * stimuli that were held out: unlike r it counts a wrong scale or level, and is negative where that mean predicts better.
     * scikit-learn's {@code r2_score}.
     *
     * @param stimuli those that were scored
     * @param responses whose means over trials were predicted, one time bin
     * @return [neurons], at most 1; NaN for a neuron without variance there, and where a response or prediction is missing
     * @throws BadInput if the stimuli are not those that were scored, a neuron is not there, or there are several time bins
     */
    public double[] explainedVariance(StimulusSet stimuli, NeuralResponses responses) {
        var mean = measured(stimuli, responses);
        var nothing = new float[neurons.size()]; // a row of a stimulus that no split held out
        Arrays.fill(nothing, Float.NaN);
        var held = IntStream.range(0, predicted.length)
                .filter(i -> !Arrays.equals(predicted[i], nothing))
                .toArray();
        return IntStream.range(0, neurons.size())
                .mapToDouble(neuron -> {
                    int column = responses.neurons().indexOf(neurons.get(neuron));
                    var y = IntStream.of(held)
                            .mapToDouble(i -> mean.at(i, column, 0))
                            .toArray();
                    double level = Arrays.stream(y).sum() / y.length;
                    double residual = 0;
                    double total = 0;
                    for (int k = 0; k < y.length; k++) {
                        residual += Math.pow(y[k] - predicted[held[k]][neuron], 2);
                        total += Math.pow(y[k] - level, 2);
                    }
                    // A constant neuron leaves rounding errors of its mean behind, not a variance.
                    return total > 1e-26 * y.length * level * level ? 1 - residual / total : Double.NaN;
                })
                .toArray();
    }

    /**
     * The mean responses that were predicted, in the order of the stimuli: row i is measured where row i of {@link #predicted()} was
     * predicted.
     *
     * @param stimuli those that were scored
     * @param responses whose means over trials were predicted, one time bin
     * @throws BadInput if the stimuli are not those that were scored, a neuron is not there, or there are several time bins
     */
    public NeuralResponses measured(StimulusSet stimuli, NeuralResponses responses) {
        var ids = stimuli.ids();
        if (ids.size() == stimulusIds.size() && !ids.equals(stimulusIds)) {
            throw BadInput.of(
                    "stimuli " + stimuli.name(),
                    ids.size() + " others than were scored, or in another order",
                    "those of the score",
                    "Choose them: stimuli.matching(score.stimulusIds())");
        }
        var mean = responses.averaged().matching(stimuli);
        if (mean.presentations().size() != predicted.length
                || !responses.neurons().containsAll(neurons)) {
            throw BadInput.of(
                    "responses " + responses.name(),
                    mean.presentations().size() + " averages of "
                            + responses.neurons().size() + " neurons",
                    predicted.length + " stimuli and the " + neurons.size() + " neurons that were scored",
                    "Give those of the score: score.measured(stimuli, responses)");
        }
        if (mean.bins().size() != 1) {
            throw BadInput.of(
                    "responses " + responses.name(),
                    mean.bins().size() + " time bins",
                    "one, the one that was scored",
                    "Average or choose: responses.window(70, 170)");
        }
        return mean;
    }

    /** Neurons too unreliable to correct. */
    public List<Neuron> unreliable() {
        var reliability = reliabilityPerNeuron();
        return IntStream.range(0, reliability.length)
                .filter(i -> !(reliability[i] >= RELIABILITY_FLOOR))
                .mapToObj(neurons::get)
                .toList();
    }

    /** How many neurons have no defined r in at least one split. */
    public long undefined() {
        return Arrays.stream(perNeuron()).filter(Double::isNaN).count();
    }

    /** Model and layer, once where both have one name. */
    public String source() {
        return model.equals(layer) ? model : model + " " + layer;
    }

    /** Every neuron's r. */
    @Override
    public Distribution chart() {
        return new Distribution(
                source(),
                "histogram of the held-out r of every neuron, " + this + ".",
                Axis.of("Pearson r on held-out stimuli"),
                "neurons",
                perNeuron());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Score %s %s: r %.4f %s, ceiling %.4f, %d neurons",
                model,
                layer,
                value(),
                interval,
                ceiling(),
                neurons.size());
    }

    @Override
    public String toHtml() {
        var rows = List.of(
                List.of("raw r (median over neurons, mean over splits)", String.format(Locale.ROOT, "%.4f", value())),
                List.of("95 % interval (bootstrap over stimuli and neurons)", interval),
                List.of("ceiling (Spearman-Brown, same aggregate)", String.format(Locale.ROOT, "%.4f", ceiling())),
                List.of("corrected: median r / sqrt(reliability)", String.format(Locale.ROOT, "%.4f", corrected())),
                List.of("Brain-Score: r^2 / ceiling", String.format(Locale.ROOT, "%.4f", brainScore())),
                List.of(
                        "Brain-Score before 2026: (r / ceiling)^2",
                        String.format(Locale.ROOT, "%.4f", brainScoreBefore2026())),
                List.of(
                        "error over splits: SD (ddof 0) / sqrt(splits)",
                        String.format(Locale.ROOT, "%.4f", splitError())),
                List.of(
                        "Fisher mean: tanh(mean over neurons of artanh r)",
                        String.format(Locale.ROOT, "%.4f", fisherMean())),
                List.of("neurons without a defined r", undefined()),
                List.of(
                        "neurons below reliability " + RELIABILITY_FLOOR,
                        unreliable().size()));
        return Html.table(model + " " + layer, List.of("quantity", "value"), rows) + Html.origin(origin);
    }

    /**
     * Brain-Score's aggregate: median over neurons inside a split, mean over splits.
     *
     * @param perSplit [splits x neurons]; NaN is left out of medians
     */
    public static double aggregate(double[][] perSplit) {
        return Arrays.stream(perSplit).mapToDouble(Score::median).average().orElse(Double.NaN);
    }

    /**
     * Mean over splits, neuron by neuron.
     *
     * @param perSplit [splits x neurons]
     * @return [neurons]; NaN for a neuron with NaN in a split
     */
    public static double[] meansOverSplits(double[][] perSplit) {
        return IntStream.range(0, perSplit.length == 0 ? 0 : perSplit[0].length)
                .mapToDouble(column -> Arrays.stream(perSplit)
                        .mapToDouble(row -> row[column])
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    /** The median of what is not NaN; NaN where nothing is left. */
    public static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted); // NaN goes last
        int n = sorted.length;
        while (n > 0 && Double.isNaN(sorted[n - 1])) {
            n--;
        }
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
