package org.striate.launcher;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.striate.core.BadInput;
import org.striate.core.WholeFile;

/** A notebook of format 4, kept as the JSON it is, so that nothing in it is lost. */
final class NotebookFile {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private static final String SAVE = "Open it in Jupyter and save it again";

    private final Path file;
    private final JsonObject notebook;

    private NotebookFile(Path file, JsonObject notebook) {
        this.file = file;
        this.notebook = notebook;
    }

    /**
     * Reads a notebook.
     *
     * @throws BadInput if the file is missing, damaged, no notebook of format 4, or for another language than Java
     */
    static NotebookFile load(Path file) {
        var notebook = new NotebookFile(file, sound(file, json(file)));
        var language = notebook.language();
        if (!language.equalsIgnoreCase("java")) {
            throw BadInput.of(
                    "notebook " + file,
                    "written for " + language,
                    "one for Java",
                    "Open it with a kernel for " + language);
        }
        return notebook;
    }

    private static JsonElement json(Path file) {
        if (Files.isDirectory(file)) {
            throw wrong(file, "a folder", "Name a notebook in it");
        }
        if (!Files.isRegularFile(file)) {
            throw wrong(file, "no such file", "Look where it is: ls " + folder(file));
        }
        try {
            var text = Files.readString(file);
            if (text.isBlank()) {
                throw wrong(file, "empty", "Fetch it again");
            }
            return JsonParser.parseString(text);
        } catch (IOException e) {
            throw wrong(
                    file,
                    "cannot be read (" + e.getClass().getSimpleName() + " " + e.getMessage() + ")",
                    "Mend its permissions, or save it as UTF-8");
        } catch (JsonParseException e) {
            throw wrong(file, "no JSON", SAVE);
        }
    }

    private static JsonObject sound(Path file, JsonElement json) {
        if (!(json instanceof JsonObject notebook)
                || !new JsonPrimitive(4).equals(notebook.get("nbformat"))
                || !(notebook.get("cells") instanceof JsonArray cells)) {
            throw BadInput.of(
                    "notebook " + file,
                    "not of format 4",
                    "a notebook of format 4",
                    "Convert it: jupyter nbconvert --to notebook");
        }
        if (!(notebook.get("metadata") instanceof JsonObject)) {
            notebook.add("metadata", new JsonObject());
        }
        for (int i = 0; i < cells.size(); i++) {
            if (!isSound(cells.get(i))) {
                throw wrong(file, "cell " + (i + 1) + " is damaged", SAVE);
            }
        }
        return notebook;
    }

    private static BadInput wrong(Path file, String what, String mend) {
        return BadInput.of("notebook " + file, what, "an .ipynb file", mend);
    }

    private static boolean isSound(JsonElement each) {
        return each instanceof JsonObject cell
                && cell.get("cell_type") instanceof JsonPrimitive
                && isText(cell.get("source"))
                && (!cell.has("metadata")
                        || cell.get("metadata") instanceof JsonObject metadata
                                && (!metadata.has("tags") || metadata.get("tags") instanceof JsonArray));
    }

    private static boolean isText(JsonElement source) {
        return source instanceof JsonPrimitive
                || source instanceof JsonArray lines
                        && lines.asList().stream().allMatch(JsonPrimitive.class::isInstance);
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
    }

    private String language() {
        for (var part : List.of("kernelspec", "language_info")) {
            var name = part.equals("kernelspec") ? "language" : "name";
            if (metadata().get(part) instanceof JsonObject about && about.get(name) instanceof JsonPrimitive language) {
                return language.getAsString();
            }
        }
        return "java";
    }

    private JsonObject metadata() {
        return notebook.getAsJsonObject("metadata");
    }

    /** The code cells in order. */
    List<JsonObject> codeCells() {
        return StreamSupport.stream(notebook.getAsJsonArray("cells").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(cell -> cell.get("cell_type").getAsString().equals("code"))
                .toList();
    }

    /** A notebook's file name without its ending. */
    static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.ipynb$", "");
    }

    static String source(JsonObject cell) {
        var source = cell.get("source");
        return source.isJsonArray() ? CellOutputs.joined(source.getAsJsonArray()) : source.getAsString();
    }

    static boolean hasTag(JsonObject cell, String tag) {
        var metadata = cell.getAsJsonObject("metadata");
        return metadata != null
                && metadata.has("tags")
                && metadata.getAsJsonArray("tags").contains(new JsonPrimitive(tag));
    }

    /** When a cell began and ended, as JupyterLab and nbclient keep it. */
    static void setTiming(JsonObject cell, Instant begin, Instant end) {
        var timing = new JsonObject();
        timing.addProperty("iopub.execute_input", begin.toString());
        timing.addProperty("shell.execute_reply", end.toString());
        cell.getAsJsonObject("metadata").add("execution", timing);
    }

    /** Makes it a notebook of format 4.5 for this kernel, without outputs. */
    void prepare(JsonObject languageInfo) {
        notebook.addProperty("nbformat", 4);
        notebook.addProperty("nbformat_minor", 5);
        metadata().add("kernelspec", KernelSpec.metadata());
        metadata().add("language_info", languageInfo);
        for (var each : notebook.getAsJsonArray("cells")) {
            var cell = each.getAsJsonObject();
            if (!cell.has("id")) {
                cell.addProperty("id", UUID.randomUUID().toString().substring(0, 8));
            }
            if (!cell.has("metadata")) {
                cell.add("metadata", new JsonObject());
            }
        }
        for (var cell : codeCells()) {
            cell.add("outputs", new JsonArray());
            cell.add("execution_count", JsonNull.INSTANCE);
        }
    }

    /** Writes it as a web page, whole or not at all; called like the notebook, it is one among pages of others. */
    void writePage(Path page) {
        boolean amongPages = page.endsWith(name(file) + ".html");
        WholeFile.write(
                page,
                out -> out.write(
                        WebPage.ofNotebook(notebook, folder(file), amongPages).getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes it, whole or not at all. */
    void write(Path file) {
        WholeFile.write(file, out -> out.write((GSON.toJson(notebook) + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
