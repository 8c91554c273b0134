package org.striate.notebooks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.striate.testing.Shared;

/**
 * A notebook of the course, as it is kept or as it was executed.
 *
 * @param file its place
 */
record Notebook(Path file) {

    static final Path FOLDER = Shared.root().resolve("notebooks");

    /** All of the course in order; with {@code -Dnotebook=03}, those whose names begin so. */
    static List<Notebook> all() {
        var wanted = System.getProperty("notebook", "");
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d\\d-[^.]*\\.ipynb"))
                    .map(Notebook::new)
                    .filter(notebook -> notebook.name().startsWith(wanted))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that need no recordings. */
    static List<Notebook> selfContained() {
        return all().stream().filter(notebook -> !notebook.onRecordings()).toList();
    }

    static Notebook named(String name) {
        return new Notebook(FOLDER.resolve(name + ".ipynb"));
    }

    String name() {
        return file.getFileName().toString().replaceFirst("\\.ipynb$", "");
    }

    /** The tutorials 01 to 12: those whose claims are tried with other seeds. */
    boolean isSeeded() {
        return name().matches("(0[1-9]|1[0-2])-.*");
    }

    /** Whether a cell is tagged {@code recordings}: it loads some that are not part of Striate. */
    boolean onRecordings() {
        return !tagged("recordings").isEmpty();
    }

    JsonObject json() {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonObject> cells() {
        return stream(json().getAsJsonArray("cells")).toList();
    }

    List<JsonObject> code() {
        return cells().stream().filter(Notebook::isCode).toList();
    }

    List<JsonObject> tagged(String tag) {
        return cells().stream().filter(cell -> hasTag(cell, tag)).toList();
    }

    static boolean isCode(JsonObject cell) {
        return cell.get("cell_type").getAsString().equals("code");
    }

    static boolean hasTag(JsonObject cell, String tag) {
        var metadata = cell.getAsJsonObject("metadata");
        return metadata.has("tags") && metadata.getAsJsonArray("tags").contains(new JsonPrimitive(tag));
    }

    static Stream<JsonObject> outputs(JsonObject cell) {
        return stream(cell.getAsJsonArray("outputs"));
    }

    static Stream<JsonObject> stream(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    static String source(JsonObject cell) {
        return text(cell.get("source"));
    }

    /** A text as nbformat keeps it: whole, or as a list of lines. */
    static String text(JsonElement text) {
        return text instanceof JsonArray lines ? words(lines).collect(Collectors.joining()) : text.getAsString();
    }

    private static Stream<String> words(JsonArray lines) {
        return StreamSupport.stream(lines.spliterator(), false).map(JsonElement::getAsString);
    }

    /** What its must-show cells printed when it was executed. */
    Values values() {
        return Values.printed(tagged("must-show").stream()
                .flatMap(Notebook::outputs)
                .filter(output -> output.has("text"))
                .map(output -> text(output.get("text")))
                .collect(Collectors.joining("\n")));
    }

    /** How long its cells ran when it was executed, all together. */
    Duration time() {
        return code().stream().map(Notebook::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** How long a cell ran; no time if it is blank. */
    static Duration time(JsonObject cell) {
        var timing = cell.getAsJsonObject("metadata").getAsJsonObject("execution");
        return timing == null
                ? Duration.ZERO
                : Duration.between(instant(timing, "iopub.execute_input"), instant(timing, "shell.execute_reply"));
    }

    private static Instant instant(JsonObject timing, String event) {
        return Instant.parse(timing.get(event).getAsString());
    }

    @Override
    public String toString() {
        return name();
    }
}
