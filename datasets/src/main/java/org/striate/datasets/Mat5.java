package org.striate.datasets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.striate.core.BadInput;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5Reader;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Char;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Sparse;
import us.hebi.matlab.mat.types.Struct;

/** MAT files of version 5, by MFL. */
final class Mat5 {

    /** A sparse array may claim any size; beyond this many values it is not spread out. */
    private static final long MOST_DENSE = 1L << 27;

    private Mat5() {}

    /** What an element may take up in memory: little beside the file, as real data do, whatever its header claims. */
    private record Bounded(long most) implements BufferAllocator {

        /** Beyond this an element is refused unless it is small against the file. */
        private static final long LARGE = 32L << 20;

        private static final long MOST_INFLATION = 200;

        static Bounded by(long fileSize) {
            return new Bounded(Math.max(LARGE, MOST_INFLATION * fileSize));
        }

        @Override
        public ByteBuffer allocate(int bytes) {
            if (bytes < 0 || bytes > most) {
                throw new IllegalArgumentException("an element claims " + Integer.toUnsignedLong(bytes) + " bytes");
            }
            return ByteBuffer.allocate(bytes);
        }

        @Override
        public void release(ByteBuffer buffer) {
            // nothing to give back: the garbage collector takes it
        }
    }

    /** Refuses cells and structs that claim more elements than there are bytes for, before room is made for them. */
    private static final class Reader extends Mat5Reader {

        /** Every element takes at least a tag. */
        private static final int TAG = 8;

        private final Bounded bound;
        /** The struct array that was read last, as one row, if MFL will refuse its dimensions. */
        private Struct row;

        Reader(Source source, Bounded bound) {
            super(source);
            this.bound = bound;
            setBufferAllocator(bound);
        }

        @Override
        protected Array readCell(EntryHeader header) throws IOException {
            require(header.getNumElements());
            return super.readCell(header);
        }

        @Override
        protected Array[][] readValues(EntryHeader header, int fields, String[] names) throws IOException {
            require((long) header.getNumElements() * fields);
            var values = super.readValues(header, fields, names);
            row = header.getDimensions().length > 2 ? row(header.getNumElements(), names, values) : null;
            return values;
        }

        private static Struct row(int count, String[] names, Array[][] values) {
            var row = us.hebi.matlab.mat.format.Mat5.newStruct(1, count);
            for (int field = 0; field < names.length; field++) {
                for (int i = 0; i < count; i++) {
                    row.set(names[field], i, values[field][i]);
                }
            }
            return row;
        }

        /** In a struct or a cell; {@link FlatStructs} is for those that are variables themselves. */
        @Override
        protected Array readNestedArray() throws IOException {
            try {
                return super.readNestedArray();
            } catch (IllegalArgumentException e) {
                if (row == null) {
                    throw e;
                }
                var read = row;
                row = null;
                return read;
            }
        }

        private void require(long elements) {
            if (elements > bound.most / TAG) {
                throw new IllegalArgumentException("it claims " + elements + " cells or fields");
            }
        }

        @Override
        protected Mat5Reader createChildReader(Source content) { // of a compressed element
            var child = new Reader(content, bound);
            child.filter = filter;
            child.mcos = mcos;
            return child;
        }
    }

    static Map<String, MatValue> variables(Path file) {
        return whole(file, () -> {
            var bytes = MatFile.bytes(file);
            var content = new Reader(Sources.wrap(FlatStructs.of(bytes)), Bounded.by(bytes.length)).readMat();
            var variables = new LinkedHashMap<String, MatValue>();
            content.getEntries().forEach(entry -> variables.put(entry.getName(), value(file, entry.getValue())));
            return variables;
        });
    }

    /** What is read or decoded; whatever MFL throws on damage becomes one sentence. */
    private static <T> T whole(Path file, Callable<T> read) {
        try {
            return read.call();
        } catch (BadInput e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw MatFile.noRoom(file);
        } catch (Exception | StackOverflowError e) { // MFL throws both on damage
            throw BadInput.of(
                    file.toString(),
                    "damaged (" + e.getMessage() + ")",
                    "a whole MAT file",
                    "Download it again, or save it in MATLAB: save(file, '-v7')");
        }
    }

    private static MatValue value(Path file, Array array) {
        if (array instanceof Char text) {
            return new MatValue.Text(text(text));
        }
        if (array instanceof Cell cell) {
            return new MatValue.Cells(cell.getNumElements(), index -> value(file, cell.get(index)));
        }
        if (array instanceof Struct struct) {
            return new MatValue.Structs(
                    struct.getNumElements(),
                    struct.getFieldNames(),
                    (index, field) -> value(file, struct.get(field, index)));
        }
        if (array instanceof Matrix matrix) {
            return new MatValue.Numbers(matrix.getNumElements(), () -> whole(file, () -> numbers(matrix)));
        }
        return new MatValue.Text(array.toString()); // function handles and objects: named, not opened
    }

    private static String text(Char text) {
        if (text.getNumDimensions() == 2 && text.getNumRows() > 1) {
            var rows = new String[text.getNumRows()];
            Arrays.setAll(rows, text::getRow);
            return String.join("\n", rows);
        }
        return text.asCharSequence().toString();
    }

    private static NumericArray numbers(Matrix matrix) {
        if (matrix instanceof Sparse sparse) {
            return spreadOut(sparse);
        }
        var shape = matrix.getDimensions();
        int parts = matrix.isComplex() ? 2 : 1;
        boolean unsigned = matrix.getType() == MatlabType.UInt64;
        var values = new double[matrix.getNumElements() * parts];
        for (int i = 0; i < matrix.getNumElements(); i++) {
            int target = Npy.rowMajor(i, shape) * parts;
            // MFL takes the largest unsigned numbers for negative ones.
            values[target] = unsigned ? NpyValues.unsigned(matrix.getLong(i)) : matrix.getDouble(i);
            if (parts == 2) {
                values[target + 1] = matrix.getImaginaryDouble(i);
            }
        }
        var full = Arrays.copyOf(shape, shape.length + parts - 1);
        if (parts == 2) {
            full[shape.length] = 2;
        }
        return new NumericArray(full, values);
    }

    private static NumericArray spreadOut(Sparse sparse) {
        int rows = sparse.getNumRows();
        int columns = sparse.getNumCols();
        if ((long) rows * columns > MOST_DENSE) {
            throw BadInput.of(
                    "sparse array",
                    rows + " x " + columns + " when spread out",
                    "at most " + MOST_DENSE + " values",
                    "Save its non-zero values in MATLAB: [i, j, v] = find(S)");
        }
        int parts = sparse.isComplex() ? 2 : 1;
        var values = new double[rows * columns * parts];
        sparse.forEach((row, column, real, imaginary) -> {
            int target = (Objects.checkIndex(row, rows) * columns + column) * parts;
            values[target] = real;
            if (parts == 2) {
                values[target + 1] = imaginary;
            }
        });
        return new NumericArray(parts == 1 ? new int[] {rows, columns} : new int[] {rows, columns, 2}, values);
    }
}
