package org.striate.core;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Distribution;

/** What the units of one layer answered: stimuli x units, float32. Do not change the rows. */
public final class Activations implements Charted<Distribution> {

    /** How many stimuli and units the picture takes, evenly chosen; a row may lie on a disk. */
    private static final int MOST_ROWS = 50;

    private static final int MOST_UNITS = 2000;

    private final String model;
    private final String layer;
    private final List<String> stimulusIds;
    private final UnitLayout layout;
    private final Rows rows;
    private final boolean mapped;
    private final Origin origin;

    /**
     * @param rows [stimuli x units]; kept, not copied
     * @throws BadInput if the rows are not one a stimulus and one value a unit
     */
    public Activations(
            String model, String layer, List<String> stimulusIds, UnitLayout layout, float[][] rows, Origin origin) {
        this(model, layer, stimulusIds, layout, checked(layer, stimulusIds, layout, rows), false, origin);
    }

    /** Where answers lie. */
    @FunctionalInterface
    public interface Rows {
        /** Answers to one stimulus of the units {@code from} to {@code to - 1}, [to - from]. */
        float[] of(int stimulus, int from, int to);
    }

    private static Rows checked(String layer, List<String> stimulusIds, UnitLayout layout, float[][] rows) {
        if (rows.length != stimulusIds.size()) {
            throw BadInput.of(
                    "activations of " + layer,
                    rows.length + " rows",
                    stimulusIds.size() + ", one per stimulus",
                    "Run the model on all stimuli: network.activations(stimuli, \"" + layer + "\")");
        }
        for (var row : rows) {
            if (row.length != layout.units()) {
                throw BadInput.of(
                        "activations of " + layer,
                        row.length + " values in a row",
                        layout.units() + ", one per unit",
                        "Give the layout that the rows have: UnitLayout.flat(" + row.length + ")");
            }
        }
        return (i, from, to) -> from == 0 && to == rows[i].length ? rows[i] : Arrays.copyOfRange(rows[i], from, to);
    }

    private Activations(
            String model,
            String layer,
            List<String> stimulusIds,
            UnitLayout layout,
            Rows rows,
            boolean mapped,
            Origin origin) {
        this.model = model;
        this.layer = layer;
        this.stimulusIds = List.copyOf(stimulusIds);
        this.layout = layout;
        this.rows = rows;
        this.mapped = mapped;
        this.origin = origin;
    }

    /**
     * Activations that are not in memory.
     *
     * @param rows read when they are asked for
     */
    public static Activations mapped(
            String model, String layer, List<String> stimulusIds, UnitLayout layout, Rows rows, Origin origin) {
        return new Activations(model, layer, stimulusIds, layout, rows, true, origin);
    }

    public String model() {
        return model;
    }

    public String layer() {
        return layer;
    }

    public List<String> stimulusIds() {
        return stimulusIds;
    }

    public UnitLayout layout() {
        return layout;
    }

    public int stimuli() {
        return stimulusIds.size();
    }

    public int units() {
        return layout.units();
    }

    /** Whether a row is made anew whenever it is asked for, from a disk or from other rows; else all lie in memory. */
    public boolean isMapped() {
        return mapped;
    }

    /** All units' answers to one stimulus, [units]; do not change them. */
    public float[] row(int stimulus) {
        return rows.of(stimulus, 0, units());
    }

    /**
     * Answers to one stimulus of the units {@code from} to {@code to - 1}, [to - from]; of a layer on a disk no more is read. Do not
     * change them.
     *
     * @throws BadInput if not all of them are there
     */
    public float[] row(int stimulus, int from, int to) {
        if (from < 0 || from > to || to > units()) {
            throw BadInput.of(
                    "units of " + layer,
                    "from " + from + " to before " + to,
                    "some of 0 to before " + units(),
                    "Count first: activations.units()");
        }
        return rows.of(stimulus, from, to);
    }

    /**
     * Only some units, in this order, as a flat layer; read from the rows when they are asked for.
     *
     * @throws BadInput if there is none, or one is not there
     */
    public Activations only(int... units) {
        for (int unit : units) {
            if (unit < 0 || unit >= units()) {
                throw BadInput.of(
                        "unit of " + layer,
                        String.valueOf(unit),
                        "0 to " + (units() - 1),
                        "Count first: activations.units()");
            }
        }
        if (units.length == 0) {
            throw BadInput.of("units of " + layer, "none", "at least one", "activations.only(0, 1, 2)");
        }
        var kept = units.clone();
        return new Activations(
                model,
                layer,
                stimulusIds,
                UnitLayout.flat(kept.length),
                (stimulus, from, to) -> chosen(row(stimulus), Arrays.copyOfRange(kept, from, to)),
                true,
                Origin.of("units").with("kept", named(kept)).from(origin));
    }

    /** Which they are; of many, how many and a number that tells them from others. */
    private static String named(int[] units) {
        return units.length <= 20
                ? Arrays.toString(units)
                : units.length + " units, hash " + Integer.toHexString(Arrays.hashCode(units));
    }

    private static float[] chosen(float[] row, int[] units) {
        var own = new float[units.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = row[units[i]];
        }
        return own;
    }

    public Origin origin() {
        return origin;
    }

    /** How often which value occurs, over evenly chosen stimuli and units. */
    @Override
    public Distribution chart() {
        int shown = Math.min(MOST_ROWS, stimuli());
        int read = Math.min(MOST_UNITS, units());
        var values = IntStream.range(0, shown)
                .mapToObj(i -> row((int) ((long) i * stimuli() / shown)))
                .flatMapToDouble(row ->
                        IntStream.range(0, read).mapToDouble(j -> row[(int) ((long) j * units() / read)]))
                .toArray();
        return new Distribution(
                model + " " + layer,
                this + "; " + read + " units' answers to " + shown + " stimuli.",
                Axis.of("activation"),
                "values",
                values);
    }

    @Override
    public String toString() {
        return "Activations " + layer + ": " + stimuli() + " stimuli x " + units() + " units, " + model;
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + " (" + Html.escape(layout) + ")</p>" + Html.origin(origin);
    }
}
