package org.striate.launcher;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
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

    private final Path file;
    private final JsonObject notebook;

    private NotebookFile(Path file, JsonObject notebook) {
        this.file = file;
        this.notebook = notebook;
    }

    /**
     * Reads a notebook.
     *
     * @throws BadInput if the file is missing, no notebook of format 4, or for another language than Java
     */
    static NotebookFile load(Path file) {
        var notebook = new NotebookFile(file, read(file));
        var language = notebook.language();
        if (!language.equals("java")) {
            throw BadInput.of(
                    "notebook " + file,
                    "written for " + language,
                    "one for Java",
                    "Open it with a kernel for " + language);
        }
        return notebook;
    }

    private static JsonObject read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw BadInput.of(
                    "notebook " + file, "no such file", "an .ipynb file", "Look where it is: ls " + folder(file));
        }
        JsonElement json;
        try {
            json = JsonParser.parseString(Files.readString(file));
        } catch (IOException | JsonParseException e) {
            throw BadInput.of("notebook " + file, "no JSON", "an .ipynb file", "Open it in Jupyter and save it again");
        }
        if (!json.isJsonObject()
                || !json.getAsJsonObject().has("nbformat")
                || json.getAsJsonObject().get("nbformat").getAsInt() != 4
                || !json.getAsJsonObject().has("cells")) {
            throw BadInput.of(
                    "notebook " + file,
                    "not of format 4",
                    "a notebook of format 4",
                    "Convert it: jupyter nbconvert --to notebook");
        }
        return json.getAsJsonObject();
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
    }

    private String language() {
        var metadata = metadata();
        for (var part : List.of("kernelspec", "language_info")) {
            var name = part.equals("kernelspec") ? "language" : "name";
            if (metadata.has(part) && metadata.getAsJsonObject(part).has(name)) {
                return metadata.getAsJsonObject(part).get(name).getAsString();
            }
        }
        return "java";
    }

    private JsonObject metadata() {
        if (!notebook.has("metadata")) {
            notebook.add("metadata", new JsonObject());
        }
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
                && metadata.getAsJsonArray("tags").contains(new com.google.gson.JsonPrimitive(tag));
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
            cell.add("execution_count", com.google.gson.JsonNull.INSTANCE);
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
