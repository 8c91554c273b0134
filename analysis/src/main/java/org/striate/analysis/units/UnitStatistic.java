package org.striate.analysis.units;

import java.util.Map;

/** What was found of one unit: a few named numbers. */
public interface UnitStatistic {

    /** Name of the unit or neuron. */
    String unit();

    /** Name to number, in the order of a table's columns; NaN where it is not defined. */
    Map<String, Double> quantities();

    /** Why numbers are missing or what is to be known about them; empty where there is nothing. */
    default String note() {
        return "";
    }
}
