package org.striate.datasets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** NumPy's values as bytes, and back. */
final class NpyValues {

    private NpyValues() {}

    /** A number; a part of a complex one is of kind f or c. */
    static double number(ByteBuffer bytes, char kind, int size, int at) {
        return switch (kind) {
            case 'f', 'c' ->
                switch (size) {
                    case 2 -> half(bytes.getShort(at));
                    case 4 -> bytes.getFloat(at);
                    default -> bytes.getDouble(at);
                };
            case 'u' ->
                switch (size) {
                    case 1 -> Byte.toUnsignedInt(bytes.get(at));
                    case 2 -> Short.toUnsignedInt(bytes.getShort(at));
                    case 4 -> Integer.toUnsignedLong(bytes.getInt(at));
                    default -> unsigned(bytes.getLong(at));
                };
            default ->
                switch (size) { // signed integers, and booleans as one byte
                    case 1 -> bytes.get(at);
                    case 2 -> bytes.getShort(at);
                    case 4 -> bytes.getInt(at);
                    default -> bytes.getLong(at);
                };
        };
    }

    static double unsigned(long bits) {
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

    /** A text of fixed length, without the zeros that fill it up. */
    static String text(ByteBuffer bytes, NpyHeader header, int at) {
        var item = new byte[header.itemSize()];
        bytes.get(at, item);
        if (header.kind() == 'S') {
            return trimmed(new String(item, StandardCharsets.UTF_8));
        }
        var charset = header.order() == ByteOrder.BIG_ENDIAN ? "UTF-32BE" : "UTF-32LE";
        return trimmed(new String(item, java.nio.charset.Charset.forName(charset)));
    }

    private static String trimmed(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        return text.substring(0, end);
    }
}
