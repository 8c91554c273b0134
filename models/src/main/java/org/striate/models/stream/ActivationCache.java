package org.striate.models.stream;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.CacheFolder;
import org.striate.core.Progress;

/**
 * Activations on disk, each layer a file named by a hash of all that it depends on. Files are read by mapping them. The folder may
 * be shared by several processes and deleted at any time; the least recently used files go when it is full.
 *
 * @param folder where the files lie
 * @param limit bytes of all files
 */
public record ActivationCache(Path folder, long limit) {

    private static final long DEFAULT_LIMIT = 20_000_000_000L;
    private static final String WHOLE = ".npy";
    private static final String PART = ".part";

    /** Of at most 20 GB, in the folder of {@code STRIATE_CACHE} or the user's cache folder. */
    public static ActivationCache standard() {
        return in(CacheFolder.path().resolve("activations"));
    }

    /** Of at most 20 GB, in a folder of its own. */
    public static ActivationCache in(Path folder) {
        return new ActivationCache(folder, DEFAULT_LIMIT);
    }

    /** With files of at most so many bytes in all. */
    public ActivationCache limit(double bytes) {
        return new ActivationCache(folder, (long) bytes);
    }

    private Path file(String key) {
        return folder.resolve(key + WHOLE);
    }

    /** Rows by stimulus where the file is there and whole; one that is not is deleted. */
    public Optional<Activations.Rows> find(String key, int stimuli, int units) {
        var file = file(key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<Activations.Rows> rows = Optional.empty();
        try {
            rows = LayerFile.rows(file, stimuli, units);
            if (rows.isPresent()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            } else {
                Files.deleteIfExists(file);
            }
        } catch (ClosedByInterruptException e) {
            Progress.check("reading activations");
        } catch (IOException e) {
            return rows; // another process may have deleted it; what is mapped stays readable
        }
        return rows;
    }

    /** Takes one layer, rows in the order of the stimuli. */
    public interface Writer extends AutoCloseable {
        void append(float[][] rows);

        /**
         * Gives the file its name; a writer that is closed before leaves nothing.
         *
         * @return rows by stimulus, which stay readable when the file is deleted
         */
        Activations.Rows finish();

        @Override
        void close();
    }

    /** A new file under a key. */
    public Writer write(String key, int stimuli, int units) {
        var file = new LayerFile(file(key), stimuli, units);
        return new Writer() {
            @Override
            public void append(float[][] rows) {
                file.append(rows);
            }

            @Override
            public Activations.Rows finish() {
                return file.finish();
            }

            @Override
            public void close() {
                file.close();
            }
        };
    }

    /**
     * Deletes the least recently used files until so many bytes have room.
     *
     * @throws BadInput if they never will
     */
    public void makeRoom(long bytes) {
        if (bytes > limit) {
            throw BadInput.of(
                    "cached activations",
                    bytes / 1_000_000 + " MB",
                    "at most " + limit / 1_000_000 + " MB, the limit of the cache",
                    "Raise it, or stream: network.cached(ActivationCache.standard().limit(" + bytes
                            + ")), Gram.of(network, stimuli)");
        }
        try {
            Files.createDirectories(folder);
            try (var channel = FileChannel.open(
                            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.tryLock()) {
                if (lock != null) { // else another process is making room
                    delete(bytes);
                }
            }
        } catch (OverlappingFileLockException e) {
            return; // another thread is
        } catch (IOException e) {
            throw BadInput.of(
                    "cached activations in " + folder,
                    "cannot be written (" + e.getClass().getSimpleName() + " " + e.getMessage() + ")",
                    "a folder that may be written to",
                    "Choose another: network.cached(ActivationCache.in(Path.of(\"cache\")))");
        }
    }

    private void delete(long bytes) throws IOException {
        long used = bytes;
        var old = Instant.now().minus(1, ChronoUnit.DAYS);
        for (var file : files()) {
            // Another process may just have given it its name or deleted it: then it is of 1970 and empty.
            boolean abandoned = file.toString().endsWith(PART)
                    && Instant.ofEpochMilli(file.toFile().lastModified()).isBefore(old);
            boolean whole = file.toString().endsWith(WHOLE);
            long size = file.toFile().length();
            if (abandoned || (whole && used + size > limit)) {
                Files.deleteIfExists(file);
            } else {
                used += size;
            }
        }
    }

    /** Most recently used first. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file ->
                            file.toString().endsWith(WHOLE) || file.toString().endsWith(PART))
                    .sorted(Comparator.comparingLong(
                                    (Path file) -> file.toFile().lastModified())
                            .reversed())
                    .toList();
        }
    }

    @Override
    public String toString() {
        return "ActivationCache " + folder + ", at most " + limit / 1_000_000 + " MB";
    }
}
