package org.striate.kernel;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The archive of classes that this kernel was started with, where jars have become newer: it is made anew on the side. */
final class StaleArchive {

    private static final String COMMAND = "org.striate.launcher.Launcher";

    private StaleArchive() {}

    /** Starts a process that makes a new one, if that is due; kernels started later profit. */
    static void renew() {
        Optional.ofNullable(System.getProperty("striate.archive"))
                .map(Path::of)
                .filter(StaleArchive::isStale)
                .ifPresent(StaleArchive::make);
    }

    /** Whether a jar beside it is newer, or it is missing, and another can be written. */
    static boolean isStale(Path archive) {
        var jars = archive.resolveSibling("lib");
        if (!Files.isDirectory(jars) || !Files.isWritable(archive.getParent())) {
            return false;
        }
        try (var files = Files.list(jars)) {
            long made = archive.toFile().lastModified();
            return files.anyMatch(jar -> jar.toFile().lastModified() >= made);
        } catch (IOException e) {
            return false;
        }
    }

    private static void make(Path archive) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var jars = archive.resolveSibling("lib").resolve("*").toString();
        try {
            new ProcessBuilder(java, "-cp", jars, COMMAND, "archive")
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return; // this kernel runs all the same
        }
    }
}
