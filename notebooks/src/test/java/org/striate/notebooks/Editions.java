package org.striate.notebooks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import org.striate.launcher.WebPage;

/**
 * Makes the editions of the course: the student's, with blanks for solutions, in {@code target/student}; the rendered one,
 * web pages with outputs and a map, in {@code target/rendered}. Run by the profile "editions".
 */
final class Editions {

    static final Path STUDENT = Runner.TARGET.resolve("student");

    /** Of the course, to which notebooks link. */
    private static final String MAP = "README.md";

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();
    private static final Pattern NUMBER = Pattern.compile("^// (\\d+)");

    private Editions() {}

    public static void main(String[] arguments) throws IOException {
        for (var notebook : Notebook.all()) {
            System.out.println(notebook + " ...");
            writeStudent(notebook, STUDENT);
            render(notebook);
        }
        Files.copy(Notebook.FOLDER.resolve(MAP), STUDENT.resolve(MAP), StandardCopyOption.REPLACE_EXISTING);
        writeIndex(Runner.RENDERED);
        System.out.println(
                "Student edition: " + STUDENT + "\nRendered edition: " + Runner.RENDERED.resolve("index.html"));
    }

    /** The page of a notebook; one on recordings is left out, and said so, where they are not at hand. */
    private static void render(Notebook notebook) {
        try {
            Runner.executed(notebook);
        } catch (IllegalStateException e) {
            if (!notebook.onRecordings()) {
                throw e;
            }
            System.out.println(notebook + " is left out of the rendered edition:\n" + e.getMessage());
        }
    }

    static void writeIndex(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("index.html"),
                WebPage.ofText(Files.readString(Notebook.FOLDER.resolve(MAP)), Notebook.FOLDER));
    }

    static Notebook writeStudent(Notebook notebook, Path folder) throws IOException {
        var json = notebook.json();
        Notebook.stream(json.getAsJsonArray("cells"))
                .filter(cell -> Notebook.hasTag(cell, "solution"))
                .forEach(Editions::empty);
        Files.createDirectories(folder);
        return new Notebook(Files.writeString(folder.resolve(notebook.file().getFileName()), GSON.toJson(json) + "\n"));
    }

    /** Leaves the number of the exercise, and a place to write. */
    private static void empty(JsonObject cell) {
        cell.getAsJsonObject("metadata").remove("jupyter");
        if (!Notebook.isCode(cell)) {
            cell.addProperty("source", "*Your turn.*");
            return;
        }
        var number = NUMBER.matcher(Notebook.source(cell));
        cell.addProperty("source", (number.find() ? number.group() + ": " : "// ") + "your turn\n");
        cell.add("outputs", new JsonArray());
        cell.add("execution_count", JsonNull.INSTANCE);
    }
}
