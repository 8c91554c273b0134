package org.striate.datasets;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
        var npy = open(file);
        return npy.rows(0, npy.shape().length == 0 ? 1 : npy.shape()[0]);
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
        var data = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
        header(data, ">f8", array.shape());
        for (double value : array.values()) {
            data.writeDouble(value);
        }
        data.flush();
    }

    /** Writes texts as an array of one dimension, four bytes a character as NumPy's U. */
    static void write(OutputStream out, List<String> texts) throws IOException {
        int longest = texts.stream()
                .mapToInt(text -> text.codePointCount(0, text.length()))
                .reduce(1, Math::max);
        var data = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
        header(data, ">U" + longest, new int[] {texts.size()});
        for (var text : texts) {
            var points = Arrays.copyOf(text.codePoints().toArray(), longest);
            for (int point : points) {
                data.writeInt(point);
            }
        }
        data.flush();
    }

    /** Version 1; padded so that the data begin at a multiple of 64 bytes, as NumPy does. */
    private static void header(DataOutputStream out, String type, int[] shape) throws IOException {
        var sizes = Arrays.stream(shape).mapToObj(length -> length + ",").collect(Collectors.joining(" "));
        var text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
        int length = (10 + text.length() + 1 + 63) / 64 * 64 - 10;
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.writeShort(Short.reverseBytes((short) length));
        out.write((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.ISO_8859_1));
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
