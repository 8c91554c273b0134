package org.striate.core;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file whole or not at all: into a temporary file beside it, then an atomic move. */
public final class WholeFile {

    private WholeFile() {}

    /** What fills the file. */
    @FunctionalInterface
    public interface Content {
        /** Writes the content; the stream is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, making its folder where missing; on any failure the old file, if there was one, stays as it was.
     *
     * @throws BadInput if the folder or the file cannot be written
     */
    public static void write(Path file, Content content) {
        var target = file.toAbsolutePath();
        if (target.getFileName() == null) {
            throw BadInput.of(
                    "file " + file, "a root", "the name of a file in a folder", "Choose one: Path.of(\"figure.svg\")");
        }
        Path temporary = null;
        try {
            if (!Files.isDirectory(
                    target.getParent())) { // a link to a folder is one; some JDKs would refuse to make it
                Files.createDirectories(target.getParent());
            }
            // Not createTempFile: its files are for their owner alone, and so would the final one be.
            // Without the file's name, which may be as long as names can be.
            temporary = target.resolveSibling("." + UUID.randomUUID() + ".part");
            try (var out = new BufferedOutputStream(Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW))) {
                content.writeTo(out);
            }
            move(temporary, target);
        } catch (IOException | UncheckedIOException e) {
            throw BadInput.of(
                    "file " + file,
                    "cannot be written (" + reason(e) + ")",
                    "a folder that may be written to",
                    "Choose another path or mend the folder's permissions");
        } finally {
            discard(temporary);
        }
    }

    /** Moves a complete temporary file to its final name, atomically where the file system can. */
    public static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String reason(Exception e) {
        var cause = e instanceof UncheckedIOException ? e.getCause() : e;
        return cause.getClass().getSimpleName() + " " + cause.getMessage();
    }

    private static void discard(Path temporary) {
        if (temporary == null) {
            return;
        }
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            temporary.toFile().deleteOnExit(); // the failure that brought us here is the one to report
        }
    }
}
