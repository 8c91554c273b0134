package org.striate.analysis.units;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.striate.core.TuningCurve;

/**
 * A von Mises curve through the mean responses: {@code r(theta) = baseline + amplitude exp(kappa (cos(2 pi (theta -
 * preferred) / period) - 1))}, by least squares with amplitude not below 0, a half width not below a quarter of the
 * spacing of the angles, and a baseline not below 0 where no response is, as of rates, else at most the range of the responses
 * below the least. All NaN where it cannot be fitted: fewer than five angles, a missing mean, a flat curve; the note
 * says which, or which parameter ended at a bound and is not told by the data.
 *
 * @param unit name of the unit
 * @param period 180 for orientations, 360 for directions
 * @param preferred degrees, 0 up to the period
 * @param amplitude of the peak above the baseline
 * @param baseline response away from the peak as kappa grows
 * @param kappa concentration
 * @param halfWidth degrees from the peak to half the amplitude, {@code acos(1 - ln 2 / kappa) period / (2 pi)}; NaN where the
 *     curve never falls that far
 * @param r2 share of the variance of the mean responses explained
 * @param note why numbers are missing or what is to be known about them
 */
public record VonMises(
        String unit,
        double period,
        double preferred,
        double amplitude,
        double baseline,
        double kappa,
        double halfWidth,
        double r2,
        String note)
        implements UnitStatistic {

    private static final int PARAMETERS = 4;

    /**
     * A fit to orientations, on a circle of 180 degrees.
     *
     * @throws org.striate.core.BadInput if the angles do not cover the circle evenly
     */
    public static VonMises orientation(TuningCurve curve) {
        return fit(curve, OrientationTuning.PERIOD);
    }

    /**
     * A fit to directions, on a circle of 360 degrees, with one peak.
     *
     * @throws org.striate.core.BadInput if the angles do not cover the circle evenly
     */
    public static VonMises direction(TuningCurve curve) {
        return fit(curve, DirectionTuning.PERIOD);
    }

    private static VonMises fit(TuningCurve curve, double period) {
        var circle = Circle.of(curve, period); // checks the angles
        var obstacle = LeastSquares.obstacle(curve, PARAMETERS);
        var fit = !obstacle.isEmpty()
                ? LeastSquares.Fit.failed(PARAMETERS, obstacle)
                : circle.angles().length <= PARAMETERS
                        ? LeastSquares.Fit.failed(
                                PARAMETERS, circle.angles().length + " angles are too few for 4 parameters")
                        : fit(curve, circle);
        var p = fit.parameters();
        double angle = ((p[0] % period) + period) % period;
        double fall = 1 - Math.log(2) / p[3];
        double halfWidth = fall >= -1 ? Math.acos(fall) * period / (2 * Math.PI) : Double.NaN;
        var note = fit.note("preferred", "amplitude", "baseline", "kappa");
        return new VonMises(curve.unit(), period, angle, p[1], p[2], p[3], halfWidth, fit.r2(), note);
    }

    private static LeastSquares.Fit fit(TuningCurve curve, Circle circle) {
        double period = circle.period();
        double most = Arrays.stream(curve.mean()).max().orElseThrow();
        double least = Arrays.stream(curve.mean()).min().orElseThrow();
        double range = most - least;
        double step = 2 * Math.PI / circle.angles().length;
        double sharpest = Math.log(2) / (1 - Math.cos(step / 4));
        var lower = new double[] {-period, 0, LeastSquares.leastBaseline(least, most), 1e-2};
        var upper = new double[] {2 * period, 10 * range, most, sharpest};
        var starts = new ArrayList<double[]>();
        for (double angle : new double[] {curve.preferred(), circle.direction()}) {
            for (double kappa : new double[] {0.5, 2, 8}) {
                starts.add(new double[] {Double.isNaN(angle) ? 0 : angle, range, least, kappa});
            }
        }
        return new LeastSquares((p, x) -> at(p, x, period), curve.values(), curve.mean(), lower, upper).best(starts);
    }

    private static double at(double[] p, double angle, double period) {
        return p[2] + p[1] * Math.exp(p[3] * (Math.cos(2 * Math.PI * (angle - p[0]) / period) - 1));
    }

    /** The fitted response to an angle in degrees. */
    public double at(double angle) {
        return at(new double[] {preferred, amplitude, baseline, kappa}, angle, period);
    }

    @Override
    public Map<String, Double> quantities() {
        var all = new LinkedHashMap<String, Double>();
        all.put("preferred (deg)", preferred);
        all.put("half width (deg)", halfWidth);
        all.put("amplitude", amplitude);
        all.put("baseline", baseline);
        all.put("kappa", kappa);
        all.put("R2", r2);
        return all;
    }
}
