package org.striate.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How one unit's or neuron's answer depends on a parameter of the stimuli: mean and spread over all stimuli of each value. What
 * else differs between them is averaged over; choose beforehand where that is not meant: {@code stimuli.where("contrast", 1)}.
 *
 * @param unit what answered, such as {@code conv1 unit 12}
 * @param parameter of the stimuli
 * @param values [values] sorted; numbers as {@link Double}, labels as {@link String}
 * @param mean [values] answers
 * @param sd [values] standard deviations over the stimuli of a value, NaN for a single one
 * @param n [values] stimuli; answers that are NaN are left out
 */
public record TuningCurve(
        String unit, String parameter, List<Object> values, double[] mean, double[] sd, int[] n, Origin origin)
        implements Showable {

    /**
     * A curve from one answer a stimulus.
     *
     * @param answers [stimuli]; NaN is left out, and a value without any other answer has a mean of NaN
     * @throws BadInput if there is no such parameter, or not one answer a stimulus
     */
    public static TuningCurve of(String unit, double[] answers, StimulusSet stimuli, String parameter, Origin origin) {
        if (answers.length != stimuli.size() || answers.length == 0) {
            throw BadInput.of(
                    "answers of " + unit,
                    answers.length + " values",
                    "one for each of " + stimuli.size() + " stimuli, at least 1",
                    "Show the stimuli: model.activations(stimuli, layer)");
        }
        var groups = new TreeMap<Object, List<Double>>(Columns::compare);
        var cells = stimuli.parameter(parameter);
        for (int i = 0; i < answers.length; i++) {
            var group = groups.computeIfAbsent(cells.get(i), value -> new ArrayList<>());
            if (!Double.isNaN(answers[i])) {
                group.add(answers[i]);
            }
        }
        var kept = List.copyOf(groups.values());
        return new TuningCurve(
                unit,
                parameter,
                List.copyOf(groups.keySet()),
                kept.stream().mapToDouble(TuningCurve::mean).toArray(),
                kept.stream().mapToDouble(TuningCurve::sd).toArray(),
                kept.stream().mapToInt(List::size).toArray(),
                Origin.of("tuning")
                        .with("unit", unit)
                        .with("parameter", parameter)
                        .from(origin)
                        .from(stimuli.origin()));
    }

    private static double mean(List<Double> answers) {
        return answers.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static double sd(List<Double> answers) {
        double mean = mean(answers);
        double squares = answers.stream()
                .mapToDouble(answer -> (answer - mean) * (answer - mean))
                .sum();
        return answers.size() < 2 ? Double.NaN : Math.sqrt(squares / (answers.size() - 1));
    }

    /**
     * The values as numbers.
     *
     * @return [values]
     * @throws BadInput if they are labels
     */
    public double[] numbers() {
        if (!values.stream().allMatch(Number.class::isInstance)) {
            throw BadInput.of(
                    "parameter " + parameter,
                    "labels such as \"" + values.get(0) + "\"",
                    "numbers",
                    "Ask for a numeric parameter: stimuli.parameters().keySet()");
        }
        return values.stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .toArray();
    }

    /** The value that is answered most; of equal ones the first, and of none but NaN the first too. */
    public Object preferred() {
        return values.get(IntStream.range(0, mean.length)
                .boxed()
                .max((a, b) -> Double.compare(known(mean[a]), known(mean[b])) == 0
                        ? Integer.compare(b, a)
                        : Double.compare(known(mean[a]), known(mean[b])))
                .orElseThrow());
    }

    private static double known(double mean) {
        return Double.isNaN(mean) ? Double.NEGATIVE_INFINITY : mean;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "TuningCurve of %s to %s: %d values, preferred %s, answers %.3g to %.3g",
                unit,
                parameter,
                values.size(),
                preferred(),
                Collections.min(known()),
                Collections.max(known()));
    }

    private List<Double> known() {
        var known = java.util.Arrays.stream(mean)
                .filter(m -> !Double.isNaN(m))
                .boxed()
                .toList();
        return known.isEmpty() ? List.of(Double.NaN) : known;
    }

    @Override
    public String toHtml() {
        var rows = IntStream.range(0, mean.length)
                .mapToObj(i -> List.of(values.get(i), mean[i], sd[i], n[i]))
                .toList();
        return Html.table(toString(), List.of(parameter, "mean", "sd", "n"), rows) + Html.origin(origin);
    }
}
