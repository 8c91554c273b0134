package org.striate.magics.session;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.lang.model.SourceVersion;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Showable;
import org.striate.core.WholeFile;

/**
 * Variables of a notebook in a file: {@code SavedVariables.none().with("NeuralResponses v1", v1).save(Path.of("v1.zip"))}.
 * Numbers come back to the last bit; stimuli come back as their pixels, whatever made them.
 *
 * @param file where they are
 * @param types name to type as Java declares it
 * @param notSaved name to the reason why it could not be saved
 */
public record SavedVariables(Path file, Map<String, String> types, Map<String, String> notSaved) implements Showable {

    private static final String INDEX = "variables";
    /** A restored variable is declared in Java: nothing but a type may stand there. */
    private static final Pattern TYPE = Pattern.compile("(?U)[\\w.]+(<[\\w.,?<>\\[\\] ]*>)?(\\[\\])*");
    /** Deflate packs no better than this. */
    private static final long MOST_PACKED = 1032;

    public SavedVariables {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        notSaved = Collections.unmodifiableMap(new LinkedHashMap<>(notSaved));
    }

    /** Variables that will be saved together. */
    public static final class Choice {

        private final Map<String, String> types = new LinkedHashMap<>();
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final Map<String, String> without = new LinkedHashMap<>();

        private Choice() {}

        /**
         * One more.
         *
         * @param declaration type and name as Java declares them, such as {@code double[] r}
         */
        public Choice with(String declaration, Object value) {
            int space = declaration.lastIndexOf(' ');
            if (space < 1 || !isDeclared(declaration.substring(0, space), declaration.substring(space + 1))) {
                throw BadInput.of(
                        "variable", "\"" + declaration + "\"", "a type and a name", "with(\"double[] r\", r)");
            }
            types.put(declaration.substring(space + 1), declaration.substring(0, space));
            values.put(declaration.substring(space + 1), value);
            return this;
        }

        /** One that is left out, and why. */
        public Choice without(String name, String reason) {
            without.put(name, reason);
            return this;
        }

        /**
         * Writes the file, whole or not at all. What has no form in a file, or no value, is left out, and named in what this
         * returns.
         *
         * @throws BadInput if nothing can be saved, or the file cannot be written
         */
        public SavedVariables save(Path file) {
            var saved = new LinkedHashMap<String, String>();
            var left = new LinkedHashMap<>(without);
            WholeFile.write(file, out -> {
                try (var zip = new ZipOutputStream(out)) {
                    zip.setLevel(Deflater.BEST_SPEED);
                    for (var name : types.keySet()) {
                        write(name, zip, saved, left);
                    }
                    if (saved.isEmpty()) {
                        throw BadInput.of(
                                file.toString(),
                                left.isEmpty() ? "no variables" : "nothing that can be saved: " + reasons(left),
                                "at least one variable",
                                "%save FILE NAME");
                    }
                    zip.putNextEntry(new ZipEntry(INDEX));
                    new ValueWriter(zip).write(saved);
                }
            });
            return new SavedVariables(file, saved, left);
        }

        /** By way of a file of its own: what fails half way leaves nothing behind. */
        private void write(String name, ZipOutputStream zip, Map<String, String> saved, Map<String, String> left)
                throws IOException {
            if (values.get(name) == null) { // as after a cell that failed: it must not take the place of a saved value
                left.put(name, "value: is null");
                return;
            }
            var temporary = Files.createTempFile("striate", ".value");
            try {
                try (var out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                    new ValueWriter(out).write(values.get(name));
                } catch (BadInput e) {
                    left.put(name, e.getMessage().replaceFirst("; expected.*", ""));
                    return;
                } catch (UncheckedIOException e) { // of another file, which the value is read from
                    left.put(name, "value: cannot be read, " + e.getCause());
                    return;
                }
                zip.putNextEntry(new ZipEntry("values/" + name));
                Files.copy(temporary, zip);
                zip.closeEntry();
                saved.put(name, types.get(name));
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
    }

    /** Whether a variable can be restored that is declared with this type. */
    public static boolean isType(String text) {
        return TYPE.matcher(text).matches();
    }

    private static boolean isDeclared(String type, String name) {
        return isType(type) && SourceVersion.isName(name) && !name.contains(".");
    }

    /** No variables yet. */
    public static Choice none() {
        return new Choice();
    }

    /**
     * Opens a file; values are read when they are asked for.
     *
     * @throws BadInput if it is none of these files
     */
    public static SavedVariables open(Path file) {
        var types = new LinkedHashMap<String, String>();
        for (var entry : ((Map<?, ?>) read(file, INDEX, Map.class)).entrySet()) {
            var name = String.valueOf(entry.getKey());
            var type = String.valueOf(entry.getValue());
            if (!isDeclared(type, name)) {
                throw BadInput.of(
                        "file " + file, "declares \"" + type + " " + name + "\"", "a type and a name", "Save it again");
            }
            types.put(name, type);
        }
        return new SavedVariables(file, types, Map.of());
    }

    /**
     * Only these of them.
     *
     * @throws BadInput if there is none of that name
     */
    public SavedVariables only(String... names) {
        var some = new LinkedHashMap<String, String>();
        for (var name : names) {
            requireKnown(name);
            some.put(name, types.get(name));
        }
        return new SavedVariables(file, some, notSaved);
    }

    /**
     * One value; its type is the one it is declared with.
     *
     * @throws BadInput if there is none of that name
     */
    @SuppressWarnings("unchecked") // the caller declares the type that the file names
    public <T> T value(String name) {
        requireKnown(name);
        return (T) read(file, "values/" + name, Object.class);
    }

    private void requireKnown(String name) {
        if (!types.containsKey(name)) {
            throw BadInput.unknown(
                    "variable", name, file.toString(), types.keySet(), String.join(", ", types.keySet()));
        }
    }

    private static Object read(Path file, String entry, Class<?> type) {
        try (var zip = new ZipFile(file.toFile())) {
            var found = zip.getEntry(entry);
            if (found == null || found.getSize() > MOST_PACKED * Math.max(1, Files.size(file))) {
                throw new IOException("no " + entry);
            }
            try (var in = new BufferedInputStream(zip.getInputStream(found), 1 << 16)) {
                var value = new ValueReader(in, found.getSize(), entry.replaceFirst("^values/", "")).read();
                if (value != null && !type.isInstance(value)) {
                    throw new IOException(entry + " is a " + value.getClass().getSimpleName());
                }
                return value;
            }
        } catch (IOException | ArithmeticException e) {
            throw BadInput.of(
                    "file " + file,
                    "cannot be restored (" + e.getClass().getSimpleName() + ", " + e.getMessage() + ")",
                    "a file that %save wrote",
                    "Save again: %save " + file.getFileName());
        }
    }

    private static String reasons(Map<String, String> left) {
        return String.join(
                "; ",
                left.entrySet().stream()
                        .map(each -> each.getKey() + " (" + each.getValue() + ")")
                        .toList());
    }

    @Override
    public String toString() {
        return types.size() + (types.size() == 1 ? " variable in " : " variables in ") + file + ": "
                + String.join(", ", types.keySet())
                + (notSaved.isEmpty() ? "" : "; not saved: " + reasons(notSaved));
    }

    @Override
    public String toHtml() {
        var rows = types.entrySet().stream()
                .map(each -> List.of(each.getKey(), each.getValue()))
                .toList();
        var rest = notSaved.isEmpty() ? "" : "<p>not saved: " + Html.escape(reasons(notSaved)) + "</p>";
        return Html.table("variables in " + file, List.of("name", "type"), rows) + rest;
    }
}
