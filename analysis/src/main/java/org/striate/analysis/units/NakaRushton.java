package org.striate.analysis.units;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.striate.core.BadInput;
import org.striate.core.TuningCurve;

/**
 * Response to contrast: {@code R(c) = r0 + rMax c^n / (c^n + c50^n)} (Naka and Rushton 1966; Albrecht and Hamilton 1982), by
 * least squares with rMax not below 0, n from 0.1 to 10 and c50 from a tenth of the lowest contrast above 0 to twice the
 * highest. All NaN where it cannot be fitted: fewer than five contrasts, a missing mean, a flat curve; the note says which,
 * or which parameter ended at a bound and is not told by the data (c50 of a cell that does not saturate).
 *
 * @param unit name of the unit
 * @param r0 response to no contrast
 * @param rMax what it can grow by
 * @param c50 contrast at which it has grown by half of rMax, in the unit of the contrasts given
 * @param exponent n
 * @param r2 share of the variance of the mean responses explained
 * @param note why numbers are missing or what is to be known about them
 */
public record NakaRushton(String unit, double r0, double rMax, double c50, double exponent, double r2, String note)
        implements UnitStatistic {

    private static final int PARAMETERS = 4;
    private static final double FLATTEST = 0.1;
    private static final double STEEPEST = 10;

    /** @throws BadInput if a contrast is negative or none is above 0 */
    public static NakaRushton fit(TuningCurve curve) {
        var contrasts = curve.values();
        double highest = contrasts[contrasts.length - 1];
        if (contrasts[0] < 0 || !(highest > 0)) {
            throw BadInput.of(
                    "tuning curve of " + curve.unit(),
                    "contrasts from " + contrasts[0] + " to " + highest,
                    "0 or more, and some above 0",
                    "Stimuli.gratings().contrasts(0, 0.06, 0.12, 0.25, 0.5, 1)");
        }
        var obstacle = LeastSquares.obstacle(curve, PARAMETERS);
        var fit = obstacle.isEmpty()
                ? fit(
                        curve,
                        Arrays.stream(contrasts).filter(c -> c > 0).findFirst().orElseThrow(),
                        highest)
                : LeastSquares.Fit.failed(PARAMETERS, obstacle);
        var p = fit.parameters();
        return new NakaRushton(
                curve.unit(), p[0], p[1], Math.exp(p[2]), p[3], fit.r2(), fit.note("r0", "rMax", "c50", "n"));
    }

    /** In the logarithm of c50, in which its uncertainty is symmetric. */
    private static LeastSquares.Fit fit(TuningCurve curve, double lowest, double highest) {
        double most = Arrays.stream(curve.mean()).max().orElseThrow();
        double least = Arrays.stream(curve.mean()).min().orElseThrow();
        double range = most - least;
        var lower = new double[] {Math.min(0, least) - range, 0, Math.log(lowest / 10), FLATTEST};
        var upper = new double[] {most, 10 * range, Math.log(2 * highest), STEEPEST};
        var starts = new ArrayList<double[]>();
        for (double share : new double[] {0.15, 0.5, 0.85}) {
            double c50 = Math.log(lowest) + share * Math.log(highest / lowest);
            for (double exponent : new double[] {1, 2, 4}) {
                starts.add(new double[] {least, range, c50, exponent});
            }
        }
        return new LeastSquares(NakaRushton::at, curve.values(), curve.mean(), lower, upper).best(starts);
    }

    /** Written with the ratio to c50, which neither over- nor underflows where powers would. */
    private static double at(double[] p, double contrast) {
        return contrast == 0 ? p[0] : p[0] + p[1] / (1 + Math.exp(p[3] * (p[2] - Math.log(contrast))));
    }

    /** The fitted response to a contrast. */
    public double at(double contrast) {
        return at(new double[] {r0, rMax, Math.log(c50), exponent}, contrast);
    }

    @Override
    public Map<String, Double> quantities() {
        var all = new LinkedHashMap<String, Double>();
        all.put("R0", r0);
        all.put("Rmax", rMax);
        all.put("c50", c50);
        all.put("n", exponent);
        all.put("R2", r2);
        return all;
    }
}
