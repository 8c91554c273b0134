package org.striate.datasets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.striate.core.BadInput;

/** NumPy's array files: {@code Npy.load(Path.of("responses.npy"))}. */
public final class Npy {

    private Npy() {}

    /**
     * Reads an NPY file of any numeric type, byte order and memory order.
     *
     * @throws BadInput if the file is missing or damaged, or holds text, complex numbers or Python objects
     */
    public static NumericArray load(Path file) {
        try {
            if (Files.size(file) > Integer.MAX_VALUE - 8) {
                throw BadInput.of(
                        file.toString(),
                        Files.size(file) + " bytes",
                        "at most 2 GB",
                        "Save it in Python in parts of fewer rows");
            }
            return read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static BadInput unreadable(Path file, IOException e) {
        return BadInput.of(
                "file " + file,
                "cannot be read (" + e.getClass().getSimpleName() + ")",
                "a readable file",
                "Check the path: Files.exists(Path.of(\"" + file + "\"))");
    }

    /** Reads an NPY file's bytes; the name is for messages. */
    static NumericArray read(String name, byte[] content) {
        var bytes = ByteBuffer.wrap(content);
        var header = NpyHeader.read(name, bytes);
        bytes.order(header.order());
        int size = 1;
        for (int length : header.shape()) {
            size *= length;
        }
        var values = new double[size];
        for (int i = 0; i < size; i++) {
            int target = header.fortran() ? rowMajor(i, header.shape()) : i;
            values[target] = value(bytes, header, header.dataStart() + i * header.itemSize());
        }
        return new NumericArray(header.shape(), values);
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

    private static double value(ByteBuffer bytes, NpyHeader header, int at) {
        return switch (header.kind()) {
            case 'f' ->
                switch (header.itemSize()) {
                    case 2 -> half(bytes.getShort(at));
                    case 4 -> bytes.getFloat(at);
                    default -> bytes.getDouble(at);
                };
            case 'u' ->
                switch (header.itemSize()) {
                    case 1 -> Byte.toUnsignedInt(bytes.get(at));
                    case 2 -> Short.toUnsignedInt(bytes.getShort(at));
                    case 4 -> Integer.toUnsignedLong(bytes.getInt(at));
                    default -> unsigned(bytes.getLong(at));
                };
            default ->
                switch (header.itemSize()) { // signed integers, and booleans as one byte
                    case 1 -> bytes.get(at);
                    case 2 -> bytes.getShort(at);
                    case 4 -> bytes.getInt(at);
                    default -> bytes.getLong(at);
                };
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (double) (bits >>> 1 | bits & 1) * 2; // the lowest bit kept, to round as it should
    }

    /** IEEE 754 half precision: 1 sign, 5 exponent, 10 fraction bits. */
    private static double half(short bits) {
        double sign = bits < 0 ? -1 : 1;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0x1f) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0
                ? sign * Math.scalb((double) fraction, -24)
                : sign * Math.scalb(1 + fraction / 1024.0, exponent - 15);
    }
}
