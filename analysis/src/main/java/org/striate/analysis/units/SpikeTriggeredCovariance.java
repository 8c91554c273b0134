package org.striate.analysis.units;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Linear;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Interval;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.ReceptiveField;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Cloud;
import org.striate.core.charts.Curves.Level;

/**
 * Eigenvalues and -vectors of {@code sum r (x - sta)(x - sta)' / sum r - C}, C the covariance of all stimuli: directions that
 * excite (above {@link #chance}) and that suppress (below).
 *
 * @param unit name of the unit
 * @param eigenvalues [pixels] ascending
 * @param filters [pixels][pixels] eigenvectors of length 1, one a row, in the order of the eigenvalues
 * @param chance smallest and largest eigenvalue that shuffled responses gave
 * @param field of the unit; it gives the size of the filters
 * @param origin what made it
 */
public record SpikeTriggeredCovariance(
        String unit, double[] eigenvalues, double[][] filters, Interval chance, ReceptiveField field, Origin origin)
        implements Charted<Cloud> {

    private static final int MOST_PIXELS = 1024;

    static SpikeTriggeredCovariance of(
            ReceptiveField field, float[][] pixels, double[] responses, int shuffles, long seed) {
        int p = pixels[0].length;
        if (p > MOST_PIXELS || shuffles < 1) {
            throw BadInput.of(
                    "spike-triggered covariance",
                    p + " pixels, " + shuffles + " shuffles",
                    "at most " + MOST_PIXELS + " pixels and at least 1 shuffle",
                    "Show smaller pictures: stimuli.resized(16)");
        }
        var rates = Arrays.stream(responses).map(r -> Math.max(0, r)).toArray();
        double[] values = new double[p];
        double[][] filters = new double[p][p];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        var random = new Random(seed);
        try (var progress = Progress.of("spike-triggered covariance", shuffles + 1)) {
            for (int shuffle = 0; shuffle <= shuffles; shuffle++) {
                var matrix = difference(pixels, rates);
                var found = Linear.eigen(matrix, p);
                if (shuffle == 0) {
                    values = found;
                    filters = IntStream.range(0, p)
                            .mapToObj(i -> Arrays.copyOfRange(matrix, i * p, (i + 1) * p))
                            .toArray(double[][]::new);
                } else {
                    low = Math.min(low, found[0]);
                    high = Math.max(high, found[p - 1]);
                }
                shuffle(rates, random);
                progress.step("");
            }
        }
        var origin = Origin.of("spike-triggered covariance")
                .with("shuffles", shuffles)
                .with("seed", seed)
                .from(field.origin());
        return new SpikeTriggeredCovariance(field.unit(), values, filters, new Interval(low, high), field, origin);
    }

    private static void shuffle(double[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }

    /** [pixels x pixels]; NaN for a unit that never answers would not converge, so it is refused. */
    private static double[] difference(float[][] pixels, double[] rates) {
        int n = pixels.length;
        int p = pixels[0].length;
        double total = Arrays.stream(rates).sum();
        if (!(total > 0)) {
            throw BadInput.of(
                    "spike-triggered covariance",
                    "a unit without a response above 0",
                    "one that answers some stimuli",
                    "Choose another unit: population.toHtml() shows which answer");
        }
        var average = new double[p];
        var plain = new double[n * p];
        var weighted = new double[n * p];
        for (int i = 0; i < n; i++) {
            double share = rates[i] / total - 1.0 / n;
            for (int j = 0; j < p; j++) {
                plain[i * p + j] = pixels[i][j];
                weighted[i * p + j] = share * pixels[i][j];
                average[j] += rates[i] / total * pixels[i][j];
            }
        }
        // sum w (x - a)(x - a)' = sum w x x' - a a', as the weights sum to 1 and a is their mean.
        var matrix = Linear.product(p, p, n, plain, true, weighted, false);
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                matrix[j * p + k] -= average[j] * average[k];
            }
        }
        return matrix;
    }

    /** How many directions excite more than chance allows. */
    public long exciting() {
        return Arrays.stream(eigenvalues).filter(v -> v > chance.high()).count();
    }

    /** How many directions suppress more than chance allows. */
    public long suppressing() {
        return Arrays.stream(eigenvalues).filter(v -> v < chance.low()).count();
    }

    /**
     * A direction as a receptive field.
     *
     * @param rank 0 for the largest eigenvalue, 1 for the next
     */
    public ReceptiveField filter(int rank) {
        return new ReceptiveField(
                unit, 1, field.height(), field.width(), field.degrees(), filters[filters.length - 1 - rank], origin);
    }

    /** The eigenvalues by rank, with what chance gives. */
    @Override
    public Cloud chart() {
        int p = eigenvalues.length;
        return new Cloud(
                unit,
                this + ".",
                Axis.of("rank of the direction"),
                Axis.of("eigenvalue"),
                IntStream.rangeClosed(1, p).mapToObj(i -> "direction " + i).toList(),
                java.util.List.of(),
                IntStream.rangeClosed(1, p).asDoubleStream().toArray(),
                IntStream.range(0, p).mapToDouble(i -> eigenvalues[p - 1 - i]).toArray(),
                false,
                java.util.List.of(new Level("chance", chance.low(), Double.NaN, chance.high())));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "SpikeTriggeredCovariance %s: %d directions excite, %d suppress, beyond chance %s",
                unit,
                exciting(),
                suppressing(),
                chance);
    }

    @Override
    public String toHtml() {
        int p = eigenvalues.length;
        var rows = IntStream.range(0, Math.min(5, p))
                .mapToObj(i -> List.of(i + 1, eigenvalues[p - 1 - i], eigenvalues[i]))
                .toList();
        return Html.table(toString(), List.of("rank", "largest eigenvalues", "smallest"), rows)
                + filter(0).toHtml();
    }
}
