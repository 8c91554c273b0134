package org.striate.launcher;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.striate.core.Html;

/**
 * An executed notebook, or a text, as one web page: its pictures are in it, but for those that a text takes from the network
 * or names in HTML. Cells tagged {@code solution} are folded.
 */
public final class WebPage {

    private static final List<String> PICTURES = List.of("image/png", "image/jpeg", "image/gif");
    private static final Pattern NUMBER = Pattern.compile("^// (\\d+)");

    private WebPage() {}

    /**
     * The page of a text in Markdown, titled by its first line; its links to notebooks lead to pages beside it.
     *
     * @param folder where relative paths of its pictures begin
     */
    public static String ofText(String markdown, Path folder) {
        return page(title(markdown), new PageText(folder, true, new JsonObject()).html(markdown));
    }

    /**
     * The page of an executed notebook, titled by the first line of its first text.
     *
     * @param folder where relative paths of its pictures begin
     * @param amongPages whether its links to notebooks lead to pages beside it, in place of the notebooks
     */
    public static String ofNotebook(JsonObject notebook, Path folder, boolean amongPages) {
        var body = new StringBuilder();
        var title = "";
        for (var each : notebook.getAsJsonArray("cells")) {
            var cell = each.getAsJsonObject();
            var source = NotebookFile.source(cell);
            var attachments = cell.get("attachments") instanceof JsonObject own ? own : new JsonObject();
            var text = new PageText(folder, amongPages, attachments);
            boolean isCode = cell.get("cell_type").getAsString().equals("code");
            var shown = isCode ? code(cell, source, text) : text.html(source);
            title = isCode || !title.isEmpty() ? title : title(source);
            body.append(NotebookFile.hasTag(cell, "solution") ? folded(source, shown) : shown);
        }
        return page(title, body.toString());
    }

    private static String title(String markdown) {
        return markdown.lines().findFirst().orElse("").replaceFirst("^#+ *", "");
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

    private static String code(JsonObject cell, String source, PageText text) {
        var shown = new StringBuilder("<pre class=\"source\"><code>" + Html.escape(source) + "</code></pre>\n");
        cell.getAsJsonArray("outputs")
                .forEach(output -> shown.append("<div class=\"output\">")
                        .append(output(output.getAsJsonObject(), text))
                        .append("</div>\n"));
        return shown.toString();
    }

    /** A solution bears the number of its exercise, where its first line does. */
    private static String folded(String source, String shown) {
        var number = NUMBER.matcher(source);
        return "<details><summary>Solution" + (number.find() ? " " + number.group(1) : "") + "</summary>\n" + shown
                + "</details>\n";
    }

    private static String output(JsonObject output, PageText text) {
        return switch (output.get("output_type").getAsString()) {
            case "stream" -> preformatted(output.get("name").getAsString(), text(output.get("text")));
            case "error" -> preformatted("error", Terminal.plain(output.getAsJsonArray("traceback")));
            default -> richest(output, text);
        };
    }

    private static String preformatted(String kind, String text) {
        return "<pre class=\"" + kind + "\">" + Html.escape(Terminal.plain(text)) + "</pre>";
    }

    private static String richest(JsonObject output, PageText text) {
        var data = output.getAsJsonObject("data");
        for (var type : PICTURES) {
            if (data.has(type)) {
                return "<figure><img" + width(output, type) + " alt=\"" + Html.escape(alternative(data)) + "\" src=\""
                        + inPage(type, text(data.get(type))) + "\"></figure>";
            }
        }
        for (var type : List.of("text/html", "image/svg+xml")) {
            if (data.has(type)) {
                return text(data.get(type));
            }
        }
        return data.has("text/markdown")
                ? text.html(text(data.get("text/markdown")))
                : preformatted("result", data.has("text/plain") ? text(data.get("text/plain")) : "");
    }

    /** How wide a picture is to stand, as an attribute; empty where the output does not say. */
    private static String width(JsonObject output, String type) {
        return output.get("metadata") instanceof JsonObject metadata
                        && metadata.get(type) instanceof JsonObject picture
                        && picture.get("width") instanceof JsonPrimitive width
                ? " width=\"" + Html.escape(width.getAsString()) + "\""
                : "";
    }

    /** A picture as an address that holds it. */
    static String inPage(String type, String base64) {
        return "data:" + type + ";base64," + base64.replaceAll("\\s", "");
    }

    /** What a picture shows, in words. */
    private static String alternative(JsonObject data) {
        return data.has("text/plain")
                ? text(data.get("text/plain")).replaceFirst("^(so far: )?(Figure: )?", "")
                : "A picture";
    }

    static String text(JsonElement lines) {
        return lines instanceof JsonArray array ? CellOutputs.joined(array) : lines.getAsString();
    }
}
