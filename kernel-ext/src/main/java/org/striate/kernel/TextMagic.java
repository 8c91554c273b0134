package org.striate.kernel;

import java.util.List;
import java.util.Map;
import org.striate.magics.CellMagic;
import org.striate.magics.Help;
import org.striate.magics.Variables;

/** Shows a cell's text as what it is: {@code %%html}, {@code %%markdown}. */
record TextMagic(String name, String mimeType) implements CellMagic {

    static TextMagic of(String kind) {
        return new TextMagic(kind, "text/" + kind);
    }

    @Override
    public String summary() {
        return "Shows the cell below as " + mimeType + ".";
    }

    @Override
    public Class<?> type() {
        return Rendered.class;
    }

    @Override
    public Rendered run(List<String> arguments, Variables variables) {
        return runCell(arguments, String.join(" ", arguments));
    }

    @Override
    public Rendered runCell(List<String> arguments, String body) {
        return new Rendered(Map.of("text/plain", body, mimeType, body));
    }

    @Override
    public Help help() {
        return Help.of("%%" + name, summary());
    }

    @Override
    public List<String> complete(List<String> arguments, Variables variables) {
        return List.of();
    }
}
