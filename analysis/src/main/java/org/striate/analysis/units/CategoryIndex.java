package org.striate.analysis.units;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;

/**
 * How far a unit answers by category rather than by likeness (Freedman et al. 2001): along every line of morphs the mean
 * absolute difference between neighbouring levels on two sides of the boundary, BCD, and on the same side, WCD; {@code (BCD -
 * WCD) / (BCD + WCD)}, -1 to 1, 0 where the boundary means nothing. Only neighbours are compared, so that both kinds of pair
 * are equally far apart, as Freedman and Assad (2006, supplementary methods) pair directions for BCD and WCD; trials are averaged
 * first.
 *
 * @param unit name of the unit
 * @param between BCD
 * @param within WCD
 * @param index {@code (between - within) / (between + within)}; NaN for a unit that answers all alike
 */
public record CategoryIndex(String unit, double between, double within, double index) implements UnitStatistic {

    /**
     * Of morphs whose categories lie on two sides of the middle: {@code of(population, stimuli, "morph", 0.5, "object",
     * "other")}.
     */
    public static PerUnit<CategoryIndex> of(Population population, StimulusSet morphs) {
        return of(population, morphs, "morph", 0.5, "object", "other");
    }

    /**
     * @param level parameter along the line
     * @param boundary levels below it are one category, all others the other
     * @param line parameters that tell the lines apart; none if there is but one
     * @throws BadInput if a parameter is not there, levels are not evenly spaced, a level of a line comes twice, no line
     *     crosses the boundary or none has two neighbouring levels on one side
     */
    public static PerUnit<CategoryIndex> of(
            Population population, StimulusSet stimuli, String level, double boundary, String... line) {
        var levels = stimuli.numbers(level);
        var lines = lines(stimuli, levels, line);
        var steps = lines.stream()
                .flatMapToDouble(l -> IntStream.range(1, l.length).mapToDouble(i -> levels[l[i]] - levels[l[i - 1]]))
                .toArray();
        double step = Arrays.stream(steps).max().orElse(Double.NaN);
        boolean even = Arrays.stream(steps).allMatch(s -> s > 0 && step - s < 1e-6 * step);
        var across =
                lines.stream().flatMap(l -> pairs(l, levels, boundary, true)).toList();
        var along =
                lines.stream().flatMap(l -> pairs(l, levels, boundary, false)).toList();
        if (!even || across.isEmpty() || along.isEmpty()) {
            throw BadInput.of(
                    "stimuli " + stimuli.name(),
                    "levels of " + level + " at "
                            + Arrays.toString(
                                    Arrays.stream(levels).distinct().sorted().toArray()) + ", boundary " + boundary,
                    "evenly spaced levels, each once on every line, two neighbours across the boundary and two on one side",
                    "Stimuli.morphs(0, 0.2, 0.4, 0.6, 0.8, 1)");
        }
        var rows = Population.grouped(population.places(stimuli), stimuli.size());
        var found = IntStream.range(0, population.units())
                .mapToObj(unit -> {
                    var mean = Arrays.stream(rows)
                            .mapToDouble(r -> Arrays.stream(population.recorded(r, unit))
                                    .average()
                                    .orElse(Double.NaN))
                            .toArray();
                    double between = difference(mean, across);
                    double within = difference(mean, along);
                    return new CategoryIndex(
                            population.unit(unit), between, within, (between - within) / (between + within));
                })
                .toList();
        var origin = Origin.of("category index")
                .with("level", level)
                .with("boundary", boundary)
                .with("line", List.of(line))
                .from(population.origin())
                .from(stimuli.origin());
        return new PerUnit<>("category index", found, origin);
    }

    /** [lines][levels] stimuli of every line, ascending in level. */
    private static List<int[]> lines(StimulusSet stimuli, double[] levels, String[] line) {
        var columns = Arrays.stream(line).map(stimuli::parameter).toList();
        var groups = new TreeMap<String, List<Integer>>();
        for (int i = 0; i < levels.length; i++) {
            int own = i;
            var key = String.join(
                    "; ",
                    columns.stream()
                            .map(cells -> String.valueOf(cells.get(own)))
                            .toList());
            groups.computeIfAbsent(key, k -> new java.util.ArrayList<>()).add(i);
        }
        return groups.values().stream()
                .map(members -> members.stream()
                        .sorted((i, j) -> Double.compare(levels[i], levels[j]))
                        .mapToInt(Integer::intValue)
                        .toArray())
                .toList();
    }

    private static java.util.stream.Stream<int[]> pairs(int[] line, double[] levels, double boundary, boolean across) {
        return IntStream.range(1, line.length)
                .filter(i -> (levels[line[i - 1]] < boundary != levels[line[i]] < boundary) == across)
                .mapToObj(i -> new int[] {line[i - 1], line[i]});
    }

    /** Mean over pairs whose responses were both recorded. */
    private static double difference(double[] mean, List<int[]> pairs) {
        return pairs.stream()
                .mapToDouble(pair -> Math.abs(mean[pair[0]] - mean[pair[1]]))
                .filter(d -> !Double.isNaN(d))
                .average()
                .orElse(Double.NaN);
    }

    @Override
    public Map<String, Double> quantities() {
        var all = new LinkedHashMap<String, Double>();
        all.put("between (BCD)", between);
        all.put("within (WCD)", within);
        all.put("category index", index);
        return all;
    }
}
