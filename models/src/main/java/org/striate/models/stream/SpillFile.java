package org.striate.models.stream;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.striate.core.BadInput;
import org.striate.core.Progress;

/**
 * Answers in a temporary file, block after block, each [stimuli x units]. What a batch adds to a block is written in one piece,
 * beside the network's work, and a block is read in one run. The file is not mapped, so that none of it is this process's memory; it
 * goes past the system's cache where the file system allows it, which is several times faster; and it has no name any more once it
 * is open: whatever ends the process ends the file.
 */
final class SpillFile implements BlockStore {

    /** Addresses, positions and lengths past the cache are multiples of this. */
    private static final int PAGE = 4096;

    private static final int CHUNK = 8 << 20;

    /** Pieces under way at once: the disk takes several faster than one after another. */
    private static final int WRITERS = 4;

    private final Path folder;
    private final Blocks blocks;
    private final int batch;
    private final long[] starts;
    private final FileChannel channel;
    private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS, SpillFile::daemon);
    private final BlockingQueue<ByteBuffer> idle = new ArrayBlockingQueue<>(WRITERS);
    private final float[][][] rows = new float[2][][];
    private final ByteBuffer chunk;
    private volatile IOException failure;

    /** @param batch stimuli written at a time; all but the last are that many */
    SpillFile(Path folder, Blocks blocks, int batch) {
        this.folder = folder;
        this.blocks = blocks;
        this.batch = batch;
        this.starts = new long[blocks.all().size()];
        long at = 0;
        int largest = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            int piece = piece(blocks.all().get(i));
            at += (long) piece * pieces();
            largest = Math.max(largest, piece);
        }
        for (int i = 0; i < WRITERS; i++) {
            idle.add(aligned(largest));
        }
        this.chunk = aligned(Math.max(CHUNK, largest));
        try {
            Files.createDirectories(folder);
            this.channel = open(folder);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "striate-spill");
        thread.setDaemon(true);
        return thread;
    }

    private static ByteBuffer aligned(int bytes) {
        return ByteBuffer.allocateDirect(bytes + PAGE).alignedSlice(PAGE).order(ByteOrder.nativeOrder());
    }

    private static FileChannel open(Path folder) throws IOException {
        try {
            return open(folder, ExtendedOpenOption.DIRECT);
        } catch (IOException | UnsupportedOperationException e) {
            return open(folder, StandardOpenOption.WRITE); // in memory, for one, there is no way past the cache
        }
    }

    private static FileChannel open(Path folder, OpenOption way) throws IOException {
        var file = folder.resolve("stream-" + UUID.randomUUID() + ".tmp");
        try {
            return FileChannel.open(
                    file,
                    Set.of(
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE,
                            way));
        } catch (IOException | UnsupportedOperationException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private int pieces() {
        return (blocks.stimuli() + batch - 1) / batch;
    }

    /** Bytes of a batch's part of a block, in whole pages. */
    private int piece(Blocks.One block) {
        return (4 * block.width() * batch + PAGE - 1) / PAGE * PAGE;
    }

    @Override
    public void write(int block, int from, int count, ByteBuffer answers) {
        var part = blocks.all().get(block);
        var piece = taken();
        piece.clear().limit(piece(part));
        for (int i = 0; i < count; i++) {
            int at = 4 * (i * part.layer().units() + part.first());
            piece.put(4 * i * part.width(), answers, at, 4 * part.width());
        }
        long position = starts[block] + (long) (from / batch) * piece.limit();
        writers.execute(() -> write(piece, position));
    }

    private void write(ByteBuffer piece, long position) {
        try {
            while (piece.hasRemaining()) {
                channel.write(piece, position + piece.position());
            }
        } catch (IOException e) {
            failure = e;
        } finally {
            idle.add(piece);
        }
    }

    /** A buffer that is not being written. */
    private ByteBuffer taken() {
        try {
            var buffer = idle.take();
            if (failure != null) {
                idle.add(buffer);
                throw failed(failure);
            }
            return buffer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Progress.check("streaming");
            throw new IllegalStateException(e);
        }
    }

    /** Waits until all is written. */
    @Override
    public void written() {
        var all = new ByteBuffer[WRITERS];
        java.util.Arrays.setAll(all, i -> taken());
        idle.addAll(java.util.List.of(all));
    }

    @Override
    public float[][] read(int block) {
        var part = blocks.all().get(block);
        var into = rows(block & 1, part.width());
        int piece = piece(part);
        int together = chunk.capacity() / piece;
        try {
            for (int first = 0; first < pieces(); first += together) {
                int count = Math.min(together, pieces() - first);
                chunk.clear().limit(piece * count);
                long at = starts[block] + (long) piece * first;
                while (chunk.hasRemaining()) {
                    if (channel.read(chunk, at + chunk.position()) < 0) {
                        throw new IOException("it has become shorter");
                    }
                }
                var floats = chunk.flip().asFloatBuffer();
                for (int i = first * batch; i < Math.min(into.length, (first + count) * batch); i++) {
                    int row = i - first * batch;
                    floats.get(row / batch * (piece / 4) + row % batch * part.width(), into[i]);
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
        writers.shutdown();
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(IOException e) {
        return BadInput.of(
                "temporary file in " + folder,
                "failed (" + e.getClass().getSimpleName() + " " + e.getMessage() + ")",
                "room for the answers of the layers",
                "Allow less, or another folder:"
                        + " network.within(StreamLimits.withDefaults().disk(1e9).folder(Path.of(\"scratch\")))");
    }
}
