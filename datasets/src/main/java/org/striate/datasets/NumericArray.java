package org.striate.datasets;

import java.util.Arrays;
import org.striate.core.BadInput;

/**
 * Numbers of any shape, the last index running fastest. Integers beyond 2^53 are rounded to the nearest double; true is
 * 1.
 *
 * @param shape sizes of the dimensions; empty for a single number
 * @param values [product of the shape]; kept, not copied
 */
public record NumericArray(int[] shape, double[] values) {

    public NumericArray {
        boolean empty = Arrays.stream(shape).anyMatch(length -> length == 0); // however long the others are
        long size = empty ? 0 : Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (values.length != size) {
            throw BadInput.of(
                    "array",
                    values.length + " values",
                    size + " for shape " + Arrays.toString(shape),
                    "Give one value for every index");
        }
    }

    /** Rows of equal length as an array [rows x columns]. */
    public static NumericArray of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        var values = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw BadInput.of(
                        "row " + i,
                        rows[i].length + " values",
                        columns + ", as many as row 0 has",
                        "Fill the missing ones with Double.NaN");
            }
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return new NumericArray(new int[] {rows.length, columns}, values);
    }

    /** Numbers in one dimension. */
    public static NumericArray of(double... values) {
        return new NumericArray(new int[] {values.length}, values);
    }

    /** The value at an index of every dimension. */
    public double at(int... index) {
        int offset = 0;
        for (int d = 0; d < shape.length; d++) {
            offset = offset * shape[d] + java.util.Objects.checkIndex(index[d], shape[d]);
        }
        return values[offset];
    }

    /**
     * A two-dimensional array as rows.
     *
     * @throws BadInput if it has another number of dimensions
     */
    public double[][] rows() {
        if (shape.length != 2) {
            throw BadInput.of(
                    "array", shape.length + " dimensions", "2, to make rows of", "Use values() and shape() instead");
        }
        var rows = new double[shape[0]][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * shape[1], (i + 1) * shape[1]);
        }
        return rows;
    }

    /**
     * The values rounded to whole numbers.
     *
     * @throws BadInput if one is NaN or beyond what an int holds
     */
    public int[] ints() {
        return Arrays.stream(values).mapToInt(NumericArray::rounded).toArray();
    }

    private static int rounded(double value) {
        long whole = Math.round(value);
        if (Double.isNaN(value) || whole != (int) whole) {
            throw BadInput.of(
                    "array",
                    "a value of " + value,
                    "whole numbers of at most " + Integer.MAX_VALUE,
                    "Take its values() as they are");
        }
        return (int) whole;
    }

    @Override
    public String toString() {
        return "NumericArray " + Arrays.toString(shape);
    }
}
