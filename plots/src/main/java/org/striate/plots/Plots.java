package org.striate.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.striate.core.BadInput;
import org.striate.core.DoseResponse;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.Psth;
import org.striate.core.Raster;
import org.striate.core.Rdm;
import org.striate.core.RdmScore;
import org.striate.core.ReceptiveField;
import org.striate.core.Score;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;
import org.striate.core.TrainingLog;
import org.striate.core.TuningCurve;
import org.striate.core.charts.Architecture;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Cloud;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Distribution;
import org.striate.core.charts.Fields;
import org.striate.core.charts.Grid;
import org.striate.core.charts.Panels;

/**
 * Results as pictures: {@code Plots.of(result)} draws any that has a picture, the others have more to say. {@code
 * Plots.use(Theme.DARK)} makes all that follow light on dark.
 */
public final class Plots {

    /** In degrees of visual angle, not around a circle. */
    private static final Set<String> NO_ANGLES = Set.of("diameter", "x", "y");

    private static volatile Theme theme = Theme.LIGHT;

    private Plots() {}

    /** Chooses the colours of all figures that are shown or saved from now on. */
    public static void use(Theme chosen) {
        theme = chosen;
    }

    static Theme theme() {
        return theme;
    }

    /**
     * The picture of a result.
     *
     * @throws BadInput if the result is empty
     */
    public static Figure of(Charted<?> result) {
        return Drawing.of(result.chart());
    }

    /** A chart that a result gave with something beside it, such as {@code power.chart(forecast)}. */
    public static Figure of(Chart chart) {
        return Drawing.of(chart);
    }

    /** Several results of one kind as small multiples, four in a row, with shared axes; the first 64 of more. */
    public static Figure panels(List<? extends Charted<?>> results) {
        requireSome("results", results, "List.of(tuning.curve(0), tuning.curve(1))");
        var charts = results.stream().map(result -> (Chart) result.chart()).toList();
        var described = charts.size() + " panels, the first: " + charts.get(0).described();
        return Drawing.of(new Panels("", described, charts, 4));
    }

    /**
     * A bar for every score: median over neurons of the held-out r, 95 % interval, a point a neuron; regions side by side. The
     * band is the ceiling that bounds r, the square root of the neurons' reliability, 0 where that is negative: its median and its
     * quartiles over all neurons whose reliability is defined.
     *
     * @throws BadInput if there is no score
     */
    public static Figure layers(List<Score> scores) {
        return of(new LayerScores(scores));
    }

    /** How often which r occurs among a score's neurons. */
    public static Figure neurons(Score score) {
        return of(score);
    }

    /** How often which value occurs, such as {@code Reliability} or {@code LayerSelectivity}. */
    public static Figure histogram(Charted<Distribution> result) {
        return of(result);
    }

    /** How often which value occurs, such as {@code tuning.each(OrientationTuning::of).histogram("OSI")}. */
    public static Figure histogram(Distribution values) {
        return Drawing.of(values);
    }

    /**
     * One neuron: its mean response to every stimulus against the prediction made when that stimulus was held out.
     *
     * @param stimuli those that were scored
     * @param responses what the score was made from
     * @param neuronId as in {@code score.neurons()}
     * @throws BadInput if there is no such neuron, the stimuli are others, or none was held out
     */
    public static Figure predicted(Score score, StimulusSet stimuli, NeuralResponses responses, String neuronId) {
        return Drawing.of(new Predicted(score, stimuli, responses, neuronId).chart());
    }

    /**
     * A score over time: its value and interval in every window, and the ceiling of each.
     *
     * @param scores of the same neurons, {@code responses.window(..)} by window
     * @throws BadInput if there is none
     */
    public static Figure timeCourse(Map<TimeBin, Score> scores) {
        if (scores.isEmpty()) {
            throw BadInput.of("scores", "none", "one a time window", "Score windows: responses.window(50, 100)");
        }
        return Drawing.of(ScoresInTime.chart(scores));
    }

    /** An RDM as a heat map with a colour bar; of more than 500 stimuli so many, evenly chosen. */
    public static Figure rdm(Rdm rdm) {
        return of(rdm);
    }

    /**
     * An RDM with lines and names where the category changes.
     *
     * @param categories one a stimulus, in the order of the RDM
     * @throws BadInput if their number differs from that of the stimuli
     */
    public static Figure rdm(Rdm rdm, List<Object> categories) {
        return Drawing.of(rdm.chart(categories.stream().map(String::valueOf).toList()));
    }

    /**
     * A bar for every model RDM: mean similarity with the subjects, 95 % interval, a point a subject, and the subjects'
     * noise ceiling as a band.
     *
     * @throws BadInput if there is no score
     */
    public static Figure rdmScores(List<RdmScore> scores) {
        return Drawing.of(RdmScore.chart(scores));
    }

    /** The same of {@code RdmInference}'s evaluation, with marks for what is significant. */
    public static Figure rdmScores(Charted<Columns> evaluation) {
        return of(evaluation);
    }

    /** A matrix of similarities, such as {@code LayerSimilarity}'s of two networks. */
    public static Figure cka(Charted<Grid> similarities) {
        return of(similarities);
    }

    /** How often each label was told of each. */
    public static Figure confusion(Charted<Grid> answers) {
        return of(answers);
    }

    /** Stimuli as points, near where a system treats them alike. */
    public static Figure map(Charted<Cloud> map) {
        return of(map);
    }

    /** The same with thumbnails of the stimuli. */
    public static Figure map(Charted<Cloud> map, StimulusSet stimuli) {
        return new MapPicture(map.chart(), stimuli).figure();
    }

    /**
     * The same, coloured by a parameter.
     *
     * @throws BadInput if there is no such parameter or stimulus
     */
    public static Figure map(Charted<Cloud> map, StimulusSet stimuli, String parameter) {
        var cloud = map.chart();
        var values = stimuli.matching(cloud.names()).parameter(parameter);
        return new MapPicture(cloud.grouped(values.stream().map(String::valueOf).toList()), stimuli).figure();
    }

    /** A tuning curve with standard errors. */
    public static Figure tuning(TuningCurve curve) {
        return of(curve);
    }

    /** Several tuning curves with shared axes; the first 64 of more. */
    public static Figure tuning(List<TuningCurve> curves) {
        return panels(curves);
    }

    /** A tuning curve of an angle around a circle. */
    public static Figure polar(TuningCurve curve) {
        if (!curve.parameterUnit().equals("deg") || NO_ANGLES.contains(curve.parameter())) {
            throw BadInput.of(
                    "tuning curve of " + curve.unit(),
                    "along " + curve.parameter(),
                    "an angle, such as orientation",
                    "Plots.tuning(curve)");
        }
        return new PolarPicture(curve).figure();
    }

    /** A receptive field in degrees of visual angle. */
    public static Figure field(ReceptiveField field) {
        return of(field);
    }

    /**
     * Receptive fields on one scale of colours.
     *
     * @throws BadInput if there is none
     */
    public static Figure fields(List<ReceptiveField> fields) {
        return Drawing.of(ReceptiveField.chart(fields));
    }

    /** What a network is made of: {@code Plots.architecture(network)}. */
    public static Figure architecture(Charted<Architecture> network) {
        return of(network);
    }

    /** Weights of units on pixels, such as {@code network.synapses().filters("conv1.weight")}. */
    public static Figure filters(Charted<Fields> weights) {
        return of(weights);
    }

    /**
     * Peri-stimulus time histograms: the mean rate over neurons of each, in the middle of every time bin.
     *
     * @param psths such as {@code responses.psth()} of several areas
     * @throws BadInput if there is none
     */
    public static Figure psth(List<Psth> psths) {
        return Drawing.of(Psth.chart(psths));
    }

    /**
     * The peri-stimulus time histogram of one neuron, with one standard error above and below.
     *
     * @param neuronId as in {@code psth.neurons()}
     * @throws BadInput if there is no such neuron
     */
    public static Figure psth(Psth psth, String neuronId) {
        return Drawing.of(psth.chart(neuronId));
    }

    /** The spikes of one neuron, a row a trial, the first trial at the bottom. */
    public static Figure raster(Raster raster) {
        return of(raster);
    }

    /** Up to 48 of the stimuli, evenly chosen, with their numbers. */
    public static Figure stimuli(StimulusSet stimuli) {
        return ContactSheet.of(stimuli).figure();
    }

    /**
     * Up to 48 of the stimuli, evenly chosen, each with its value of a parameter, such as a dream's {@code drive}.
     *
     * @throws BadInput if there is no such parameter
     */
    public static Figure stimuli(StimulusSet stimuli, String parameter) {
        var captions = new ArrayList<String>();
        for (var value : stimuli.parameter(parameter)) {
            captions.add(
                    value instanceof Double number
                            ? String.format(Locale.ROOT, "%.3g", number)
                            : String.valueOf(value));
        }
        return new ContactSheet(stimuli, captions).figure();
    }

    /**
     * Loss and accuracy over the epochs of a training.
     *
     * @throws BadInput if there was none
     */
    public static Figure learning(TrainingLog log) {
        return of(log);
    }

    /** A task over the share of units that are struck. */
    public static Figure doseResponse(DoseResponse response) {
        return of(response);
    }

    /** Accuracy over the share of weights that are left, such as {@code LotteryTickets}. */
    public static Figure pruning(Charted<Curves> rounds) {
        return of(rounds);
    }

    /** The same of stimuli: {@code tickets.chart(stimuli, "shape")}. */
    public static Figure pruning(Curves rounds) {
        return Drawing.of(rounds);
    }

    /** Accuracy over the number of units read. */
    public static Figure population(Charted<Curves> curve) {
        return of(curve);
    }

    /** The energy of a memory on the way from pattern to pattern, or over a plane: {@code memory.landscape(0, 1)}. */
    public static Figure energy(Charted<?> memory) {
        return of(memory);
    }

    private static void requireSome(String what, List<?> values, String mend) {
        if (values.isEmpty()) {
            throw BadInput.of(what, "none", "at least one", mend);
        }
    }
}
