package org.striate.core.charts;

import java.util.List;

/**
 * A matrix as colours.
 *
 * @param values [rows][columns]; NaN for what is not known
 * @param measure what the colours mean
 * @param rows their names, or empty
 * @param columns their names, or empty
 * @param rowsAre what the rows are
 * @param columnsAre what the columns are
 * @param look how values become colours
 */
public record Grid(
        String title,
        String described,
        double[][] values,
        Axis measure,
        List<String> rows,
        List<String> columns,
        String rowsAre,
        String columnsAre,
        Look look)
        implements Chart {

    /** How values become colours and places. */
    public enum Look {
        /** From dark to light; rows from the top. */
        SEQUENTIAL,
        /** Blue below 0, white at 0, red above; rows from the top. */
        DIVERGING,
        /** From dark to light, pairs of the same stimuli: the diagonal says nothing, names are categories. */
        PAIRS
    }

    public Grid {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }
}
