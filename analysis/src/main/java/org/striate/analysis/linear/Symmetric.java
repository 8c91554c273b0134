package org.striate.analysis.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.striate.core.BadInput;

/**
 * A symmetric matrix in {@link Scratch} memory, so that a call of BLAS does not copy it. Close it.
 *
 * <p>Products between stimuli are held here after the mean over all stimuli was taken from each: for a split, what is left
 * to centre is small, and a vector that sums to zero over the training stimuli centres by itself.
 */
final class Symmetric implements AutoCloseable {

    private final int side;
    private final DoublePointer values;

    private Symmetric(int side, DoublePointer values) {
        this.side = side;
        this.values = values;
    }

    /** A block of native memory is read through a buffer of at most 2^31 - 1 bytes. */
    private static final int MOST = 16_383;

    /**
     * The products between stimuli after the mean stimulus was taken from each.
     *
     * @throws BadInput if they are too many
     */
    static Symmetric centred(double[] products, int side) {
        if (side > MOST) {
            throw BadInput.of(
                    "stimuli",
                    side + " in one fit",
                    "at most " + MOST + ", whose products fill 2 GB",
                    "Take fewer: stimuli.select(..), or ridge on a layer of fewer units than stimuli");
        }
        var means = new double[side];
        IntStream.range(0, side).parallel().forEach(i -> {
            double sum = 0;
            for (int j = 0; j < side; j++) {
                sum += products[i * side + j];
            }
            means[i] = sum / side;
        });
        double mean = Arrays.stream(means).average().orElse(0);
        var values = Scratch.take((long) side * side);
        var buffer = values.asBuffer();
        IntStream.range(0, side).parallel().forEach(i -> {
            var row = new double[side];
            for (int j = 0; j < side; j++) {
                row[j] = products[i * side + j] - means[i] - means[j] + mean;
            }
            buffer.put(i * side, row);
        });
        return new Symmetric(side, values);
    }

    int side() {
        return side;
    }

    double trace() {
        return IntStream.range(0, side).mapToDouble(this::diagonal).sum();
    }

    double diagonal(int i) {
        return values.get((long) i * side + i);
    }

    /** This times a matrix [side x columns]. */
    double[] times(double[] matrix, int columns) {
        try (var b = new DoublePointer(matrix);
                var c = new DoublePointer((long) side * columns)) {
            openblas.cblas_dgemm(
                    openblas.CblasRowMajor,
                    openblas.CblasNoTrans,
                    openblas.CblasNoTrans,
                    side,
                    columns,
                    side,
                    1,
                    values,
                    side,
                    b,
                    columns,
                    0,
                    c,
                    columns);
            var product = new double[side * columns];
            c.get(product);
            return product;
        }
    }

    /** Vectors [count x side] times this, [count x side]. */
    void times(DoublePointer vectors, int count, DoublePointer to) {
        openblas.cblas_dgemm(
                openblas.CblasRowMajor,
                openblas.CblasNoTrans,
                openblas.CblasTrans,
                count,
                side,
                side,
                1,
                vectors,
                side,
                values,
                side,
                0,
                to,
                side);
    }

    /** Copies some rows to [rows.length x side]. */
    void copyRows(int[] rows, DoublePointer to) {
        for (int i = 0; i < rows.length; i++) {
            Pointer.memcpy(
                    to.getPointer((long) i * side),
                    values.getPointer((long) rows[i] * side),
                    (long) side * Double.BYTES);
        }
    }

    /** Some rows of some columns, [rows.length x columns.length]. */
    double[] at(int[] rows, int[] columns) {
        var buffer = values.asBuffer();
        var picked = new double[rows.length * columns.length];
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            int from = rows[i] * side;
            for (int j = 0; j < columns.length; j++) {
                picked[i * columns.length + j] = buffer.get(from + columns[j]);
            }
        });
        return picked;
    }

    /** The part over some rows and the same columns. */
    Symmetric part(int[] rows) {
        var part = Scratch.take((long) rows.length * rows.length);
        part.put(at(rows, rows));
        return new Symmetric(rows.length, part);
    }

    /**
     * The inverse of this plus {@code penalty} on the diagonal, by Cholesky: side^3 operations, symmetric.
     *
     * @param to a matrix of this size, overwritten by the inverse
     * @throws ArithmeticException if the sum is not positive definite
     */
    void invert(double penalty, Symmetric to) {
        var inverse = to.values;
        Pointer.memcpy(inverse, values, (long) side * side * Double.BYTES);
        for (long i = 0; i < side; i++) {
            inverse.put(i * side + i, inverse.get(i * side + i) + penalty);
        }
        int info = openblas.LAPACKE_dpotrf(openblas.LAPACK_COL_MAJOR, (byte) 'L', side, inverse, side);
        if (info == 0) {
            info = openblas.LAPACKE_dpotri(openblas.LAPACK_COL_MAJOR, (byte) 'L', side, inverse, side);
        }
        if (info != 0) {
            throw new ArithmeticException("a " + side + " x " + side + " matrix is singular at penalty " + penalty);
        }
        mirror(inverse, side);
    }

    /** Memory for a matrix of this size, with nothing in it yet; touched once, it serves many inverses. */
    Symmetric room() {
        return new Symmetric(side, Scratch.take((long) side * side));
    }

    /** Copies the triangle above the diagonal, as rows see it, to the one below, in blocks that fit a cache. */
    private static void mirror(DoublePointer matrix, int side) {
        var buffer = matrix.asBuffer();
        int block = 64;
        IntStream.rangeClosed(0, (side - 1) / block).parallel().forEach(b -> {
            int first = b * block;
            int last = Math.min(side, first + block);
            for (int from = 0; from < last; from += block) {
                for (int i = first; i < last; i++) {
                    for (int j = from; j < Math.min(i, from + block); j++) {
                        buffer.put(i * side + j, buffer.get(j * side + i));
                    }
                }
            }
        });
    }

    @Override
    public void close() {
        Scratch.give(values);
    }
}
