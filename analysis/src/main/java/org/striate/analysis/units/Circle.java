package org.striate.analysis.units;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.striate.analysis.linear.Magnitude;
import org.striate.core.BadInput;
import org.striate.core.TuningCurve;

/**
 * A curve around a circle: angles folded into one period, evenly spaced.
 *
 * @param angles [n] ascending from 0 up to the period
 * @param means [n] mean responses; NaN where one was not recorded
 * @param responses [n] the same, negative ones as 0
 */
record Circle(double period, double[] angles, double[] means, double[] responses) {

    private static final double SAME = 1e-6;

    /** @throws BadInput if the angles do not cover the circle evenly, or are fewer than three */
    static Circle of(TuningCurve curve, double period) {
        var folded = Arrays.stream(curve.values())
                .map(angle -> ((angle % period) + period) % period)
                .map(angle -> period - angle < SAME * period ? 0 : angle)
                .toArray();
        var angles = distinct(folded, period);
        requireEven(curve, angles, period);
        var means = new double[angles.length];
        for (int i = 0; i < angles.length; i++) {
            double sum = 0;
            int count = 0;
            for (int v = 0; v < folded.length; v++) {
                if (Math.abs(folded[v] - angles[i]) < SAME * period && !Double.isNaN(curve.mean()[v])) {
                    sum += curve.mean()[v];
                    count++;
                }
            }
            means[i] = sum / count;
        }
        var rectified = Arrays.stream(means).map(r -> Math.max(0, r)).toArray();
        return new Circle(period, angles, means, rectified);
    }

    private static double[] distinct(double[] folded, double period) {
        var sorted = Arrays.stream(folded).sorted().toArray();
        var kept = new double[sorted.length];
        int n = 0;
        for (double angle : sorted) {
            if (n == 0 || angle - kept[n - 1] > SAME * period) {
                kept[n++] = angle;
            }
        }
        return Arrays.copyOf(kept, n);
    }

    private static void requireEven(TuningCurve curve, double[] angles, double period) {
        double step = period / angles.length;
        boolean even = angles.length >= 3;
        for (int i = 1; i < angles.length; i++) {
            even &= Math.abs(angles[i] - angles[i - 1] - step) < 1e-4 * period;
        }
        if (!even) {
            throw BadInput.of(
                    "tuning curve of " + curve.unit(),
                    "angles " + Arrays.toString(curve.values()),
                    "three or more evenly spaced around " + period + " deg",
                    "Show the whole circle: Stimuli.gratings().orientations(8)");
        }
    }

    /** The response nearest to an angle; NaN if none was shown there. */
    double at(double angle) {
        for (int i = 0; i < angles.length; i++) {
            if (Math.abs(Math.IEEEremainder(angle - angles[i], period)) < SAME * period) {
                return responses[i];
            }
        }
        return Double.NaN;
    }

    /** Index of the first largest response; -1 if one is missing. */
    int peak() {
        int best = 0;
        for (int i = 0; i < responses.length; i++) {
            if (Double.isNaN(responses[i])) {
                return -1;
            }
            best = responses[i] > responses[best] ? i : best;
        }
        return best;
    }

    /** {@code (R(pref) - R(pref + away)) / (R(pref) + R(pref + away))}. */
    double index(double away) {
        int best = peak();
        if (best < 0) {
            return Double.NaN;
        }
        double other = at(angles[best] + away);
        return (responses[best] - other) / (responses[best] + other);
    }

    /** The responses in units of their size, whose sum cannot overflow. */
    private double[] sized() {
        double size = Magnitude.of(responses);
        return Arrays.stream(responses).map(r -> r / size).toArray();
    }

    private double turned(DoubleUnaryOperator part) {
        return turned(sized(), part);
    }

    /** The sum of some responses, each times the cosine or sine of its angle. */
    double turned(double[] of, DoubleUnaryOperator part) {
        double sum = 0;
        for (int i = 0; i < angles.length; i++) {
            sum += of[i] * part.applyAsDouble(2 * Math.PI * angles[i] / period);
        }
        return sum;
    }

    /** {@code |sum r exp(2 pi i angle / period)| / sum r}; NaN for a silent unit. */
    double resultant() {
        return Math.hypot(turned(Math::cos), turned(Math::sin))
                / Arrays.stream(sized()).sum();
    }

    /** Angle of the vector sum, 0 up to the period; NaN where there is none. */
    double direction() {
        if (!(resultant() > 1e-12)) {
            return Double.NaN;
        }
        double angle = Math.atan2(turned(Math::sin), turned(Math::cos)) * period / (2 * Math.PI);
        double positive = angle < 0 ? angle + period : angle;
        return positive >= period ? 0 : positive; // a hair below 0 rounds up to the period
    }

    String note() {
        return Arrays.stream(means).anyMatch(r -> r < 0) ? "negative responses counted as 0" : "";
    }
}
