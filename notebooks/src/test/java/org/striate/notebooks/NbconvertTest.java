package org.striate.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.testing.Needs;

/** Python's nbconvert and the launcher get the same outputs from a notebook. */
class NbconvertTest {

    /** Compared in every build; the others by the profile "agreement". */
    private static final Set<String> ALWAYS = Set.of("00-quick-start", "13-ninety-two-images", "14-v4-neurons");

    static List<Notebook> others() {
        return Notebook.all().stream()
                .filter(notebook -> !ALWAYS.contains(notebook.name()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = "00-quick-start")
    @Needs(Needs.What.JUPYTER)
    void agreesOnTheQuickStart(String name) {
        assertAgreement(Notebook.named(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"13-ninety-two-images", "14-v4-neurons"})
    @Needs({Needs.What.JUPYTER, Needs.What.REAL_DATA})
    void agreesOnRecordings(String name) {
        assertAgreement(Notebook.named(name));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("others")
    @Tag("agreement")
    @Needs(Needs.What.JUPYTER)
    void agreesOnTheOthers(Notebook notebook) {
        assertAgreement(notebook);
    }

    /** Kind and MIME types of every output, cell by cell; progress shows only where work took long. */
    private static void assertAgreement(Notebook notebook) {
        Runner.installKernel();
        var folder = Runner.TARGET.resolve("nbconvert");
        Runner.execute(List.of(
                "jupyter-nbconvert",
                "--to",
                "notebook",
                "--execute",
                "--ExecutePreprocessor.timeout=-1",
                "--ExecutePreprocessor.startup_timeout=600",
                "--ExecutePreprocessor.iopub_timeout=600", // else outputs that are late are left out
                "--output-dir",
                folder.toString(),
                notebook.file().toString()));
        var theirs = new Notebook(folder.resolve(notebook.file().getFileName()));
        assertThat(outputKinds(Runner.executed(notebook))).isEqualTo(outputKinds(theirs));
    }

    private static List<List<String>> outputKinds(Notebook executed) {
        return executed.code().stream().map(NbconvertTest::kinds).toList();
    }

    /** Text that only progress divides is one stream, as it is where no progress came between. */
    private static List<String> kinds(JsonObject cell) {
        var kinds = new ArrayList<String>();
        Notebook.outputs(cell)
                .filter(output -> !isProgress(output))
                .map(NbconvertTest::kind)
                .filter(kind -> !(kind.startsWith("stream") && kind.equals(last(kinds))))
                .forEachOrdered(kinds::add);
        return kinds;
    }

    private static String last(List<String> kinds) {
        return kinds.isEmpty() ? "" : kinds.get(kinds.size() - 1);
    }

    private static boolean isProgress(JsonObject output) {
        return output.has("data") && (isBar(output) || isSoFar(output));
    }

    private static boolean isSoFar(JsonObject output) {
        var data = output.getAsJsonObject("data");
        return data.has("text/plain") && Notebook.text(data.get("text/plain")).startsWith("so far: ");
    }

    private static boolean isBar(JsonObject output) {
        var data = output.getAsJsonObject("data");
        return data.has("text/html") && Notebook.text(data.get("text/html")).matches("(?s)<(small|progress).*");
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
}
