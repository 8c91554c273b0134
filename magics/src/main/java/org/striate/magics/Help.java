package org.striate.magics;

import java.util.List;
import java.util.stream.Collectors;
import org.striate.core.Html;
import org.striate.core.Showable;

/**
 * What a magic's {@code --help} shows.
 *
 * @param usage the line's form, such as {@code %fit METHOD --to VARIABLE}
 * @param summary what it does
 * @param arguments what may stand behind the name
 * @param examples whole lines
 */
public record Help(String usage, String summary, List<Argument> arguments, List<String> examples) implements Showable {

    /**
     * What may stand behind the name.
     *
     * @param name as it is written, such as {@code --folds N}
     * @param meaning what it is, with its default
     */
    public record Argument(String name, String meaning) {}

    public Help {
        arguments = List.copyOf(arguments);
        examples = List.copyOf(examples);
    }

    /** Of a magic that takes what its usage says. */
    public static Help of(String usage, String summary, String... examples) {
        return new Help(usage, summary, List.of(), List.of(examples));
    }

    @Override
    public String toString() {
        int wide = arguments.stream().mapToInt(a -> a.name().length()).max().orElse(0);
        var lines = arguments.stream()
                .map(a -> "  " + a.name() + " ".repeat(wide + 2 - a.name().length()) + a.meaning() + "\n")
                .collect(Collectors.joining());
        var shown = examples.stream().map(each -> "\n  " + each).collect(Collectors.joining());
        return "Usage: " + usage + "\n" + summary + "\n" + lines
                + (examples.isEmpty() ? "" : examples.size() == 1 ? "Example:" : "Examples:") + shown;
    }

    @Override
    public String toHtml() {
        var rows = arguments.stream()
                .map(a -> "<tr><td style=\"text-align:left;white-space:nowrap\"><code>" + Html.escape(a.name())
                        + "</code></td><td style=\"text-align:left\">" + Html.escape(a.meaning()) + "</td></tr>")
                .collect(Collectors.joining());
        var shown = examples.stream().map(Html::escape).collect(Collectors.joining("\n"));
        return "<p><code>" + Html.escape(usage) + "</code></p><p>" + Html.escape(summary) + "</p>"
                + (rows.isEmpty() ? "" : "<table><tbody>" + rows + "</tbody></table>")
                + (examples.isEmpty() ? "" : "<pre>" + shown + "</pre>");
    }
}
