package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.BadInput;

/** Files larger than the heap, read by a process that has 512 MB. */
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
        var output = inHalfAGigabyte("sum", write());
        double sum = 7;
        for (int row = 0; row < ROWS; row += 1000) {
            sum += row + 1;
        }
        assertThat(output).contains("sum " + sum).contains("at most 0.5 GB");
    }

    @Test
    void memberOfAGigabyteIsRefusedBeforeItIsRead() throws IOException, InterruptedException {
        var file = NpyTest.claiming(folder.resolve("large.npz"), 1 << 30);
        assertThat(inHalfAGigabyte("npz", file))
                .contains("large.npz:X: 1.1 GB in memory; expected at most 0.5 GB")
                .contains("Npy.open(Path.of(\"X.npy\")).rows(0, 1000)");
    }

    /** A byte in the file is eight in memory. */
    @Test
    void matricesBeyondTheMemoryAreNotCalledDamaged() throws IOException, InterruptedException {
        var version4 = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        version4.putInt(50).putInt(1 << 13).putInt(1 << 14).putInt(0).putInt(2).put((byte) 'x');
        var version5 = ByteBuffer.allocate(184).order(ByteOrder.LITTLE_ENDIAN);
        version5.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII));
        version5.position(124).putShort((short) 0x0100).put(new byte[] {'I', 'M'});
        version5.putInt(14).putInt(48 + (1 << 27)); // a matrix
        version5.putInt(6).putInt(8).putInt(9).putInt(0); // of uint8
        version5.putInt(5).putInt(8).putInt(1 << 13).putInt(1 << 14);
        version5.putShort((short) 1).putShort((short) 1).put(new byte[] {'x', 0, 0, 0});
        version5.putInt(2).putInt(1 << 27);
        for (var head : List.of(version4, version5)) {
            var file = folder.resolve("large.mat");
            try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.write(head.array());
                sparse.setLength(head.capacity() + (1 << 27));
            }
            assertThat(inHalfAGigabyte("mat", file)).contains("memory").doesNotContain("damaged");
        }
    }

    private static String inHalfAGigabyte(String what, Path file) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LargeFileTest.class.getName(),
                        what,
                        file.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Prints the refusal of a whole file; of an array, after the sum of its rows. */
    public static void main(String[] arguments) {
        var file = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "npz" -> printRefusal(() -> Npz.load(file).array("X"));
            case "mat" -> printRefusal(() -> MatFile.load(file).matrix("x"));
            default -> {
                printSum(file);
                printRefusal(() -> Npy.load(file));
            }
        }
    }

    private static void printSum(Path file) {
        var npy = Npy.open(file);
        double sum = 0;
        for (int row = 0; row < ROWS; row += 512) {
            for (double value : npy.rows(row, 512).values()) {
                sum += value;
            }
        }
        System.out.println("sum " + sum);
    }

    private static void printRefusal(ThrowingCallable load) {
        assertThatThrownBy(load).isInstanceOf(BadInput.class).satisfies(e -> System.out.println(e.getMessage()));
    }
}
