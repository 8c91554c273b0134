package org.striate.models.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** The number formats of tensor files: safetensors' name, and that of PyTorch's storage class. */
enum Numbers {
    F64("DoubleStorage", 8),
    F32("FloatStorage", 4),
    F16("HalfStorage", 2),
    BF16("BFloat16Storage", 2),
    I64("LongStorage", 8),
    I32("IntStorage", 4),
    I16("ShortStorage", 2),
    I8("CharStorage", 1),
    U8("ByteStorage", 1),
    BOOL("BoolStorage", 1);

    private final String storage;
    final int bytes;

    Numbers(String storage, int bytes) {
        this.storage = storage;
        this.bytes = bytes;
    }

    static Optional<Numbers> named(String name) {
        return Arrays.stream(values()).filter(n -> n.name().equals(name)).findFirst();
    }

    static Optional<Numbers> ofStorage(String name) {
        return Arrays.stream(values()).filter(n -> n.storage.equals(name)).findFirst();
    }

    /**
     * So many numbers of a little-endian stream, in pieces: the largest layers have hundreds of megabytes.
     *
     * @param fileSize bytes of the file: memory for more is taken only as numbers are found
     */
    float[] read(InputStream in, int count, long fileSize) throws IOException {
        int piece = 1 << 16;
        var values = new float[(int) Math.min(count, Math.max(piece, fileSize / bytes))];
        for (int at = 0; at < count; at += piece) {
            if (values.length < Math.min(count, at + piece)) {
                values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
            }
            int next = Math.min(piece, count - at);
            var read = read(ByteBuffer.wrap(in.readNBytes(next * bytes)));
            if (read.length < next) {
                throw new EOFException(count - at - read.length + " numbers missing");
            }
            System.arraycopy(read, 0, values, at, next);
        }
        return values;
    }

    /** All of a little-endian buffer. */
    float[] read(ByteBuffer buffer) {
        var in = buffer.order(ByteOrder.LITTLE_ENDIAN);
        var values = new float[in.remaining() / bytes];
        if (this == F32) {
            in.asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = next(in);
        }
        return values;
    }

    private float next(ByteBuffer in) {
        return switch (this) {
            case F64 -> (float) in.getDouble();
            case F32 -> in.getFloat();
            case F16 -> half(in.getShort());
            case BF16 -> Float.intBitsToFloat(in.getShort() << 16);
            case I64 -> in.getLong();
            case I32 -> in.getInt();
            case I16 -> in.getShort();
            case I8 -> in.get();
            case U8 -> in.get() & 255;
            case BOOL -> in.get() != 0 ? 1 : 0;
        };
    }

    /** IEEE 754 binary16: 1 sign bit, 5 of exponent, 10 of fraction. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        float size = switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        };
        return bits < 0 ? -size : size;
    }
}
