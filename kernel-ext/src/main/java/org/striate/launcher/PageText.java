package org.striate.launcher;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as a part of a page, its pictures in it. */
final class PageText extends AbstractVisitor {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder()
            .extensions(TABLES)
            .customInlineContentParserFactory(new Formula())
            .build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(TABLES).build();
    private static final Map<String, String> KINDS =
            Map.of("png", "png", "jpg", "jpeg", "jpeg", "jpeg", "gif", "gif", "svg", "svg+xml", "webp", "webp");
    private static final String ATTACHMENT = "attachment:";

    private final Path folder;
    private final boolean amongPages;
    private final JsonObject attachments;

    /**
     * @param folder where relative paths of pictures begin
     * @param amongPages whether links to notebooks lead to pages beside this one
     * @param attachments a cell's own pictures by name
     */
    PageText(Path folder, boolean amongPages, JsonObject attachments) {
        this.folder = folder;
        this.amongPages = amongPages;
        this.attachments = attachments;
    }

    String html(String markdown) {
        var text = PARSER.parse(markdown);
        text.accept(this);
        return RENDERER.render(text);
    }

    @Override
    public void visit(Link link) {
        if (amongPages && !link.getDestination().contains("://")) {
            link.setDestination(pageOf(link.getDestination()));
        }
        visitChildren(link);
    }

    /** A folder's README is its index. */
    private static String pageOf(String link) {
        return link.equals("README.md") ? "index.html" : link.replaceFirst("\\.ipynb(?=#|$)", ".html");
    }

    @Override
    public void visit(Image image) {
        try {
            var name = URLDecoder.decode(image.getDestination().replace("+", "%2B"), StandardCharsets.UTF_8);
            (name.startsWith(ATTACHMENT) ? attached(name.substring(ATTACHMENT.length())) : file(folder.resolve(name)))
                    .ifPresent(image::setDestination);
        } catch (IOException | IllegalArgumentException e) {
            return; // no file that could be read: it stays as it is written
        }
    }

    private Optional<String> attached(String name) {
        return attachments.get(name) instanceof JsonObject forms
                ? forms.entrySet().stream()
                        .findFirst()
                        .map(form -> WebPage.inPage(form.getKey(), WebPage.text(form.getValue())))
                : Optional.empty();
    }

    private static Optional<String> file(Path file) throws IOException {
        var ending = file.toString().replaceFirst(".*\\.", "").toLowerCase(Locale.ROOT);
        return KINDS.containsKey(ending) && Files.isRegularFile(file)
                ? Optional.of(WebPage.inPage(
                        "image/" + KINDS.get(ending), Base64.getEncoder().encodeToString(Files.readAllBytes(file))))
                : Optional.empty();
    }
}
