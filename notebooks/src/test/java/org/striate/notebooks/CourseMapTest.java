package org.striate.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The map in notebooks/README.md. */
class CourseMapTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| \\[(\\d\\d)[^\\]]*\\]\\(([^)]+)\\.ipynb\\) \\|", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");

    private static String map() throws IOException {
        return Files.readString(Notebook.FOLDER.resolve("README.md"));
    }

    @Test
    void everyNotebookHasItsRowAndEveryRowItsNotebook() throws IOException {
        var rows = ROW.matcher(map()).results().map(row -> row.group(2)).toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Notebook.all().stream().map(Notebook::name).toList());
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        assertThat(LINK.matcher(map()).results().map(link -> link.group(1)).filter(link -> !link.contains(":")))
                .isNotEmpty()
                .allSatisfy(link ->
                        assertThat(Notebook.FOLDER.resolve(link)).as(link).exists());
    }
}
