package org.striate.analysis.units;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Magnitude;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Distribution;
import org.striate.core.charts.Panels;

/**
 * Sparseness of responses: {@code a = (mean r)^2 / mean r^2} (Treves and Rolls 1991) and {@code S = (1 - a) / (1 - 1 / n)}
 * (Vinje and Gallant 2000), 0 where all n responses are equal, 1 where a single one is not 0. Lifetime: of one unit over
 * stimuli; population: of one stimulus over units. Both are defined for rates: negative responses count as 0, and {@link
 * #rectified} says how many did. Responses that are missing are left out; trials of a stimulus are averaged first.
 *
 * @param unitNames [units]
 * @param stimulusIds [stimuli]
 * @param activity [units] Treves and Rolls' a over stimuli; NaN for a silent unit
 * @param lifetime [units] S over stimuli; NaN for a silent unit and for fewer than two stimuli
 * @param population [stimuli] S over units; NaN for a stimulus that nothing answers and for a single unit
 * @param kurtosis [units] excess kurtosis over stimuli, {@code mean (r - m)^4 / var^2 - 3}, of responses as they are, var
 *     divided by n; NaN for a constant unit
 * @param rectified how many mean responses were negative
 * @param origin what made it
 */
public record Sparseness(
        List<String> unitNames,
        List<String> stimulusIds,
        double[] activity,
        double[] lifetime,
        double[] population,
        double[] kurtosis,
        long rectified,
        Origin origin)
        implements Charted<Panels> {

    /** Of every unit and every stimulus of a population. */
    public static Sparseness of(Population population) {
        var ids = population.stimulusIds().stream().distinct().toList();
        var index = new java.util.HashMap<String, Integer>();
        ids.forEach(id -> index.put(id, index.size()));
        var rows = Population.grouped(
                population.stimulusIds().stream().mapToInt(index::get).toArray(), ids.size());
        var means = new double[population.units()][];
        for (int unit = 0; unit < means.length; unit++) {
            int own = unit;
            means[unit] = Arrays.stream(rows)
                    .mapToDouble(r ->
                            Arrays.stream(population.recorded(r, own)).average().orElse(Double.NaN))
                    .toArray();
        }
        IntFunction<double[]> ofStimulus =
                i -> Arrays.stream(means).mapToDouble(unit -> unit[i]).toArray();
        return new Sparseness(
                IntStream.range(0, means.length).mapToObj(population::unit).toList(),
                ids,
                Arrays.stream(means).mapToDouble(Sparseness::trevesRolls).toArray(),
                Arrays.stream(means).mapToDouble(Sparseness::vinjeGallant).toArray(),
                IntStream.range(0, ids.size())
                        .mapToObj(ofStimulus)
                        .mapToDouble(Sparseness::vinjeGallant)
                        .toArray(),
                Arrays.stream(means).mapToDouble(Sparseness::kurtosis).toArray(),
                Arrays.stream(means)
                        .flatMapToDouble(Arrays::stream)
                        .filter(r -> r < 0)
                        .count(),
                Origin.of("sparseness").from(population.origin()));
    }

    private static double[] rates(double[] responses) {
        return Arrays.stream(responses)
                .filter(r -> !Double.isNaN(r))
                .map(r -> Math.max(0, r))
                .toArray();
    }

    /** {@code (mean r)^2 / mean r^2} of some responses, negative ones as 0; NaN if all are 0. */
    public static double trevesRolls(double... responses) {
        var rates = rates(responses);
        // Divided by the largest, so that squares of tiny or huge rates neither vanish nor overflow.
        double most = Arrays.stream(rates).max().orElse(Double.NaN);
        double sum = Arrays.stream(rates).map(r -> r / most).sum();
        double squares = Arrays.stream(rates).map(r -> r / most * (r / most)).sum();
        return sum * sum / (rates.length * squares);
    }

    /** {@code (1 - a) / (1 - 1 / n)} of n responses, negative ones as 0; NaN if all are 0 or there is but one. */
    public static double vinjeGallant(double... responses) {
        int n = rates(responses).length;
        // A single response is neither sparse nor dense.
        return n < 2 ? Double.NaN : Math.max(0, 1 - trevesRolls(responses)) / (1 - 1.0 / n);
    }

    /** Excess kurtosis, moments divided by n: 0 for a Gaussian; NaN without variance. */
    public static double kurtosis(double... responses) {
        var known = Arrays.stream(responses).filter(r -> !Double.isNaN(r)).toArray();
        double mean = Arrays.stream(known).average().orElse(Double.NaN);
        var deviations = Arrays.stream(known).map(r -> r - mean).toArray();
        double size = Magnitude.of(deviations);
        double second =
                Arrays.stream(deviations).map(d -> Math.pow(d / size, 2)).sum() / known.length;
        double fourth =
                Arrays.stream(deviations).map(d -> Math.pow(d / size, 4)).sum() / known.length;
        return second > 1e-26 * Math.pow(mean / size, 2) ? fourth / (second * second) - 3 : Double.NaN;
    }

    /** How sparse units and stimuli are. */
    @Override
    public Panels chart() {
        return new Panels(
                "Sparseness",
                this + ".",
                List.of(
                        new Distribution(
                                "Lifetime",
                                "lifetime sparseness of units.",
                                Axis.of("lifetime sparseness").reaching(0, 1),
                                "units",
                                lifetime),
                        new Distribution(
                                "Population",
                                "population sparseness of stimuli.",
                                Axis.of("population sparseness").reaching(0, 1),
                                "stimuli",
                                population)),
                2);
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "Sparseness: lifetime %.3f (mean of %d units), population %.3f (mean of %d stimuli)%s",
                mean(lifetime),
                lifetime.length,
                mean(population),
                population.length,
                rectified == 0 ? "" : ", " + rectified + " negative responses counted as 0");
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    @Override
    public String toHtml() {
        var header = List.of("unit", "a (Treves and Rolls)", "lifetime sparseness", "excess kurtosis");
        return Html.table(
                        toString(),
                        header,
                        lifetime.length,
                        i -> List.of(unitNames.get(i), activity[i], lifetime[i], kurtosis[i]))
                + Html.origin(origin);
    }
}
