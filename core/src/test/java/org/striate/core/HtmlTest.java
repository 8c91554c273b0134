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
    void numbersAreRoundedToFourDigits() {
        assertThat(Html.table("t", List.of("n"), List.of(List.of(-51.31751139308505, 90.0, Double.NaN, 123456.0))))
                .contains("<td>-51.32</td>", "<td>90</td>", "<td>NaN</td>", "<td>123500</td>");
    }
}
