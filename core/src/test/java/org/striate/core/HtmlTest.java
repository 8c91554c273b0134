package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void textCannotBecomeMarkup() {
        assertThat(Html.table("a<b", List.of("\"x\""), List.of(List.of("<script>&"))))
                .contains("a&lt;b", "&quot;x&quot;", "&lt;script&gt;&amp;")
                .doesNotContain("<script>");
    }

    @Test
    void tableShowsTenRowsAndSaysHowManyThereAre() {
        var html = Html.table("t", List.of("n"), Collections.nCopies(25, List.of(1)));
        assertThat(html.split("<tr>")).hasSize(12); // what is before, the header and ten rows
        assertThat(html).contains("first 10 of 25");
        assertThat(Html.table("many", List.of("i"), 1_000_000, i -> List.of("row " + i)))
                .contains("first 10 of 1000000", "row 9")
                .doesNotContain("row 10<");
    }

    @Test
    void numbersAreRoundedToFourDigitsBehindTheirWholePart() {
        var rows = List.of(
                List.of(-51.31751139308505, 90.0, Double.NaN, 123456.0, 123456.7),
                List.of(46003.0, -0.0, 0.0123456, 1e15, -2.5e-300),
                List.of(999.96, 0.0001, 0.00012345, 0.000012345, 1.23456e20));
        assertThat(Html.table("t", List.of("n"), rows).split("<td>"))
                .extracting(cell -> cell.split("</td>")[0])
                .endsWith(
                        "-51.32",
                        "90",
                        "NaN",
                        "123456",
                        "123457", //
                        "46003",
                        "0",
                        "0.01235",
                        "1E15",
                        "-2.5E-300", //
                        "1000",
                        "0.0001",
                        "0.0001234",
                        "1.234E-5",
                        "1.235E20");
    }
}
