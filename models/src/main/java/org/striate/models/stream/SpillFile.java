package org.striate.models.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.striate.core.BadInput;
import org.striate.core.Progress;

/**
 * Answers in a temporary file, block after block, each [stimuli x units]: a batch is written in one piece a block, and a block is
 * read in one piece. The file is not mapped, so that none of it is this process's memory, and it has no name any more once it is
 * open: whatever ends the process ends the file.
 */
final class SpillFile implements BlockStore {

    private static final int CHUNK = 8 << 20;

    private final Path file;
    private final Blocks blocks;
    private final long[] starts;
    private final FileChannel channel;
    private final float[][][] rows = new float[2][][];
    private final ByteBuffer chunk;

    SpillFile(Path folder, Blocks blocks) {
        this.blocks = blocks;
        this.starts = new long[blocks.all().size()];
        long at = 0;
        int widest = 1;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            at += blocks.all().get(i).bytes(blocks.stimuli());
            widest = Math.max(widest, blocks.all().get(i).width());
        }
        this.chunk = ByteBuffer.allocateDirect(Math.max(CHUNK, 4 * widest)).order(ByteOrder.nativeOrder());
        this.file = folder.resolve("stream-" + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(folder);
            this.channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void write(int block, int from, int batch, ByteBuffer answers) {
        var part = blocks.all().get(block);
        var slices = new ByteBuffer[batch];
        for (int i = 0; i < batch; i++) {
            int at = 4 * (i * part.layer().units() + part.first());
            slices[i] = answers.slice(at, 4 * part.width());
        }
        try {
            channel.position(starts[block] + 4L * part.width() * from);
            for (long left = 4L * part.width() * batch; left > 0; ) {
                left -= channel.write(slices);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public float[][] read(int block) {
        var part = blocks.all().get(block);
        var into = rows(block & 1, part.width());
        int together = chunk.capacity() / (4 * part.width());
        try {
            for (int from = 0; from < into.length; from += together) {
                int count = Math.min(together, into.length - from);
                chunk.clear().limit(4 * part.width() * count);
                long at = starts[block] + 4L * part.width() * from;
                while (chunk.hasRemaining()) {
                    if (channel.read(chunk, at + chunk.position()) < 0) {
                        throw new IOException("it has become shorter");
                    }
                }
                var floats = chunk.flip().asFloatBuffer();
                for (int i = 0; i < count; i++) {
                    floats.get(into[from + i]);
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return into;
    }

    /** The arrays of the block before the last, where they fit. */
    private float[][] rows(int set, int width) {
        if (rows[set] == null || rows[set][0].length != width) {
            rows[set] = new float[blocks.stimuli()][width];
        }
        return rows[set];
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            Progress.check("streaming");
        }
        return BadInput.of(
                "temporary file " + file,
                "failed (" + e.getClass().getSimpleName() + " " + e.getMessage() + ")",
                "room for the answers of the layers",
                "Allow less, or another folder:"
                        + " network.within(StreamLimits.withDefaults().disk(1e9).folder(Path.of(\"scratch\")))");
    }
}
