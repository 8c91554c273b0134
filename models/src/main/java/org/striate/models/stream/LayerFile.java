package org.striate.models.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.WholeFile;

/**
 * One layer's answers in a file: NumPy's format, [stimuli x units] float32, and behind it a CRC-32C of all before, which NumPy does
 * not mind. It has its final name only when it is whole.
 */
final class LayerFile implements AutoCloseable {

    private static final int HEADER = 128;
    private static final long SEGMENT = 1L << 30;

    private final Path target;
    private final Path part;
    private final int stimuli;
    private final int units;
    private final FileChannel channel;
    private final CRC32C sum = new CRC32C();

    /** Starts a file that {@link #finish} gives its name. */
    LayerFile(Path target, int stimuli, int units) {
        this.target = target;
        this.stimuli = stimuli;
        this.units = units;
        this.part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(target.getParent());
            channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed(part, e);
        }
        append(ByteBuffer.wrap(header(stimuli, units)));
    }

    private static byte[] header(int stimuli, int units) {
        var facts = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + stimuli + ", " + units + "), }";
        var text = facts + " ".repeat(HEADER - 11 - facts.length()) + "\n";
        var header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        header.putShort((short) (HEADER - 10)).put(text.getBytes(StandardCharsets.US_ASCII));
        return header.array();
    }

    /** The next stimuli's rows. */
    void append(float[][] rows) {
        for (var row : rows) {
            var bytes = ByteBuffer.allocate(4 * row.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(row);
            append(bytes);
        }
    }

    private void append(ByteBuffer bytes) {
        sum.update(bytes.duplicate());
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            close(); // nobody closes what failed in the constructor
            throw failed(part, e);
        }
    }

    /**
     * Gives the whole file its name.
     *
     * @return its rows, mapped before any other process can delete it
     */
    Activations.Rows finish() {
        var end = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) sum.getValue());
        try {
            channel.write(end.flip());
            channel.close();
            var rows = rows(part, stimuli, units).orElseThrow(() -> new IOException("reads back otherwise"));
            WholeFile.move(part, target);
            return rows;
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    /** Leaves nothing behind of a file that was not finished. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    private static RuntimeException failed(Path file, IOException e) {
        if (e instanceof ClosedByInterruptException) {
            Progress.check("writing activations");
        }
        return BadInput.of(
                "cached activations in " + file.getParent(),
                "cannot be written (" + e.getClass().getSimpleName() + " " + e.getMessage() + ")",
                "a folder with room that may be written to",
                "Choose another: network.cached(ActivationCache.in(Path.of(\"cache\")))");
    }

    /**
     * Rows of a file by stimulus, mapped; nothing if it is not what was written.
     *
     * @throws IOException if it cannot be read, which says nothing about what is in it
     */
    static Optional<Activations.Rows> rows(Path file, int stimuli, int units) throws IOException {
        try (var channel = FileChannel.open(file)) {
            long row = 4L * units;
            if (channel.size() != HEADER + stimuli * row + 4) {
                return Optional.empty();
            }
            var start = channel.map(FileChannel.MapMode.READ_ONLY, 0, HEADER);
            var sum = new CRC32C();
            sum.update(start.duplicate());
            var header = new byte[HEADER];
            start.get(header);
            int together = (int) Math.max(1, Math.min(stimuli, SEGMENT / row));
            var segments = new ArrayList<MappedByteBuffer>();
            for (long first = 0; first < stimuli; first += together) {
                long count = Math.min(together, stimuli - first);
                var segment = channel.map(FileChannel.MapMode.READ_ONLY, HEADER + first * row, count * row);
                sum.update(segment.duplicate());
                segments.add(segment);
            }
            var end = channel.map(FileChannel.MapMode.READ_ONLY, channel.size() - 4, 4);
            boolean whole = java.util.Arrays.equals(header, header(stimuli, units))
                    && end.order(ByteOrder.LITTLE_ENDIAN).getInt() == (int) sum.getValue();
            return whole ? Optional.of(reader(segments, together, units)) : Optional.empty();
        }
    }

    private static Activations.Rows reader(List<MappedByteBuffer> segments, int together, int units) {
        return (stimulus, from, to) -> {
            var values = new float[to - from];
            segments.get(stimulus / together)
                    .duplicate()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(4 * (units * (stimulus % together) + from))
                    .asFloatBuffer()
                    .get(values);
            return values;
        };
    }
}
