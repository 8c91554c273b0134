package org.striate.models.energy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.DoublePredicate;
import org.striate.core.BadInput;
import org.striate.core.Origin;

/** Checks at the door, and the arithmetic that all energies share. */
final class Rows {

    private Rows() {}

    /** A copy of rows that all have one length and pass a test. */
    static float[][] checked(String what, float[][] rows, DoublePredicate fits, String expected, String mend) {
        if (rows.length == 0 || rows[0].length == 0) {
            throw BadInput.of(what, "none", "at least one of at least one unit", mend);
        }
        var copy = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = checked(what + " " + i, rows[i], rows[0].length, fits, expected, mend);
        }
        return copy;
    }

    /** A copy of one row. */
    static float[] checked(String what, float[] row, int units, DoublePredicate fits, String expected, String mend) {
        if (row.length != units) {
            throw BadInput.of(what, row.length + " units", String.valueOf(units), mend);
        }
        for (float value : row) {
            if (!fits.test(value)) {
                throw BadInput.of(what, "a value of " + value, expected, mend);
            }
        }
        return row.clone();
    }

    /** SHA-256 over rows: of the checksums of all of them. */
    static String sha256(float[]... rows) {
        var sums = new StringBuilder();
        for (var row : rows) {
            var bytes = ByteBuffer.allocate(Math.multiplyExact(4, row.length));
            bytes.asFloatBuffer().put(row);
            sums.append(Origin.sha256(bytes.array()));
        }
        return Origin.sha256(sums.toString().getBytes(StandardCharsets.US_ASCII));
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** {@code log sum exp}, without overflow. */
    static double logSumExp(double[] values) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - largest);
        }
        return largest + Math.log(sum);
    }

    /** {@code log(1 + exp(x))}, without overflow. */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
