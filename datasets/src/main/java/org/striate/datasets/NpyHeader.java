package org.striate.datasets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.striate.core.BadInput;

/**
 * The header of an NPY file, versions 1 to 3 (NumPy enhancement proposal 1): a magic word, a length, and a Python
 * literal that is matched by patterns and never evaluated.
 *
 * @param kind NumPy's letter: b i u f c for numbers, S U for text
 * @param itemSize bytes a value
 */
record NpyHeader(char kind, int itemSize, ByteOrder order, boolean fortran, int[] shape, int dataStart) {

    /** No header needs more; what is read before anything is known of the file. */
    static final int LONGEST = 1 << 16;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern LITERAL = Pattern.compile("\\s*\\{[^{}]*\\}\\s*");
    private static final Pattern DESCRIPTION =
            Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z])(\\d{1,6})(\\[\\w+])?'");
    private static final Pattern STRUCTURED = Pattern.compile("'descr'\\s*:\\s*\\[");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)\\s*[,}]");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");
    private static final String NUMERIC = "b1 i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16";

    /**
     * @param head the first {@link #LONGEST} bytes, or all there are
     * @param size bytes of the whole file
     * @throws BadInput if the header is damaged, or the array holds neither numbers nor text, or less than it claims
     */
    static NpyHeader read(String name, ByteBuffer head, long size) {
        if (head.limit() < 10 || !Arrays.equals(MAGIC, 0, 6, head.array(), 0, 6)) {
            throw bad(name, "it does not start with the NPY magic word");
        }
        head.order(ByteOrder.LITTLE_ENDIAN);
        int version = head.get(6);
        int start = version == 1 ? 10 : 12;
        if (version < 1 || version > 3 || head.limit() < start) {
            throw bad(name, "version " + version + " in " + size + " bytes");
        }
        long length = version == 1 ? Short.toUnsignedLong(head.getShort(8)) : Integer.toUnsignedLong(head.getInt(8));
        if (start + length > head.limit()) {
            throw bad(name, "it ends inside its header");
        }
        var text = new String(head.array(), start, (int) length, StandardCharsets.UTF_8);
        return parse(name, text, size, start + (int) length);
    }

    private static NpyHeader parse(String name, String text, long size, int dataStart) {
        if (!LITERAL.matcher(text).matches()) {
            throw bad(name, "its header is not a literal");
        }
        if (text.contains("|O")) {
            throw BadInput.of(
                    name,
                    "an array of Python objects (a pickle, which may hold code)",
                    "numbers",
                    "Save it in Python as a numeric array: np.save(path, a.astype(float))");
        }
        if (STRUCTURED.matcher(text).find()) {
            throw BadInput.of(
                    name,
                    "a structured array, of records with named fields",
                    "one number or text a value",
                    "Save its fields one by one in Python: np.savez(path, **{f: a[f] for f in a.dtype.names})");
        }
        var description = find(name, DESCRIPTION, text, "a data type of numbers or text");
        var type = description.group(2) + description.group(3);
        char kind = type.charAt(0);
        int itemSize = Integer.parseInt(description.group(3)) * (kind == 'U' ? 4 : 1);
        boolean isText = (kind == 'S' || kind == 'U') && itemSize > 0;
        if (!isText && !(" " + NUMERIC + " ").contains(" " + type + " ")) {
            throw BadInput.of(
                    name,
                    "data type '" + type + Objects.requireNonNullElse(description.group(4), "") + "'",
                    "text or one of " + NUMERIC,
                    "Convert it in Python: a.astype(" + (kind == 'M' || kind == 'm' ? "'int64')" : "float)"));
        }
        var shape = shape(name, find(name, SHAPE, text, "a shape").group(1));
        check(name, shape, (size - dataStart) / itemSize);
        var order = description.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        boolean fortran = find(name, ORDER, text, "an order").group(1).equals("True");
        return new NpyHeader(kind, itemSize, order, fortran, shape, dataStart);
    }

    private static void check(String name, int[] shape, long held) {
        long claimed = Arrays.stream(shape).anyMatch(length -> length == 0) ? 0 : 1;
        for (int length : shape) {
            claimed = Math.min(claimed * length, Long.MAX_VALUE >> 32);
        }
        if (claimed > held) {
            throw bad(name, "shape " + Arrays.toString(shape) + " but only " + held + " values");
        }
    }

    private static int[] shape(String name, String text) {
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw bad(name, "shape (" + text.strip() + ")");
        }
    }

    private static Matcher find(String name, Pattern pattern, String text, String what) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw bad(name, "its header has not " + what);
        }
        return matcher;
    }

    private static BadInput bad(String name, String wrong) {
        return BadInput.of(name, wrong, "a whole NPY file", "Save it again in Python: np.save(path, a)");
    }

    boolean isText() {
        return kind == 'S' || kind == 'U';
    }

    /** Numbers a value: two for a complex one. */
    int parts() {
        return kind == 'c' ? 2 : 1;
    }

    /** How many values there are. */
    long count() {
        return Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
    }

    /** Length of the first dimension; 1 for a single value. */
    int rows() {
        return shape.length == 0 ? 1 : shape[0];
    }

    /** The shape of one row: all dimensions but the first. */
    int[] rowShape() {
        return shape.length == 0 ? shape : Arrays.copyOfRange(shape, 1, shape.length);
    }
}
