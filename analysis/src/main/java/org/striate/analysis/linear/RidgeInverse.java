package org.striate.analysis.linear;

import java.util.stream.IntStream;

/**
 * The inverse of {@code K + penalty} with the intercept taken out, {@code G - g g' / sum(g)} where {@code g = G 1}.
 *
 * @param inverse G
 * @param one g
 * @param sum of g
 * @param a [rows x targets] this matrix times the responses
 * @param place of a stimulus among the rows
 */
record RidgeInverse(Symmetric inverse, double[] one, double sum, double[] a, int[] place) {

    /** Where stimuli are among the rows. */
    int[] places(int[] stimuli) {
        return IntStream.of(stimuli).map(i -> place[i]).toArray();
    }

    /** A block. */
    double[] at(int[] rows, int[] columns) {
        var block = inverse.at(rows, columns);
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            double factor = one[rows[i]] / sum;
            for (int j = 0; j < columns.length; j++) {
                block[i * columns.length + j] -= factor * one[columns[j]];
            }
        });
        return block;
    }

    /** Some values of the diagonal. */
    double[] diagonal(int[] rows) {
        return IntStream.of(rows)
                .mapToDouble(i -> inverse.diagonal(i) - one[i] * one[i] / sum)
                .toArray();
    }

    /** Some rows of {@link #a}. */
    double[] a(int[] rows, int targets) {
        var picked = new double[rows.length * targets];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(a, rows[i] * targets, picked, i * targets, targets);
        }
        return picked;
    }
}
