package org.striate.analysis.units;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Magnitude;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;

/**
 * How well one unit's responses tell two groups of stimuli apart. Missing responses are left out.
 *
 * @param unit name of the unit
 * @param dPrime {@code (mean a - mean b) / sd}, sd pooled over both groups, {@code ((na - 1) va + (nb - 1) vb) / (na + nb -
 *     2)} its square; infinite where responses differ and do not scatter, NaN where they do neither
 * @param rocArea chance that a response of the first group exceeds one of the second, ties count half; 0.5 is chance
 * @param index category-selectivity index {@code (mean a - mean b) / (mean a + mean b)}; NaN unless the sum is above 0. For
 *     rates: with a negative mean it can leave -1 to 1, and the note says so
 * @param p two-sided chance of an area as far from 0.5 by shuffled labels of the stimuli, those shuffles left out that give a group
 *     no recorded response; NaN where it was not asked for
 * @param note what is to be known about it
 */
public record Selectivity(String unit, double dPrime, double rocArea, double index, double p, String note)
        implements UnitStatistic {

    /** Without a permutation test: see {@link #of(Population, StimulusSet, String, Object, int, long)}. */
    public static PerUnit<Selectivity> of(Population population, StimulusSet stimuli, String parameter, Object value) {
        return of(population, stimuli, parameter, value, 0, 0);
    }

    /**
     * Of every unit, stimuli of one value against all others.
     *
     * @param parameter such as {@code category}
     * @param value such as {@code "face"}, the first group
     * @param permutations how many shuffles of the labels of stimuli give {@link #p}, such as 1000; 0 for none. With many
     *     units, control the false discovery rate
     * @throws BadInput if the parameter or the value is not there, no stimulus has another value, or a stimulus was not shown
     */
    public static PerUnit<Selectivity> of(
            Population population, StimulusSet stimuli, String parameter, Object value, int permutations, long seed) {
        var preferred = stimuli.where(parameter, value).ids();
        var first = new java.util.HashSet<>(preferred);
        var inFirst = stimuli.ids().stream().map(first::contains).toArray(Boolean[]::new);
        if (first.size() == stimuli.size()) {
            throw BadInput.of(
                    "stimuli " + stimuli.name(),
                    parameter + " " + value + " for all " + stimuli.size(),
                    "some with another value",
                    "Look at them: stimuli.parameter(\"" + parameter + "\")");
        }
        var places = population.places(stimuli);
        var shuffles = shuffles(inFirst, permutations, seed);
        try (var progress = Progress.of("selectivity", population.units())) {
            var found = IntStream.range(0, population.units())
                    .mapToObj(unit -> {
                        var one = of(population, unit, places, inFirst, shuffles);
                        progress.step("");
                        return one;
                    })
                    .toList();
            var origin = Origin.of("selectivity")
                    .with(parameter, value)
                    .with("permutations", permutations)
                    .with("seed", seed)
                    .from(population.origin())
                    .from(stimuli.origin());
            return new PerUnit<>("selectivity for " + parameter + " " + value, found, origin);
        }
    }

    private static Boolean[][] shuffles(Boolean[] labels, int permutations, long seed) {
        var random = new Random(seed);
        return IntStream.range(0, permutations)
                .mapToObj(i -> {
                    var shuffled = Arrays.asList(labels.clone());
                    java.util.Collections.shuffle(shuffled, random);
                    return shuffled.toArray(Boolean[]::new);
                })
                .toArray(Boolean[][]::new);
    }

    private static Selectivity of(
            Population population, int unit, int[] places, Boolean[] inFirst, Boolean[][] shuffles) {
        var rows = IntStream.range(0, places.length)
                .filter(row -> places[row] >= 0 && !Double.isNaN(population.at(row, unit)))
                .toArray();
        var responses =
                Arrays.stream(rows).mapToDouble(row -> population.at(row, unit)).toArray();
        var stimulus = Arrays.stream(rows).map(row -> places[row]).toArray();
        var a = chosen(responses, stimulus, inFirst, true);
        var b = chosen(responses, stimulus, inFirst, false);
        double area = rocArea(a, b);
        double p = Double.NaN;
        if (shuffles.length > 0 && !Double.isNaN(area)) {
            var ranks = ranks(responses);
            var areas = Arrays.stream(shuffles)
                    .mapToDouble(labels -> rocArea(ranks, stimulus, labels))
                    .filter(shuffled -> !Double.isNaN(shuffled))
                    .toArray();
            long asFar = Arrays.stream(areas)
                    .filter(shuffled -> Math.abs(shuffled - 0.5) >= Math.abs(area - 0.5) - 1e-12)
                    .count();
            p = (asFar + 1.0) / (areas.length + 1);
        }
        boolean negative = mean(a) < 0 || mean(b) < 0;
        var note = a.length == 0 || b.length == 0
                ? "a group has no response"
                : negative ? "a mean response is negative: no index of rates" : "";
        return new Selectivity(population.unit(unit), dPrime(a, b), area, index(a, b), p, note);
    }

    private static double[] chosen(double[] responses, int[] stimulus, Boolean[] inFirst, boolean which) {
        return IntStream.range(0, responses.length)
                .filter(i -> inFirst[stimulus[i]] == which)
                .mapToDouble(i -> responses[i])
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** See {@link #dPrime()}. */
    public static double dPrime(double[] first, double[] second) {
        double size = Magnitude.of(
                DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray());
        var a = recorded(first, size);
        var b = recorded(second, size);
        double freedom = a.length + b.length - 2;
        if (freedom < 1 || a.length == 0 || b.length == 0) {
            return Double.NaN;
        }
        // Means of equal values differ by rounding: that is neither a difference nor scatter.
        double rounding = 1e-13 * (Math.abs(mean(a)) + Math.abs(mean(b)));
        double difference = mean(a) - mean(b);
        double sd = Math.sqrt((squares(a) + squares(b)) / freedom);
        return (Math.abs(difference) > rounding ? difference : 0.0) / (sd > rounding ? sd : 0.0);
    }

    /** Without NaN, in units of a size. */
    private static double[] recorded(double[] values, double size) {
        return Arrays.stream(values)
                .filter(v -> !Double.isNaN(v))
                .map(v -> v / size)
                .toArray();
    }

    private static double squares(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }

    /**
     * Area under the receiver operating characteristic: the share of pairs in which the first exceeds the second, equal ones
     * counting half.
     *
     * @return 0 to 1; NaN if a group is empty
     */
    public static double rocArea(double[] first, double[] second) {
        var a = recorded(first, 1);
        var b = recorded(second, 1);
        var both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        double sum = Arrays.stream(ranks(both), 0, a.length).sum();
        return area(sum, a.length, b.length);
    }

    private static double rocArea(double[] ranks, int[] stimulus, Boolean[] inFirst) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (inFirst[stimulus[i]]) {
                sum += ranks[i];
                n++;
            }
        }
        return area(sum, n, ranks.length - n);
    }

    private static double area(double rankSum, double na, double nb) {
        return na == 0 || nb == 0 ? Double.NaN : (rankSum - na * (na + 1) / 2) / (na * nb);
    }

    /** Ranks from 1, equal values sharing their mean rank. */
    private static double[] ranks(double[] values) {
        var order = IntStream.range(0, values.length)
                .boxed()
                .sorted((i, j) -> Double.compare(values[i] + 0.0, values[j] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();
        var ranks = new double[values.length];
        for (int i = 0; i < order.length; ) {
            int stop = i;
            while (stop < order.length && values[order[stop]] == values[order[i]]) {
                stop++;
            }
            for (int j = i; j < stop; j++) {
                ranks[order[j]] = (i + 1 + stop) / 2.0;
            }
            i = stop;
        }
        return ranks;
    }

    /** See {@link #index()}. */
    public static double index(double[] first, double[] second) {
        var a = recorded(first, 1);
        var b = recorded(second, 1);
        double sum = mean(a) + mean(b);
        return sum > 0 ? (mean(a) - mean(b)) / sum : Double.NaN;
    }

    @Override
    public Map<String, Double> quantities() {
        var all = new LinkedHashMap<String, Double>();
        all.put("d'", dPrime);
        all.put("ROC area", rocArea);
        all.put("selectivity index", index);
        if (!Double.isNaN(p)) {
            all.put("p (permutation)", p);
        }
        return all;
    }
}
