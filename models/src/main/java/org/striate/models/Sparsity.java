package org.striate.models;

import java.util.List;
import java.util.Locale;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;

/**
 * How many of a network's weights between units are not 0, layer by layer; biases and normalisations are not counted.
 *
 * @param network its name
 * @param rows one a tensor
 */
public record Sparsity(String network, List<Row> rows, Origin origin) implements Charted<Columns> {

    /**
     * One tensor.
     *
     * @param layer that the weights lead to
     * @param tensor such as {@code features.0.weight}
     * @param weights how many there are
     * @param kept how many are not 0
     */
    public record Row(String layer, String tensor, int weights, int kept) {}

    public Sparsity {
        rows = List.copyOf(rows);
    }

    public long weights() {
        return rows.stream().mapToLong(Row::weights).sum();
    }

    public long kept() {
        return rows.stream().mapToLong(Row::kept).sum();
    }

    /** The share of all weights that is left, 0 to 1. */
    public double share() {
        return (double) kept() / weights();
    }

    /** The share that is left of every tensor. */
    @Override
    public Columns chart() {
        return new Columns(
                "Weights left in " + network,
                this + ".",
                Axis.of("weights left", "share").reaching(0, 1),
                rows.stream()
                        .map(row -> Column.of(row.tensor(), "", (double) row.kept() / row.weights()))
                        .toList(),
                List.of());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Sparsity of %s: %d of %d weights left, %.2f %%",
                network,
                kept(),
                weights(),
                100 * share());
    }

    @Override
    public String toHtml() {
        var cells = rows.stream()
                .map(row -> List.of(
                        row.layer(),
                        row.tensor(),
                        row.weights(),
                        row.kept(),
                        String.format(Locale.ROOT, "%.1f %%", 100.0 * row.kept() / row.weights())))
                .toList();
        return Html.table(toString(), List.of("layer", "tensor", "weights", "left", "share"), cells)
                + Html.origin(origin);
    }
}
