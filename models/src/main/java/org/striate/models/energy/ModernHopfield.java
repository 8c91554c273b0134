package org.striate.models.energy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Curves;

/**
 * The modern Hopfield network (Ramsauer et al. 2020): patterns of real numbers, recalled by {@code q <- X softmax(beta X' q)}. One
 * update is attention with the patterns as keys and values; the number of patterns that can be recalled grows exponentially with the
 * number of units. As a layer of a network: {@link org.striate.models.graph.Operations#recall}; on the layer of a model: {@link
 * #on}.
 */
public final class ModernHopfield implements Charted<Curves> {

    private static final String MEND = "ModernHopfield.storing(patterns, 4)";

    private final float[][] patterns;
    private final double beta;
    private final Origin origin;

    private ModernHopfield(float[][] patterns, double beta, Origin origin) {
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw BadInput.of("beta", String.valueOf(beta), "above 0", MEND);
        }
        this.patterns = patterns;
        this.beta = beta;
        this.origin = origin.with("patterns", patterns.length)
                .with("patterns sha256", Rows.sha256(patterns))
                .with("beta", beta);
    }

    /**
     * A memory of patterns.
     *
     * @param patterns [patterns x units]
     * @param beta how sharply the nearest is preferred; the larger, the more patterns can be told apart
     */
    public static ModernHopfield storing(float[][] patterns, double beta) {
        var checked = Rows.checked("pattern", patterns, Double::isFinite, "finite numbers", MEND);
        return new ModernHopfield(checked, beta, Origin.of("modern Hopfield network"));
    }

    /** A memory of a layer's answers, one pattern a stimulus. */
    public static ModernHopfield storing(Activations answers, double beta) {
        var rows = IntStream.range(0, answers.stimuli()).mapToObj(answers::row).toArray(float[][]::new);
        var checked = Rows.checked("answer", rows, Double::isFinite, "finite numbers", MEND);
        return new ModernHopfield(
                checked, beta, Origin.of("modern Hopfield network").from(answers.origin()));
    }

    /** This memory as a read-out of a model's layer: its layers are {@code attention} and {@code recalled}. */
    public RecallModel on(org.striate.core.StimulusModel network, String layer) {
        return new RecallModel(network, layer, this);
    }

    public int units() {
        return patterns[0].length;
    }

    public int patterns() {
        return patterns.length;
    }

    public double beta() {
        return beta;
    }

    public Origin origin() {
        return origin;
    }

    /** How strongly each pattern is attended to, [patterns], of sum 1: {@code softmax(beta X' q)}. */
    public float[] attention(float[] state) {
        var scores = scores(checked(state));
        double all = Rows.logSumExp(scores);
        var weights = new float[scores.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.exp(scores[i] - all);
        }
        return weights;
    }

    private double[] scores(float[] state) {
        return Arrays.stream(patterns)
                .mapToDouble(pattern -> beta * Rows.dot(pattern, state))
                .toArray();
    }

    /** One update of the state, [units]. */
    public float[] recall(float[] state) {
        var attention = attention(state);
        var recalled = new double[units()];
        for (int i = 0; i < attention.length; i++) {
            for (int u = 0; u < recalled.length; u++) {
                recalled[u] += (double) attention[i] * patterns[i][u];
            }
        }
        var next = new float[recalled.length];
        for (int u = 0; u < next.length; u++) {
            next[u] = (float) recalled[u];
        }
        return next;
    }

    /** Several updates, one after the other. */
    public float[] recall(float[] state, int updates) {
        return descent(state, updates)[updates];
    }

    /** The way there, [updates + 1 x units]: the state itself, and what it was after each update. */
    public float[][] descent(float[] state, int updates) {
        if (updates < 1) {
            throw BadInput.of("updates", String.valueOf(updates), "at least 1", "memory.recall(state, 3)");
        }
        var states = new float[updates + 1][];
        states[0] = checked(state);
        for (int i = 1; i <= updates; i++) {
            states[i] = recall(states[i - 1]);
        }
        return states;
    }

    /**
     * The energy over the plane through two patterns and the state of zeros. {@code memory.landscape(0, 1).through(memory.descent(cue,
     * 3))} draws a recall on it.
     *
     * @param first index of a pattern
     * @param second index of another
     * @throws BadInput if one is not there, or they are multiples of each other
     */
    public EnergyMap landscape(int first, int second) {
        return EnergyMap.of(toString(), patterns, first, second, -0.5, 1.5, this::energy, origin);
    }

    /**
     * {@code -lse(beta, X' q) + q' q / 2 + log(patterns) / beta + M^2 / 2}, M being the longest pattern's norm and {@code lse(beta, x)
     * = log(sum exp(beta x)) / beta}: the paper's equation 2. Not negative, and no update raises it.
     */
    public double energy(float[] state) {
        var s = checked(state);
        double longest =
                Arrays.stream(patterns).mapToDouble(x -> Rows.dot(x, x)).max().orElse(0);
        return -Rows.logSumExp(scores(s)) / beta + Rows.dot(s, s) / 2 + Math.log(patterns.length) / beta + longest / 2;
    }

    private float[] checked(float[] state) {
        return Rows.checked("state", state, units(), Double::isFinite, "finite numbers", MEND);
    }

    /** The energy on straight lines from pattern to pattern. */
    @Override
    public Curves chart() {
        return Landscape.of(
                toString(),
                units(),
                patterns(),
                index -> patterns[index].clone(),
                Landscape.Way.STRAIGHT,
                this::energy);
    }

    @Override
    public String toString() {
        return "ModernHopfield: " + patterns() + " patterns of " + units() + " units, beta " + beta;
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + Html.origin(origin);
    }
}
