package org.striate.notebooks;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What every notebook of the course keeps to; each method adds what is wrong. */
final class HouseStyle {

    private static final Pattern HEADING = Pattern.compile("^(#+) +\\S", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern SWITCH =
            Pattern.compile("boolean real = false; // true: [^;]+; first Recordings\\.fetch\\(\"");
    private static final Pattern FENCED = Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);

    private final Notebook notebook;
    private final List<String> problems = new ArrayList<>();

    private HouseStyle(Notebook notebook) {
        this.notebook = notebook;
    }

    /** One sentence for each thing that is not as it should be. */
    static List<String> problems(Notebook notebook) {
        var style = new HouseStyle(notebook);
        style.length();
        style.cells();
        style.headings(style.prose());
        style.seed();
        style.realData();
        style.solutions();
        style.links(style.prose());
        style.sources(style.prose());
        return style.problems;
    }

    private void expect(boolean fine, String problem, Object... parts) {
        if (!fine) {
            problems.add(notebook + ": " + String.format(problem, parts));
        }
    }

    private String prose() {
        var texts = notebook.cells().stream()
                .filter(cell -> !Notebook.isCode(cell))
                .map(Notebook::source)
                .collect(Collectors.joining("\n\n"));
        return FENCED.matcher(texts).replaceAll("");
    }

    private void length() {
        int count = notebook.cells().size();
        expect(count >= 20 && count <= 40, "%d cells; expected 20 to 40", count);
    }

    private void cells() {
        var ids = new HashSet<String>();
        for (var cell : notebook.cells()) {
            var source = Notebook.source(cell);
            var first = source.lines().findFirst().orElse("");
            expect(cell.has("id") && ids.add(cell.get("id").getAsString()), "cell \"%s\" has no id of its own", first);
            if (Notebook.isCode(cell)) {
                long lines = source.lines().count();
                expect(lines >= 1 && lines <= 12, "cell \"%s\" has %d lines; expected 1 to 12", first, lines);
                expect(cell.getAsJsonArray("outputs").isEmpty(), "cell \"%s\" keeps its outputs", first);
                expect(cell.get("execution_count").isJsonNull(), "cell \"%s\" keeps its number", first);
            } else {
                int words = source.split("\\s+").length;
                expect(words <= 85, "text \"%s\" has %d words; expected at most 85", first, words);
            }
        }
    }

    private void headings(String prose) {
        var levels = HEADING.matcher(prose)
                .results()
                .map(heading -> heading.group(1).length())
                .toList();
        expect(prose.startsWith("# "), "its first line is no title");
        expect(levels.stream().filter(level -> level == 1).count() == 1, "not one title: headings %s", levels);
        for (int i = 1; i < levels.size(); i++) {
            expect(levels.get(i) <= levels.get(i - 1) + 1, "heading %d jumps a level: %s", i + 1, levels);
        }
    }

    private void seed() {
        var cells = notebook.tagged("seed");
        expect(cells.size() == (notebook.isSeeded() ? 1 : 0), "%d cells tagged seed", cells.size());
        expect(
                cells.stream().map(Notebook::source).allMatch(source -> source.contains("int seed = ")),
                "its seed cell lacks \"int seed = \"");
    }

    private void realData() {
        var cells = notebook.tagged("switch");
        boolean reads = !notebook.onRecordings()
                && notebook.code().stream()
                        .map(Notebook::source)
                        .anyMatch(source -> source.contains("Recordings.load("));
        expect(cells.size() == (reads ? 1 : 0), "%d cells tagged switch", cells.size());
        expect(
                cells.stream()
                        .map(Notebook::source)
                        .allMatch(source -> SWITCH.matcher(source).find()),
                "its switch is not \"boolean real = false; // true: ..; first Recordings.fetch(..)\"");
    }

    private void solutions() {
        var solutions = notebook.tagged("solution");
        expect(!solutions.isEmpty(), "no solution");
        for (var cell : notebook.code()) {
            expect(
                    Notebook.hasTag(cell, "solution") == isHidden(cell),
                    "cell \"%s\": a solution, and no other cell, is tagged and hidden",
                    Notebook.source(cell).lines().findFirst().orElse(""));
        }
    }

    private static boolean isHidden(JsonObject cell) {
        var jupyter = cell.getAsJsonObject("metadata").getAsJsonObject("jupyter");
        return jupyter != null
                && jupyter.has("source_hidden")
                && jupyter.get("source_hidden").getAsBoolean();
    }

    private void links(String prose) {
        for (var link : links(LINK.matcher(prose).results().toList())) {
            expect(Files.exists(Notebook.FOLDER.resolve(link)), "link to %s, which is not there", link);
        }
    }

    private static List<String> links(List<MatchResult> matches) {
        return matches.stream()
                .map(match -> match.group(1))
                .filter(link -> !link.contains(":"))
                .toList();
    }

    private void sources(String prose) {
        int at = prose.indexOf("\n## Sources");
        expect(at >= 0, "no section \"Sources\"");
        expect(at < 0 || prose.substring(at).matches("(?s).*(doi:|doi\\.org/)10\\..*"), "its sources have no doi");
    }
}
