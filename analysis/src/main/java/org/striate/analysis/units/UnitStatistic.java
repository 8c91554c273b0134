package org.striate.analysis.units;

import java.util.List;
import java.util.Map;
import org.striate.core.Html;
import org.striate.core.Showable;

/** What was found of one unit: a few named numbers. Where they come from, the {@link PerUnit} says that holds them. */
public interface UnitStatistic extends Showable {

    /** Name of the unit or neuron. */
    String unit();

    /** Name to number, in the order of a table's columns; NaN where it is not defined. */
    Map<String, Double> quantities();

    /** Why numbers are missing or what is to be known about them; empty where there is nothing. */
    default String note() {
        return "";
    }

    @Override
    default String toHtml() {
        var rows = quantities().entrySet().stream()
                .map(one -> List.of(one.getKey(), one.getValue()))
                .toList();
        return Html.table(note().isEmpty() ? unit() : unit() + ": " + note(), List.of("quantity", "value"), rows);
    }
}
