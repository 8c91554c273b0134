package org.striate.models;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.UnitLayout;
import org.striate.core.charts.Architecture;
import org.striate.core.charts.Architecture.Stage;
import org.striate.core.charts.Charted;

/** The layers of a network from input to output; as a list, their names. */
public final class LayerTable extends AbstractList<String> implements Charted<Architecture> {

    /**
     * One layer.
     *
     * @param name to ask for it by
     * @param others names that mean the same layer, such as that of the block that it ends
     * @param kind what it computes
     * @param layout of its units
     * @param parameters how many weights it learns; those that several layers share are counted at the first
     * @param field side of the receptive field in pixels of the input; 0 where a unit sees all of it, -1 where not known
     */
    public record Row(String name, List<String> others, String kind, UnitLayout layout, long parameters, int field) {
        private static final String LESION = "; ";

        /** The same with a lesion named beside its kind. */
        Row with(String lesion) {
            return new Row(name, others, kind + LESION + lesion, layout, parameters, field);
        }

        private String[] kindAndLesion() {
            return (kind + LESION).split(LESION, 2);
        }

        private String seen() {
            return field == 0 ? "all" : field < 0 ? "" : field + " pixels";
        }
    }

    private static final List<String> HEADER =
            List.of("name", "also", "kind", "shape", "units", "parameters", "receptive field");

    private final String network;
    private final UnitLayout image;
    private final List<Row> rows;
    private final String note;

    LayerTable(String network, UnitLayout image, List<Row> rows) {
        this(network, image, rows, "");
    }

    /** @param note said under the table, and where a layer is asked for that is not there; may be empty */
    LayerTable(String network, UnitLayout image, List<Row> rows, String note) {
        this.network = network;
        this.image = image;
        this.rows = List.copyOf(rows);
        this.note = note;
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
     * @throws BadInput if there is none
     */
    public Row row(String name) {
        return rows.stream()
                .filter(row -> row.name().equals(name) || row.others().contains(name))
                .findFirst()
                .orElseThrow(() -> {
                    var known = new ArrayList<>(this);
                    rows.forEach(row -> known.addAll(row.others()));
                    var listing = "network.layers()" + (note.isEmpty() ? "" : "; " + note);
                    return BadInput.unknown("layer", name, network, known, listing);
                });
    }

    @Override
    public boolean contains(Object name) {
        return rows.stream()
                .anyMatch(row -> row.name().equals(name) || row.others().contains(name));
    }

    /** From the image to the answer; layers that follow each other and have one shape stand together. */
    @Override
    public Architecture chart() {
        var stages = new ArrayList<Stage>();
        stages.add(new Stage("image", "", image.channels(), image.height(), image.width(), 0, 1, ""));
        for (int from = 0; from < rows.size(); ) {
            int to = from + 1;
            while (to < rows.size()
                    && rows.get(to).layout().equals(rows.get(from).layout())) {
                to++;
            }
            stages.add(stage(rows.subList(from, to)));
            from = to;
        }
        var described = stages.stream()
                .map(stage -> stage.name() + " " + stage.channels() + " x " + stage.height() + " x " + stage.width())
                .collect(Collectors.joining(", then "));
        return new Architecture(network, "architecture of " + network + ": " + described + ".", stages);
    }

    private static Stage stage(List<Row> same) {
        var first = same.get(0);
        var last = same.get(same.size() - 1);
        var kinds = same.stream()
                .flatMap(row -> Arrays.stream(row.kindAndLesion()[0].split(", ")))
                .filter(kind -> same.size() == 1 || !kind.startsWith("stride") && !kind.startsWith("padding"))
                .distinct()
                .collect(Collectors.joining(", "));
        return new Stage(
                same.size() == 1 ? first.name() : first.name() + " … " + last.name(),
                same.size() == 1 ? kinds : same.size() + " layers: " + kinds,
                last.layout().channels(),
                last.layout().height(),
                last.layout().width(),
                same.stream().mapToLong(Row::parameters).sum(),
                last.field(),
                same.stream()
                        .map(row -> row.kindAndLesion()[1].replaceFirst(Row.LESION + "$", ""))
                        .filter(lesion -> !lesion.isEmpty())
                        .collect(Collectors.joining(Row.LESION)));
    }

    /** A line for each layer: name, kind, shape, parameters, receptive field. */
    @Override
    public String toString() {
        var lines = new ArrayList<String[]>();
        lines.add(new String[] {"name", "kind", "shape", "parameters", "receptive field"});
        rows.forEach(row -> lines.add(new String[] {
            row.name(), row.kind(), row.layout().toString(), String.valueOf(row.parameters()), row.seen()
        }));
        var widths = IntStream.range(0, lines.get(0).length)
                .map(i ->
                        lines.stream().mapToInt(line -> line[i].length()).max().orElse(0))
                .toArray();
        var text = new StringBuilder(caption());
        for (var line : lines) {
            text.append('\n');
            for (int i = 0; i < line.length; i++) {
                text.append(line[i]).append(" ".repeat(i == line.length - 1 ? 0 : widths[i] - line[i].length() + 2));
            }
        }
        return text + (note.isEmpty() ? "" : "\n" + note);
    }

    /** All layers. */
    @Override
    public String toHtml() {
        return Html.wholeTable(caption(), HEADER, cells()) + (note.isEmpty() ? "" : "<p>" + Html.escape(note) + "</p>");
    }

    /** The first layers, for a network that is shown as a whole. */
    String shortHtml() {
        return Html.table(caption(), HEADER, cells());
    }

    private String caption() {
        return "Layers of " + network;
    }

    private List<List<?>> cells() {
        return rows.stream()
                .<List<?>>map(row -> List.of(
                        row.name(),
                        String.join(", ", row.others()),
                        row.kind(),
                        row.layout(),
                        row.layout().units(),
                        row.parameters(),
                        row.seen()))
                .toList();
    }
}
