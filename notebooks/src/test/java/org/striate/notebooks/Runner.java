package org.striate.notebooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.striate.testing.Shared;

/** Runs notebooks by the launcher, as {@code ./striate run} does. */
final class Runner {

    static final Path TARGET = Notebook.FOLDER.resolve("target");
    /** Executed notebooks with their pages: the rendered edition. */
    static final Path RENDERED = TARGET.resolve("rendered");

    private static final Path DISTRIBUTION = Shared.root().resolve("kernel-ext/target/striate");

    private Runner() {}

    /** Runs a notebook of the course; the executed one is left in the rendered edition. */
    static Notebook run(Notebook notebook) {
        return run(notebook, RENDERED);
    }

    /** Runs a notebook; leaves the executed one and its page in a folder. */
    static Notebook run(Notebook notebook, Path folder) {
        var executed = folder.resolve(notebook.file().getFileName());
        execute(striate(
                "run", notebook.file().toString(), "--output", executed.toString(), "--html", "--timeout", "7200"));
        return new Notebook(executed);
    }

    /** The executed notebook; runs it if it or Striate has changed since it last ran. */
    static Notebook executed(Notebook notebook) {
        var executed = new Notebook(RENDERED.resolve(notebook.file().getFileName()));
        return isNewer(executed.file(), notebook.file()) && isNewer(executed.file(), DISTRIBUTION.resolve("built"))
                ? executed
                : run(notebook);
    }

    private static boolean isNewer(Path made, Path from) {
        try {
            return Files.exists(made) && Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(from)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line of the launcher. */
    static List<String> striate(String... words) {
        var libraries = DISTRIBUTION.resolve("lib");
        if (!Files.isDirectory(libraries)) {
            throw new IllegalStateException(libraries + ": not there; expected the built Striate. Run ./mvnw package");
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", libraries + "/*", "org.striate.launcher.Launcher"));
        command.addAll(List.of(words));
        return command;
    }

    /**
     * Makes the kernel known to Jupyter, and gives the folder that must be its {@code JUPYTER_PATH}; {@link #execute} sets
     * it.
     */
    static Path installKernel() {
        execute(striate("install", "--prefix", TARGET.resolve("jupyter").toString()));
        return jupyterPath();
    }

    private static Path jupyterPath() {
        return TARGET.resolve("jupyter/share/jupyter");
    }

    /** @throws IllegalStateException if the program fails, with what it printed */
    static void execute(List<String> command) {
        try {
            var process = process(command).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A program that finds the recordings beside the checkout, if they are there, and the kernel. */
    static ProcessBuilder process(List<String> command) {
        var builder =
                new ProcessBuilder(command).directory(Notebook.FOLDER.toFile()).redirectErrorStream(true);
        if (Files.isDirectory(Shared.realData(""))) {
            builder.environment().put("STRIATE_DATA", Shared.realData("").toString());
        }
        builder.environment().put("JUPYTER_PATH", jupyterPath().toString());
        return builder;
    }
}
