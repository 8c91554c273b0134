package org.striate.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/**
 * A notebook whose switch, {@code boolean real = false}, is turned runs to its end on the recordings that it names. Training
 * is cut to an epoch: shapes and names are tried here, not claims. Recordings that are not beside the checkout are played by
 * simulated ones.
 */
class SwitchTest {

    private static final Pattern NAMED = Pattern.compile("Recordings\\.fetch\\(\"([^\"]+)\"\\)");

    static List<Notebook> switched() {
        return Notebook.all().stream()
                .filter(notebook -> !notebook.tagged("switch").isEmpty())
                .toList();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource
    @Needs(Needs.What.REAL_DATA)
    void switched(Notebook notebook) throws IOException {
        var cell = notebook.tagged("switch").get(0);
        var named = NAMED.matcher(Notebook.source(cell))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(named).as("recordings named at the switch").isNotEmpty();
        var executed = Runner.run(turned(notebook, named), Runner.TARGET.resolve("switched"));
        assertThat(printed(executed)).as("what it printed").contains(named.get(0));
    }

    private static Notebook turned(Notebook notebook, List<String> named) throws IOException {
        boolean played = !named.stream().allMatch(name -> Files.isDirectory(Shared.realData(name)));
        var json = notebook.json();
        for (var cell : Notebook.stream(json.getAsJsonArray("cells")).toList()) {
            if (Notebook.isCode(cell)) {
                var quick = Notebook.source(cell)
                        .replaceAll("\\bepochs\\(\\w+\\)", "epochs(1)")
                        .replaceAll("\\bstudies\\(\\d+\\)", "studies(2)");
                cell.addProperty(
                        "source", played ? quick.replaceAll("\\bRecordings\\.(?=load|stimuli)", "Played.") : quick);
            }
            if (Notebook.hasTag(cell, "switch")) {
                turn(cell, played ? playing() : "");
            }
        }
        var folder = Files.createDirectories(Runner.TARGET.resolve("switched/kept"));
        return new Notebook(Files.writeString(folder.resolve(notebook.file().getFileName()), json.toString()));
    }

    private static void turn(JsonObject cell, String before) {
        var source = Notebook.source(cell);
        assertThat(source).contains("boolean real = false; // true: ");
        cell.add("source", new JsonPrimitive(before + source.replace("boolean real = false", "boolean real = true")));
    }

    private static String playing() throws IOException {
        try (var file = SwitchTest.class.getResourceAsStream("played-recordings.jsh")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String printed(Notebook executed) {
        return executed.code().stream()
                .flatMap(Notebook::outputs)
                .filter(output -> output.has("text"))
                .map(output -> Notebook.text(output.get("text")))
                .collect(Collectors.joining("\n"));
    }
}
