package org.striate.analysis.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Showable;

/**
 * Similarities of layers.
 *
 * @param measure such as {@code linear CKA}
 * @param rows layer names
 * @param columns layer names
 * @param values [rows x columns]
 * @param origin what made it
 */
public record SimilarityMatrix(
        String measure, List<String> rows, List<String> columns, double[][] values, Origin origin) implements Showable {

    /** The column that a row is most like; -1 where it is like none (NaN). */
    public int best(int row) {
        return IntStream.range(0, columns.size())
                .filter(j -> !Double.isNaN(values[row][j]))
                .boxed()
                .max((a, b) -> Double.compare(values[row][a], values[row][b]))
                .orElse(-1);
    }

    @Override
    public String toString() {
        return measure + ": " + rows.size() + " x " + columns.size() + " layers";
    }

    @Override
    public String toHtml() {
        int shown = Math.min(10, columns.size());
        var header = new ArrayList<>(List.of("layer"));
        header.addAll(columns.subList(0, shown));
        var table = new ArrayList<List<Object>>();
        for (int i = 0; i < rows.size(); i++) {
            var cells = new ArrayList<Object>(List.of(rows.get(i)));
            for (int j = 0; j < shown; j++) {
                cells.add(values[i][j]);
            }
            table.add(cells);
        }
        return Html.table(toString(), header, table) + Html.origin(origin);
    }
}
