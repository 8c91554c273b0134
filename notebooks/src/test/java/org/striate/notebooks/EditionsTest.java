package org.striate.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EditionsTest {

    @TempDir
    Path folder;

    static List<Notebook> notebooks() {
        return Notebook.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notebooks")
    void studentsGetBlanksForSolutionsAndEverythingElse(Notebook notebook) throws IOException {
        var student = Editions.writeStudent(notebook, folder);
        var given = notebook.cells();
        var got = student.cells();
        assertThat(got).hasSameSizeAs(given);
        for (int i = 0; i < given.size(); i++) {
            if (Notebook.hasTag(given.get(i), "solution")) {
                assertThat(Notebook.source(got.get(i))).matches("// (\\d+: )?your turn\n|\\*Your turn\\.\\*");
                assertThat(got.get(i).getAsJsonObject("metadata").has("jupyter"))
                        .isFalse();
            } else {
                assertThat(got.get(i)).isEqualTo(given.get(i));
            }
        }
        assertThat(student.tagged("must-show")).isNotEmpty().noneMatch(cell -> Notebook.hasTag(cell, "solution"));
    }

    @Test
    void indexLeadsToThePages() throws IOException {
        Editions.writeIndex(folder);
        assertThat(Files.readString(folder.resolve("index.html")))
                .contains("href=\"00-quick-start.html\"", "<table>")
                .doesNotContain(".ipynb\"");
    }
}
