package org.striate.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.striate.core.BadInput;
import org.striate.core.WholeFile;

/**
 * NumPy's array files: {@code Npy.load(Path.of("responses.npy"))}; and {@code Npy.open(path).rows(0, 1000)} where a file
 * is larger than the memory.
 */
public final class Npy {

    private Npy() {}

    /**
     * Reads an NPY file of any numeric type, byte order and memory order. A complex array gets one more dimension of 2 at
     * its end: real, imaginary.
     *
     * @throws BadInput if the file is missing or damaged, holds text or Python objects, or does not fit into the memory
     */
    public static NumericArray load(Path file) {
        return open(file).all();
    }

    /**
     * Opens an NPY file without reading its values.
     *
     * @throws BadInput if the file is missing or damaged or holds Python objects
     */
    public static NpyFile open(Path file) {
        return NpyFile.of(file);
    }

    /**
     * Reads an array of text, in row-major order.
     *
     * @throws BadInput if the file is missing or damaged, or holds no text
     */
    public static List<String> text(Path file) {
        return open(file).text();
    }

    /**
     * Writes an array as float64 in row-major order, whole or not at all.
     *
     * @throws BadInput if the file cannot be written
     */
    public static void save(Path file, NumericArray array) {
        WholeFile.write(file, out -> write(out, array));
    }

    static void write(OutputStream out, NumericArray array) throws IOException {
        out.write(header("<f8", array.shape()));
        var block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : array.values()) {
            if (!block.hasRemaining()) {
                out.write(block.array());
                block.clear();
            }
            block.putDouble(value);
        }
        out.write(block.array(), 0, block.position());
    }

    /** Writes texts as an array of one dimension, four bytes a character as NumPy's U. */
    static void write(OutputStream out, List<String> texts) throws IOException {
        int longest = texts.stream()
                .mapToInt(text -> text.codePointCount(0, text.length()))
                .reduce(1, Math::max);
        out.write(header("<U" + longest, new int[] {texts.size()}));
        for (var text : texts) {
            var item = ByteBuffer.allocate(4 * longest).order(ByteOrder.LITTLE_ENDIAN);
            text.codePoints().forEach(item::putInt);
            out.write(item.array());
        }
    }

    /** Version 1; padded so that the data begin at a multiple of 64 bytes, as NumPy does. */
    private static byte[] header(String type, int[] shape) {
        var sizes = Arrays.stream(shape).mapToObj(length -> length + ",").collect(Collectors.joining(" "));
        var text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
        int length = (10 + text.length() + 1 + 63) / 64 * 64 - 10;
        return ByteBuffer.allocate(10 + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) length)
                .put((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    static BadInput unreadable(Path file, IOException e) {
        return BadInput.of(
                "file " + file,
                "cannot be read (" + e.getClass().getSimpleName() + ")",
                "a readable file",
                "Check the path: Files.exists(Path.of(\"" + file + "\"))");
    }

    /** Where the i-th value of a column-major array goes in row-major order. */
    static int rowMajor(int i, int[] shape) {
        int target = 0;
        int stride = 1;
        for (int length : shape) {
            stride *= length;
        }
        for (int length : shape) {
            stride /= length;
            target += i % length * stride;
            i /= length;
        }
        return target;
    }
}
