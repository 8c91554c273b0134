package org.striate.models.energy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Surface;
import org.striate.core.charts.Surface.Place;
import org.striate.core.charts.Surface.Way;

/**
 * The energy of a memory over a plane: the one through two of its patterns, {@code x} and {@code y}, and the state of zeros. A state
 * {@code s} lies at its overlaps with the two, {@code s' x / x' x} and {@code s' y / y' y}; one that is not in the plane is drawn
 * where its shadow falls.
 */
public final class EnergyMap implements Charted<Surface> {

    private static final int STEPS = 160;

    private final String memory;
    private final int[] which;
    private final float[] first;
    private final float[] second;
    private final double[] overlaps;
    private final double[][] energies;
    private final List<Way> ways;
    private final Origin origin;

    private EnergyMap(EnergyMap map, List<Way> ways, Origin origin) {
        this(map.memory, map.which, map.first, map.second, map.overlaps, map.energies, ways, origin);
    }

    private EnergyMap(
            String memory,
            int[] which,
            float[] first,
            float[] second,
            double[] overlaps,
            double[][] energies,
            List<Way> ways,
            Origin origin) {
        this.memory = memory;
        this.which = which;
        this.first = first;
        this.second = second;
        this.overlaps = overlaps;
        this.energies = energies;
        this.ways = List.copyOf(ways);
        this.origin = origin;
    }

    /**
     * The map of a memory.
     *
     * @param patterns all that it stores
     * @param first one of the two that span the plane, an index
     * @param second the other
     * @param low the least overlap on the map
     * @param high the largest
     * @param energy of a state; NaN where the memory has no such state
     */
    static EnergyMap of(
            String memory,
            float[][] patterns,
            int first,
            int second,
            double low,
            double high,
            ToDoubleFunction<float[]> energy,
            Origin origin) {
        var x = pattern(memory, patterns, first);
        var y = pattern(memory, patterns, second);
        double xx = Rows.dot(x, x);
        double yy = Rows.dot(y, y);
        double xy = Rows.dot(x, y);
        double area = xx * yy - xy * xy;
        if (!spanned(x, y)) {
            throw BadInput.of(
                    "patterns " + first + " and " + second,
                    "one line through them and the origin",
                    "two that span a plane",
                    IntStream.range(0, patterns.length)
                            .filter(other -> spanned(x, patterns[other]))
                            .mapToObj(other -> "Take another: memory.landscape(" + first + ", " + other + ")")
                            .findFirst()
                            .orElse("HopfieldNetwork.storing(HopfieldNetwork.random(5, " + x.length
                                    + ", 1)) has planes"));
        }
        var overlaps = IntStream.rangeClosed(0, STEPS)
                .mapToDouble(i -> low + i * (high - low) / STEPS)
                .toArray();
        var energies = new double[overlaps.length][overlaps.length];
        IntStream.range(0, overlaps.length).parallel().forEach(row -> {
            for (int column = 0; column < overlaps.length; column++) {
                double toX = overlaps[column] * xx;
                double toY = overlaps[row] * yy;
                float[] state = sum(x, (toX * yy - toY * xy) / area, y, (toY * xx - toX * xy) / area);
                energies[row][column] = energy.applyAsDouble(state);
            }
        });
        var made = Origin.of("energy map")
                .with("patterns", first + " and " + second)
                .from(origin);
        return new EnergyMap(memory, new int[] {first, second}, x, y, overlaps, energies, List.of(), made);
    }

    /** Whether two patterns and the state of zeros lie on no line. */
    private static boolean spanned(float[] x, float[] y) {
        double squares = Rows.dot(x, x) * Rows.dot(y, y);
        double fit = Rows.dot(x, y);
        return squares - fit * fit > 1e-9 * squares;
    }

    private static float[] pattern(String memory, float[][] patterns, int index) {
        if (index < 0 || index >= patterns.length) {
            throw BadInput.of(
                    "pattern of " + memory,
                    String.valueOf(index),
                    "0 to " + (patterns.length - 1),
                    "Count them: memory.patterns()");
        }
        return patterns[index];
    }

    private static float[] sum(float[] x, double a, float[] y, double b) {
        var state = new float[x.length];
        for (int i = 0; i < state.length; i++) {
            state[i] = (float) (a * x[i] + b * y[i]);
        }
        return state;
    }

    /**
     * The same map with the way of a state drawn on it, such as {@code memory.descent(cue, 1)}.
     *
     * @param states [steps x units] from the first to the last
     * @throws BadInput if a state has another number of units
     */
    public EnergyMap through(float[][] states) {
        var checked = Rows.checked("state", states, Double::isFinite, "finite numbers", "memory.descent(cue, 1)");
        var at = Arrays.stream(checked).map(this::overlaps).toList();
        var all = new ArrayList<>(ways);
        all.add(new Way(
                at.stream().mapToDouble(o -> o[0]).toArray(),
                at.stream().mapToDouble(o -> o[1]).toArray()));
        return new EnergyMap(this, all, origin.with("way " + all.size(), states.length + " states"));
    }

    /** Where a state lies: its overlap with the first pattern, and with the second. */
    public double[] overlaps(float[] state) {
        Rows.checked("state", state, first.length, Double::isFinite, "finite numbers", "memory.pattern(0)");
        return new double[] {
            Rows.dot(state, first) / Rows.dot(first, first), Rows.dot(state, second) / Rows.dot(second, second)
        };
    }

    /** [points] the overlaps at which the energy was taken, on both axes. */
    public double[] overlaps() {
        return overlaps.clone();
    }

    /** [overlap with the second pattern][overlap with the first]; NaN where there is no state. */
    public double[][] energies() {
        return Arrays.stream(energies).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public Surface chart() {
        return new Surface(
                memory,
                described(),
                Axis.of("overlap with pattern " + which[0]),
                Axis.of("overlap with pattern " + which[1]),
                overlaps,
                overlaps,
                energies,
                Axis.of("energy"),
                List.of(place(which[0], first), place(which[1], second)),
                ways);
    }

    private Place place(int index, float[] pattern) {
        var at = overlaps(pattern);
        return new Place("pattern " + index, at[0], at[1]);
    }

    private String described() {
        var text = new StringBuilder(
                "energy over the plane of patterns " + which[0] + " and " + which[1] + ", which lie in its valleys");
        for (var way : ways) {
            int end = way.x().length - 1;
            text.append(String.format(
                    Locale.ROOT,
                    "; a way of %d steps from (%.2f, %.2f) to (%.2f, %.2f)",
                    end,
                    way.x()[0],
                    way.y()[0],
                    way.x()[end],
                    way.y()[end]));
        }
        return text.append('.').toString();
    }

    public Origin origin() {
        return origin;
    }

    @Override
    public String toString() {
        return "EnergyMap of " + memory + ": patterns " + which[0] + " and " + which[1];
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + Html.origin(origin);
    }
}
