package org.striate.launcher;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.striate.core.Html;

/**
 * An executed notebook, or a text, as one web page that needs no other file and no network: pictures are in it. Cells tagged
 * {@code solution} are folded; a link to another notebook leads to its page.
 */
public final class WebPage {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(TABLES)
            .attributeProviderFactory(context -> WebPage::leadToPages)
            .build();

    private static final Pattern NUMBER = Pattern.compile("^// (\\d+)");

    private WebPage() {}

    /** The page of a text in Markdown, titled by its first line. */
    public static String ofText(String markdown) {
        return page(title(markdown), html(markdown));
    }

    /** The page of an executed notebook, titled by the first line of its first text. */
    public static String ofNotebook(JsonObject notebook) {
        var body = new StringBuilder();
        var title = "";
        for (var each : notebook.getAsJsonArray("cells")) {
            var cell = each.getAsJsonObject();
            var source = NotebookFile.source(cell);
            boolean isCode = cell.get("cell_type").getAsString().equals("code");
            var shown = isCode ? code(cell, source) : html(source);
            title = isCode || !title.isEmpty() ? title : title(source);
            body.append(NotebookFile.hasTag(cell, "solution") ? folded(source, shown) : shown);
        }
        return page(title, body.toString());
    }

    private static String title(String markdown) {
        return markdown.lines().findFirst().orElse("").replaceFirst("^#+ *", "");
    }

    private static String html(String markdown) {
        return RENDERER.render(PARSER.parse(markdown));
    }

    private static void leadToPages(Node node, String tag, Map<String, String> attributes) {
        attributes.computeIfPresent("href", (name, link) -> link.contains("://") ? link : pageOf(link));
    }

    /** A folder's README is its index. */
    private static String pageOf(String link) {
        return link.equals("README.md") ? "index.html" : link.replaceFirst("\\.ipynb(?=#|$)", ".html");
    }

    private static String page(String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + Html.escape(title) + "</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n" + body
                + "</main>\n</body>\n</html>\n";
    }

    private static String style() {
        try (var in = WebPage.class.getResourceAsStream("page.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(JsonObject cell, String source) {
        var shown = new StringBuilder("<pre class=\"source\"><code>" + Html.escape(source) + "</code></pre>\n");
        cell.getAsJsonArray("outputs")
                .forEach(output -> shown.append("<div class=\"output\">")
                        .append(output(output.getAsJsonObject()))
                        .append("</div>\n"));
        return shown.toString();
    }

    /** A solution bears the number of its exercise, where its first line does. */
    private static String folded(String source, String shown) {
        var number = NUMBER.matcher(source);
        return "<details><summary>Solution" + (number.find() ? " " + number.group(1) : "") + "</summary>\n" + shown
                + "</details>\n";
    }

    private static String output(JsonObject output) {
        return switch (output.get("output_type").getAsString()) {
            case "stream" -> preformatted(output.get("name").getAsString(), text(output.get("text")));
            case "error" -> preformatted("error", Terminal.plain(output.getAsJsonArray("traceback")));
            default -> richest(output.getAsJsonObject("data"), width(output));
        };
    }

    private static String preformatted(String kind, String text) {
        return "<pre class=\"" + kind + "\">" + Html.escape(text) + "</pre>";
    }

    /** How wide a picture is to stand, as an attribute; empty where the output does not say. */
    private static String width(JsonObject output) {
        var metadata = output.getAsJsonObject("metadata");
        var picture = metadata == null ? null : metadata.getAsJsonObject("image/png");
        return picture == null || !picture.has("width")
                ? ""
                : " width=\"" + picture.get("width").getAsInt() + "\"";
    }

    private static String richest(JsonObject data, String width) {
        if (data.has("image/png")) {
            return "<figure><img" + width + " alt=\"" + Html.escape(alternative(data))
                    + "\" src=\"data:image/png;base64,"
                    + text(data.get("image/png")).replaceAll("\\s", "") + "\"></figure>";
        }
        for (var type : List.of("text/html", "image/svg+xml")) {
            if (data.has(type)) {
                return text(data.get(type));
            }
        }
        return data.has("text/markdown")
                ? html(text(data.get("text/markdown")))
                : preformatted("result", data.has("text/plain") ? text(data.get("text/plain")) : "");
    }

    /** What a picture shows, in words. */
    private static String alternative(JsonObject data) {
        return data.has("text/plain")
                ? text(data.get("text/plain")).replaceFirst("^(so far: )?(Figure: )?", "")
                : "A picture";
    }

    private static String text(JsonElement lines) {
        return lines instanceof JsonArray array ? CellOutputs.joined(array) : lines.getAsString();
    }
}
