package org.striate.analysis.units;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.NeuralResponses;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Grid;
import org.striate.core.charts.Thinned;

/**
 * Units of a layer or recorded neurons, whichever: responses x units, each response to a known stimulus. A stimulus may have
 * several responses (trials). NaN stands for what was not recorded. Values are read where they are, not copied; of a layer on a
 * disk a part of at most 32 MB is held.
 */
public final class Population implements Charted<Grid> {

    @FunctionalInterface
    interface Cells {
        double at(int row, int unit);

        /** Some units' in this order, by their places here. */
        default Cells only(int[] kept) {
            return (row, unit) -> at(row, kept[unit]);
        }
    }

    private final String name;
    private final List<String> stimulusIds;
    private final int units;
    private final IntFunction<String> unitName;
    private final Cells cells;
    private final Origin origin;

    private Population(
            String name,
            List<String> stimulusIds,
            int units,
            IntFunction<String> unitName,
            Cells cells,
            Origin origin) {
        this.name = name;
        this.stimulusIds = List.copyOf(stimulusIds);
        this.units = units;
        this.unitName = unitName;
        this.cells = cells;
        this.origin = origin;
    }

    /** All units of a layer. */
    public static Population of(Activations layer) {
        var layout = layer.layout();
        int places = layout.height() * layout.width();
        IntFunction<String> unitName = unit -> places == 1
                ? layer.layer() + " unit " + unit
                : String.format(
                        Locale.ROOT,
                        "%s channel %d at (%d, %d)",
                        layer.layer(),
                        unit / places,
                        unit % places % layout.width(),
                        unit % places / layout.width());
        return new Population(
                layer.model() + " " + layer.layer(),
                layer.stimulusIds(),
                layer.units(),
                unitName,
                layer.isMapped() ? new LayerCells(layer) : (row, unit) -> layer.row(row)[unit],
                layer.origin());
    }

    /**
     * All neurons of a recording, trial by trial; of {@code responses.averaged()}, their means.
     *
     * @throws BadInput if there are several time bins
     */
    public static Population of(NeuralResponses responses) {
        if (responses.bins().size() != 1) {
            throw BadInput.of(
                    "responses " + responses.name(),
                    responses.bins().size() + " time bins",
                    "one",
                    "Average over a window: responses.window(50, 200)");
        }
        return new Population(
                responses.name(),
                responses.presentations().stream().map(p -> p.stimulusId()).toList(),
                responses.neurons().size(),
                unit -> responses.neurons().get(unit).id(),
                (row, unit) -> responses.at(row, unit, 0),
                responses.origin());
    }

    /**
     * An array.
     *
     * @param stimulusIds [responses] the stimulus of every row
     * @param responses [responses x units]; kept, not copied
     * @throws BadInput if rows differ in length or number
     */
    public static Population of(List<String> stimulusIds, double[][] responses) {
        int units = responses.length == 0 ? 0 : responses[0].length;
        if (responses.length != stimulusIds.size() || units == 0) {
            throw BadInput.of(
                    "responses",
                    responses.length + " rows of " + units + " units",
                    stimulusIds.size() + " rows, one for every stimulus id, of at least one unit",
                    "Name them: Population.of(stimuli.ids(), responses)");
        }
        for (int i = 0; i < responses.length; i++) {
            if (responses[i].length != units) {
                throw BadInput.of(
                        "responses",
                        "row " + i + " has " + responses[i].length + " units",
                        units + ", as the first row",
                        "Fill up with Double.NaN where nothing was recorded");
            }
        }
        return new Population(
                "array",
                stimulusIds,
                units,
                unit -> "unit " + unit,
                (row, unit) -> responses[row][unit],
                Origin.of("array"));
    }

    /**
     * An array whose rows are stimuli 0, 1, 2, ...
     *
     * @param responses [stimuli x units]; kept, not copied
     */
    public static Population of(double[][] responses) {
        return of(IntStream.range(0, responses.length).mapToObj(String::valueOf).toList(), responses);
    }

    /**
     * Only some units, in this order.
     *
     * @throws BadInput if one is not there
     */
    public Population only(int... wanted) {
        for (int unit : wanted) {
            if (unit < 0 || unit >= units) {
                throw BadInput.of(
                        "unit", String.valueOf(unit), "0 to " + (units - 1), "Count first: population.units()");
            }
        }
        var kept = wanted.clone();
        return new Population(
                name,
                stimulusIds,
                kept.length,
                unit -> unitName.apply(kept[unit]),
                cells.only(kept),
                Origin.of("units")
                        .with("kept", brief(kept.length, Arrays.toString(kept)))
                        .from(origin));
    }

    /**
     * The same less a constant a unit, such as its spontaneous rate.
     *
     * @param baseline [units]
     * @throws BadInput if there is not one a unit
     */
    public Population minus(double[] baseline) {
        if (baseline.length != units) {
            throw BadInput.of("baseline", baseline.length + " values", units + ", one a unit", "Give one a unit");
        }
        var less = baseline.clone();
        return new Population(
                name,
                stimulusIds,
                units,
                unitName,
                (row, unit) -> cells.at(row, unit) - less[unit],
                Origin.of("minus baseline")
                        .with("baseline", brief(units, Arrays.toString(less)))
                        .from(origin));
    }

    /** What tells one list from another. */
    private static String brief(int length, String list) {
        return length <= 20 ? list : length + " of SHA-256 " + Origin.sha256(list.getBytes(StandardCharsets.UTF_8));
    }

    public String name() {
        return name;
    }

    public int units() {
        return units;
    }

    /** How many responses of every unit there are. */
    public int responses() {
        return stimulusIds.size();
    }

    /** [responses] the stimulus of every response. */
    public List<String> stimulusIds() {
        return stimulusIds;
    }

    public String unit(int unit) {
        return unitName.apply(unit);
    }

    /** One response of one unit; NaN where nothing was recorded. */
    public double at(int response, int unit) {
        return cells.at(response, unit);
    }

    /** [responses] all of one unit. */
    public double[] column(int unit) {
        return IntStream.range(0, responses()).mapToDouble(row -> at(row, unit)).toArray();
    }

    public Origin origin() {
        return origin;
    }

    /**
     * Where the stimulus of every response stands among some stimuli.
     *
     * @return [responses] index into the stimuli; -1 for a response to another stimulus
     * @throws BadInput if a stimulus has no response, or two have the same id
     */
    public int[] places(StimulusSet stimuli) {
        var place = new HashMap<String, Integer>();
        var ids = stimuli.ids();
        for (int i = 0; i < ids.size(); i++) {
            if (place.put(ids.get(i), i) != null) {
                throw BadInput.of(
                        "stimuli " + stimuli.name(),
                        "\"" + ids.get(i) + "\" twice",
                        "every id once",
                        "Choose each once: stimuli.select(..)");
            }
        }
        var shown = new HashSet<>(stimulusIds);
        var missing = ids.stream().filter(id -> !shown.contains(id)).toList();
        if (!missing.isEmpty()) {
            throw BadInput.of(
                    name,
                    "no response to " + missing.size() + " of the " + ids.size() + " stimuli, such as \""
                            + missing.get(0) + "\"",
                    "at least one to each",
                    "Keep those shown: stimuli.matching(population.stimulusIds().stream().distinct().toList())");
        }
        return stimulusIds.stream().mapToInt(id -> place.getOrDefault(id, -1)).toArray();
    }

    /** [rows of each group] the responses to every group of stimuli; those of other stimuli (-1) are left out. */
    static int[][] grouped(int[] groupOfRow, int groups) {
        return IntStream.range(0, groups)
                .mapToObj(group -> IntStream.range(0, groupOfRow.length)
                        .filter(row -> groupOfRow[row] == group)
                        .toArray())
                .toArray(int[][]::new);
    }

    /** What one unit answered in some rows; NaN left out. */
    double[] recorded(int[] rows, int unit) {
        return Arrays.stream(rows)
                .mapToDouble(row -> at(row, unit))
                .filter(v -> !Double.isNaN(v))
                .toArray();
    }

    /** Mean responses, a row a stimulus in the order of first showing, a column a unit. */
    @Override
    public Grid chart() {
        var ids = stimulusIds.stream().distinct().toList();
        var stimuli = Thinned.of(ids.size(), ids::get, "stimuli");
        var columns = Thinned.of(units, this::unit, "units");
        var place = new HashMap<String, Integer>();
        for (int row : stimuli.indices()) {
            place.put(ids.get(row), place.size());
        }
        var rows = grouped(
                stimulusIds.stream().mapToInt(id -> place.getOrDefault(id, -1)).toArray(), place.size());
        var means = Arrays.stream(rows)
                .map(own -> IntStream.of(columns.indices())
                        .mapToDouble(unit ->
                                Arrays.stream(recorded(own, unit)).average().orElse(Double.NaN))
                        .toArray())
                .toArray(double[][]::new);
        return new Grid(
                name,
                this + "; mean responses.",
                means,
                Axis.of("mean response"),
                stimuli.names(),
                columns.names(),
                stimuli.said(),
                columns.said(),
                Grid.Look.SEQUENTIAL);
    }

    @Override
    public String toString() {
        return "Population " + name + ": " + responses() + " responses x " + units + " units";
    }

    @Override
    public String toHtml() {
        var means = IntStream.range(0, Math.min(10, units))
                .mapToObj(unit -> {
                    var known = Arrays.stream(column(unit))
                            .filter(v -> !Double.isNaN(v))
                            .toArray();
                    return List.of(
                            unit(unit),
                            Arrays.stream(known).average().orElse(Double.NaN),
                            Arrays.stream(known).max().orElse(Double.NaN));
                })
                .toList();
        return Html.table(toString(), List.of("unit", "mean response", "largest response"), means)
                + Html.origin(origin);
    }
}
