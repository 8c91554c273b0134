package org.striate.analysis.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Grid;

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
        String measure, List<String> rows, List<String> columns, double[][] values, Origin origin)
        implements Charted<Grid> {

    /** The column that a row is most like, or least far from; -1 where it is like none (NaN). */
    public int best(int row) {
        int sign = measure.equals(LayerSimilarity.PROCRUSTES_DISTANCE.title()) ? -1 : 1;
        return IntStream.range(0, columns.size())
                .filter(j -> !Double.isNaN(values[row][j]))
                .boxed()
                .max(Comparator.comparingDouble(j -> sign * values[row][j]))
                .orElse(-1);
    }

    /** Every pair of layers; colours go from 0 to 1 at least. */
    @Override
    public Grid chart() {
        return new Grid(
                measure,
                "matrix of " + this + "; light cells are large.",
                values,
                Axis.of(measure).reaching(0, 1),
                rows,
                columns,
                "",
                "",
                Grid.Look.SEQUENTIAL);
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
