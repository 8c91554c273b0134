package org.striate.models.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Seeds;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Curves;

/**
 * Hopfield's network (1982): N units of -1 or 1 that remember patterns in the Hebbian weights {@code W = X' X / N} with no unit
 * connected to itself. Random patterns are recalled up to about 0.138 N of them (Amit, Gutfreund and Sompolinsky 1985).
 */
public final class HopfieldNetwork implements Charted<Curves> {

    private static final String MEND = "HopfieldNetwork.storing(HopfieldNetwork.signs(rows))";
    /** Synchronous updates may go to and fro for ever; asynchronous ones end, since the energy falls. */
    private static final int MOST_SWEEPS = 1000;

    private final float[][] patterns;
    private final float[][] weights;

    private HopfieldNetwork(float[][] patterns) {
        this.patterns = patterns;
        int n = patterns[0].length;
        this.weights = connections(n);
        IntStream.range(0, n).parallel().forEach(i -> {
            for (var pattern : patterns) {
                float factor = pattern[i] / n;
                for (int j = 0; j < n; j++) {
                    weights[i][j] += factor * pattern[j];
                }
            }
            weights[i][i] = 0;
        });
    }

    /** [n x n], which for pictures soon is more than there is memory. */
    private static float[][] connections(int n) {
        double bytes = 4.0 * n * n;
        double heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap) {
            throw BadInput.of(
                    "Hopfield network",
                    String.format(Locale.ROOT, "%d units, every two connected: %.1f GB", n, bytes / 1e9),
                    String.format(Locale.ROOT, "less than the heap of %.1f GB", heap / 1e9),
                    "Store smaller pictures: PatternPictures.signs(stimuli, 32)");
        }
        return new float[n][n];
    }

    /**
     * A network that remembers.
     *
     * @param patterns [patterns x units] of -1 and 1
     * @throws BadInput if there is none, or a value is another
     */
    public static HopfieldNetwork storing(float[][] patterns) {
        return new HopfieldNetwork(Rows.checked("pattern", patterns, HopfieldNetwork::isSign, "-1 or 1", MEND));
    }

    private static boolean isSign(double value) {
        return Math.abs(value) == 1;
    }

    /**
     * Patterns whose units are -1 or 1 with equal chances.
     *
     * @return [patterns x units]
     */
    public static float[][] random(int patterns, int units, long seed) {
        if (patterns < 1 || units < 1) {
            throw BadInput.of(
                    "patterns",
                    patterns + " of " + units + " units",
                    "at least 1",
                    "HopfieldNetwork.random(10, 200, 1)");
        }
        var random = new Random(seed);
        var rows = new float[patterns][units];
        for (var row : rows) {
            for (int i = 0; i < units; i++) {
                row[i] = random.nextBoolean() ? 1 : -1;
            }
        }
        return rows;
    }

    /** 1 where a value is above the mean of its row, else -1: images or activations as patterns. */
    public static float[][] signs(float[][] rows) {
        return java.util.Arrays.stream(rows)
                .map(row -> {
                    double mean = IntStream.range(0, row.length)
                            .mapToDouble(i -> row[i])
                            .average()
                            .orElse(0);
                    var signs = new float[row.length];
                    for (int i = 0; i < row.length; i++) {
                        signs[i] = row[i] > mean ? 1 : -1;
                    }
                    return signs;
                })
                .toArray(float[][]::new);
    }

    /**
     * A pattern with some of its units turned over.
     *
     * @param share of the units, 0 to 1
     */
    public static float[] disturbed(float[] pattern, double share, long seed) {
        if (!(share >= 0 && share <= 1)) {
            throw BadInput.of("share", String.valueOf(share), "0 to 1", "HopfieldNetwork.disturbed(pattern, 0.1, 1)");
        }
        var order = shuffled(pattern.length, Seeds.random(seed));
        var state = pattern.clone();
        for (int i = 0; i < Math.round(share * pattern.length); i++) {
            state[order[i]] = -state[order[i]];
        }
        return state;
    }

    public int units() {
        return weights.length;
    }

    public int patterns() {
        return patterns.length;
    }

    /** A stored pattern, a copy. */
    public float[] pattern(int index) {
        return patterns[java.util.Objects.checkIndex(index, patterns.length)].clone();
    }

    /** {@code -1/2 s' W s}. */
    public double energy(float[] state) {
        return meanEnergy(checked(state));
    }

    /**
     * The same of means between -1 and 1, by way of the overlaps: {@code s' W s = sum of (x' s)^2 / N - patterns s' s / N}. As no unit
     * is connected to itself, it is the mean energy of all states whose units are drawn with these means.
     */
    private double meanEnergy(float[] means) {
        double sum = -patterns.length * Rows.dot(means, means);
        for (var pattern : patterns) {
            double fit = Rows.dot(pattern, means);
            sum += fit * fit;
        }
        return -sum / 2 / units();
    }

    /**
     * The energy over the plane through two patterns: at every place the mean energy of the states that have these overlaps with the
     * two, and none where no state has. {@code memory.landscape(0, 1).through(memory.descent(cue, 1))} draws a recall on it.
     *
     * @param first index of a pattern
     * @param second index of another
     * @throws BadInput if one is not there, or they are equal or opposite
     */
    public EnergyMap landscape(int first, int second) {
        return EnergyMap.of(toString(), patterns, first, second, -1.1, 1.1, this::energyInside, origin());
    }

    private double energyInside(float[] means) {
        for (float mean : means) {
            if (Math.abs(mean) > 1 + 1e-5) {
                return Double.NaN;
            }
        }
        return meanEnergy(means);
    }

    /** One update of all units at once; a unit without input stays as it is. The energy may rise. */
    public float[] synchronousUpdate(float[] state) {
        var s = checked(state);
        var next = new float[s.length];
        IntStream.range(0, s.length).parallel().forEach(i -> next[i] = sign(Rows.dot(weights[i], s), s[i]));
        return next;
    }

    /** One update of every unit, one after the other in a random order. The energy never rises. */
    public float[] asynchronousUpdate(float[] state, long seed) {
        var s = checked(state);
        sweep(s, fields(s), Seeds.random(seed), turned -> {});
        return s;
    }

    /** Updates units one after the other until none changes; the state that the network remembers. */
    public float[] recall(float[] state, long seed) {
        var s = checked(state);
        settle(s, seed, turned -> {});
        return s;
    }

    /** The way there, [steps x units]: the state itself, and what it was after each unit that turned. */
    public float[][] descent(float[] state, long seed) {
        var s = checked(state);
        var states = new ArrayList<float[]>(List.of(s.clone()));
        settle(s, seed, turned -> states.add(turned.clone()));
        return states.toArray(float[][]::new);
    }

    /** Changes the state in place until no unit turns; gets it after each that does. */
    private void settle(float[] s, long seed, Consumer<float[]> onTurn) {
        var fields = fields(s);
        var random = Seeds.random(seed);
        for (int i = 0; i < MOST_SWEEPS && sweep(s, fields, random, onTurn); i++) {}
    }

    private double[] fields(float[] s) {
        return IntStream.range(0, s.length)
                .parallel()
                .mapToDouble(i -> Rows.dot(weights[i], s))
                .toArray();
    }

    /** Changes the state and the units' inputs in place, and tells of every unit that turns; whether any did. */
    private boolean sweep(float[] s, double[] fields, Random random, Consumer<float[]> onTurn) {
        boolean turned = false;
        for (int i : shuffled(s.length, random)) {
            float next = sign(fields[i], s[i]);
            if (next != s[i]) {
                s[i] = next;
                onTurn.accept(s);
                turned = true;
                for (int j = 0; j < s.length; j++) {
                    fields[j] += 2 * next * weights[i][j];
                }
            }
        }
        return turned;
    }

    /** Inputs are sums of N-ths: what rounding leaves of 0 is no input. */
    private static float sign(double input, float before) {
        return Math.abs(input) < 1e-6 ? before : input > 0 ? 1 : -1;
    }

    private static int[] shuffled(int n, Random random) {
        var order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    /** How alike two states are, -1 to 1: {@code a' b / N}. */
    public static double overlap(float[] a, float[] b) {
        if (a.length != b.length) {
            throw BadInput.of("states", a.length + " and " + b.length + " units", "as many in both", MEND);
        }
        return Rows.dot(a, b) / a.length;
    }

    private float[] checked(float[] state) {
        return Rows.checked("state", state, units(), HopfieldNetwork::isSign, "-1 or 1", MEND);
    }

    /** The energy on the way from pattern to pattern: the units that differ are turned one after the other. */
    @Override
    public Curves chart() {
        return Landscape.of(
                toString(), pattern(0).length, patterns(), this::pattern, Landscape.Way.TURNING, this::energy);
    }

    @Override
    public String toString() {
        return "HopfieldNetwork: " + units() + " units, " + patterns() + " patterns";
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + Html.origin(origin());
    }

    private Origin origin() {
        return Origin.of("Hopfield network")
                .with("units", units())
                .with("patterns", patterns())
                .with("patterns sha256", Rows.sha256(patterns));
    }
}
