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
     * @param others names that mean the same layer, such as that of the block that it ends
     * @param kind what it computes
     * @param layout of its units
     * @param parameters how many weights it learns
     * @param field side of the receptive field in pixels of the input; 0 where a unit sees all of it, -1 where not known
     */
    public record Row(String name, List<String> others, String kind, UnitLayout layout, long parameters, int field) {
        /** The same with a lesion named beside its kind. */
        Row with(String lesion) {
            return new Row(name, others, kind + "; " + lesion, layout, parameters, field);
        }

        private String seen() {
            return field == 0 ? "all" : field < 0 ? "" : field + " pixels";
        }
    }

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

    /**
     * What is known of one layer.
     *
     * @param name its own, or another that means the same
     * @throws org.striate.core.BadInput if there is none
     */
    public Row row(String name) {
        return rows.stream()
                .filter(row -> row.name().equals(name) || row.others().contains(name))
                .findFirst()
                .orElseThrow(() -> {
                    var known = new java.util.ArrayList<>(this);
                    rows.forEach(row -> known.addAll(row.others()));
                    return org.striate.core.BadInput.unknown("layer", name, network, known, "network.layers()");
                });
    }

    @Override
    public boolean contains(Object name) {
        return rows.stream()
                .anyMatch(row -> row.name().equals(name) || row.others().contains(name));
    }

    @Override
    public String toString() {
        return "Layers of " + network + ": " + String.join(", ", this);
    }

    @Override
    public String toHtml() {
        return Html.table(
                "Layers of " + network,
                List.of("name", "also", "kind", "shape", "units", "parameters", "receptive field"),
                rows.stream()
                        .map(row -> List.of(
                                row.name(),
                                String.join(", ", row.others()),
                                row.kind(),
                                row.layout(),
                                row.layout().units(),
                                row.parameters(),
                                row.seen()))
                        .toList());
    }
}
