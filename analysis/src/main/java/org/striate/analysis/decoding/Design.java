package org.striate.analysis.decoding;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Linear;
import org.striate.analysis.linear.Magnitude;
import org.striate.analysis.units.Population;
import org.striate.core.BadInput;
import org.striate.core.Progress;

/**
 * Features of one split, every unit with mean 0 and standard deviation 1 over the training responses; the test responses know
 * nothing of their own means. Units constant in training are 0.
 *
 * @param train [training responses][features]
 * @param test [test responses][features]
 * @param constant how many units did not vary in training
 */
record Design(double[][] train, double[][] test, int constant) {

    /** Units at a time: 1000 responses take 8 MB. */
    private static final int BLOCK = 1024;

    /** Directions with less than this share of the largest variance are rounding. */
    private static final double ROUNDING = 1e-12;

    /**
     * @param reduce whether a population with more units than training responses may enter by its products alone: the
     *     training responses span so few directions, and whatever penalises squared weights sees no difference
     */
    static Design of(Population population, int[] train, int[] test, boolean reduce) {
        var rows = IntStream.concat(Arrays.stream(train), Arrays.stream(test)).toArray();
        return reduce && population.units() > train.length
                ? reduced(population, rows, train.length)
                : full(population, rows, train.length);
    }

    private static Design full(Population population, int[] rows, int n) {
        int units = population.units();
        var features = new double[rows.length][units];
        int constant = 0;
        for (int unit = 0; unit < units; unit++) {
            var column = standardised(population, rows, n, unit);
            constant += column == null ? 1 : 0;
            for (int i = 0; column != null && i < rows.length; i++) {
                features[i][unit] = column[i];
            }
        }
        return new Design(Arrays.copyOf(features, n), Arrays.copyOfRange(features, n, rows.length), constant);
    }

    /** One unit's responses less mean and by standard deviation of the first n; null where these are constant. */
    private static double[] standardised(Population population, int[] rows, int n, int unit) {
        var column =
                Arrays.stream(rows).mapToDouble(row -> population.at(row, unit)).toArray();
        for (int i = 0; i < rows.length; i++) {
            if (!Double.isFinite(column[i])) {
                throw BadInput.of(
                        population.name(),
                        population.unit(unit) + " answers \""
                                + population.stimulusIds().get(rows[i]) + "\" with " + column[i],
                        "a finite number for every unit and response",
                        "Leave the unit out: population.only(..)");
            }
        }
        double size = Magnitude.of(column);
        double mean = Arrays.stream(column, 0, n).map(v -> v / size).sum() / n;
        double sd = Math.sqrt(Arrays.stream(column, 0, n)
                        .map(v -> (v / size - mean) * (v / size - mean))
                        .sum()
                / n);
        return sd > ROUNDING * Math.abs(mean)
                ? Arrays.stream(column).map(v -> (v / size - mean) / sd).toArray()
                : null;
    }

    private static Design reduced(Population population, int[] rows, int n) {
        var products = new double[rows.length * n];
        int constant = 0;
        for (int start = 0; start < population.units(); start += BLOCK) {
            int count = Math.min(BLOCK, population.units() - start);
            var block = new double[rows.length * count];
            for (int k = 0; k < count; k++) {
                var column = standardised(population, rows, n, start + k);
                constant += column == null ? 1 : 0;
                for (int i = 0; column != null && i < rows.length; i++) {
                    block[i * count + k] = column[i];
                }
            }
            // The training rows come first, so that a prefix of the block is their own block.
            var part = Linear.product(rows.length, n, count, block, false, block, true);
            for (int i = 0; i < products.length; i++) {
                products[i] += part[i];
            }
            Progress.check("decoding");
        }
        var vectors = Arrays.copyOf(products, n * n);
        var values = Linear.eigen(vectors, n);
        int first = (int) Arrays.stream(values)
                .filter(v -> !(v > ROUNDING * n * values[n - 1]) || !(v > 0))
                .count();
        int kept = Math.max(1, n - first);
        var directions = new double[n * kept];
        for (int k = 0; k < n - first; k++) {
            for (int i = 0; i < n; i++) {
                directions[i * kept + k] = vectors[(first + k) * n + i] / Math.sqrt(values[first + k]);
            }
        }
        var flat = Linear.product(rows.length, kept, n, products, false, directions, false);
        var features = IntStream.range(0, rows.length)
                .mapToObj(i -> Arrays.copyOfRange(flat, i * kept, (i + 1) * kept))
                .toArray(double[][]::new);
        return new Design(Arrays.copyOf(features, n), Arrays.copyOfRange(features, n, rows.length), constant);
    }
}
