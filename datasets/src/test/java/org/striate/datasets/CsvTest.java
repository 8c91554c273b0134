package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.striate.core.BadInput;

class CsvTest {

    @TempDir
    Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    @Test
    void numbersAreNumbersAndTextsTexts() throws IOException {
        var table = Csv.load(write("\uFEFFid,x,name,code\r\n1,,\"a, b\",1d\r\n2,-1.5e3,\"say \"\"x\"\"\",2\r\n"));
        assertThat(table)
                .containsEntry("id", List.of(1.0, 2.0))
                .containsEntry("x", List.of(Double.NaN, -1500.0))
                .containsEntry("name", List.of("a, b", "say \"x\""))
                .containsEntry("code", List.of("1d", "2"));
    }

    @Test
    void spellingsOfOtherToolsAreNumbers() throws IOException {
        assertThat(Csv.load(write("numpy,r,words\nnan,Inf,nan\n-inf,-Inf,inf\n1.,.5,info\n+inf,+Inf,x\n")))
                .containsEntry("numpy", List.of(Double.NaN, Double.NEGATIVE_INFINITY, 1.0, Double.POSITIVE_INFINITY))
                .containsEntry(
                        "r", List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.5, Double.POSITIVE_INFINITY))
                .containsEntry("words", List.of("nan", "inf", "info", "x"));
    }

    /** Sodium is none of them. */
    @Test
    void missingNumbersOfRAreNumbers() throws IOException {
        assertThat(Csv.load(write("x,ion,area\n2,Na,V1\nNA,Na,NA\n")))
                .containsEntry("x", List.of(2.0, Double.NaN))
                .containsEntry("ion", List.of("Na", "Na"))
                .containsEntry("area", List.of("V1", "NA"));
    }

    @Test
    void markOfExcelIsNoPartOfAName() throws IOException {
        assertThat(Csv.load(write("\uFEFF\"id\",\"x\"\r\n\"a\",\"1\"\r\n")))
                .containsOnlyKeys("id", "x")
                .containsEntry("id", List.of("a"));
        assertThat(Csv.text(write("\uFEFF\"a, b\"\n\uFEFF\n"))).containsEntry("a, b", List.of("\uFEFF"));
        assertThatThrownBy(() -> Csv.load(write("\uFEFF")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("empty");
    }

    @Test
    void aMegabyteOfDigitsIsReadOnce() throws IOException {
        var digits = "1".repeat(1 << 20);
        var file = write("number,text\n" + digits + "," + digits + "x\n");
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(Csv.load(file))
                        .containsEntry("number", List.of(Double.POSITIVE_INFINITY))
                        .containsEntry("text", List.of(digits + "x")));
    }

    @Test
    void lineBreaksInQuotesBelongToTheCell() throws IOException {
        assertThat(Csv.load(write("a,b\n\"two\nlines\",x\n")).get("a")).containsExactly("two\nlines");
    }

    @Test
    void raggedRowIsNamedByItsLine() throws IOException {
        var file = write("a,b\n\"two\nlines\",x\n1,2,3\n");
        assertThatThrownBy(() -> Csv.load(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 4 has 3 fields; expected 2");
    }

    @Test
    void damagedTablesGiveOneSentence() throws IOException {
        assertThatThrownBy(() -> Csv.load(write("")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> Csv.load(write("a,a\n1,2\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> Csv.load(write("a,b\n\"open,2\n"))).isInstanceOf(BadInput.class);
        var latin = folder.resolve("latin.csv");
        Files.write(latin, "a\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Csv.load(latin)).isInstanceOf(BadInput.class).hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a;b\\n1,5;2,5|\";\"", "a;b\\n1.5;2.5|\";\"", "a\\tb\\n1\\t2|\"\\t\""})
    void otherSeparatorsAreNamed(String table, String separator) {
        assertThatThrownBy(() -> Csv.load(write(table.translateEscapes())))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("separated by " + separator)
                .hasMessageContaining("sep=" + separator);
    }

    @Test
    void whatIsSavedIsReadAgain() {
        var table = new LinkedHashMap<String, List<Object>>();
        table.put("id, with comma", List.of("a\nb", "視覚"));
        table.put("x", List.of(1.0, Double.NaN));
        table.put("y", List.of(0.1, 1e300));
        var file = folder.resolve("saved.csv");
        Csv.save(file, table);
        assertThat(Csv.load(file)).isEqualTo(table);
        assertThatThrownBy(() -> Csv.save(file, java.util.Map.of("a", List.of(1), "b", List.of())))
                .isInstanceOf(BadInput.class);
        assertThat(Csv.load(file)).isEqualTo(table);
    }
}
