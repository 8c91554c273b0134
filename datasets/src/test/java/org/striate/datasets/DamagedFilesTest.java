package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.core.BadInput;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/**
 * Every good fixture, cut off, with bytes changed, and changed inside its compression with the checksums made right again:
 * nothing but the one sentence may come out, and no claim may be believed.
 */
@Needs({Needs.What.FIXTURES, Needs.What.REAL_DATA})
class DamagedFilesTest {

    private static final int VARIANTS = Integer.getInteger("striate.damages", 9);
    /** The largest fixture, read whole, takes a tenth of it. */
    private static final long MOST_ALLOCATED = 128L << 20;

    @TempDir
    Path folder;

    static List<Path> files() throws IOException {
        var folders = Stream.of("npy", "hdf5", "nwb", "mat", "images", "brainscore")
                .map(Shared::fixture)
                .toList();
        try (var real = Files.list(Shared.realData("brainscore"));
                var nwb = Files.list(Shared.realData("nwb"))) {
            var all = new java.util.ArrayList<>(real.toList());
            all.addAll(nwb.toList());
            for (var each : folders) {
                try (var files = Files.list(each)) {
                    all.addAll(files.toList());
                }
            }
            return all.stream()
                    .filter(file -> !file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void damageIsWorthOneSentence(Path file) throws IOException {
        var whole = Files.readAllBytes(file);
        for (int variant = 0; variant < VARIANTS; variant++) {
            long seed = 1000L * variant + file.getFileName().toString().hashCode();
            var random = new Random(seed);
            var damaged = variant % 3 == 0
                    ? Arrays.copyOf(whole, random.nextInt(whole.length))
                    : variant % 3 == 1 ? changed(whole, random) : changedInside(whole, random);
            check(file, damaged, seed);
        }
    }

    private void check(Path file, byte[] damaged, long seed) throws IOException {
        var copy = Files.write(folder.resolve(file.getFileName()), damaged);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            Everything.read(copy); // a change of a number goes unnoticed
        } catch (BadInput e) {
            assertThat(e.getMessage().lines()).hasSize(1);
        } catch (Throwable e) {
            throw new AssertionError(file.getFileName() + ", seed " + seed, e);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes allocated for %s, seed %d", file.getFileName(), seed)
                .isLessThan(MOST_ALLOCATED);
    }

    private static byte[] changed(byte[] bytes, Random random) {
        var changed = bytes.clone();
        // Sizes and addresses stand near the start more often than not.
        int most = random.nextBoolean() ? Math.min(bytes.length, 600) : bytes.length;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(most);
            int length = Math.min(1 << random.nextInt(4), bytes.length - at);
            byte value = (byte) List.of(0, 0x7f, 0xff, random.nextInt(256))
                    .get(random.nextInt(4))
                    .intValue();
            Arrays.fill(changed, at, at + length, value);
        }
        return changed;
    }

    private static byte[] changedInside(byte[] bytes, Random random) throws IOException {
        var start = new String(bytes, 0, Math.min(8, bytes.length), java.nio.charset.StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK")) {
            return zipChanged(bytes, random);
        }
        if (start.startsWith("MATLAB 5") || start.startsWith("MATLAB")) {
            return bytes[124] == 0 && bytes[125] == 1 ? matChanged(bytes, random) : changed(bytes, random);
        }
        return start.startsWith("\u0089PNG") ? pngChanged(bytes, random) : changed(bytes, random);
    }

    private static byte[] zipChanged(byte[] bytes, Random random) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(bytes));
                var zip = new ZipOutputStream(out)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                var content = in.readAllBytes();
                zip.write(content.length == 0 ? content : changed(content, random));
            }
        }
        return out.toByteArray();
    }

    private static byte[] matChanged(byte[] bytes, Random random) throws IOException {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, 128);
        for (int at = 128; at + 8 <= bytes.length; at += 8 + in.getInt(at + 4)) {
            if (in.getInt(at) != 15) {
                return changed(bytes, random);
            }
            var inflated =
                    new InflaterInputStream(new ByteArrayInputStream(bytes, at + 8, in.getInt(at + 4))).readAllBytes();
            var deflated = new ByteArrayOutputStream();
            try (var deflater = new DeflaterOutputStream(deflated)) {
                deflater.write(changed(inflated, random));
            }
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(15)
                    .putInt(deflated.size())
                    .array());
            deflated.writeTo(out);
        }
        return out.toByteArray();
    }

    private static byte[] pngChanged(byte[] bytes, Random random) {
        var png = ByteBuffer.wrap(bytes.clone());
        for (int at = 8; at + 12 <= bytes.length; ) {
            int length = png.getInt(at);
            if (length > 0 && random.nextBoolean()) {
                var chunk = changed(Arrays.copyOfRange(bytes, at + 8, at + 8 + length), random);
                png.put(at + 8, chunk);
            }
            var crc = new CRC32();
            crc.update(png.array(), at + 4, length + 4);
            png.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
        return png.array();
    }
}
