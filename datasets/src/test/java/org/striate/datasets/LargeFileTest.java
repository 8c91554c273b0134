package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.BadInput;

/** A file larger than the heap, read by a process that has 512 MB. */
class LargeFileTest {

    private static final int ROWS = 1 << 14;
    private static final int COLUMNS = 1 << 14; // float32: 1 GB

    @TempDir
    Path folder;

    /** Sparse on the disk: only the header and the last value of every 1,000th row are written. */
    private Path write() throws IOException {
        var file = folder.resolve("large.npy");
        var text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + ROWS + ", " + COLUMNS + "), }";
        var header = "\u0093NUMPY\u0001\u0000v\u0000" + text + " ".repeat(117 - text.length()) + "\n";
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)));
            for (int row = 0; row < ROWS; row += 1000) {
                value(channel, row, row + 1);
            }
            value(channel, ROWS - 1, 7);
        }
        return file;
    }

    private static void value(FileChannel channel, int row, float value) throws IOException {
        var bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
        channel.write(bytes.flip(), 128 + 4L * ((row + 1L) * COLUMNS - 1));
    }

    @Test
    void gigabyteStreamsThroughHalfAGigabyteOfHeap() throws IOException, InterruptedException {
        var file = write();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LargeFileTest.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        double sum = 7;
        for (int row = 0; row < ROWS; row += 1000) {
            sum += row + 1;
        }
        assertThat(output).contains("sum " + sum).contains("at most 0.5 GB");
    }

    /** Sums all values, then asks for the whole and prints the refusal. */
    public static void main(String[] arguments) {
        var npy = Npy.open(Path.of(arguments[0]));
        double sum = 0;
        for (int row = 0; row < ROWS; row += 512) {
            for (double value : npy.rows(row, 512).values()) {
                sum += value;
            }
        }
        System.out.println("sum " + sum);
        assertThatThrownBy(() -> Npy.load(Path.of(arguments[0])))
                .isInstanceOf(BadInput.class)
                .satisfies(e -> System.out.println(e.getMessage()));
    }
}
