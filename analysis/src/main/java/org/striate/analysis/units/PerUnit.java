package org.striate.analysis.units;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Showable;

/**
 * One finding for every unit.
 *
 * @param what was done, such as {@code orientation tuning}
 * @param units one a unit, in the population's order
 * @param origin what made it
 */
public record PerUnit<T extends UnitStatistic>(String what, List<T> units, Origin origin) implements Showable {

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
        var rows = units.stream()
                .limit(11) // the table shows ten and has to know that there are more
                .map(unit -> {
                    var row = new ArrayList<Object>(List.of(unit.unit()));
                    row.addAll(unit.quantities().values());
                    row.add(unit.note());
                    return row;
                })
                .toList();
        return Html.table(toString(), header, rows) + Html.origin(origin);
    }
}
