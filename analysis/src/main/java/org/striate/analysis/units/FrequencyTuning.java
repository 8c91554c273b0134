package org.striate.analysis.units;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.striate.core.BadInput;
import org.striate.core.TuningCurve;

/**
 * Tuning to spatial (or temporal) frequency: a Gaussian of its logarithm, {@code R(f) = baseline + amplitude exp(-(log2 f -
 * log2 preferred)^2 / (2 sd^2))}, by least squares with amplitude not below 0, the preferred frequency at most an octave
 * beyond those shown, sd from a tenth of an octave to five, and a baseline not below 0 where no response is, as of rates, else at
 * most the range of the responses below the least. All NaN where it cannot be fitted: fewer than five
 * frequencies, a missing mean, a flat curve; the note says which, or which parameter ended at a bound.
 *
 * @param unit name of the unit
 * @param peak the frequency shown with the largest mean response, which needs no fit
 * @param preferred fitted
 * @param bandwidth full width at half of the amplitude in octaves, {@code 2 sqrt(2 ln 2) sd}
 * @param amplitude of the peak above the baseline
 * @param baseline response far from the peak
 * @param r2 share of the variance of the mean responses explained
 * @param note why numbers are missing or what is to be known about them
 */
public record FrequencyTuning(
        String unit,
        double peak,
        double preferred,
        double bandwidth,
        double amplitude,
        double baseline,
        double r2,
        String note)
        implements UnitStatistic {

    private static final int PARAMETERS = 4;
    private static final double HALF = 2 * Math.sqrt(2 * Math.log(2));

    /** @throws BadInput if a frequency is not above 0 */
    public static FrequencyTuning fit(TuningCurve curve) {
        if (!(curve.values()[0] > 0)) {
            throw BadInput.of(
                    "tuning curve of " + curve.unit(),
                    "frequency " + curve.values()[0],
                    "above 0",
                    "Stimuli.gratings().spatialFrequencies(0.25, 0.5, 1, 2, 4)");
        }
        var obstacle = LeastSquares.obstacle(curve, PARAMETERS);
        var fit = obstacle.isEmpty() ? fitted(curve) : LeastSquares.Fit.failed(PARAMETERS, obstacle);
        var p = fit.parameters();
        return new FrequencyTuning(
                curve.unit(),
                curve.preferred(),
                Math.pow(2, p[0]),
                HALF * p[1],
                p[2],
                p[3],
                fit.r2(),
                fit.note("preferred", "bandwidth", "amplitude", "baseline"));
    }

    private static LeastSquares.Fit fitted(TuningCurve curve) {
        var octaves = Arrays.stream(curve.values()).map(FrequencyTuning::log2).toArray();
        double most = Arrays.stream(curve.mean()).max().orElseThrow();
        double least = Arrays.stream(curve.mean()).min().orElseThrow();
        double range = most - least;
        var lower = new double[] {octaves[0] - 1, 0.1, 0, LeastSquares.leastBaseline(least, most)};
        var upper = new double[] {octaves[octaves.length - 1] + 1, 5, 10 * range, most};
        var starts = new ArrayList<double[]>();
        for (double sd : new double[] {0.4, 1, 2}) {
            starts.add(new double[] {log2(curve.preferred()), sd, range, least});
        }
        return new LeastSquares(FrequencyTuning::gaussian, octaves, curve.mean(), lower, upper).best(starts);
    }

    private static double log2(double f) {
        return Math.log(f) / Math.log(2);
    }

    private static double gaussian(double[] p, double octave) {
        return p[3] + p[2] * Math.exp(-(octave - p[0]) * (octave - p[0]) / (2 * p[1] * p[1]));
    }

    /** The fitted response to a frequency. */
    public double at(double frequency) {
        return gaussian(new double[] {log2(preferred), bandwidth / HALF, amplitude, baseline}, log2(frequency));
    }

    @Override
    public Map<String, Double> quantities() {
        var all = new LinkedHashMap<String, Double>();
        all.put("peak", peak);
        all.put("preferred", preferred);
        all.put("bandwidth (octaves)", bandwidth);
        all.put("amplitude", amplitude);
        all.put("baseline", baseline);
        all.put("R2", r2);
        return all;
    }
}
