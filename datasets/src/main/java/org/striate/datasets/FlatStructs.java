package org.striate.datasets;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;

/**
 * Struct arrays of three and more dimensions, which MFL refuses, as one row of the same elements in the same column-major
 * order. Works on the bytes of a MAT file of version 5: a 128-byte header, then elements of (type, size, data); a matrix
 * begins with its flags and its dimensions (MathWorks, MAT-File Format, 2019).
 */
final class FlatStructs {

    private static final int HEADER = 128;
    private static final int COMPRESSED = 15;
    private static final int MATRIX = 14;
    private static final int STRUCT_CLASS = 2;
    private static final int MOST = 512 << 20;
    /** Tag, then flags (8 + 8), then the tag of the dimensions. */
    private static final int DIMENSIONS = 32;

    private FlatStructs() {}

    static byte[] of(byte[] file) throws IOException {
        if (file.length < HEADER || file[126] != 'I' || file[127] != 'M') { // big-endian: left to the library as it is
            return file;
        }
        var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        var out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, HEADER);
        int at = HEADER;
        while (at + 8 <= file.length) {
            int size = in.getInt(at + 4);
            int end = size < 0 || size > file.length - at - 8 ? file.length : at + 8 + size;
            if (needsFlattening(element(file, at, end, DIMENSIONS))) {
                out.write(flattened(element(file, at, end, MOST)));
            } else {
                out.write(file, at, end - at);
            }
            at = end;
        }
        return out.toByteArray();
    }

    private static byte[] flattened(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int dimensions = in.getInt(DIMENSIONS - 4) / 4;
        int after = DIMENSIONS + (dimensions + 1) / 2 * 8; // padded to eight bytes
        int count = 1;
        for (int i = 0; i < dimensions; i++) {
            count = Math.multiplyExact(count, in.getInt(DIMENSIONS + 4 * i));
        }
        var flat = ByteBuffer.allocate(DIMENSIONS + 8 + bytes.length - after).order(ByteOrder.LITTLE_ENDIAN);
        flat.put(bytes, 0, DIMENSIONS).putInt(DIMENSIONS - 4, 8).putInt(1).putInt(count);
        flat.put(bytes, after, bytes.length - after).putInt(4, flat.capacity() - 8);
        return flat.array();
    }

    private static boolean needsFlattening(byte[] start) {
        var in = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        return start.length == DIMENSIONS
                && in.getInt(0) == MATRIX
                && in.get(16) == STRUCT_CLASS
                && in.getInt(DIMENSIONS - 4) > 8;
    }

    /** The first bytes of an element, inflated where it is compressed. */
    private static byte[] element(byte[] file, int from, int to, int most) throws IOException {
        if (file[from] != COMPRESSED) {
            return Arrays.copyOfRange(file, from, from + Math.min(to - from, most));
        }
        try (var in = new InflaterInputStream(new ByteArrayInputStream(file, from + 8, to - from - 8))) {
            return in.readNBytes(most);
        }
    }
}
