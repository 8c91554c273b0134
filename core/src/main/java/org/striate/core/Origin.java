package org.striate.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What made a result: the step, its settings and seed, and the origins of what went in. Prints as an indented text and
 * as JSON.
 *
 * @param step what was done, such as {@code ridge}
 * @param settings setting to value, in the order given
 * @param inputs origins of the inputs
 */
public record Origin(String step, Map<String, String> settings, List<Origin> inputs) implements Showable {

    private static final String VERSION = java.util.Optional.ofNullable(
                    Origin.class.getPackage().getImplementationVersion())
            .orElse("development");

    public Origin {
        settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        inputs = List.copyOf(inputs);
    }

    /** A step without settings or inputs yet; the version of Striate is the first setting. */
    public static Origin of(String step) {
        return new Origin(step, Map.of("striate", VERSION), List.of());
    }

    /** The same with one more setting. */
    public Origin with(String setting, Object value) {
        var more = new LinkedHashMap<>(settings);
        more.put(setting, String.valueOf(value));
        return new Origin(step, more, inputs);
    }

    /** The same with one more input. */
    public Origin from(Origin input) {
        var more = new ArrayList<>(inputs);
        more.add(input);
        return new Origin(step, settings, more);
    }

    /** SHA-256 of a file's bytes as lower-case hexadecimal. */
    public static String sha256(Path file) {
        var digest = digest();
        try (var in = Files.newInputStream(file);
                var progress = Progress.of("checksum of " + file.getFileName(), Files.size(file))) {
            var buffer = new byte[1 << 20];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                progress.step(n, "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of bytes as lower-case hexadecimal. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }

    @Override
    public String toString() {
        return text("");
    }

    private String text(String indent) {
        var text = new StringBuilder(indent).append(step);
        settings.forEach(
                (name, value) -> text.append(' ').append(name).append('=').append(value));
        inputs.forEach(input -> text.append('\n').append(input.text(indent + "  ")));
        return text.toString();
    }

    @Override
    public String toHtml() {
        return "<pre>" + Html.escape(this) + "</pre>";
    }

    /** The same as JSON: {@code {"step": .., "settings": {..}, "inputs": [..]}}. */
    public String toJson() {
        var json = new StringBuilder("{\"step\": ").append(quoted(step)).append(", \"settings\": {");
        var separator = "";
        for (var setting : settings.entrySet()) {
            json.append(separator).append(quoted(setting.getKey())).append(": ").append(quoted(setting.getValue()));
            separator = ", ";
        }
        json.append("}, \"inputs\": [");
        json.append(String.join(", ", inputs.stream().map(Origin::toJson).toList()));
        return json.append("]}").toString();
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
