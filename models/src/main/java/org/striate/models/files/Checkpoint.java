package org.striate.models.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.striate.core.BadInput;
import org.striate.core.Progress;

/**
 * Named tensors from a file.
 *
 * @param tensors name to tensor, in the file's order
 * @param metadata texts that the file carries beside them
 */
public record Checkpoint(Map<String, StoredTensor> tensors, Map<String, String> metadata) {

    /**
     * Opens a safetensors file, or a state dict that PyTorch wrote, in its zip format or the one before 1.6; found out by
     * its content. Of a training checkpoint the part named {@code state_dict}, {@code model} or the like is taken; a prefix
     * {@code module.} that all names share is cut.
     *
     * @throws BadInput if the file is none of these, damaged, or would run code
     */
    public static Checkpoint load(Path file) {
        var start = start(file);
        var opened = start.length > 8 && start[8] == '{' ? Safetensors.load(file) : StateDict.load(file, start);
        return opened.withoutPrefix();
    }

    private static byte[] start(Path file) {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(16);
        } catch (IOException e) {
            throw BadInput.of(
                    file.toString(),
                    "not readable (" + e.getClass().getSimpleName() + ")",
                    "a file of weights",
                    "Look where it is: Path.of(\"\").toAbsolutePath()");
        }
    }

    private Checkpoint withoutPrefix() {
        var prefix = "module.";
        if (tensors.isEmpty() || !tensors.keySet().stream().allMatch(name -> name.startsWith(prefix))) {
            return this;
        }
        var cut = new LinkedHashMap<String, StoredTensor>();
        tensors.forEach((name, tensor) -> cut.put(name.substring(prefix.length()), tensor));
        return new Checkpoint(cut, metadata);
    }

    /** An interrupt closes the channel that is read, which says nothing about the file. */
    static void requireNoInterrupt(Throwable failure) {
        if (failure instanceof ClosedByInterruptException) {
            Progress.check("reading weights");
        }
    }

    /** A file that is not what it should be. */
    public static BadInput damaged(Path file, String wrong, String expected) {
        return BadInput.of(file.toString(), wrong, expected, "Fetch the file again");
    }

    /**
     * The number of elements.
     *
     * @throws ArithmeticException if it is too large for one tensor, or a size is negative
     */
    static int count(Iterable<Long> shape) {
        long count = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new ArithmeticException("a size of " + size);
            }
            count = Math.multiplyExact(count, size);
        }
        return Math.toIntExact(count);
    }
}
