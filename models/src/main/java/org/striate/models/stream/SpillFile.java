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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.striate.core.BadInput;
import org.striate.core.Progress;

/**
 * Answers in a temporary file, batch after batch as they come, so that the disk is written from front to end; a block [stimuli x
 * units] is gathered from its part of each batch. Several pieces are under way at once, beside the network's work. The file is not
 * mapped, so that none of it is this process's memory; it goes past the system's cache where the file system allows it, which is
 * several times faster; and it has no name any more once it is open: whatever ends the process ends the file.
 */
final class SpillFile implements BlockStore {

    /** Addresses, positions and lengths past the cache are multiples of this. */
    private static final int PAGE = 4096;

    /** Bytes written together. */
    private static final int CHUNK = 4 << 20;

    /** Pieces under way at once: a disk takes several faster than one after another. */
    private static final int AT_ONCE = 4;

    private final Path folder;
    private final Blocks blocks;
    private final int batch;
    /** Where each block's part of a batch begins, and behind the last the bytes of a batch. */
    private final long[] starts;

    private final FileChannel channel;
    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, SpillFile::daemon);
    private final BlockingQueue<ByteBuffer> idle = new ArrayBlockingQueue<>(AT_ONCE);
    private final float[][][] rows = new float[2][][];
    private ByteBuffer chunk;
    private long chunkStart;
    private volatile Exception failure;

    /** @param batch stimuli written at a time; all but the last are that many */
    SpillFile(Path folder, Blocks blocks, int batch) {
        this.folder = folder;
        this.blocks = blocks;
        this.batch = batch;
        this.starts = new long[blocks.all().size() + 1];
        int largest = CHUNK;
        for (int i = 0; i < blocks.all().size(); i++) {
            int piece = piece(blocks.all().get(i));
            starts[i + 1] = starts[i] + piece;
            largest = Math.max(largest, piece);
        }
        for (int i = 0; i < AT_ONCE; i++) {
            idle.add(
                    ByteBuffer.allocateDirect(largest + PAGE).alignedSlice(PAGE).order(ByteOrder.nativeOrder()));
        }
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

    private static FileChannel open(Path folder) throws IOException {
        try {
            if (PAGE % Files.getFileStore(folder).getBlockSize() == 0) {
                return open(folder, Set.of(ExtendedOpenOption.DIRECT));
            }
        } catch (IOException | UnsupportedOperationException e) {
            // There is no way past the cache, as in memory for one; then through it.
        }
        return open(folder, Set.of());
    }

    private static FileChannel open(Path folder, Set<OpenOption> way) throws IOException {
        var file = folder.resolve("stream-" + UUID.randomUUID() + ".tmp");
        var options = new HashSet<OpenOption>(way);
        options.addAll(Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE));
        try {
            return FileChannel.open(file, options);
        } catch (IOException | UnsupportedOperationException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Bytes of a batch's part of a block, in whole pages. */
    private int piece(Blocks.One block) {
        return (4 * block.width() * batch + PAGE - 1) / PAGE * PAGE;
    }

    @Override
    public void write(int block, int from, int count, ByteBuffer answers) {
        var part = blocks.all().get(block);
        int piece = piece(part);
        long position = position(block, from);
        if (chunk != null && (chunk.remaining() < piece || chunkStart + chunk.position() != position)) {
            writeChunk();
        }
        if (chunk == null) {
            chunk = idleBuffer().clear();
            chunkStart = position;
        }
        int start = chunk.position();
        for (int i = 0; i < count; i++) {
            int at = 4 * (i * part.layer().units() + part.first());
            chunk.put(start + 4 * i * part.width(), answers, at, 4 * part.width());
        }
        chunk.position(start + piece);
    }

    private long position(int block, int from) {
        return from / batch * starts[starts.length - 1] + starts[block];
    }

    private void writeChunk() {
        var written = chunk.flip();
        long start = chunkStart;
        chunk = null;
        work(written, () -> {
            while (written.hasRemaining()) {
                channel.write(written, start + written.position());
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private void work(ByteBuffer buffer, Work work) {
        workers.execute(() -> {
            try {
                work.run();
            } catch (IOException | RuntimeException e) { // else what was not written would be read as zeros
                failure = e;
            } finally {
                idle.add(buffer);
            }
        });
    }

    /** A buffer of which nothing is under way. */
    private ByteBuffer idleBuffer() {
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

    @Override
    public void written() {
        if (chunk != null) {
            writeChunk();
        }
        finish();
    }

    /** Waits until nothing is under way. */
    private void finish() {
        var all = new ArrayList<ByteBuffer>();
        for (int i = 0; i < AT_ONCE; i++) {
            all.add(idleBuffer());
        }
        idle.addAll(all);
    }

    @Override
    public float[][] read(int block) {
        var part = blocks.all().get(block);
        var into = rows(block & 1, part.width());
        for (int first = 0; first < into.length; first += batch) {
            int from = first;
            long position = position(block, from);
            var buffer = idleBuffer().clear().limit(piece(part));
            work(buffer, () -> {
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer, position + buffer.position()) < 0) {
                        throw new IOException("it has become shorter");
                    }
                }
                var floats = buffer.flip().asFloatBuffer();
                for (int i = from; i < Math.min(into.length, from + batch); i++) {
                    floats.get(into[i]);
                }
            });
        }
        finish();
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
        workers.shutdown();
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(Exception e) {
        return BadInput.of(
                "temporary file in " + folder,
                "failed (" + e.getClass().getSimpleName() + " " + e.getMessage() + ")",
                "room for the answers of the layers",
                "Allow less, or another folder:"
                        + " network.within(StreamLimits.withDefaults().disk(1e9).folder(Path.of(\"scratch\")))");
    }
}
