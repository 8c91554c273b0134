package org.striate.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/**
 * Every notebook runs from top to bottom in two clients, the launcher's and Python's nbconvert, which must agree; and it
 * shows what it must. Executed notebooks and figures are left in {@code notebooks/target} to be looked at.
 */
class NotebooksTest {

    private static final Path NOTEBOOKS = Shared.root().resolve("notebooks");
    private static final Path TARGET = NOTEBOOKS.resolve("target");
    private static final Path LIBRARIES = Shared.root().resolve("kernel-ext/target/striate/lib");
    private static final String NUMBER = "(-?\\d+\\.\\d+)";

    @Test
    void quickStartPredictsV1FromALayer() throws Exception {
        var executed = run("00-quick-start");
        var shown = matches(
                executed, "best layer (\\w+): r = " + NUMBER + "; pixels: r = " + NUMBER + "; ceiling " + NUMBER);
        double best = number(shown, 2);
        assertThat(best).isGreaterThan(0.5).isGreaterThan(number(shown, 3)).isLessThan(number(shown, 4));
        assertThat(figures("00-quick-start")).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    @Needs(Needs.What.REAL_DATA)
    void ninetyTwoImagesReproduceTheReference() throws Exception {
        var executed = run("13-ninety-two-images");
        // rsatoolbox 0.3.2 on the same files.
        assertThat(number(matches(executed, "monkey with human IT: Spearman " + NUMBER), 1))
                .isCloseTo(0.4389, within(5e-5));
        var ceiling = matches(executed, "noise ceiling of four people: \\[" + NUMBER + ", " + NUMBER + "\\]");
        assertThat(number(ceiling, 1)).isCloseTo(0.372, within(5e-4));
        assertThat(number(ceiling, 2)).isCloseTo(0.666, within(5e-4));
        double pixels = number(matches(executed, "pixels with human IT: Spearman rho " + NUMBER), 1);
        double trained = number(matches(executed, "\nobjectNet conv3 with human IT: Spearman rho " + NUMBER), 1);
        assertThat(trained).isGreaterThan(pixels).isLessThan(number(ceiling, 1));
        assertThat(figures("13-ninety-two-images")).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    @Needs(Needs.What.REAL_DATA)
    void v4NeuronsReproduceTheReference() throws Exception {
        var executed = run("14-v4-neurons");
        // scikit-learn 1.9.1 on the same files.
        assertThat(number(matches(executed, "ceiling " + NUMBER + "\n"), 1)).isCloseTo(0.7595, within(5e-5));
        double pixels = number(matches(executed, "pixels, tuned ridge: r = " + NUMBER), 1);
        assertThat(pixels).isCloseTo(0.2655, within(5e-5));
        assertThat(number(matches(executed, "trained \\w+ " + NUMBER), 1)).isGreaterThan(pixels + 0.1);
        assertThat(Integer.parseInt(matches(executed, "predicts (\\d+) of 50 neurons better")
                        .group(1)))
                .isGreaterThan(32); // p < 0.05, sign test
        assertThat(figures("14-v4-neurons")).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    @Needs(Needs.What.JUPYTER)
    void nbconvertAgreesOnTheQuickStart() throws Exception {
        assertAgreement("00-quick-start");
    }

    @Test
    @Needs({Needs.What.JUPYTER, Needs.What.REAL_DATA})
    void nbconvertAgreesOnTheNinetyTwoImages() throws Exception {
        assertAgreement("13-ninety-two-images");
    }

    @Test
    @Needs({Needs.What.JUPYTER, Needs.What.REAL_DATA})
    void nbconvertAgreesOnTheV4Neurons() throws Exception {
        assertAgreement("14-v4-neurons");
    }

    @Test
    void notebooksAreKeptWithoutOutputsAndInTheHouseStyle() throws IOException {
        try (var files = Files.list(NOTEBOOKS)) {
            var notebooks = files.filter(f -> f.toString().endsWith(".ipynb"))
                    .filter(f -> !f.toString().endsWith(".executed.ipynb")) // what ./striate run leaves beside them
                    .toList();
            assertThat(notebooks).hasSizeGreaterThanOrEqualTo(3);
            for (var file : notebooks) {
                for (var cell : cells(file)) {
                    var source = text(cell.get("source"));
                    if (cell.get("cell_type").getAsString().equals("code")) {
                        assertThat(cell.getAsJsonArray("outputs"))
                                .as("%s: outputs", file)
                                .isEmpty();
                        assertThat(source.lines().count())
                                .as("%s: lines of\n%s", file, source)
                                .isLessThanOrEqualTo(12);
                    } else {
                        assertThat(source.split("\\s+"))
                                .as("%s: words of\n%s", file, source)
                                .hasSizeLessThanOrEqualTo(85);
                    }
                }
            }
        }
    }

    private static List<String> striate(String... words) {
        assertThat(LIBRARIES)
                .as("the distribution; build it first: ./mvnw package")
                .isDirectory();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", LIBRARIES + "/*", "org.striate.launcher.Launcher"));
        command.addAll(List.of(words));
        return command;
    }

    private static void execute(List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).directory(NOTEBOOKS.toFile()).redirectErrorStream(true);
        builder.environment().put("STRIATE_DATA", Shared.realData("").toString());
        builder.environment()
                .put("JUPYTER_PATH", TARGET.resolve("jupyter/share/jupyter").toString());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static Path run(String name) throws Exception {
        var executed = TARGET.resolve("striate/" + name + ".ipynb");
        execute(striate(
                "run",
                name + ".ipynb",
                "--output",
                executed.toString(),
                "--figures",
                TARGET.resolve("figures").toString()));
        return executed;
    }

    private static List<Path> figures(String name) throws IOException {
        try (var files = Files.list(TARGET.resolve("figures"))) {
            return files.filter(f -> f.getFileName().toString().startsWith(name))
                    .toList();
        }
    }

    /** Kind and MIME types of every output, cell by cell, of both clients; progress shows only where work took long. */
    private static void assertAgreement(String name) throws Exception {
        var ours = TARGET.resolve("striate/" + name + ".ipynb");
        if (!Files.exists(ours)) {
            run(name);
        }
        execute(striate("install", "--prefix", TARGET.resolve("jupyter").toString()));
        execute(List.of(
                "jupyter-nbconvert",
                "--to",
                "notebook",
                "--execute",
                "--ExecutePreprocessor.timeout=600",
                "--output-dir",
                TARGET.resolve("nbconvert").toString(),
                name + ".ipynb"));
        assertThat(outputKinds(ours)).isEqualTo(outputKinds(TARGET.resolve("nbconvert/" + name + ".ipynb")));
    }

    private static List<List<String>> outputKinds(Path notebook) throws IOException {
        return cells(notebook).stream()
                .filter(cell -> cell.has("outputs"))
                .map(cell -> stream(cell.getAsJsonArray("outputs"))
                        .filter(output -> !isProgress(output))
                        .map(NotebooksTest::kind)
                        .toList())
                .toList();
    }

    private static Stream<JsonObject> stream(Iterable<JsonElement> elements) {
        return StreamSupport.stream(elements.spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    private static boolean isProgress(JsonObject output) {
        return output.has("data") && (isBar(output) || isSoFar(output));
    }

    private static boolean isSoFar(JsonObject output) {
        var data = output.getAsJsonObject("data");
        return data.has("text/plain") && text(data.get("text/plain")).startsWith("so far: ");
    }

    private static boolean isBar(JsonObject output) {
        return output.getAsJsonObject("data").has("text/html")
                && text(output.getAsJsonObject("data").get("text/html")).matches("(?s)<(small|progress).*");
    }

    private static String kind(JsonObject output) {
        var kind = output.get("output_type").getAsString();
        if (output.has("name")) {
            return kind + " " + output.get("name").getAsString();
        }
        return kind + " "
                + (output.has("data")
                        ? new TreeSet<>(output.getAsJsonObject("data").keySet())
                        : "");
    }

    private static List<JsonObject> cells(Path notebook) throws IOException {
        var json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
        return stream(json.getAsJsonArray("cells")).toList();
    }

    private static String text(JsonElement lines) {
        if (!lines.isJsonArray()) {
            return lines.getAsString();
        }
        var text = new StringBuilder();
        lines.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }

    /** Finds a pattern in what the cells tagged {@code must-show} printed. */
    private static MatchResult matches(Path notebook, String pattern) throws IOException {
        var printed = new StringBuilder();
        for (var cell : cells(notebook)) {
            if (cell.getAsJsonObject("metadata").toString().contains("must-show")) {
                stream(cell.getAsJsonArray("outputs"))
                        .filter(output -> output.has("text"))
                        .forEach(output -> printed.append(text(output.get("text"))));
            }
        }
        var matcher = Pattern.compile(pattern).matcher(printed);
        assertThat(matcher.find()).as("%s in\n%s", pattern, printed).isTrue();
        return matcher.toMatchResult();
    }

    private static double number(MatchResult match, int group) {
        return Double.parseDouble(match.group(group));
    }
}
