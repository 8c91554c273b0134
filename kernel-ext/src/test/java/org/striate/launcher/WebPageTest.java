package org.striate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebPageTest {

    private static String page(String cells) {
        return page(cells, Path.of("nowhere"), false);
    }

    private static String page(String cells, Path folder, boolean amongPages) {
        return WebPage.ofNotebook(
                JsonParser.parseString("{\"cells\": [" + cells + "]}").getAsJsonObject(), folder, amongPages);
    }

    private static String text(String attachments, String source) {
        return "{\"cell_type\": \"markdown\", \"metadata\": {}, \"attachments\": {" + attachments + "}, \"source\": [\""
                + source + "\"]}";
    }

    private static String display(String data) {
        return "{\"output_type\": \"display_data\", \"data\": {" + data + "}, \"metadata\": {}}";
    }

    private static String code(String metadata, String source, String outputs) {
        return "{\"cell_type\": \"code\", \"metadata\": {" + metadata + "}, \"source\": [\"" + source
                + "\"], \"outputs\": [" + outputs + "]}";
    }

    @Test
    void textIsRenderedAndLeadsToOtherPages() {
        var page = WebPage.ofText(
                "# Map & way\n\n[one](01-a.ipynb), [its end](01-a.ipynb#end), [map](README.md),"
                        + " [web](https://x.org/a.ipynb)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
                Path.of("nowhere"));
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
    void linkOfANotebookLeadsToAPageOnlyWhereThereAreSome() {
        var cell = text("", "[next](second.ipynb#end), [map](README.md)");
        assertThat(page(cell)).contains("href=\"second.ipynb#end\"", "href=\"README.md\"");
        assertThat(page(cell, Path.of("nowhere"), true)).contains("href=\"second.html#end\"", "href=\"index.html\"");
    }

    @Test
    void pictureOfAnyKindStandsInThePage() {
        var page = page(code(
                "",
                "plot",
                display("\"image/jpeg\": \"SlBF\\n\", \"text/plain\": \"a photograph\"") + ","
                        + display("\"image/gif\": \"R0lG\", \"text/html\": \"<b>moving</b>\"")));
        assertThat(page)
                .contains(
                        "<img alt=\"a photograph\" src=\"data:image/jpeg;base64,SlBF\">",
                        "<img alt=\"A picture\" src=\"data:image/gif;base64,R0lG\">")
                .doesNotContain("<b>moving</b>");
    }

    @Test
    void picturesOfATextStandInThePage(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("img"));
        Files.write(folder.resolve("img/a b.svg"), new byte[] {65, 66, 67});
        Files.write(folder.resolve("p.JPG"), new byte[] {68, 69, 70});
        var attached = "\"p.png\": {\"image/png\": \"QUJD\\n\"}";
        assertThat(page(text(attached, "![p](attachment:p.png) ![a](img/a%20b.svg) ![j](p.JPG)"), folder, false))
                .contains(
                        "<img src=\"data:image/png;base64,QUJD\" alt=\"p\"",
                        "<img src=\"data:image/svg+xml;base64,QUJD\" alt=\"a\"",
                        "<img src=\"data:image/jpeg;base64,REVG\" alt=\"j\"");
        assertThat(page(text("", "![g](gone.png) ![w](https://x.org/a.png) ![n](attachment:n.png)"), folder, false))
                .contains("src=\"gone.png\"", "src=\"https://x.org/a.png\"", "src=\"attachment:n.png\"");
    }

    @Test
    void codesOfTerminalsAreLeftOutOfEveryText() {
        var coloured = "\\u001b[2K\\u001b[?25l\\u001b[1;31mred\\u001b[0m\\u001b[38:5:1m [x]\\u001b[H";
        var page = page(code(
                "",
                "1",
                "{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\": \"" + coloured + "\"},"
                        + display("\"text/plain\": \"" + coloured + "\"") + ","
                        + "{\"output_type\": \"error\", \"traceback\": [\"" + coloured + "\"]}"));
        assertThat(page)
                .contains(
                        "<pre class=\"stdout\">red [x]</pre>",
                        "<pre class=\"result\">red [x]</pre>",
                        "<pre class=\"error\">red [x]</pre>")
                .doesNotContain("\u001b");
    }

    @Test
    void widthMayBeAShareOfThePage() {
        var picture = "{\"output_type\": \"display_data\", \"data\": {\"image/png\": \"QUJD\"},"
                + " \"metadata\": {\"image/png\": {\"width\": %s}}}";
        assertThat(page(code("", "1", picture.formatted("\"50%\"")))).contains("<img width=\"50%\" alt=");
        assertThat(page(code("", "1", picture.formatted("null")))).contains("<img alt=");
    }

    @Test
    void formulaStaysTheTextItIs() {
        assertThat(page(text("", "sum $w_i*x_i + w_j*x_j$, $$ a_1 *b* < c_1 $$")))
                .contains("<p>sum $w_i*x_i + w_j*x_j$, $$ a_1 *b* &lt; c_1 $$</p>");
        assertThat(page(text("", "*5 $ each*, `$x_1$`, $5 or $6 _or_ 7 $ *each*")))
                .contains("<p><em>5 $ each</em>, <code>$x_1$</code>, $5 or $6 <em>or</em> 7 $ <em>each</em></p>");
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
