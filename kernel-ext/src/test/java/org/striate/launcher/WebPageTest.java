package org.striate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class WebPageTest {

    private static String page(String cells) {
        return WebPage.ofNotebook(
                JsonParser.parseString("{\"cells\": [" + cells + "]}").getAsJsonObject());
    }

    private static String code(String metadata, String source, String outputs) {
        return "{\"cell_type\": \"code\", \"metadata\": {" + metadata + "}, \"source\": [\"" + source
                + "\"], \"outputs\": [" + outputs + "]}";
    }

    @Test
    void textIsRenderedAndLeadsToOtherPages() {
        var page = WebPage.ofText("# Map & way\n\n[one](01-a.ipynb), [its end](01-a.ipynb#end), [map](README.md),"
                + " [web](https://x.org/a.ipynb)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "<title>Map &amp; way</title>",
                        "<h1>Map &amp; way</h1>",
                        "href=\"01-a.html\"",
                        "href=\"01-a.html#end\"",
                        "href=\"index.html\"",
                        "href=\"https://x.org/a.ipynb\"",
                        "<td>2</td>");
    }

    @Test
    void pictureStandsInThePageWithItsDescription() {
        var page = page(code(
                "",
                "plot",
                "{\"output_type\": \"display_data\", \"data\": {\"image/png\": \"QUJD\\n\","
                        + " \"text/plain\": [\"Figure: a < b\"]}}"));
        assertThat(page).contains("<img alt=\"a &lt; b\" src=\"data:image/png;base64,QUJD\">");
    }

    @Test
    void pictureIsAsWideAsItsOutputSays() {
        var page = page(code(
                "",
                "plot",
                "{\"output_type\": \"display_data\", \"data\": {\"image/png\": \"QUJD\"},"
                        + " \"metadata\": {\"image/png\": {\"width\": 320, \"height\": 200}}}"));
        assertThat(page).contains("<img width=\"320\" alt=");
    }

    @Test
    void outputsAreShownInTheirRichestFormAndErrorsWithoutColours() {
        var page = page(code(
                "",
                "a < b",
                "{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\": [\"1 < 2\\n\", \"3\"]},"
                        + "{\"output_type\": \"execute_result\", \"data\": {\"text/plain\": [\"t\"],"
                        + " \"text/html\": [\"<table></table>\"]}},"
                        + "{\"output_type\": \"error\", \"traceback\": [\"\\u001b[31mno\\u001b[0m\"]}"));
        assertThat(page)
                .contains(
                        "<pre class=\"source\"><code>a &lt; b</code></pre>",
                        "<pre class=\"stdout\">1 &lt; 2\n3</pre>",
                        "<table></table>",
                        "<pre class=\"error\">no</pre>")
                .doesNotContain("<pre class=\"result\">t");
    }

    @Test
    void solutionIsFolded() {
        var page = page(code("\"tags\": [\"solution\"]", "// 2\\n42", "") + "," + code("", "43", ""));
        assertThat(page)
                .contains(
                        "<details><summary>Solution 2</summary>\n<pre class=\"source\"><code>// 2\n42</code></pre>\n</details>")
                .containsOnlyOnce("<details>");
    }

    @Test
    void nothingIsFetchedFromElsewhere() {
        var page = page(code("", "1", ""));
        assertThat(page).doesNotContain("src=\"http").doesNotContain("<script").doesNotContain("<link");
    }
}
