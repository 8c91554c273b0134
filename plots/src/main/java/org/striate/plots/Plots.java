package org.striate.plots;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Psth;
import org.striate.core.Raster;
import org.striate.core.Rdm;
import org.striate.core.RdmScore;
import org.striate.core.Score;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;
import org.striate.core.TrainingLog;
import org.striate.plots.Bars.Band;
import org.striate.plots.Bars.Bar;

/** Results as pictures. */
public final class Plots {

    private static final String TIME = "time after onset (ms)";

    private Plots() {}

    /**
     * A bar for every score: median over neurons of the held-out r, 95 % interval, a point a neuron. The band is the
     * ceiling that bounds r, the square root of the neurons' reliability: its median and its quartiles over neurons.
     *
     * @throws BadInput if there is no score
     */
    public static Figure layers(List<Score> scores) {
        requireSome("scores", scores, "EncodingModel.ridge().scoreLayers(network, stimuli, responses, folds)");
        var bars = scores.stream()
                .map(s -> new Bar(s.layer(), s.model(), s.value(), s.interval(), s.perNeuron()))
                .toList();
        var ceilings = Arrays.stream(scores.get(0).reliabilityPerNeuron())
                .filter(reliability -> reliability > 0)
                .map(Math::sqrt)
                .sorted()
                .toArray();
        var band = new Band(
                String.format(
                        Locale.ROOT,
                        "ceiling: \u221areliability, median %.2f and quartiles over neurons",
                        quantile(ceilings, 0.5)),
                quantile(ceilings, 0.25),
                quantile(ceilings, 0.5),
                quantile(ceilings, 0.75));
        var described = new StringBuilder("held-out Pearson r by layer:");
        scores.forEach(s -> described.append(
                String.format(Locale.ROOT, " %s %s %.3f %s;", s.model(), s.layer(), s.value(), s.interval())));
        described.append(String.format(Locale.ROOT, " ceiling %.2f.", band.middle()));
        var title = "How well each layer predicts " + scores.get(0).neurons().size() + " neurons";
        return new Bars(
                        title,
                        "Pearson r on held-out stimuli (median)",
                        bars,
                        ceilings.length == 0 ? Optional.empty() : Optional.of(band))
                .figure(described.toString());
    }

    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /**
     * One neuron: its mean response to every stimulus against the prediction made when that stimulus was held out.
     *
     * @param responses what the score was made from
     * @param neuronId as in {@code responses.neurons()}
     * @throws BadInput if there is no such neuron, or no stimulus was held out
     */
    public static Figure predicted(Score score, NeuralResponses responses, String neuronId) {
        var ids = score.neurons().stream().map(Neuron::id).toList();
        int neuron = ids.indexOf(neuronId);
        if (neuron < 0) {
            throw BadInput.unknown("neuron", neuronId, responses.name(), ids, "responses.neurons()");
        }
        var mean = responses.averaged();
        var held = IntStream.range(
                        0,
                        Math.min(score.predicted().length, mean.presentations().size()))
                .filter(i -> !Float.isNaN(score.predicted()[i][neuron]) && !Float.isNaN(mean.at(i, neuron, 0)))
                .toArray();
        if (held.length == 0) {
            throw BadInput.of(
                    "score of " + score.layer(),
                    "no held-out prediction",
                    "at least one",
                    "Score it with folds: Folds.of(5, 42)");
        }
        var x = Arrays.stream(held)
                .mapToDouble(i -> score.predicted()[i][neuron])
                .toArray();
        var y = Arrays.stream(held).mapToDouble(i -> mean.at(i, neuron, 0)).toArray();
        double low = Math.min(
                Arrays.stream(x).min().orElse(0), Arrays.stream(y).min().orElse(0));
        double high = Math.max(
                Arrays.stream(x).max().orElse(1), Arrays.stream(y).max().orElse(1));
        var bin = responses.bins().get(0);
        var title = String.format(
                Locale.ROOT,
                "%s from %s %s: r = %.2f",
                neuronId,
                score.model(),
                score.layer(),
                score.perNeuron()[neuron]);
        var chart = Charts.xy(
                title,
                "predicted when held out (spikes)",
                String.format(Locale.ROOT, "measured mean (spikes in %.0f ms)", bin.end() - bin.start()),
                Theme.WIDTH,
                Theme.HEIGHT);
        Charts.points(chart, "a stimulus", x, y);
        Charts.rule(chart, "predicted = measured", new double[] {low, high}, new double[] {low, high});
        return Charts.figure(
                "measured against predicted responses of " + title + ", " + held.length + " stimuli.",
                chart,
                Theme.WIDTH,
                Theme.HEIGHT);
    }

    /** An RDM as a heat map with a colour bar. */
    public static Figure rdm(Rdm rdm) {
        return new HeatMap(rdm, List.of()).figure();
    }

    /**
     * An RDM with lines and names where the category changes.
     *
     * @param categories one a stimulus, in the order of the RDM
     * @throws BadInput if their number differs from that of the stimuli
     */
    public static Figure rdm(Rdm rdm, List<Object> categories) {
        if (categories.size() != rdm.size()) {
            throw BadInput.of(
                    "categories",
                    categories.size() + " for RDM " + rdm.name(),
                    rdm.size() + ", one per stimulus",
                    "Take them from the same stimuli: stimuli.parameter(\"category\")");
        }
        return new HeatMap(rdm, categories).figure();
    }

    /**
     * A bar for every model RDM: mean similarity with the subjects, 95 % interval, a point a subject, and the subjects'
     * noise ceiling as a band. Models whose names share all but the last word share a colour.
     *
     * @throws BadInput if there is no score
     */
    public static Figure rdmScores(List<RdmScore> scores) {
        requireSome("scores", scores, "Rdms.compare(Rdms.layers(network, stimuli), subjects, RdmComparison.SPEARMAN)");
        var first = scores.get(0);
        var ceiling = first.ceiling();
        var bars = scores.stream()
                .map(s -> new Bar(lastWord(s.model()), group(s.model()), s.value(), s.interval(), points(s)))
                .toList();
        Optional<Band> band = Double.isNaN(ceiling.lower())
                ? Optional.empty()
                : Optional.of(new Band(
                        String.format(Locale.ROOT, "noise ceiling %.2f to %.2f", ceiling.lower(), ceiling.upper()),
                        ceiling.lower(),
                        Double.NaN,
                        ceiling.upper()));
        var described = new StringBuilder(first.measure() + " of model RDMs with " + first.reference() + ":");
        scores.forEach(
                s -> described.append(String.format(Locale.ROOT, " %s %.3f %s;", s.model(), s.value(), s.interval())));
        band.ifPresent(b -> described.append(" ").append(b.label()).append('.'));
        return new Bars(
                        "Geometry: models against " + first.reference(),
                        first.measure() + " with " + first.reference(),
                        bars,
                        band)
                .figure(described.toString());
    }

    private static double[] points(RdmScore score) {
        return score.perSubject().length > 1 ? score.perSubject() : new double[0];
    }

    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    private static String group(String name) {
        return name.contains(" ") ? name.substring(0, name.lastIndexOf(' ')) : "other models";
    }

    /** Up to 48 of the stimuli, evenly chosen. */
    public static Figure stimuli(StimulusSet stimuli) {
        return new ContactSheet(stimuli).figure();
    }

    /**
     * Loss and accuracy over the epochs of a training.
     *
     * @throws BadInput if there was none
     */
    public static Figure learning(TrainingLog log) {
        if (log.epochs() == 0) {
            throw BadInput.of(
                    "training",
                    "no epochs",
                    "at least one",
                    "network.train(stimuli, \"shape\", Training.withDefaults())");
        }
        var epochs = IntStream.rangeClosed(1, log.epochs()).asDoubleStream().toArray();
        int half = Theme.WIDTH / 2;
        int height = 260;
        var loss = Charts.xy("Loss", "epoch", "cross-entropy (nats)", half, height);
        Charts.line(loss, "training", epochs, log.loss(), 4);
        loss.getStyler().setLegendVisible(false);
        loss.getStyler().setYAxisMin(0.0);
        var accuracy = Charts.xy("Accuracy", "epoch", "share right", half, height);
        Charts.line(accuracy, "training", epochs, log.accuracy(), 4);
        Charts.line(accuracy, "held out", epochs, log.heldOut(), 5);
        accuracy.getStyler().setYAxisMin(0.0);
        accuracy.getStyler().setYAxisMax(1.0);
        accuracy.getStyler().setLegendPosition(org.knowm.xchart.style.Styler.LegendPosition.InsideSE);
        return Charts.figure("learning curves, " + log + ".", loss, half, height)
                .beside(Charts.figure("accuracy.", accuracy, half, height));
    }

    /**
     * Peri-stimulus time histograms: the mean rate over neurons of each, in the middle of every time bin.
     *
     * @param psths such as {@code responses.psth()} of several areas
     * @throws BadInput if there is none
     */
    public static Figure psth(List<Psth> psths) {
        requireSome("PSTHs", psths, "List.of(responses.psth())");
        var title = psths.size() == 1 ? psths.get(0).name() : "Mean rate of " + psths.size() + " recordings";
        var chart = Charts.xy(title, TIME, "mean rate over neurons (spikes/s)", Theme.WIDTH, Theme.HEIGHT);
        var described = new StringBuilder("peri-stimulus time histograms, peaks:");
        for (int i = 0; i < psths.size(); i++) {
            var psth = psths.get(i);
            var mean = IntStream.range(0, psth.bins().size())
                    .mapToDouble(bin -> Arrays.stream(psth.rate())
                            .mapToDouble(row -> row[bin])
                            .filter(rate -> !Double.isNaN(rate))
                            .average()
                            .orElse(Double.NaN))
                    .toArray();
            Charts.line(chart, psth.name(), centres(psth), mean, i);
            int peak = IntStream.range(0, mean.length).reduce(0, (a, b) -> mean[b] > mean[a] ? b : a);
            described.append(String.format(
                    Locale.ROOT,
                    " %s %.1f spikes/s at %.0f ms;",
                    psth.name(),
                    mean[peak],
                    psth.bins().get(peak).centre()));
        }
        spanBins(chart, psths.get(0));
        return Charts.figure(described.toString(), chart, Theme.WIDTH, Theme.HEIGHT);
    }

    private static void spanBins(XYChart chart, Psth psth) {
        chart.getStyler().setXAxisMin(psth.bins().get(0).start());
        chart.getStyler().setXAxisMax(psth.bins().get(psth.bins().size() - 1).end());
    }

    /**
     * The peri-stimulus time histogram of one neuron, with one standard error above and below.
     *
     * @param neuronId as in {@code psth.neurons()}
     * @throws BadInput if there is no such neuron
     */
    public static Figure psth(Psth psth, String neuronId) {
        var ids = psth.neurons().stream().map(Neuron::id).toList();
        int neuron = ids.indexOf(neuronId);
        if (neuron < 0) {
            throw BadInput.unknown("neuron", neuronId, psth.name(), ids, "psth.neurons()");
        }
        var chart = Charts.xy(
                neuronId + ", " + psth.presentations() + " presentations",
                TIME,
                "rate (spikes/s)",
                Theme.WIDTH,
                Theme.HEIGHT);
        var rate = psth.rate()[neuron];
        var error = psth.error()[neuron];
        var x = centres(psth);
        Charts.rule(
                chart,
                "+1 SE",
                x,
                IntStream.range(0, x.length)
                        .mapToDouble(i -> rate[i] + error[i])
                        .toArray());
        Charts.line(chart, "mean", x, rate, 4);
        Charts.rule(
                chart,
                "-1 SE",
                x,
                IntStream.range(0, x.length)
                        .mapToDouble(i -> rate[i] - error[i])
                        .toArray());
        spanBins(chart, psth);
        var described = String.format(
                Locale.ROOT,
                "rate of %s over time, peak %.1f spikes/s at %.0f ms.",
                neuronId,
                Arrays.stream(rate).max().orElse(Double.NaN),
                psth.peaks()[neuron]);
        return Charts.figure(described, chart, Theme.WIDTH, Theme.HEIGHT);
    }

    private static double[] centres(Psth psth) {
        return psth.bins().stream().mapToDouble(TimeBin::centre).toArray();
    }

    /**
     * The spikes of one neuron, a row a trial, the first trial at the bottom.
     *
     * @throws BadInput if there is no spike
     */
    public static Figure raster(Raster raster) {
        var x = Arrays.stream(raster.spikes()).flatMapToDouble(Arrays::stream).toArray();
        if (x.length == 0) {
            throw BadInput.of(
                    raster.toString(),
                    "no spike",
                    "at least one",
                    "Widen the window: spikes.raster(id, onsets, window)");
        }
        var y = IntStream.range(0, raster.spikes().length)
                .boxed()
                .flatMapToDouble(trial -> Arrays.stream(raster.spikes()[trial]).map(spike -> trial + 1))
                .toArray();
        var chart = Charts.xy(raster.neuron().id(), TIME, "trial", Theme.WIDTH, Theme.HEIGHT);
        Charts.points(chart, "spikes", x, y);
        chart.getStyler().setMarkerSize(4);
        chart.getStyler().setLegendVisible(false);
        chart.getStyler()
                .setXAxisMin(raster.window().start())
                .setXAxisMax(raster.window().end());
        var described = raster.spikes().length + " trials, " + x.length + " spikes of "
                + raster.neuron().id() + ".";
        return Charts.figure(described, chart, Theme.WIDTH, Theme.HEIGHT);
    }

    private static void requireSome(String what, List<?> scores, String mend) {
        if (scores.isEmpty()) {
            throw BadInput.of(what, "none", "at least one", mend);
        }
    }
}
