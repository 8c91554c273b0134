package org.striate.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HouseStyleTest {

    @TempDir
    Path folder;

    static List<Notebook> notebooks() {
        return Notebook.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notebooks")
    void notebookIsKeptInTheHouseStyle(Notebook notebook) {
        assertThat(HouseStyle.problems(notebook)).isEmpty();
    }

    @Test
    void everyBreachIsNamed() throws IOException {
        assertThat(broken(cells -> source(cells.get(0).getAsJsonObject(), "## No title")))
                .contains("its first line is no title");
        assertThat(broken(cells -> source(cells.get(1).getAsJsonObject(), "### Too deep")))
                .contains("heading 2 jumps a level");
        assertThat(broken(cells -> source(cells.get(1).getAsJsonObject(), "word ".repeat(86))))
                .contains("has 86 words");
        assertThat(broken(cells -> source(cells.get(3).getAsJsonObject(), "1;\n".repeat(13))))
                .contains("has 13 lines");
        assertThat(broken(cells -> source(cells.get(1).getAsJsonObject(), "[a](99-none.ipynb)")))
                .contains("link to 99-none.ipynb");
        assertThat(broken(cells -> cells.remove(cells.size() - 1))).contains("no section \"Sources\"");
        assertThat(broken(cells ->
                        source(cells.get(3).getAsJsonObject(), "var v4 = Recordings.load(\"cowley2023-v4\");")))
                .contains("0 cells tagged switch");
        assertThat(broken(cells -> cells.get(3).getAsJsonObject().addProperty("id", "c00")))
                .contains("no id of its own");
        assertThat(broken(cells -> cells.get(3)
                        .getAsJsonObject()
                        .getAsJsonObject("metadata")
                        .add("jupyter", hidden())))
                .contains("a solution, and no other cell");
        assertThat(broken(cells ->
                        cells.get(3).getAsJsonObject().getAsJsonArray("outputs").add(new JsonObject())))
                .contains("keeps its outputs");
    }

    private static JsonObject hidden() {
        var jupyter = new JsonObject();
        jupyter.addProperty("source_hidden", true);
        return jupyter;
    }

    @Test
    void tutorialNeedsOneSeed() throws IOException {
        var copy = Files.copy(Notebook.named("00-quick-start").file(), folder.resolve("01-copy.ipynb"));
        assertThat(HouseStyle.problems(new Notebook(copy))).contains("01-copy: 0 cells tagged seed");
    }

    private static void source(JsonObject cell, String source) {
        cell.addProperty("source", source);
    }

    /** What is wrong with the quick start after a change. */
    private String broken(Consumer<JsonArray> change) throws IOException {
        var json = Notebook.named("00-quick-start").json();
        change.accept(json.getAsJsonArray("cells"));
        var file = Files.writeString(folder.resolve("00-broken.ipynb"), json.toString());
        return HouseStyle.problems(new Notebook(file)).toString();
    }
}
