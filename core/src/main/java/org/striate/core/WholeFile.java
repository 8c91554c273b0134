package org.striate.core;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

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
     * Writes a file, making its folder where missing; on any failure the old file, if there was one, stays as it was. A link
     * stays a link, and the file that it leads to is written.
     *
     * @throws BadInput if the folder or the file cannot be written
     * @throws UncheckedIOException if the content's maker says so of another file
     */
    public static void write(Path file, Content content) {
        var target = target(file);
        Path temporary = null;
        var failed = new AtomicBoolean();
        try {
            if (!Files.isDirectory(
                    target.getParent())) { // a link to a folder is one; some JDKs would refuse to make it
                Files.createDirectories(target.getParent());
            }
            // Not createTempFile: its files are for their owner alone, and so would the final one be.
            // Without the file's name, which may be as long as names can be.
            temporary = target.resolveSibling("." + UUID.randomUUID() + ".part");
            var stream = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW);
            try (var out = new BufferedOutputStream(new Watched(stream, failed))) {
                content.writeTo(out);
            }
            move(temporary, target);
        } catch (IOException e) {
            throw unwritable(file, e);
        } catch (UncheckedIOException e) {
            throw failed.get() ? unwritable(file, e.getCause()) : e; // else it is another file's
        } finally {
            discard(temporary);
        }
    }

    /**
     * The file that {@link #write} replaces or makes: where a link leads.
     *
     * @throws BadInput if what is there is no file
     */
    public static Path target(Path file) {
        var target = file.toAbsolutePath();
        if (target.getFileName() == null) {
            throw BadInput.of(
                    "file " + file, "a root", "the name of a file in a folder", "Choose one: Path.of(\"figure.svg\")");
        }
        if (!Files.exists(target)) {
            return target;
        }
        if (!Files.isRegularFile(target)) {
            throw BadInput.of(
                    "file " + file, "cannot be written (a folder or a device)", "a file", "Choose another path");
        }
        try {
            return target.toRealPath();
        } catch (IOException e) {
            throw unwritable(file, e);
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

    private static BadInput unwritable(Path file, IOException e) {
        return BadInput.of(
                "file " + file,
                "cannot be written (" + e.getClass().getSimpleName() + " " + e.getMessage() + ")",
                "a folder that may be written to",
                "Choose another path or mend the folder's permissions");
    }

    /** Remembers whether the file itself could not be written. */
    private static final class Watched extends FilterOutputStream {

        private final AtomicBoolean failed;

        Watched(OutputStream out, AtomicBoolean failed) {
            super(out);
            this.failed = failed;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failed.set(true);
                throw e;
            }
        }
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
