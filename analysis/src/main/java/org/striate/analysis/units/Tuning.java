package org.striate.analysis.units;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Interval;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;
import org.striate.core.TuningCurve;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Panels;

/**
 * How every unit of a population answers along one parameter of the stimuli. Everything else that varies is averaged over:
 * choose it beforehand, {@code Tuning.of(v1, stimuli.where("spatialFrequency", 1), "orientation")}.
 */
public final class Tuning implements Charted<Panels> {

    private final Population population;
    private final String parameter;
    private final double[] values;
    private final int[][] rows;
    private final Origin origin;

    private Tuning(Population population, String parameter, double[] values, int[][] rows, Origin origin) {
        this.population = population;
        this.parameter = parameter;
        this.values = values;
        this.rows = rows;
        this.origin = origin;
    }

    /**
     * @param stimuli those to use; responses to others are left out
     * @param parameter a column of numbers of {@link StimulusSet#parameters()}
     * @throws BadInput if there is no such parameter, a value of it is no finite number, or a stimulus was not shown
     */
    public static Tuning of(Population population, StimulusSet stimuli, String parameter) {
        var ofStimulus = stimuli.numbers(parameter);
        var ofRow = Arrays.stream(population.places(stimuli))
                .mapToDouble(place -> place < 0 ? Double.NaN : ofStimulus[place])
                .toArray();
        var tuning = of(population, ofRow, parameter);
        return new Tuning(population, parameter, tuning.values, tuning.rows, tuning.origin.from(stimuli.origin()));
    }

    /**
     * @param ofResponse [responses] the parameter at every response; NaN leaves it out
     * @throws BadInput if there is not one for every response, or all are NaN
     */
    public static Tuning of(Population population, double[] ofResponse, String parameter) {
        if (ofResponse.length != population.responses()) {
            throw BadInput.of(
                    parameter,
                    ofResponse.length + " values",
                    population.responses() + ", one for every response",
                    "Take them from the stimuli: Tuning.of(population, stimuli, \"orientation\")");
        }
        // Adding 0 makes -0 and 0 one value.
        var values = Arrays.stream(ofResponse)
                .filter(Double::isFinite)
                .map(v -> v + 0.0)
                .sorted()
                .distinct()
                .toArray();
        if (values.length == 0) {
            throw BadInput.of(parameter, "no finite value", "at least one", "Look at them: stimuli.parameter(..)");
        }
        var group = Arrays.stream(ofResponse)
                .mapToInt(v -> Double.isFinite(v) ? Arrays.binarySearch(values, v + 0.0) : -1)
                .toArray();
        return new Tuning(
                population,
                parameter,
                values,
                Population.grouped(group, values.length),
                Origin.of("tuning").with("parameter", parameter).from(population.origin()));
    }

    public Population population() {
        return population;
    }

    /** [values] of the parameter, ascending. */
    public double[] values() {
        return values.clone();
    }

    public Origin origin() {
        return origin;
    }

    /** One unit's curve. */
    public TuningCurve curve(int unit) {
        return curve(unit, row -> population.recorded(row, unit));
    }

    private TuningCurve curve(int unit, Function<int[], double[]> answers) {
        var mean = new double[values.length];
        var sd = new double[values.length];
        var n = new int[values.length];
        for (int v = 0; v < values.length; v++) {
            var recorded = answers.apply(rows[v]);
            double average = Arrays.stream(recorded).sum() / recorded.length;
            double squares = Arrays.stream(recorded)
                    .map(r -> (r - average) * (r - average))
                    .sum();
            mean[v] = average;
            sd[v] = recorded.length < 2 ? Double.NaN : Math.sqrt(squares / (recorded.length - 1));
            n[v] = recorded.length;
        }
        var measure = TuningCurve.unitOf(parameter);
        return new TuningCurve(population.unit(unit), parameter, measure, values.clone(), mean, sd, n, origin);
    }

    /**
     * One statistic or fit of every unit's curve: {@code tuning.each(OrientationTuning::of)}, {@code
     * tuning.each(NakaRushton::fit)}.
     */
    public <T extends UnitStatistic> PerUnit<T> each(Function<TuningCurve, T> statistic) {
        try (var progress = Progress.of("tuning to " + parameter, population.units())) {
            var found = IntStream.range(0, population.units())
                    .mapToObj(unit -> {
                        var one = statistic.apply(curve(unit));
                        progress.step("");
                        return one;
                    })
                    .toList();
            return new PerUnit<>("tuning to " + parameter, found, origin);
        }
    }

    /**
     * 95 % interval of a statistic of one unit, by bootstrap: responses are drawn anew with replacement within every value of
     * the parameter, the ends are percentiles. A selectivity index cannot fall below 0, so the interval of an untuned unit
     * does not reach it: compare with shuffled labels to claim tuning.
     *
     * @param statistic such as {@code curve -> NakaRushton.fit(curve).c50()}; draws where it is NaN are left out
     * @param draws such as 1000
     * @return NaN to NaN if fewer than half of the draws give a number
     * @throws BadInput if no value was shown twice, since nothing can be drawn anew then
     */
    public Interval interval(int unit, ToDoubleFunction<TuningCurve> statistic, int draws, long seed) {
        return percentiles(drawn(unit, statistic, draws, seed), draws);
    }

    /**
     * The same for an angle, such as the preferred orientation; the ends lie within half a period of the estimate.
     *
     * @param period 180 for orientations, 360 for directions
     */
    public Interval circularInterval(
            int unit, double period, ToDoubleFunction<TuningCurve> statistic, int draws, long seed) {
        double estimate = statistic.applyAsDouble(curve(unit));
        var off = Arrays.stream(drawn(unit, statistic, draws, seed))
                .map(angle -> estimate + Math.IEEEremainder(angle - estimate, period))
                .toArray();
        return percentiles(off, draws);
    }

    private double[] drawn(int unit, ToDoubleFunction<TuningCurve> statistic, int draws, long seed) {
        if (Arrays.stream(rows).allMatch(r -> r.length < 2)) {
            throw BadInput.of(
                    "bootstrap of " + population.unit(unit),
                    "one response at every value of " + parameter,
                    "several at some",
                    "Use single trials, not responses.averaged()");
        }
        var recorded =
                Arrays.stream(rows).map(r -> population.recorded(r, unit)).toArray(double[][]::new);
        var random = new Random(seed);
        var found = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            var again = new java.util.HashMap<int[], double[]>();
            for (int v = 0; v < rows.length; v++) {
                var all = recorded[v];
                again.put(
                        rows[v],
                        random.ints(all.length, 0, Math.max(1, all.length))
                                .mapToDouble(i -> all[i])
                                .toArray());
            }
            found[draw] = statistic.applyAsDouble(curve(unit, again::get));
        }
        return found;
    }

    private static Interval percentiles(double[] drawn, int draws) {
        var known = Arrays.stream(drawn).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return known.length == 0 || known.length * 2 < draws
                ? new Interval(Double.NaN, Double.NaN)
                : new Interval(
                        known[(int) (0.025 * known.length)],
                        known[Math.max(0, (int) Math.ceil(0.975 * known.length) - 1)]);
    }

    /** The curves of up to twelve units, evenly chosen. */
    @Override
    public Panels chart() {
        int shown = Math.min(12, population.units());
        var charts = IntStream.range(0, shown)
                .map(i -> (int) ((long) i * population.units() / shown))
                .mapToObj(unit -> (Chart) curve(unit).chart())
                .toList();
        var title = shown == population.units() ? "" : ": " + shown + " of " + population.units() + " units";
        return new Panels("Tuning for " + parameter + title, this + ".", charts, 4);
    }

    @Override
    public String toString() {
        return "Tuning: " + population.units() + " units along " + values.length + " values of " + parameter;
    }

    @Override
    public String toHtml() {
        var header = java.util.List.of("unit", "preferred " + parameter, "largest mean response");
        return Html.table(toString(), header, population.units(), unit -> row(curve(unit))) + Html.origin(origin);
    }

    private static java.util.List<Object> row(TuningCurve curve) {
        return java.util.List.of(
                curve.unit(),
                curve.preferred(),
                Arrays.stream(curve.mean()).max().orElse(Double.NaN));
    }
}
