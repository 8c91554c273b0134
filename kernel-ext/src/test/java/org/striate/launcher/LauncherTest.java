package org.striate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.kernel.JupyterMessage;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

class LauncherTest {

    private static final String JAVA =
            "\"metadata\": {\"kernelspec\": {\"language\": \"java\"}, \"mine\": {\"kept\": [1, null]}}";

    @TempDir
    Path folder;

    /** What a command printed, and its exit code. */
    private record Result(int code, String out, String err) {}

    private static Result striate(Object... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var oldOut = System.out;
        var oldErr = System.err;
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            var words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
            int code = Launcher.run(words);
            return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(oldOut);
            System.setErr(oldErr);
        }
    }

    private static final String LOG = "var log = new TrainingLog(\"loss\", new double[] {2, 1}, new double[] {0.5, 1},"
            + " new double[] {0.4, 0.9}, new double[] {2, 1.5}, List.of(), Origin.of(\"test\"));\nlog";

    private Path notebook(String metadata, String... sources) throws IOException {
        var cells = Arrays.stream(sources)
                .map(source -> {
                    var cell = new JsonObject();
                    cell.addProperty("cell_type", "code");
                    cell.addProperty("source", source);
                    cell.add("metadata", new JsonObject());
                    return cell.toString();
                })
                .toList();
        var json = "{\"nbformat\": 4, \"nbformat_minor\": 2, " + metadata + ", \"cells\": [" + String.join(",", cells)
                + "]}";
        return Files.writeString(folder.resolve("größe mit blank.ipynb"), json);
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    @Test
    void notebookRunsAndKeepsWhatItHeld() throws IOException {
        var notebook = notebook(
                JAVA,
                "int a = 41;\nSystem.out.println(\"one\");\nSystem.out.println(\"two\");",
                "a + 1",
                "Plots.stimuli(Stimuli.gratings())");
        var result = striate("run", notebook, "--figures", folder.resolve("figures"), "--html");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("3 cells ran in", "1 figures: ");
        var executed = json(folder.resolve("größe mit blank.executed.ipynb"));
        assertThat(executed.get("nbformat_minor").getAsInt()).isEqualTo(5);
        assertThat(executed.getAsJsonObject("metadata").getAsJsonObject("mine")).hasToString("{\"kept\":[1,null]}");
        assertThat(executed.getAsJsonObject("metadata")
                        .getAsJsonObject("kernelspec")
                        .get("name")
                        .getAsString())
                .isEqualTo("striate");
        var cells = executed.getAsJsonArray("cells");
        assertThat(cells.get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("outputs")
                        .get(0)
                        .getAsJsonObject()
                        .get("text"))
                .hasToString("[\"one\\n\",\"two\\n\"]");
        assertThat(cells.get(1).getAsJsonObject().get("execution_count").getAsInt())
                .isEqualTo(2);
        assertThat(cells.get(0).getAsJsonObject().get("id").getAsString()).isNotEmpty();
        assertThat(folder.resolve("figures/größe mit blank-cell03-1.png")).exists();
        assertThat(folder.resolve("größe mit blank.executed.html"))
                .content()
                .contains("<pre class=\"result\">42</pre>")
                .containsPattern("<img width=\"\\d+\" alt=\"[^\"]+\"")
                .endsWith("</html>\n");
        assertThat(cells.get(1)
                        .getAsJsonObject()
                        .getAsJsonObject("metadata")
                        .getAsJsonObject("execution")
                        .keySet())
                .containsExactly("iopub.execute_input", "shell.execute_reply");
    }

    @Test
    void resultStandsUnderItsPictureAndAFigureCanBeExplored() throws IOException {
        striate("run", notebook(JAVA, LOG, "Plots.learning(log)"));
        var cells = json(folder.resolve("größe mit blank.executed.ipynb")).getAsJsonArray("cells");
        var result = cells.get(0).getAsJsonObject().getAsJsonArray("outputs");
        assertThat(result).hasSize(2);
        assertThat(data(result.get(0)).keySet()).contains("image/png", "application/vnd.vegalite.v5+json");
        assertThat(data(result.get(1)).keySet()).containsExactly("text/plain", "text/html");
        var figure = cells.get(1).getAsJsonObject().getAsJsonArray("outputs");
        assertThat(figure).hasSize(1);
        var explored = data(figure.get(0)).get("application/vnd.vegalite.v5+json");
        assertThat(explored.getAsJsonObject().get("$schema").getAsString()).contains("vega-lite/v5");
    }

    @Test
    void anotherValueTakesThePlaceOfTheFigureToo() throws IOException {
        striate(
                "run",
                notebook(
                        JAVA,
                        LOG + ";\nvar other = new TrainingLog(\"loss\", new double[] {7, 6}, new double[] {0.5, 1},"
                                + " new double[] {0.4, 0.9}, new double[] {7, 6}, List.of(), Origin.of(\"test\"));",
                        "display(log);",
                        "var id = display(log);",
                        "var gone = display(log);",
                        "display(other);",
                        "updateDisplay(id, other); updateDisplay(gone, \"<b>x</b>\", \"text/html\");"));
        var cells = json(folder.resolve("größe mit blank.executed.ipynb")).getAsJsonArray("cells");
        var outputs = cells.asList().stream()
                .map(cell -> cell.getAsJsonObject().getAsJsonArray("outputs"))
                .toList();
        var spec = "application/vnd.vegalite.v5+json";
        assertThat(data(outputs.get(2).get(0)).get(spec))
                .isEqualTo(data(outputs.get(4).get(0)).get(spec))
                .isNotEqualTo(data(outputs.get(1).get(0)).get(spec));
        assertThat(data(outputs.get(2).get(1))).isEqualTo(data(outputs.get(4).get(1)));
        assertThat(data(outputs.get(3).get(0))).hasToString("{\"text/plain\":[]}");
        assertThat(data(outputs.get(3).get(1)).get("text/html")).hasToString("[\"<b>x</b>\"]");
    }

    private static JsonObject data(com.google.gson.JsonElement output) {
        return output.getAsJsonObject().getAsJsonObject("data");
    }

    @Test
    void barOfATerminalIsAsLongAsTheWorkIsFar() {
        assertThat(Terminal.bar("<progress value=\"5\" max=\"20\" aria-label=\"x\"></progress>"))
                .isEqualTo("█████░░░░░░░░░░░░░░░ ");
        assertThat(Terminal.bar("<progress value=\"0\" max=\"0\"></progress>")).isEqualTo("░".repeat(20) + " ");
        assertThat(Terminal.bar("<progress aria-label=\"x\"></progress>")).isEmpty();
    }

    @Test
    @Needs(Needs.What.JUPYTER)
    void executedNotebookIsValid() throws Exception {
        striate("run", notebook(JAVA, "1 + 1", "System.err.println(2)", LOG));
        var check = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-c",
                        "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], 4)); print('valid')",
                        folder.resolve("größe mit blank.executed.ipynb").toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("valid\n");
    }

    @Test
    void failingCellIsShownAndEndsTheRun() throws IOException {
        var result = striate("run", notebook(JAVA, "int a = 1;", "int b = a / 0;", "int never = 1;"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("cell 2 of 3 failed", "int b = a / 0;", "ArithmeticException: / by zero", "cell [2], line 1")
                .doesNotContain("\u001b");
        var cells = json(folder.resolve("größe mit blank.executed.ipynb")).getAsJsonArray("cells");
        assertThat(cells.get(1).toString()).contains("\"output_type\":\"error\"");
        assertThat(cells.get(2).getAsJsonObject().getAsJsonArray("outputs")).isEmpty();
    }

    @Test
    void cellThatTakesTooLongIsStopped() throws IOException {
        var result = striate("run", notebook(JAVA, "while (true) {}"), "--timeout", 1);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("still running after 1 s", "--timeout 4");
    }

    @Test
    void kernelThatDiesIsNamed() throws IOException {
        var result = striate("run", notebook(JAVA, "Runtime.getRuntime().halt(3);"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("ended with exit code 3");
    }

    @Test
    void wrongNotebooksGiveOneSentence() throws IOException {
        assertThat(striate("run", folder.resolve("none.ipynb")).err()).contains("none.ipynb: no such file");
        var text = Files.writeString(folder.resolve("text.ipynb"), "hello");
        assertThat(striate("run", text).err()).contains("text.ipynb: no");
        var old = Files.writeString(folder.resolve("old.ipynb"), "{\"nbformat\": 3, \"worksheets\": []}");
        assertThat(striate("run", old).err()).contains("not of format 4");
        var python = notebook("\"metadata\": {\"kernelspec\": {\"language\": \"python\"}}", "1");
        var result = striate("run", python);
        assertThat(result.err()).contains("written for python").hasLineCount(1);
        assertThat(result.code()).isEqualTo(1);
        assertThat(folder.resolve("größe mit blank.executed.ipynb")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"nbformat": null, "cells": []}                                            | not of format 4
                    {"nbformat": "four", "cells": []}                                          | not of format 4
                    {"nbformat": 4, "cells": {}}                                               | not of format 4
                    {"nbformat": 4, "cells": [1]}                                              | cell 1 is damaged
                    {"nbformat": 4, "cells": [{"cell_type": "markdown", "source": ""}, {}]}    | cell 2 is damaged
                    {"nbformat": 4, "cells": [{"cell_type": "code"}]}                          | cell 1 is damaged
                    {"nbformat": 4, "cells": [{"cell_type": "code", "source": [null]}]}        | cell 1 is damaged
                    {"nbformat": 4, "cells": [{"cell_type": null, "source": ""}]}              | cell 1 is damaged
                    {"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "metadata": 1}]} | cell 1 is damaged
                    {"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "metadata": {"tags": 1}}]} | cell 1 is damaged
                    ''                                                                         | empty
                    """)
    void damagedNotebookGivesOneSentence(String json, String wrong) throws IOException {
        var file = Files.writeString(folder.resolve("damaged.ipynb"), json);
        var result = striate("run", file);
        assertThat(result.err())
                .startsWith("notebook " + file + ": " + wrong + "; expected ")
                .hasLineCount(1);
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void notebookThatCannotBeReadIsNotCalledAnythingElse() throws IOException {
        assertThat(striate("run", folder).err())
                .startsWith("notebook " + folder + ": a folder; expected an .ipynb file.");
        var latin = Files.write(folder.resolve("latin.ipynb"), new byte[] {'{', '"', (byte) 0xe4, '"', ':', '1', '}'});
        assertThat(striate("run", latin).err()).startsWith("notebook " + latin + ": cannot be read (");
    }

    @Test
    void languageMayBeWrittenInAnyCaseOrNotAtAll() throws IOException {
        assertThat(striate(
                                "run",
                                notebook(
                                        "\"metadata\": {\"kernelspec\": null, \"language_info\": {\"name\": \"Java\"}}"))
                        .code())
                .isZero();
        assertThat(striate("run", notebook("\"metadata\": null")).code()).isZero();
    }

    @Test
    void figureOnTheDiskIsTheOneInTheNotebook() throws IOException {
        var figures = folder.resolve("figures");
        striate(
                "run",
                notebook(
                        JAVA,
                        "var id = display(Plots.stimuli(Stimuli.gratings().orientations(2)));",
                        "updateDisplay(id, Plots.stimuli(Stimuli.gratings().orientations(9)));"),
                "--figures",
                figures);
        var cells = json(folder.resolve("größe mit blank.executed.ipynb")).getAsJsonArray("cells");
        var kept = data(cells.get(0).getAsJsonObject().getAsJsonArray("outputs").get(0));
        assertThat(figures.resolve("größe mit blank-cell01-1.png"))
                .hasBinaryContent(java.util.Base64.getMimeDecoder()
                        .decode(kept.get("image/png").getAsString()));
    }

    @Test
    void pageOfARunLeadsToWhatIsThereAndIsNamed() throws IOException {
        var file = Files.writeString(
                folder.resolve("first.ipynb"),
                "{\"nbformat\": 4, \"metadata\": {}, \"cells\": [{\"cell_type\": \"markdown\", \"metadata\": {},"
                        + " \"source\": \"[next](second.ipynb), [map](README.md)\"}]}");
        var beside = striate("run", file, "--html");
        var page = folder.resolve("first.executed.html");
        assertThat(beside.out()).endsWith("Its page: " + page + "\n");
        assertThat(page).content().contains("href=\"second.ipynb\"", "href=\"README.md\"");
        striate("run", file, "--html", "--output", folder.resolve("edition/first.ipynb"));
        assertThat(folder.resolve("edition/first.html"))
                .content()
                .contains("href=\"second.html\"", "href=\"index.html\"");
    }

    @Test
    void outputThatCannotBeWrittenIsRefusedBeforeTheRun() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        var result = striate("run", notebook(JAVA, "1"), "--output", file.resolve("out.ipynb"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("its folder cannot be written to").hasLineCount(1);
    }

    @Test
    void outputThatIsAFolderIsRefusedBeforeTheRun() throws IOException {
        var result = striate("run", notebook(JAVA, "1"), "--output", folder);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("output " + folder + ": a folder; expected a file.")
                .hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    @Test
    @Needs(Needs.What.SHELL)
    void outputThatIsADeviceIsRefusedBeforeTheRun() throws Exception {
        var pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        var result = striate("run", notebook(JAVA, "1"), "--output", pipe);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("file " + pipe + ": cannot be written (a folder or a device); expected a file.")
                .hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void figuresThatCannotBeWrittenAreRefusedBeforeTheRun() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        var result = striate("run", notebook(JAVA, "1"), "--figures", file);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("figures " + file + ": the folder cannot be written to")
                .hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void whatRanIsKeptThoughAFigureCannotBeWritten() throws IOException {
        var figures = folder.resolve("figures");
        Files.createDirectories(figures.resolve("größe mit blank-cell02-1.png/full"));
        var result = striate("run", notebook(JAVA, "6 * 7", "Plots.stimuli(Stimuli.gratings())"), "--figures", figures);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("cell02-1.png", "cannot be written");
        var cells = json(folder.resolve("größe mit blank.executed.ipynb")).getAsJsonArray("cells");
        assertThat(data(cells.get(0).getAsJsonObject().getAsJsonArray("outputs").get(0)))
                .hasToString("{\"text/plain\":[\"42\"]}");
        assertThat(cells.get(1).getAsJsonObject().getAsJsonArray("outputs")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 10_000_000_000L, Long.MAX_VALUE})
    void timeoutOfNoSenseIsRefused(long seconds) throws IOException {
        var result = striate("run", notebook(JAVA, "1"), "--timeout", seconds);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("--timeout: " + seconds + "; expected 1 to 1000000000 seconds.")
                .hasLineCount(1);
    }

    @Test
    void wrongWordIsMended() {
        var result = striate("rum", "x");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("run");
    }

    @Test
    void installAndUninstallLeaveNothingBehind() throws IOException {
        var prefix = folder.resolve("pre fix");
        assertThat(striate("install", "--prefix", prefix).code()).isZero();
        var spec = prefix.resolve("share/jupyter/kernels/striate");
        var json = json(spec.resolve("kernel.json"));
        assertThat(json.get("display_name").getAsString()).isEqualTo("Java (Striate)");
        assertThat(json.get("interrupt_mode").getAsString()).isEqualTo("message");
        assertThat(json.getAsJsonObject("env").get("MALLOC_ARENA_MAX").getAsString())
                .isEqualTo("1");
        var command = json.getAsJsonArray("argv");
        assertThat(Path.of(command.get(0).getAsString())).isExecutable();
        assertThat(command.get(command.size() - 1).getAsString()).isEqualTo("{connection_file}");
        assertThat(spec.resolve("logo-svg.svg")).exists();
        assertThat(striate("uninstall", "--prefix", prefix).code()).isZero();
        assertThat(spec).doesNotExist();
    }

    @Test
    void doctorFindsTheNatives() {
        var result = striate("doctor");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("ok    OpenBLAS", "ok    PyTorch");
    }

    /** As on a server without fonts, and in a home in which the JDK remembers none. */
    @Test
    @Needs(Needs.What.SHELL)
    void doctorSaysThatThereAreNoFonts() throws Exception {
        var empty = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
        var result = doctor(Map.of("FONTCONFIG_FILE", empty.toString()));
        assertThat(result.out())
                .containsPattern("(?m)^mend +fonts .*apt-get install fontconfig")
                .containsPattern("(?m)^ok +PyTorch")
                .doesNotContain("\tat ");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void doctorFindsTheKernelWhereJupyterDoes() throws Exception {
        striate("install", "--prefix", folder.resolve("env"));
        var result = doctor(Map.of(
                "VIRTUAL_ENV", folder.resolve("env").toString(),
                "STRIATE_DATA", folder.resolve("none").toString()));
        assertThat(result.out())
                .containsPattern("(?m)^ok +kernelspec +" + folder.resolve("env/share/jupyter/kernels/striate") + "$")
                .doesNotContain("not installed")
                .containsPattern("(?m)^mend +STRIATE_DATA .* is no folder$");
        assertThat(result.code()).as("what is to mend is no success").isEqualTo(1);
    }

    private Result doctor(Map<String, String> environment) throws Exception {
        var process = launcher(environment, "doctor").start();
        return new Result(process.waitFor(), Files.readString(printed()), "");
    }

    /** The launcher as a program of its own, in a home of its own; what it says is in {@link #printed}. */
    private ProcessBuilder launcher(Map<String, String> environment, Object... words) {
        var home = Path.of(System.getProperty("user.home"));
        var command = new ArrayList<>(List.of(
                JavaCommand.java().toString(),
                "-Duser.home=" + folder,
                "-DDJL_CACHE_DIR=" + home.resolve(".djl.ai"),
                "-Dorg.bytedeco.javacpp.cachedir=" + home.resolve(".javacpp/cache"),
                "-Djava.awt.headless=true",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName()));
        Arrays.stream(words).map(Object::toString).forEach(command::add);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed().toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private Path printed() {
        return folder.resolve("printed.txt");
    }

    /** What ends the launcher from outside, Ctrl-C or a signal, ends it by the same way. */
    @Test
    @Needs(Needs.What.SHELL)
    void runThatIsEndedFromOutsideKeepsWhatRan() throws Exception {
        try (var begun = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var notebook = notebook(
                    JAVA,
                    "6 * 7",
                    "System.out.println(\"begun\");\nnew java.net.Socket(InetAddress.getLoopbackAddress(), "
                            + begun.getLocalPort() + ").close();\nwhile (true) {}",
                    "1");
            var process = launcher(Map.of(), "run", notebook, "--html").start();
            begun.setSoTimeout(120_000);
            begun.accept().close();
            process.destroy();
            assertThat(process.waitFor()).isEqualTo(128 + 15);
        }
        var executed = folder.resolve("größe mit blank.executed.ipynb");
        assertThat(printed())
                .content()
                .contains("cell 2 of 3:", "ended from outside")
                .endsWith("The notebook up to that cell: " + executed + "\nIts page: "
                        + folder.resolve("größe mit blank.executed.html") + "\n");
        var cells = json(executed).getAsJsonArray("cells");
        assertThat(data(cells.get(0).getAsJsonObject().getAsJsonArray("outputs").get(0)))
                .hasToString("{\"text/plain\":[\"42\"]}");
        assertThat(cells.get(1).getAsJsonObject().getAsJsonArray("outputs"))
                .hasToString("[{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":[\"begun\\n\"]}]");
        assertThat(cells.get(2).getAsJsonObject().getAsJsonArray("outputs")).isEmpty();
        assertThat(folder.resolve("größe mit blank.executed.html")).content().contains("begun\n</pre>");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    @Needs(Needs.What.SHELL)
    void homeOfTheKernelIsTheOneThatTheEnvironmentNames() throws Exception {
        var home = Files.createDirectory(folder.resolve("ein Heim")).toString();
        var notebook = notebook(JAVA, "System.getProperty(\"user.home\")");
        assertThat(launcher(Map.of("HOME", home), "run", notebook).start().waitFor())
                .isZero();
        var cells = json(folder.resolve("größe mit blank.executed.ipynb")).getAsJsonArray("cells");
        assertThat(data(cells.get(0).getAsJsonObject().getAsJsonArray("outputs").get(0)))
                .hasToString("{\"text/plain\":[\"" + home + "\"]}");
    }

    @Test
    @Needs(Needs.What.SHELL)
    void doctorMendsAKernelThatCannotStart() throws Exception {
        var gone = broken("gone", argv -> argv.set(0, new JsonPrimitive("/gone/bin/java")));
        var other = broken(
                "other",
                argv -> argv.set(
                        argv.asList().indexOf(new JsonPrimitive("-cp")) + 1, new JsonPrimitive("/other/lib/*")));
        var torn = broken("torn", argv -> argv.remove(0));
        Files.writeString(torn.resolve("kernels/striate/kernel.json"), "{");
        var result = doctor(Map.of("JUPYTER_PATH", gone + ":" + other + ":" + torn, "VIRTUAL_ENV", folder.toString()));
        assertThat(result.out())
                .containsPattern("(?m)^mend +kernelspec +" + gone + ".*: no /gone/bin/java; ./striate install$")
                .containsPattern(
                        "(?m)^mend +kernelspec +" + other + ".*: of another Striate, /other/lib/\\*; ./striate")
                .containsPattern(
                        "(?m)^mend +kernelspec +" + torn + ".*: kernel.json cannot be read; ./striate install$");
        assertThat(result.code()).isEqualTo(1);
    }

    /** An installed kernel whose command was changed since. */
    private Path broken(String name, Consumer<JsonArray> change) throws IOException {
        striate("install", "--prefix", folder.resolve(name));
        var data = folder.resolve(name).resolve("share/jupyter");
        var file = data.resolve("kernels/striate/kernel.json");
        var spec = json(file);
        change.accept(spec.getAsJsonArray("argv"));
        Files.writeString(file, spec.toString());
        return data;
    }

    @Test
    void archiveOfClassesIsRemovedWithTheKernel() throws IOException {
        var archive = new ClassArchive(Files.writeString(folder.resolve("classes-21.jsa"), ""));
        assertThat(archive.remove()).isTrue();
        assertThat(archive.file()).doesNotExist();
        assertThat(archive.remove()).isTrue();
    }

    @Test
    void dataListNamesLicences() {
        assertThat(striate("data", "list").out()).contains("cowley2023-v4", "GPL-3.0", "kriegeskorte2008", "MIT");
        assertThat(striate("data", "list").out()).contains("majajhong2015", "10.1038/nn.3402", "not verified against");
        var result = striate("data", "fetch", "cowley2023-v5");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("did you mean");
    }

    @Test
    void dataVerifyAndRemoveSayWhatTheyFound() {
        var unknown = striate("data", "verify", "kay2009");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.out()).contains("did you mean \"kay2008\"?");
        assertThat(striate("data", "remove", "kay2009").code()).isEqualTo(1);
    }

    @Test
    void outputsFollowNbclientsRules() {
        var outputs = new CellOutputs();
        outputs.begin();
        outputs.take(message("stream", "{\"name\": \"stdout\", \"text\": \"a\"}"));
        outputs.take(message("stream", "{\"name\": \"stdout\", \"text\": \"b\\nc\"}"));
        outputs.take(
                message("display_data", "{\"data\": {\"text/plain\": \"1\"}, \"transient\": {\"display_id\": \"d\"}}"));
        outputs.take(message(
                "update_display_data", "{\"data\": {\"text/plain\": \"2\"}, \"transient\": {\"display_id\": \"d\"}}"));
        assertThat(outputs.outputs()).hasSize(2);
        assertThat(outputs.outputs().get(0).getAsJsonObject().get("text")).hasToString("[\"ab\\n\",\"c\"]");
        assertThat(outputs.outputs().get(1).toString()).contains("\"text/plain\":[\"2\"]");
        outputs.take(message("clear_output", "{\"wait\": true}"));
        assertThat(outputs.outputs()).hasSize(2);
        outputs.take(message("stream", "{\"name\": \"stderr\", \"text\": \"new\"}"));
        assertThat(outputs.outputs()).hasSize(1);
    }

    private static JupyterMessage message(String type, String content) {
        return JupyterMessage.of(type, "s", JsonParser.parseString(content).getAsJsonObject());
    }

    @Test
    @Needs(Needs.What.SHELL)
    void scriptWithoutJdkSaysWhatToGet() throws Exception {
        var script = Shared.root().resolve("striate").toString();
        var builder = new ProcessBuilder("/bin/sh", script, "--version").redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        // Tools of the system without its JDK: a folder of what the script itself calls.
        var tools = Files.createDirectory(folder.resolve("bin"));
        for (var tool : List.of("dirname", "readlink", "sed", "head", "find")) {
            var place = Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin/" : "/bin/";
            var link = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + place + tool + " \"$@\"\n");
            assertThat(link.toFile().setExecutable(true)).isTrue();
        }
        builder.environment().put("PATH", tools.toString());
        var process = builder.start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(out).contains("no JDK found; expected JDK 17 or newer").hasLineCount(1);
        assertThat(process.waitFor()).isEqualTo(1);
    }

    /** Runs the script in a checkout with a java that only says how it was called. */
    private String script(Map<String, String> environment) throws Exception {
        var root = Files.createDirectories(folder.resolve("check out"));
        for (var source :
                List.of("pom.xml", "core", "datasets", "models", "analysis", "plots", "magics", "kernel-ext")) {
            Files.createDirectories(root.resolve(source));
        }
        var script = root.resolve("striate");
        Files.copy(Shared.root().resolve("striate"), script, StandardCopyOption.REPLACE_EXISTING);
        program(root.resolve("mvnw"), "exit 0");
        program(root.resolve("jdk/bin/javac"), "exit 0");
        program(
                root.resolve("jdk/bin/java"),
                "echo 'version \"17.0.1\"' >&2; for a in \"$@\" LC_ALL=${LC_ALL:-}; do echo \"$a\"; done");
        var builder = new ProcessBuilder("/bin/sh", script.toString()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment().putAll(environment);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void program(Path file, String line) throws IOException {
        Files.createDirectories(file.getParent());
        assertThat(Files.writeString(file, "#!/bin/sh\n" + line + "\n").toFile().setExecutable(true))
                .isTrue();
    }

    @Test
    @Needs(Needs.What.SHELL)
    void scriptPassesTheHomeThatTheEnvironmentNames() throws Exception {
        assertThat(script(Map.of("HOME", "/ein Heim"))).contains("\n-Duser.home=/ein Heim\n");
        assertThat(script(Map.of()))
                .contains("\norg.striate.launcher.Launcher\n")
                .doesNotContain("user.home", "HOME");
    }

    @Test
    @Needs(Needs.What.SHELL)
    void scriptTakesUtf8WhereTheLocaleHasNoLetters() throws Exception {
        assertThat(script(Map.of())).contains("\nLC_ALL=C.UTF-8\n");
        assertThat(script(Map.of("LANG", "C"))).contains("\nLC_ALL=C.UTF-8\n");
        assertThat(script(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "POSIX"))).contains("\nLC_ALL=C.UTF-8\n");
        assertThat(script(Map.of("LANG", "de_DE.UTF-8"))).contains("\nLC_ALL=\n");
        assertThat(script(Map.of("LANG", "C", "LC_CTYPE", "de_DE.UTF-8"))).contains("\nLC_ALL=\n");
    }

    @Test
    void timeoutThatIsAdvisedIsOneThatIsTaken() {
        assertThat(KernelClient.longer(600)).isEqualTo("Give it longer: --timeout 2400");
        assertThat(KernelClient.longer(RunCommand.MOST_SECONDS / 2))
                .isEqualTo("Give it longer: --timeout " + RunCommand.MOST_SECONDS);
    }
}
