package org.striate.models.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.striate.core.BadInput;
import org.striate.core.CacheFolder;

/**
 * How much of a machine the stream of a network's layers may take.
 *
 * @param memory bytes for answers; the network's own pass comes on top
 * @param disk bytes of a temporary file; 0 for none
 * @param folder where that file lies
 */
public record StreamLimits(long memory, long disk, Path folder) {

    private static final long GIGABYTE = 1_000_000_000;

    public StreamLimits {
        if (memory < 1_000_000 || disk < 0) {
            throw BadInput.of(
                    "limits of a stream",
                    memory + " bytes of memory, " + disk + " of disk",
                    "at least 1 MB of memory and no negative disk",
                    "StreamLimits.withDefaults().memory(1e9)");
        }
    }

    /**
     * 1 GB of memory, or a quarter of the heap where that is less, and 64 GB of disk in the cache folder, of which no more than
     * half of what is free is used.
     */
    public static StreamLimits withDefaults() {
        long memory = Math.min(GIGABYTE, Runtime.getRuntime().maxMemory() / 4);
        return new StreamLimits(Math.max(1_000_000, memory), 64 * GIGABYTE, CacheFolder.path());
    }

    /** With so many bytes of memory. */
    public StreamLimits memory(double bytes) {
        return new StreamLimits((long) bytes, disk, folder);
    }

    /** With a temporary file of at most so many bytes; 0 for none. */
    public StreamLimits disk(double bytes) {
        return new StreamLimits(memory, (long) bytes, folder);
    }

    /** With the temporary file in another folder. */
    public StreamLimits folder(Path folder) {
        return new StreamLimits(memory, disk, folder);
    }

    /** Bytes that a temporary file may have now. */
    long room() {
        if (disk == 0) {
            return 0;
        }
        try {
            Files.createDirectories(folder);
            return Math.min(disk, Files.getFileStore(folder).getUsableSpace() / 2);
        } catch (IOException e) {
            return 0; // without a place to write, everything is held
        }
    }
}
