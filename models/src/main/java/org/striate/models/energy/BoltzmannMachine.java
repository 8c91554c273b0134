package org.striate.models.energy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.Seeds;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.TrainingLog;
import org.striate.core.UnitLayout;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Fields;
import org.striate.core.charts.Fields.Field;
import org.striate.models.PixelModel;

/**
 * A restricted Boltzmann machine of binary units: energy {@code E(v, h) = -a' v - b' h - v' W h}, probability {@code exp(-E) / Z}.
 * Immutable; {@link #train} gives another. Where its visible units are as many as a square has pixels, it is a model of stimuli: grey
 * pixels in [0, 1] are the visible units' probabilities, and its layer {@code hidden} those of the hidden units.
 */
public final class BoltzmannMachine implements StimulusModel, Charted<Fields> {

    static final String MEND =
            "BoltzmannMachine.of(visible, hidden, 1).train(rows, ContrastiveDivergence.persistent(1))";
    private static final String HIDDEN = "hidden";
    /** Layers up to this size are summed over in full. */
    private static final int COUNTABLE = 24;

    /** [visible x hidden] */
    private final float[][] weights;

    private final float[] visibleBias;
    private final float[] hiddenBias;
    private final TrainingLog training;
    private final Origin origin;

    BoltzmannMachine(float[][] weights, float[] visibleBias, float[] hiddenBias, TrainingLog training, Origin origin) {
        this.weights = weights;
        this.visibleBias = visibleBias;
        this.hiddenBias = hiddenBias;
        this.training = training;
        this.origin = origin;
    }

    /** An untrained machine: Gaussian weights of standard deviation 0.01 (Hinton's practical guide), no biases. */
    public static BoltzmannMachine of(int visible, int hidden, long seed) {
        if (visible < 1 || hidden < 1) {
            throw BadInput.of(
                    "Boltzmann machine",
                    visible + " visible and " + hidden + " hidden units",
                    "at least 1 of each",
                    MEND);
        }
        var random = new Random(seed);
        var weights = new float[visible][hidden];
        for (var row : weights) {
            for (int j = 0; j < hidden; j++) {
                row[j] = (float) (0.01 * random.nextGaussian());
            }
        }
        var origin = Origin.of("Boltzmann machine")
                .with("visible", visible)
                .with("hidden", hidden)
                .with("seed", seed);
        var none = new double[0];
        return new BoltzmannMachine(
                weights, new float[visible], new float[hidden], new TrainingLog(none, none, none, origin), origin);
    }

    /**
     * A machine with given parameters.
     *
     * @param weights [visible x hidden]
     * @param visibleBias [visible]
     * @param hiddenBias [hidden]
     */
    public static BoltzmannMachine of(float[][] weights, float[] visibleBias, float[] hiddenBias) {
        var checked = Rows.checked("weights of unit", weights, Double::isFinite, "finite numbers", MEND);
        var visible =
                Rows.checked("visible bias", visibleBias, checked.length, Double::isFinite, "finite numbers", MEND);
        var hidden =
                Rows.checked("hidden bias", hiddenBias, checked[0].length, Double::isFinite, "finite numbers", MEND);
        var origin = Origin.of("Boltzmann machine of given weights")
                .with("weights sha256", Rows.sha256(checked))
                .with("biases sha256", Rows.sha256(visible, hidden));
        var none = new double[0];
        return new BoltzmannMachine(checked, visible, hidden, new TrainingLog(none, none, none, origin), origin);
    }

    /**
     * Learns from patterns; this machine stays as it is. The log's loss is the squared error of the patterns after one step down and
     * up, a mean over units: it says that learning goes on, not how good the distribution is.
     *
     * @param patterns [patterns x visible], 0 to 1
     * @throws BadInput if there is none, or a value is outside
     */
    public BoltzmannMachine train(float[][] patterns, ContrastiveDivergence settings) {
        return learned(patterns, settings, Origin.of("trained Boltzmann machine"));
    }

    /** Learns from stimuli as square grey images with as many pixels as there are visible units. */
    public BoltzmannMachine train(StimulusSet stimuli, ContrastiveDivergence settings) {
        return learned(
                pixels(stimuli),
                settings,
                Origin.of("trained Boltzmann machine").from(stimuli.origin()));
    }

    private BoltzmannMachine learned(float[][] patterns, ContrastiveDivergence settings, Origin step) {
        return new GibbsLearning(this, requireVisible(patterns), settings).run(step);
    }

    public int visible() {
        return weights.length;
    }

    public int hidden() {
        return hiddenBias.length;
    }

    /** [visible x hidden], a copy. */
    public float[][] weights() {
        return Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
    }

    /** [visible], a copy. */
    public float[] visibleBias() {
        return visibleBias.clone();
    }

    /** [hidden], a copy. */
    public float[] hiddenBias() {
        return hiddenBias.clone();
    }

    public TrainingLog training() {
        return training;
    }

    /** {@code -a' v - sum_j log(1 + exp(b_j + v' W_j))}: {@code exp(-F(v)) / Z} is the probability of v. */
    public double freeEnergy(float[] pattern) {
        var v = requireVisible(new float[][] {pattern})[0];
        double sum = -Rows.dot(visibleBias, v);
        for (double input : inputs(v)) {
            sum -= Rows.softplus(input);
        }
        return sum;
    }

    /**
     * The free energies of two sets of stimuli as square grey images.
     *
     * @param first such as stimuli like those that were learned
     * @param second such as {@code Stimuli.scrambled(first, 1)}
     */
    public FreeEnergies compare(StimulusSet first, StimulusSet second) {
        return new FreeEnergies(
                freeEnergies(first),
                freeEnergies(second),
                List.of(first.name(), second.name()),
                Origin.of("free energies").from(origin).from(first.origin()).from(second.origin()));
    }

    private double[] freeEnergies(StimulusSet stimuli) {
        return Arrays.stream(pixels(stimuli)).mapToDouble(this::freeEnergy).toArray();
    }

    private double[] inputs(float[] v) {
        var inputs = new double[hidden()];
        for (int j = 0; j < inputs.length; j++) {
            inputs[j] = hiddenBias[j];
        }
        for (int i = 0; i < v.length; i++) {
            if (v[i] != 0) {
                for (int j = 0; j < inputs.length; j++) {
                    inputs[j] += (double) v[i] * weights[i][j];
                }
            }
        }
        return inputs;
    }

    /**
     * {@code log Z}, summed over all states of the smaller layer.
     *
     * @throws BadInput if that has more than 24 units
     */
    public double logPartition() {
        boolean overHidden = hidden() <= visible();
        int units = Math.min(visible(), hidden());
        if (units > COUNTABLE) {
            throw BadInput.of(
                    "Boltzmann machine",
                    visible() + " visible and " + hidden() + " hidden units",
                    "at most " + COUNTABLE + " in one of the layers, to count all states",
                    "Compare free energies, which need no log Z: machine.freeEnergy(pattern)");
        }
        var machine = overHidden ? turned() : this;
        int together = Math.min(1 << units, 1 << 12);
        var parts = new double[(1 << units) / together];
        try (var progress = Progress.of("states of a Boltzmann machine", 1L << units)) {
            for (int part = 0; part < parts.length; part++) {
                int from = part * together;
                parts[part] = Rows.logSumExp(IntStream.range(from, from + together)
                        .parallel()
                        .mapToDouble(state -> -machine.freeEnergy(bits(state, units)))
                        .toArray());
                progress.step(together, "");
            }
        }
        return Rows.logSumExp(parts);
    }

    private static float[] bits(int state, int units) {
        var bits = new float[units];
        for (int i = 0; i < units; i++) {
            bits[i] = state >> i & 1;
        }
        return bits;
    }

    /** The same distribution, hidden and visible exchanged. */
    private BoltzmannMachine turned() {
        var across = new float[hidden()][visible()];
        for (int i = 0; i < visible(); i++) {
            for (int j = 0; j < hidden(); j++) {
                across[j][i] = weights[i][j];
            }
        }
        return new BoltzmannMachine(across, hiddenBias, visibleBias, training, origin);
    }

    /** Probabilities that the hidden units are 1, [hidden]. */
    public float[] hidden(float[] pattern) {
        var inputs = inputs(requireVisible(new float[][] {pattern})[0]);
        var answers = new float[inputs.length];
        for (int j = 0; j < answers.length; j++) {
            answers[j] = (float) Rows.sigmoid(inputs[j]);
        }
        return answers;
    }

    /**
     * What the machine makes of a pattern.
     *
     * @param steps of Gibbs sampling
     * @return [visible] of 0 and 1
     */
    public float[] sample(float[] pattern, int steps, long seed) {
        if (steps < 1) {
            throw BadInput.of("steps", String.valueOf(steps), "at least 1", "machine.sample(pattern, 100, 1)");
        }
        var chain = new Gibbs(weights, visibleBias, hiddenBias, Seeds.random(seed));
        var v = requireVisible(new float[][] {pattern})[0];
        for (int i = 0; i < steps; i++) {
            v = chain.drawn(chain.visible(chain.drawn(chain.hidden(v))));
        }
        return v;
    }

    private float[][] requireVisible(float[][] patterns) {
        var checked = Rows.checked("pattern", patterns, x -> x >= 0 && x <= 1, "0 to 1", MEND);
        if (checked[0].length != visible()) {
            throw BadInput.of("pattern", checked[0].length + " units", visible() + ", the visible ones", MEND);
        }
        return checked;
    }

    private float[][] pixels(StimulusSet stimuli) {
        int side = (int) Math.round(Math.sqrt(visible()));
        if (side * side != visible()) {
            throw BadInput.of("Boltzmann machine", visible() + " visible units", "a square number, one a pixel", MEND);
        }
        var pixels = new PixelModel(side).activations(stimuli, "pixels");
        return IntStream.range(0, stimuli.size())
                .mapToObj(i -> {
                    var row = pixels.row(i).clone();
                    for (int k = 0; k < row.length; k++) {
                        row[k] = Math.max(0, Math.min(1, row[k])); // resizing rounds
                    }
                    return row;
                })
                .toArray(float[][]::new);
    }

    @Override
    public String name() {
        return "Boltzmann machine";
    }

    @Override
    public List<String> layers() {
        return List.of(HIDDEN);
    }

    @Override
    public Map<String, Activations> activations(StimulusSet stimuli, List<String> layers) {
        var found = new LinkedHashMap<String, Activations>();
        for (var layer : layers.isEmpty() ? layers() : layers) {
            if (!layer.equals(HIDDEN)) {
                throw BadInput.unknown("layer", layer, name(), layers(), "machine.layers()");
            }
            var rows = Arrays.stream(pixels(stimuli)).map(this::hidden).toArray(float[][]::new);
            found.put(
                    layer,
                    new Activations(
                            name(),
                            layer,
                            stimuli.ids(),
                            UnitLayout.flat(hidden()),
                            rows,
                            Origin.of("activations")
                                    .with("layer", layer)
                                    .from(origin)
                                    .from(stimuli.origin())));
        }
        return found;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    /** The weights of up to 64 hidden units; as square images where the visible units are as many as a square has pixels. */
    @Override
    public Fields chart() {
        int side = (int) Math.round(Math.sqrt(visible()));
        boolean square = side * side == visible();
        var fields = java.util.stream.IntStream.range(0, Math.min(64, hidden()))
                .mapToObj(unit -> new Field(
                        "hidden " + unit,
                        1,
                        square ? side : 1,
                        square ? side : visible(),
                        java.util.stream.IntStream.range(0, visible())
                                .mapToDouble(pixel -> weights[pixel][unit])
                                .toArray(),
                        Double.NaN))
                .toList();
        return new Fields(
                "Weights of " + fields.size() + " of " + hidden() + " hidden units",
                this + ".",
                Axis.of("weight"),
                fields);
    }

    @Override
    public String toString() {
        return "BoltzmannMachine: " + visible() + " visible, " + hidden() + " hidden units"
                + (training.epochs() == 0 ? ", untrained" : ", " + training.epochs() + " epochs");
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + Html.origin(origin);
    }
}
