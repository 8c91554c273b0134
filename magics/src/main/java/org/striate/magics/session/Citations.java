package org.striate.magics.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Showable;
import org.striate.core.WholeFile;

/**
 * Whom to cite for values: the sources of the data, the networks and the methods that their origins name.
 *
 * @param entries in the order in which the origins name them
 */
public record Citations(List<Entry> entries) implements Showable {

    /**
     * One source.
     *
     * @param key in BibTeX
     * @param bibtex the entry
     * @param cause the step that it is cited for, such as {@code ridge}
     */
    public record Entry(String key, String bibtex, String cause) {

        /** A field of the entry, without its outer braces; empty where it has none. */
        public String field(String name) {
            var field = Pattern.compile("\n  " + name + " = \\{(.*)\\},?").matcher(bibtex);
            return field.find() ? field.group(1) : "";
        }
    }

    /** A source in the list, and the origins it is cited for. */
    private record Known(String key, String bibtex, List<Pattern> causes) {}

    private static final List<Known> KNOWN = known();

    public Citations {
        entries = List.copyOf(entries);
    }

    /** Whom to cite for these values, and for all that went into them; values without an origin add nothing. */
    public static Citations of(Object... values) {
        var entries = new LinkedHashMap<String, Entry>();
        Stream.of(values == null ? new Object[0] : values) // a variable that is an array may be null
                .filter(Objects::nonNull)
                .flatMap(Citations::origins)
                .flatMap(Origins::all)
                .distinct()
                .flatMap(Citations::cited)
                .forEach(entry -> entries.putIfAbsent(entry.key(), entry));
        return new Citations(List.copyOf(entries.values()));
    }

    /** Of a value that knows no origin, its kind is all there is to go by. */
    private static Stream<Origin> origins(Object value) {
        var known = Origins.of(value).toList();
        return known.isEmpty() ? Stream.of(Origin.of(value.getClass().getSimpleName())) : known.stream();
    }

    private static Stream<Entry> cited(Origin origin) {
        var line = Origins.line(origin);
        return KNOWN.stream()
                .filter(known -> known.causes().stream()
                        .anyMatch(each -> each.matcher(line).lookingAt()))
                .map(known -> new Entry(known.key(), known.bibtex(), origin.step()));
    }

    /** All sources that there are. */
    static Citations all() {
        return new Citations(
                KNOWN.stream().map(k -> new Entry(k.key(), k.bibtex(), "")).toList());
    }

    private static List<Known> known() {
        try (var in = Citations.class.getResourceAsStream("citations.bib")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("\n\n")).skip(1).map(Citations::known).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Known known(String block) {
        var causes = new ArrayList<Pattern>();
        var lines = block.strip().lines().toList();
        for (var line : lines) {
            if (line.startsWith("for: ")) {
                var cause = line.substring("for: ".length());
                causes.add(Pattern.compile(cause.contains(" .*") ? cause : cause + "(?= |$)"));
            }
        }
        var bibtex = lines.stream().skip(causes.size()).collect(Collectors.joining("\n"));
        return new Known(bibtex.replaceFirst("(?s)^@\\w+\\{([^,]+),.*", "$1"), bibtex, causes);
    }

    /** All entries as the text of a {@code .bib} file. */
    public String bibtex() {
        return entries.stream().map(Entry::bibtex).collect(Collectors.joining("\n\n"));
    }

    /** Writes a {@code .bib} file. */
    public Citations save(Path file) {
        WholeFile.write(file, out -> out.write((bibtex() + "\n").getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    @Override
    public String toString() {
        return entries.isEmpty() ? "Citations: nothing to cite yet" : bibtex();
    }

    @Override
    public String toHtml() {
        var rows = entries.stream()
                .map(each -> "<tr><td style=\"text-align:left\">" + Html.escape(each.cause())
                        + "</td><td style=\"text-align:left\">" + Html.escape(plain(each)) + "</td></tr>")
                .collect(Collectors.joining());
        return entries.isEmpty()
                ? "<p>" + this + "</p>"
                : "<table><thead><tr><th>for</th><th>cite</th></tr></thead><tbody>" + rows + "</tbody></table><pre>"
                        + Html.escape(bibtex()) + "</pre>";
    }

    private static String plain(Entry entry) {
        var authors = entry.field("author").split(" and ");
        var first = authors[0].split(",")[0] + (authors.length > 1 ? " et al." : "");
        var text = first + " (" + entry.field("year") + "), " + entry.field("title");
        var accented = text.replaceAll("\\{\\\\\"(.)\\}", "$1\u0308").replaceAll("\\{\\\\'(.)\\}", "$1\u0301");
        return Normalizer.normalize(accented, Normalizer.Form.NFC).replaceAll("[{}]", "");
    }
}
