package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.striate.core.Html;
import org.striate.kernel.cells.CellFailure;
import org.striate.kernel.cells.Evaluator;
import org.striate.kernel.cells.Session;
import org.striate.magics.JavaMagic;
import org.striate.magics.Magic;
import org.striate.magics.MagicLine;
import org.striate.magics.MagicTable;
import org.striate.magics.Words;

/** Runs the examples of every magic's help as one session, which docs/magics.md shows beside their Java. */
class MagicExamplesTest {

    private static final Path PAGE = Path.of("../docs/magics.md");

    private static Evaluator evaluator;
    private static final Map<String, Object> VALUES = new LinkedHashMap<>();
    private static final Map<String, String> JAVA = new LinkedHashMap<>();
    private static List<JavaMagic> magics;

    @BeforeAll
    static void runAll() throws IOException {
        magics = ServiceLoader.load(Magic.class).stream()
                .map(ServiceLoader.Provider::get)
                .map(JavaMagic.class::cast)
                .toList();
        evaluator = new Evaluator(List.copyOf(magics));
        Cell.connect(null, null, new Session(evaluator));
        for (var magic : magics) {
            for (var example : magic.examples()) {
                JAVA.put(example, java(magic, example));
                VALUES.put(example, value(example).orElse(null));
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        evaluator.close();
        for (var file : List.of("session.zip", "scores.bib", "stimuli.png")) {
            Files.deleteIfExists(Path.of(file));
        }
    }

    private static Optional<Object> value(String cell) {
        try {
            return evaluator.evaluate(cell, 1, value -> value);
        } catch (CellFailure e) {
            throw new AssertionError(cell + "\n" + String.join("\n", e.traceback()), e);
        }
    }

    private static String java(JavaMagic magic, String example) {
        var line = MagicLine.of(
                magic.name(),
                Words.texts(example.substring(example.indexOf(' ') < 0 ? example.length() : example.indexOf(' '))));
        var declaration = line.name().map(name -> "var " + name + " = ");
        return String.join("\n", magic.java(line.words(), evaluator).snippets(declaration));
    }

    @Test
    void everyExampleGivesAValueOfItsMagicsType() {
        for (var magic : magics) {
            var first = VALUES.get(magic.examples().get(0));
            assertThat(first).as(magic.name()).isInstanceOf(magic.type());
        }
        assertThat(VALUES.values()).doesNotContainNull();
        assertThat(VALUES.get("%origin scores --replay --as replay").toString())
                .startsWith("scores: made again, the same to the last bit, ");
        assertThat(VALUES.get("%cite").toString()).contains("hoerl1970", "kingma2015", "schuett2023", "frankle2019");
    }

    @Test
    void whatIsShownAsJavaIsWhatIsRun() {
        for (var shown : List.of("scores", "geometry", "similarity", "tuning", "decoding", "ceiling")) {
            var example = JAVA.keySet().stream()
                    .filter(line -> line.endsWith("--as " + shown))
                    .findFirst()
                    .orElseThrow();
            var expression =
                    JAVA.get(example).replaceFirst("var " + shown + " = ", "").replaceFirst(";$", "");
            assertThat(value(expression).orElseThrow())
                    .as(example)
                    .hasToString(VALUES.get(example).toString());
        }
    }

    @Test
    void thePageIsCurrent() throws IOException {
        var page = page();
        if (Boolean.getBoolean("magics.page.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/magics.md; write it again with -Dmagics.page.write=true")
                .isEqualTo(page);
    }

    private static String page() {
        var page = new StringBuilder("""
                # Magics

                A magic is a line that stands for a Java call: `--show-java` prints the call, and the call is what is run. \
                Each has `--help`; Tab completes options, choices, layers, parameters, files, and variables of the right type. \
                `--as NAME` names the value, as does `var x = %fit ...`; `%%fit` goes on over the lines of its cell. \
                What stands for a value, such as a network or stimuli, may be a variable or any Java expression; a single \
                number may be a variable's; texts and lists of numbers are written out. Quotes keep a path with blanks together.

                Top to bottom the examples are one session. `MagicExamplesTest` runs them and writes this page.

                | magic | what it does | example | the same in Java |
                |---|---|---|---|
                """);
        for (var row : MagicTable.of(List.copyOf(magics)).rows()) {
            var first = true;
            for (var example : row.examples()) {
                page.append("| ")
                        .append(first ? code(row.name()) + " | " + row.summary() : "|")
                        .append(" | ")
                        .append(code(example))
                        .append(" | ")
                        .append(code(JAVA.get(example)))
                        .append(" |\n");
                first = false;
            }
        }
        return page.toString();
    }

    private static String code(String text) {
        return text.lines()
                .map(line -> "<code>" + Html.escape(line).replace("|", "&#124;") + "</code>")
                .collect(Collectors.joining("<br>"));
    }
}
