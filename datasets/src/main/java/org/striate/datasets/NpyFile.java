package org.striate.datasets;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.striate.core.BadInput;

/** An NPY file of which only some rows are read at a time, so that it may be larger than the memory. */
public final class NpyFile {

    private static final int BLOCK = 1 << 20;

    /** Holds the bytes; a file is opened for each use and closed after it. */
    private interface Source {
        void use(Use use) throws IOException;
    }

    /** What is done while the bytes are open. */
    private interface Use {
        void with(Bytes bytes) throws IOException;
    }

    /** Fills a buffer with the bytes from a place on. */
    private interface Bytes {
        void read(ByteBuffer buffer, long at) throws IOException;
    }

    private final String name;
    private final Source source;
    private final NpyHeader header;

    private NpyFile(String name, Source source, long size) throws IOException {
        this.name = name;
        this.source = source;
        var head = ByteBuffer.allocate((int) Math.min(NpyHeader.LONGEST, size));
        source.use(bytes -> bytes.read(head, 0));
        this.header = NpyHeader.read(name, head.flip(), size);
    }

    static NpyFile of(Path file) {
        Source source = use -> {
            try (var channel = FileChannel.open(file)) {
                use.with((buffer, at) -> fill(channel, buffer, at));
            }
        };
        try {
            return new NpyFile(file.toString(), source, Files.size(file));
        } catch (IOException e) {
            throw Npy.unreadable(file, e);
        }
    }

    static NpyFile of(String name, byte[] content) throws IOException {
        return new NpyFile(
                name,
                use -> use.with((buffer, at) -> buffer.put(content, (int) at, buffer.remaining())),
                content.length);
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
    }

    /** Sizes of the dimensions; a complex number adds one of 2 at the end: real, imaginary. */
    public int[] shape() {
        return rowsOf(header.shape());
    }

    private int[] rowsOf(int[] shape) {
        if (header.parts() == 1) {
            return shape;
        }
        var longer = Arrays.copyOf(shape, shape.length + 1);
        longer[shape.length] = 2;
        return longer;
    }

    /**
     * Some rows, that is, some indices of the first dimension.
     *
     * @param from first row
     * @param count how many
     * @return [count x the other dimensions]
     * @throws BadInput if the file holds text, or has not these rows, or they do not fit into the memory
     */
    public NumericArray rows(int from, int count) {
        if (header.isText()) {
            throw BadInput.of(name, "text", "numbers", "Read it with Npy.text(path) or npz.text(name)");
        }
        if (from < 0 || count < 0 || (long) from + count > header.rows()) {
            throw BadInput.of(
                    name,
                    "rows " + from + " to " + ((long) from + count),
                    "rows within 0 to " + header.rows(),
                    "Ask its shape first: Npy.open(path).shape()");
        }
        var shape = header.shape().clone();
        if (shape.length > 0) {
            shape[0] = count;
        }
        long size = Arrays.stream(shape).asLongStream().reduce(header.parts(), (a, b) -> a * b);
        Memory.require(name, 8 * size, "Read it in parts: Npy.open(path).rows(0, 1000)");
        var values = new double[(int) size];
        each(from, count, (bytes, at, target) -> {
            int partSize = header.itemSize() / header.parts();
            for (int part = 0; part < header.parts(); part++) {
                values[target * header.parts() + part] =
                        NpyValues.number(bytes, header.kind(), partSize, at + part * partSize);
            }
        });
        return new NumericArray(rowsOf(shape), values);
    }

    NumericArray all() {
        return rows(0, header.rows());
    }

    boolean isText() {
        return header.isText();
    }

    List<String> text() {
        if (!header.isText()) {
            throw BadInput.of(name, "numbers", "text", "Read it with Npy.load(path) or npz.array(name)");
        }
        Memory.require(name, 2 * header.count() * header.itemSize(), "Read it in Python and save parts of it");
        var text = new String[(int) header.count()];
        each(0, header.rows(), (bytes, at, target) -> text[target] = NpyValues.text(bytes, header, at));
        return new ArrayList<>(Arrays.asList(text));
    }

    /** Takes the value at a place of the buffer; the target is its index in row-major order among those asked for. */
    private interface Taker {
        void take(ByteBuffer bytes, int at, int target);
    }

    private void each(int from, int count, Taker taker) {
        if (count == 0) {
            return; // an empty array may claim any number of columns
        }
        var rowShape = header.rowShape();
        int rowSize = Arrays.stream(rowShape).reduce(1, (a, b) -> a * b);
        try {
            source.use(bytes -> {
                if (!header.fortran()) {
                    run(bytes, (long) from * rowSize, (long) count * rowSize, taker, i -> i);
                    return;
                }
                // Column-major: the first index runs fastest, so every column holds these rows in one run.
                for (int column = 0; column < rowSize; column++) {
                    int target = Npy.rowMajor(column, rowShape);
                    run(bytes, (long) column * header.rows() + from, count, taker, i -> i * rowSize + target);
                }
            });
        } catch (IOException e) {
            throw BadInput.of(
                    name,
                    "cannot be read to its end (" + e.getClass().getSimpleName() + ")",
                    "a whole NPY file",
                    "Save it again in Python: np.save(path, a)");
        }
    }

    private void run(Bytes bytes, long first, long count, Taker taker, IntUnaryOperator to) throws IOException {
        int itemSize = header.itemSize();
        int most = (int) Math.min(Math.max(1, BLOCK / itemSize), Math.max(1, count));
        var block = ByteBuffer.allocate(most * itemSize).order(header.order());
        for (long done = 0; done < count; done += most) {
            int items = (int) Math.min(most, count - done);
            bytes.read(block.clear().limit(items * itemSize), header.dataStart() + (first + done) * itemSize);
            for (int i = 0; i < items; i++) {
                taker.take(block, i * itemSize, to.applyAsInt((int) done + i));
            }
        }
    }

    @Override
    public String toString() {
        return "NpyFile " + name + ": " + Arrays.toString(shape());
    }
}
