package org.striate.core.charts;

import java.util.List;
import org.striate.core.Interval;

/**
 * A bar for every name.
 *
 * @param y what the height is
 * @param columns from left to right
 * @param levels to compare with, such as a noise ceiling
 * @param note what the marks mean; empty where there are none
 * @param pairs of columns that differ, by index
 */
public record Columns(
        String title,
        String described,
        Axis y,
        List<Column> columns,
        List<Curves.Level> levels,
        String note,
        List<Pair> pairs)
        implements Chart {

    public Columns {
        columns = List.copyOf(columns);
        levels = List.copyOf(levels);
        pairs = List.copyOf(pairs);
    }

    /** Bars without marks. */
    public Columns(String title, String described, Axis y, List<Column> columns, List<Curves.Level> levels) {
        this(title, described, y, columns, levels, "", List.of());
    }

    /**
     * One bar.
     *
     * @param group columns of a group share a colour and an entry of the legend
     * @param points drawn small beside the whisker
     * @param mark above it, such as {@code *}
     */
    public record Column(String name, String group, double value, Interval interval, double[] points, String mark) {

        /** A bar alone. */
        public static Column of(String name, String group, double value) {
            return new Column(name, group, value, new Interval(Double.NaN, Double.NaN), new double[0], "");
        }
    }

    /** Two columns that differ. */
    public record Pair(int first, int second) {}
}
