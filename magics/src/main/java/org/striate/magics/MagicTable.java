package org.striate.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.striate.core.Html;
import org.striate.core.Showable;

/** The magics that there are; what {@code %lsmagic} shows, and docs/magics.md. */
public record MagicTable(List<Row> rows) implements Showable {

    /**
     * One magic.
     *
     * @param name with its per cent signs
     * @param examples lines to try
     */
    public record Row(String name, String summary, List<String> examples) {}

    public MagicTable {
        rows = List.copyOf(rows);
    }

    /** Of these magics, in their order. */
    public static MagicTable of(List<Magic> magics) {
        return new MagicTable(magics.stream()
                .map(magic ->
                        new Row(written(magic), magic.summary(), magic.help().examples()))
                .toList());
    }

    /** A magic's name with its per cent signs. */
    public static String written(Magic magic) {
        return (magic instanceof CellMagic ? "%%" : "%") + magic.name();
    }

    /** With one more row. */
    public MagicTable and(String name, String summary, String... examples) {
        var more = new ArrayList<>(rows);
        more.add(new Row(name, summary, List.of(examples)));
        return new MagicTable(more);
    }

    @Override
    public String toString() {
        return rows.stream()
                .map(row -> row.name() + "  " + row.summary() + "\n")
                .collect(Collectors.joining("", "", ends()));
    }

    private static String ends() {
        return "Each takes --help, --as NAME to name its value, and most --show-java.";
    }

    @Override
    public String toHtml() {
        var cells = rows.stream()
                .map(row -> "<tr>" + cell(code(row.name())) + cell(Html.escape(row.summary()))
                        + cell(row.examples().stream().map(MagicTable::code).collect(Collectors.joining("<br>")))
                        + "</tr>")
                .collect(Collectors.joining());
        return "<table><thead><tr><th>magic</th><th>what it does</th><th>example</th></tr></thead><tbody>" + cells
                + "</tbody></table><p>" + Html.escape(ends()) + "</p>";
    }

    private static String code(String text) {
        return "<code>" + Html.escape(text) + "</code>";
    }

    private static String cell(String html) {
        return "<td style=\"text-align:left\">" + html + "</td>";
    }
}
