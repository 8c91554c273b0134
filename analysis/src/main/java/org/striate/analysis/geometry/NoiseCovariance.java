package org.striate.analysis.geometry;

import java.util.Arrays;
import org.striate.analysis.linear.Decompositions;
import org.striate.analysis.linear.Linear;
import org.striate.analysis.linear.Magnitude;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.NeuralResponses;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Grid;

/**
 * The covariance of noise between neurons (or channels).
 *
 * @param estimator how it was estimated
 * @param channels neurons
 * @param values [channels x channels] row by row
 * @param shrinkage 0 for none to 1 for all
 * @param origin what made it
 */
public record NoiseCovariance(NoiseEstimator estimator, int channels, double[] values, double shrinkage, Origin origin)
        implements Charted<Grid> {

    private static final int MOST_CHANNELS = 20_000;

    /** Of trials around their stimulus' mean, by {@link NoiseEstimator#SHRUNK_CORRELATIONS}. */
    public static NoiseCovariance of(NeuralResponses responses) {
        return of(Observations.of(responses), NoiseEstimator.SHRUNK_CORRELATIONS);
    }

    /**
     * Of observations around their stimulus' mean; observations with NaN are left out. Degrees of freedom: observations
     * minus stimuli.
     *
     * @throws BadInput if no stimulus has two observations, or a channel has no value
     */
    public static NoiseCovariance of(Observations observations, NoiseEstimator estimator) {
        var residuals = observations.residuals();
        return of(observations, estimator, (int) (residuals.length - observations.completeStimuli()));
    }

    /**
     * The same with degrees of freedom of one's own: rsatoolbox's {@code cov_from_measurements} takes (stimuli - 1) x
     * trials, its {@code cov_from_unbalanced} observations minus stimuli.
     */
    public static NoiseCovariance of(Observations observations, NoiseEstimator estimator, int degreesOfFreedom) {
        return of(observations.residuals(), degreesOfFreedom, estimator, observations.name(), observations.origin());
    }

    /**
     * Of residuals, whose mean is taken from them first.
     *
     * @param residuals [residuals x channels]
     * @throws BadInput if there are fewer than two, of several lengths, or one is NaN
     */
    public static NoiseCovariance ofResiduals(double[][] residuals, NoiseEstimator estimator) {
        for (int i = 1; i < residuals.length; i++) {
            if (residuals[i].length != residuals[0].length) {
                throw BadInput.of(
                        "noise of residuals",
                        residuals[i].length + " channels in row " + i,
                        residuals[0].length + ", as in row 0",
                        "Give every row all channels, or leave the row out");
            }
        }
        return of(residuals, residuals.length - 1, estimator, "residuals", Origin.of("residuals"));
    }

    private static NoiseCovariance of(
            double[][] rows, int freedom, NoiseEstimator estimator, String name, Origin from) {
        if (freedom < 1 || rows.length < 2) {
            throw BadInput.of(
                    "noise of " + name,
                    rows.length + " observations leave no degree of freedom",
                    "at least two observations of a stimulus",
                    "Use the recording before averaged()");
        }
        int channels = rows[0].length;
        if (channels > MOST_CHANNELS) {
            throw BadInput.of(
                    "noise of " + name,
                    channels + " channels",
                    "at most " + MOST_CHANNELS + ": the covariance of more does not fit",
                    "Leave channels out: responses.region(Region.IT)");
        }
        var centred = centred(rows, name);
        // x' x: rows of the transpose.
        var sums = Linear.product(channels, channels, rows.length, centred, true, centred, false);
        var origin = Origin.of("noise covariance")
                .with("estimator", estimator)
                .with("degrees of freedom", freedom)
                .from(from);
        var fit = new Shrinkage(centred, rows.length, channels, freedom, sums);
        double shrinkage = fit.amount(estimator);
        return new NoiseCovariance(estimator, channels, fit.covariance(estimator, shrinkage), shrinkage, origin);
    }

    private static double[] centred(double[][] rows, String name) {
        int channels = rows[0].length;
        var centred = new double[Math.multiplyExact(rows.length, channels)];
        for (int j = 0; j < channels; j++) {
            double mean = 0;
            for (var row : rows) {
                mean += row[j] / rows.length;
            }
            if (!Double.isFinite(mean)) {
                throw BadInput.of(
                        "noise of " + name,
                        "channel " + j + " has " + mean,
                        "finite residuals",
                        "Leave it out: responses.without(\"id\")");
            }
            for (int i = 0; i < rows.length; i++) {
                centred[i * channels + j] = rows[i][j] - mean;
            }
        }
        return centred;
    }

    /**
     * The inverse.
     *
     * @return [channels x channels]
     * @throws BadInput if the covariance is singular
     */
    public double[] precision() {
        var factor = Decompositions.cholesky(values, channels);
        // What is left of a channel's variance by the others, if all digits are gone.
        boolean singular = factor.length == 0;
        for (int i = 0; i < channels && !singular; i++) {
            double left = factor[i * channels + i] * factor[i * channels + i];
            singular = !(left > 1e-13 * values[i * channels + i]);
        }
        if (singular) {
            throw BadInput.of(
                    "noise covariance",
                    "singular over " + channels + " channels by " + estimator,
                    "an invertible one, from more trials or shrunk, without channels that never vary",
                    "Shrink it: NoiseCovariance.of(Observations.of(responses), NoiseEstimator.SHRUNK_TO_IDENTITY)");
        }
        return Decompositions.inverse(factor, channels);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** The correlations of the noise; NaN for a channel without any. */
    @Override
    public Grid chart() {
        var correlations = new double[channels][channels];
        for (int i = 0; i < channels; i++) {
            for (int j = 0; j < channels; j++) {
                double spread = Magnitude.geometricMean(values[i * channels + i], values[j * channels + j]);
                correlations[i][j] = i == j ? Double.NaN : values[i * channels + j] / spread;
            }
        }
        return new Grid(
                "Noise correlations",
                "correlations of noise between channels, " + this + ".",
                correlations,
                Axis.of("correlation of noise"),
                java.util.List.of(),
                java.util.List.of(),
                "channel",
                "channel",
                Grid.Look.DIVERGING);
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "NoiseCovariance %s: %d channels, shrinkage %.3f",
                estimator,
                channels,
                shrinkage);
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + Html.origin(origin);
    }
}
