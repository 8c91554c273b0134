package org.striate.core;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Curves;

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
        implements Charted<Curves> {

    private static final Map<String, String> UNITS = Map.of(
            "angle", "deg",
            "orientation", "deg",
            "direction", "deg",
            "phase", "deg",
            "diameter", "deg",
            "x", "deg",
            "y", "deg",
            "spatialFrequency", "cycles/deg",
            "temporalFrequency", "Hz");

    public TuningCurve {
        if (mean.length != values.length || sd.length != values.length || n.length != values.length) {
            throw BadInput.of(
                    "tuning curve of " + unit,
                    mean.length + " means, " + sd.length + " deviations and " + n.length + " counts",
                    values.length + " of each, one for every value of " + parameter,
                    "Give one of each for every value");
        }
    }

    /**
     * A curve from one answer a stimulus: mean and spread over all stimuli of each value. What else differs between them is
     * averaged over; choose beforehand where that is not meant: {@code stimuli.where("contrast", 1)}.
     *
     * @param answers [stimuli]; NaN is left out, and a value without any other answer has a mean of NaN
     * @param parameter a column of numbers
     * @throws BadInput if there is no such parameter, a value of it is no finite number, or there is not one answer a stimulus
     */
    public static TuningCurve of(String unit, double[] answers, StimulusSet stimuli, String parameter, Origin origin) {
        if (answers.length != stimuli.size() || answers.length == 0) {
            throw BadInput.of(
                    "answers of " + unit,
                    answers.length + " values",
                    "one for each of " + stimuli.size() + " stimuli, at least 1",
                    "Show the stimuli: model.activations(stimuli, layer)");
        }
        var groups = new TreeMap<Double, DoubleSummaryStatistics>();
        var at = stimuli.numbers(parameter);
        for (int i = 0; i < at.length; i++) {
            var group = groups.computeIfAbsent(at[i] + 0.0, value -> new DoubleSummaryStatistics()); // -0 is 0
            if (!Double.isNaN(answers[i])) {
                group.accept(answers[i]);
            }
        }
        var values = groups.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        var n = groups.values().stream()
                .mapToInt(group -> (int) group.getCount())
                .toArray();
        var mean = groups.values().stream()
                .mapToDouble(group -> group.getCount() == 0 ? Double.NaN : group.getAverage())
                .toArray();
        var squares = new double[values.length];
        for (int i = 0; i < at.length; i++) {
            int value = Arrays.binarySearch(values, at[i] + 0.0);
            squares[value] += Double.isNaN(answers[i]) ? 0 : (answers[i] - mean[value]) * (answers[i] - mean[value]);
        }
        var sd = IntStream.range(0, values.length)
                .mapToDouble(i -> n[i] < 2 ? Double.NaN : Math.sqrt(squares[i] / (n[i] - 1)))
                .toArray();
        var made = Origin.of("tuning")
                .with("unit", unit)
                .with("parameter", parameter)
                .from(origin)
                .from(stimuli.origin());
        return new TuningCurve(unit, parameter, unitOf(parameter), values, mean, sd, n, made);
    }

    /** What a parameter of our stimuli is measured in; empty for a bare number. */
    public static String unitOf(String parameter) {
        return UNITS.getOrDefault(parameter, "");
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

    /** The mean response, with one standard error to either side; frequencies in ratios, unless one is 0. */
    @Override
    public Curves chart() {
        boolean ratios =
                parameter.endsWith("Frequency") && Arrays.stream(values).allMatch(value -> value > 0);
        return new Curves(
                unit,
                this + "; whiskers are one standard error.",
                new Axis(parameter, parameterUnit, Double.NaN, Double.NaN, ratios),
                Axis.of("mean response"),
                List.of(Curves.Line.of("", values, mean, sem())));
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
