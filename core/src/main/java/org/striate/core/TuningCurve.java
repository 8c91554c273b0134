package org.striate.core;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How one unit or neuron answers along one parameter of the stimuli.
 *
 * @param unit name of the unit or neuron
 * @param parameter name of the parameter, such as {@code orientation}
 * @param parameterUnit what it is measured in, such as {@code deg}; empty for a bare number
 * @param values [values] of the parameter, ascending
 * @param mean [values] mean response; NaN where nothing was recorded
 * @param sd [values] standard deviation over the responses averaged (n - 1); NaN for fewer than two
 * @param n [values] how many responses were averaged
 * @param origin what made it
 */
public record TuningCurve(
        String unit,
        String parameter,
        String parameterUnit,
        double[] values,
        double[] mean,
        double[] sd,
        int[] n,
        Origin origin)
        implements Showable {

    public TuningCurve {
        if (mean.length != values.length || sd.length != values.length || n.length != values.length) {
            throw BadInput.of(
                    "tuning curve of " + unit,
                    mean.length + " means, " + sd.length + " deviations and " + n.length + " counts",
                    values.length + " of each, one for every value of " + parameter,
                    "Give one of each for every value");
        }
    }

    /** [values] standard error of the mean; NaN for fewer than two responses. */
    public double[] sem() {
        return IntStream.range(0, sd.length)
                .mapToDouble(i -> sd[i] / Math.sqrt(n[i]))
                .toArray();
    }

    /** The value with the largest mean response, the first among equal ones; NaN where no mean is defined. */
    public double preferred() {
        int best = peak();
        return best < 0 ? Double.NaN : values[best];
    }

    private int peak() {
        int best = -1;
        for (int i = 0; i < mean.length; i++) {
            if (!Double.isNaN(mean[i]) && (best < 0 || mean[i] > mean[best])) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public String toString() {
        int best = peak();
        var most = best < 0 ? "nothing recorded" : String.format(Locale.ROOT, "%.4g at %.4g", mean[best], values[best]);
        return "TuningCurve " + unit + ": " + values.length + " values of " + axis() + ", most " + most;
    }

    private String axis() {
        return parameterUnit.isEmpty() ? parameter : parameter + " (" + parameterUnit + ")";
    }

    @Override
    public String toHtml() {
        var sem = sem();
        var rows = IntStream.range(0, values.length)
                .mapToObj(i -> List.of(values[i], mean[i], sem[i], n[i]))
                .toList();
        return Html.table(toString(), List.of(axis(), "mean response", "standard error", "n"), rows)
                + Html.origin(origin);
    }
}
