package org.striate.analysis.units;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.openblas.global.openblas;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.ReceptiveField;
import org.striate.core.StimulusSet;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Fields;

/**
 * Receptive fields from responses to noise, {@code ReverseCorrelation.of(v1, stimuli).field(0)}. The pixels of all stimuli
 * are held as float32; trials of a stimulus are averaged.
 *
 * <p>Without whitening a field is the spike-triggered average, {@code sum r (x - mean x) / sum |r|}: right for white noise, a
 * smeared picture of the filter for any other. With it, the average is multiplied by the inverse of the stimuli's covariance C
 * times the number n of stimuli, {@code (n (C + ridge mean(diag C) I))^-1} (Theunissen et al. 2001), which undoes the correlations
 * between pixels.
 */
public final class ReverseCorrelation implements Charted<Fields> {

    /** Stimuli converted to double at a time. */
    private static final int BLOCK = 256;

    private final Population population;
    private final StimulusSet stimuli;
    private final float[][] pixels;
    private final int[][] rows;
    /** Cholesky factor of the smaller of C and the products between stimuli; null without whitening. */
    private final double[] factor;

    private final Origin origin;

    private ReverseCorrelation(
            Population population,
            StimulusSet stimuli,
            float[][] pixels,
            int[][] rows,
            double[] factor,
            Origin origin) {
        this.population = population;
        this.stimuli = stimuli;
        this.pixels = pixels;
        this.rows = rows;
        this.factor = factor;
        this.origin = origin;
    }

    /** @throws BadInput if a stimulus was not shown, or there are fewer than two */
    public static ReverseCorrelation of(Population population, StimulusSet stimuli) {
        if (stimuli.size() < 2) {
            throw BadInput.of(
                    "stimuli " + stimuli.name(),
                    stimuli.size() + " stimuli",
                    "at least two, better thousands",
                    "Stimuli.whiteNoise(5000, 1)");
        }
        var rows = Population.grouped(population.places(stimuli), stimuli.size());
        var pixels = new float[stimuli.size()][];
        try (var progress = Progress.of("rendering", pixels.length)) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = stimuli.grey(i);
                progress.step("");
            }
        }
        centre(pixels);
        var origin = Origin.of("reverse correlation").from(population.origin()).from(stimuli.origin());
        return new ReverseCorrelation(population, stimuli, pixels, rows, null, origin);
    }

    /** Subtracts the mean stimulus. */
    private static void centre(float[][] pixels) {
        var mean = new double[pixels[0].length];
        for (var row : pixels) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / (double) pixels.length;
            }
        }
        for (var row : pixels) {
            for (int j = 0; j < mean.length; j++) {
                row[j] -= (float) mean[j];
            }
        }
    }

    /**
     * The same with whitening.
     *
     * @param ridge how much of the mean variance of a pixel is added to each, such as 0.01; larger is smoother
     * @throws BadInput if it is not above 0 or the stimuli are all the same
     */
    public ReverseCorrelation whitened(double ridge) {
        if (!(ridge > 0) || !Double.isFinite(ridge)) {
            throw BadInput.of("ridge", String.valueOf(ridge), "a number above 0", "whitened(0.01)");
        }
        int n = pixels.length;
        boolean primal = pixels[0].length <= n;
        int order = Math.min(n, pixels[0].length);
        var matrix = primal ? pixelProducts() : stimulusProducts();
        double trace = IntStream.range(0, order)
                .mapToDouble(i -> matrix[i * order + i])
                .sum();
        if (!(trace > 0)) {
            throw BadInput.of(
                    "stimuli " + stimuli.name(),
                    n + " equal pictures",
                    "pictures that differ",
                    "Stimuli.whiteNoise(5000, 1)");
        }
        for (int i = 0; i < order; i++) {
            matrix[i * order + i] += ridge * trace / pixels[0].length;
        }
        if (openblas.LAPACKE_dpotrf(openblas.LAPACK_ROW_MAJOR, (byte) 'U', order, matrix, order) != 0) {
            throw BadInput.of(
                    "ridge", String.valueOf(ridge), "large enough to invert the covariance", "whitened(0.01)");
        }
        return new ReverseCorrelation(population, stimuli, pixels, rows, matrix, origin.with("whitening ridge", ridge));
    }

    /** n C, [pixels x pixels], upper triangle. */
    private double[] pixelProducts() {
        int p = pixels[0].length;
        var products = new double[Math.multiplyExact(p, p)];
        var block = new double[BLOCK * p];
        for (int start = 0; start < pixels.length; start += BLOCK) {
            int count = Math.min(BLOCK, pixels.length - start);
            for (int i = 0; i < count * p; i++) {
                block[i] = pixels[start + i / p][i % p];
            }
            openblas.cblas_dsyrk(
                    openblas.CblasRowMajor,
                    openblas.CblasUpper,
                    openblas.CblasTrans,
                    p,
                    count,
                    1,
                    block,
                    p,
                    1,
                    products,
                    p);
            Progress.check("whitening");
        }
        return products;
    }

    /** [stimuli x stimuli], upper triangle. */
    private double[] stimulusProducts() {
        int n = pixels.length;
        int p = pixels[0].length;
        var products = new double[Math.multiplyExact(n, n)];
        var block = new double[n * BLOCK];
        for (int start = 0; start < p; start += BLOCK) {
            int count = Math.min(BLOCK, p - start);
            for (int i = 0; i < n * count; i++) {
                block[i] = pixels[i / count][start + i % count];
            }
            openblas.cblas_dsyrk(
                    openblas.CblasRowMajor,
                    openblas.CblasUpper,
                    openblas.CblasNoTrans,
                    n,
                    count,
                    1,
                    block,
                    count,
                    1,
                    products,
                    n);
            Progress.check("whitening");
        }
        return products;
    }

    /** The receptive field of one unit. */
    public ReceptiveField field(int unit) {
        var responses = responses(unit);
        double mean = Arrays.stream(responses).average().orElseThrow();
        double size = Arrays.stream(responses).map(Math::abs).sum();
        var weights = Arrays.stream(responses).map(r -> (r - mean) / size).toArray();
        double[] filter;
        if (factor == null) {
            filter = summed(weights);
        } else if (factor.length == pixels[0].length * pixels[0].length) {
            filter = solved(summed(weights));
        } else {
            filter = summed(solved(weights));
        }
        return new ReceptiveField(
                population.unit(unit), 1, stimuli.height(), stimuli.width(), stimuli.degrees(), filter, origin);
    }

    private double[] solved(double[] right) {
        var solution = right.clone();
        int order = solution.length;
        openblas.LAPACKE_dpotrs(openblas.LAPACK_ROW_MAJOR, (byte) 'U', order, 1, factor, order, solution, 1);
        return solution;
    }

    /** The sum of all pictures, each times its weight. */
    private double[] summed(double[] weights) {
        var sum = new double[pixels[0].length];
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += weights[i] * pixels[i][j];
            }
        }
        return sum;
    }

    /** [stimuli] mean over trials. */
    private double[] responses(int unit) {
        return Arrays.stream(rows)
                .mapToDouble(r -> Arrays.stream(population.recorded(r, unit))
                        .average()
                        .orElseThrow(() -> BadInput.of(
                                population.unit(unit),
                                "no response recorded to \""
                                        + population.stimulusIds().get(r[0]) + "\"",
                                "one to every stimulus",
                                "Leave the stimulus out: stimuli.select(..)")))
                .toArray();
    }

    /**
     * Spike-triggered covariance of one unit (Schwartz et al. 2006), for units that a linear filter does not describe, such as
     * complex cells: directions in which the variance of the stimuli, weighted by the responses, differs from that of all
     * stimuli. For white noise; negative responses count as 0.
     *
     * @param shuffles how many shuffles of the responses give the range that chance allows, such as 20
     * @throws BadInput if there are more than 1024 pixels, or no shuffle
     */
    public SpikeTriggeredCovariance covariance(int unit, int shuffles, long seed) {
        return SpikeTriggeredCovariance.of(field(unit), pixels, responses(unit), shuffles, seed);
    }

    /** The fields of up to twelve units, evenly chosen. */
    @Override
    public Fields chart() {
        int shown = Math.min(12, population.units());
        return ReceptiveField.chart(IntStream.range(0, shown)
                .map(i -> (int) ((long) i * population.units() / shown))
                .mapToObj(this::field)
                .toList());
    }

    @Override
    public String toString() {
        return "ReverseCorrelation: " + population.units() + " units, " + pixels.length + " stimuli of "
                + stimuli.height() + " x " + stimuli.width() + " pixels" + (factor == null ? "" : ", whitened");
    }

    /** The fields of up to four units. */
    @Override
    public String toHtml() {
        var html = new StringBuilder("<p>" + Html.escape(this) + "</p>");
        IntStream.range(0, Math.min(4, population.units()))
                .forEach(unit -> html.append(field(unit).toHtml()));
        return html.toString();
    }
}
