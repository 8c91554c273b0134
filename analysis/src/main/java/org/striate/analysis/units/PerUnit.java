package org.striate.analysis.units;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Distribution;
import org.striate.core.charts.Panels;

/**
 * One finding for every unit.
 *
 * @param what was done, such as {@code orientation tuning}
 * @param units one a unit, in the population's order
 * @param origin what made it
 */
public record PerUnit<T extends UnitStatistic>(String what, List<T> units, Origin origin) implements Charted<Panels> {

    public PerUnit {
        units = List.copyOf(units);
    }

    /** The finding of one unit. */
    public T unit(int unit) {
        return units.get(unit);
    }

    /** [units] one quantity of all, ready for a histogram: {@code tuning.all(OrientationTuning::osi)}. */
    public double[] all(ToDoubleFunction<T> quantity) {
        return units.stream().mapToDouble(quantity).toArray();
    }

    /** The units for which not a single number is defined, by name. */
    public List<String> undefined() {
        return units.stream()
                .filter(unit -> unit.quantities().values().stream().allMatch(v -> v.isNaN()))
                .map(UnitStatistic::unit)
                .toList();
    }

    /**
     * A histogram of every quantity.
     *
     * @throws org.striate.core.BadInput if there is no unit
     */
    @Override
    public Panels chart() {
        if (units.isEmpty()) {
            throw org.striate.core.BadInput.of(
                    what, "no units", "at least one", "Tuning.of(population, stimuli, \"orientation\")");
        }
        var charts = units.get(0).quantities().keySet().stream()
                .map(name -> (Chart) histogram(name))
                .toList();
        return new Panels(what, "histograms, " + this + ".", charts, 2);
    }

    /**
     * A histogram of one quantity.
     *
     * @param quantity such as {@code OSI}, a column of the table
     * @throws org.striate.core.BadInput if there is none
     */
    public Distribution histogram(String quantity) {
        var known = units.isEmpty()
                ? List.<String>of()
                : List.copyOf(units.get(0).quantities().keySet());
        if (!known.contains(quantity)) {
            throw org.striate.core.BadInput.unknown(
                    "quantity", quantity, what, known, "result.units().get(0).quantities()");
        }
        return new Distribution(
                quantity,
                "histogram of the " + quantity + " of " + units.size() + " units.",
                Axis.of(quantity),
                "units",
                all(unit -> unit.quantities().get(quantity)));
    }

    @Override
    public String toString() {
        int without = undefined().size();
        return what + ": " + units.size() + " units" + (without == 0 ? "" : ", " + without + " undefined");
    }

    @Override
    public String toHtml() {
        var header = new ArrayList<>(List.of("unit"));
        if (!units.isEmpty()) {
            header.addAll(units.get(0).quantities().keySet());
            header.add("note");
        }
        return Html.table(toString(), header, units.size(), i -> row(units.get(i))) + Html.origin(origin);
    }

    private static List<Object> row(UnitStatistic unit) {
        var row = new ArrayList<Object>(List.of(unit.unit()));
        row.addAll(unit.quantities().values());
        row.add(unit.note());
        return row;
    }
}
