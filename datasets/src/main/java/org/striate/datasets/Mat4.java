package org.striate.datasets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.striate.core.BadInput;

/**
 * MAT files of version 4: matrices one after another, each with a header of five integers (type, rows, columns, whether
 * complex, length of the name), its name, its values column by column (MathWorks, MAT-File Format, appendix).
 */
final class Mat4 {

    private static final int HEADER = 20;
    /** The last digit of the type: 0 for numbers, 1 for text. */
    private static final int SPARSE = 2;
    /** Bytes of a value by the tens digit of the type: float64, float32, int32, int16, uint16, uint8. */
    private static final int[] WIDTH = {8, 4, 4, 2, 2, 1};

    private Mat4() {}

    /** Whether the first integer is a type of version 4, in either byte order. */
    static boolean isMat4(byte[] head) {
        if (head.length < HEADER) {
            return false;
        }
        var bytes = ByteBuffer.wrap(head);
        int big = bytes.order(ByteOrder.BIG_ENDIAN).getInt(0);
        int little = bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        int nameLength = isType(little, 0)
                ? bytes.getInt(16)
                : isType(big, 1) ? bytes.order(ByteOrder.BIG_ENDIAN).getInt(16) : 0;
        return nameLength > 1 && nameLength < 128;
    }

    private static boolean isType(int type, int machine) {
        return type / 1000 == machine && type >= 0 && type / 100 % 10 == 0 && type / 10 % 10 < 6 && type % 10 <= SPARSE;
    }

    static Map<String, MatValue> variables(Path file) {
        try {
            var bytes = ByteBuffer.wrap(MatFile.bytes(file));
            boolean little = isType(bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(0), 0);
            bytes.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            var variables = new LinkedHashMap<String, MatValue>();
            while (bytes.remaining() >= HEADER) {
                add(file, bytes, variables);
            }
            return variables;
        } catch (OutOfMemoryError e) {
            throw MatFile.noRoom(file);
        } catch (IOException e) {
            throw Npy.unreadable(file, e);
        }
    }

    private static void add(Path file, ByteBuffer bytes, Map<String, MatValue> variables) {
        int type = bytes.getInt();
        long rows = bytes.getInt();
        long columns = bytes.getInt();
        int parts = bytes.getInt() == 0 ? 1 : 2;
        int nameLength = bytes.getInt();
        int width = WIDTH[Math.min(Math.max(type / 10 % 10, 0), WIDTH.length - 1)];
        if (!isType(type, type / 1000)
                || type % 10 == SPARSE
                || rows < 0
                || columns < 0
                || nameLength < 1
                || nameLength > bytes.remaining()
                || rows * columns > (bytes.remaining() - nameLength) / (width * parts)) {
            throw BadInput.of(
                    file.toString(),
                    "a matrix of type " + type + " and size " + rows + " x " + columns + " in " + bytes.remaining()
                            + " bytes",
                    "a whole MAT file of version 4, without sparse arrays",
                    "Save it again in MATLAB: save(file, '-v7')");
        }
        var name = new byte[nameLength];
        bytes.get(name);
        Memory.require(file.toString(), 8 * rows * columns * parts, MatFile.NEWER);
        int count = (int) (rows * columns);
        var values = new double[count * parts];
        for (int part = 0; part < parts; part++) {
            for (int i = 0; i < count; i++) {
                values[Npy.rowMajor(i, new int[] {(int) rows, (int) columns}) * parts + part] =
                        value(bytes, type / 10 % 10);
            }
        }
        var shape = parts == 1 ? new int[] {(int) rows, (int) columns} : new int[] {(int) rows, (int) columns, 2};
        var array = new NumericArray(shape, values);
        variables.put(
                new String(name, 0, nameLength - 1, StandardCharsets.ISO_8859_1),
                type % 10 == 1 ? new MatValue.Text(text(array)) : new MatValue.Numbers(count, () -> array));
    }

    private static double value(ByteBuffer bytes, int kind) {
        return switch (kind) {
            case 0 -> bytes.getDouble();
            case 1 -> bytes.getFloat();
            case 2 -> bytes.getInt();
            case 3 -> bytes.getShort();
            case 4 -> Short.toUnsignedInt(bytes.getShort());
            default -> Byte.toUnsignedInt(bytes.get());
        };
    }

    private static String text(NumericArray characters) {
        int columns = characters.shape()[1];
        var text = new StringBuilder();
        for (int i = 0; i < characters.values().length; i++) {
            text.append(i > 0 && i % columns == 0 ? "\n" : "")
                    .append((char) characters.values()[i]);
        }
        return text.toString();
    }
}
