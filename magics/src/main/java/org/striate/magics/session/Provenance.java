package org.striate.magics.session;

import java.util.List;
import java.util.stream.Collectors;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Showable;

/**
 * How a variable was made.
 *
 * @param name the variable's
 * @param statements those that made it, the last one its own
 * @param origins what its value says of itself; none where it says nothing
 */
public record Provenance(String name, List<String> statements, List<Origin> origins) implements Showable {

    public Provenance {
        statements = List.copyOf(statements);
        origins = List.copyOf(origins);
    }

    /** Of a variable with this value. */
    public static Provenance of(String name, Object value, String... statements) {
        return new Provenance(
                name, List.of(statements), Origins.of(value).distinct().toList());
    }

    @Override
    public String toString() {
        return String.join("\n", statements) + "\n" + told();
    }

    private String told() {
        return origins.isEmpty()
                ? name + " holds a value that knows no more of its origin"
                : origins.stream().map(Origin::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public String toHtml() {
        return "<pre>" + Html.escape(String.join("\n", statements)) + "</pre><pre>" + Html.escape(told()) + "</pre>";
    }
}
