package org.striate.models;

import java.util.AbstractList;
import java.util.List;
import org.striate.core.Html;
import org.striate.core.Showable;
import org.striate.core.UnitLayout;

/** The layers of a network from input to output; as a list, their names. */
public final class LayerTable extends AbstractList<String> implements Showable {

    /**
     * One layer.
     *
     * @param name to ask for it by
     * @param kind what it computes
     * @param layout of its units
     * @param parameters how many weights it has
     */
    public record Row(String name, String kind, UnitLayout layout, long parameters) {}

    private final String network;
    private final List<Row> rows;

    LayerTable(String network, List<Row> rows) {
        this.network = network;
        this.rows = List.copyOf(rows);
    }

    @Override
    public String get(int index) {
        return rows.get(index).name();
    }

    @Override
    public int size() {
        return rows.size();
    }

    /** All that is known of each layer. */
    public List<Row> rows() {
        return rows;
    }

    @Override
    public String toString() {
        return "Layers of " + network + ": " + String.join(", ", this);
    }

    @Override
    public String toHtml() {
        return Html.table(
                "Layers of " + network,
                List.of("name", "kind", "shape", "units", "parameters"),
                rows.stream()
                        .map(row -> List.of(
                                row.name(),
                                row.kind(),
                                row.layout(),
                                row.layout().units(),
                                row.parameters()))
                        .toList());
    }
}
