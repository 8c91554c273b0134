package org.striate.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Level;
import org.striate.core.charts.Curves.Line;

/**
 * How well a task is done with lesions of growing size, stimulus by stimulus.
 *
 * @param network that was lesioned
 * @param parameter that it tells
 * @param doses [doses] shares of the units that are struck
 * @param classes [stimuli] true values of the parameter
 * @param intact [stimuli] whether the whole network tells it right
 * @param random [doses][draws][stimuli] the same with lesions at random
 * @param targeted name to [doses][stimuli] the same with lesions of the units that rank first
 */
public record DoseResponse(
        String network,
        String parameter,
        double[] doses,
        List<Object> classes,
        boolean[] intact,
        boolean[][][] random,
        Map<String, boolean[][]> targeted,
        Origin origin)
        implements Charted<Curves> {

    private static final int BOOTSTRAPS = 1000;

    /**
     * A number with its 95 % interval.
     *
     * @param interval percentiles over 1000 resamples of the stimuli within each class and of the random lesions
     */
    public record Effect(double value, Interval interval) {

        /** Whether the interval lies above 0. */
        public boolean isPositive() {
            return interval.low() > 0;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f %s", value, interval);
        }
    }

    /** Share told right by the whole network. */
    public double intactAccuracy() {
        return share(intact, i -> true);
    }

    /** [doses][draws] shares told right with lesions at random. */
    public double[][] randomAccuracy() {
        return Arrays.stream(random)
                .map(draws -> Arrays.stream(draws)
                        .mapToDouble(right -> share(right, i -> true))
                        .toArray())
                .toArray(double[][]::new);
    }

    /** [doses] shares told right with lesions by a ranking. */
    public double[] targetedAccuracy(String ranking) {
        return Arrays.stream(known(ranking))
                .mapToDouble(right -> share(right, i -> true))
                .toArray();
    }

    /**
     * How much more a targeted lesion lowers the share told right of one class than random lesions of the same size do on the
     * average: (mean of random) - targeted.
     *
     * @throws BadInput if there is no such ranking, dose or class
     */
    public Effect selectiveDeficit(String ranking, Object value, double dose) {
        int d = indexOf(dose);
        var right = known(ranking)[d];
        var own = rows(value);
        return effect(List.of(own), d, picked -> {
            double controls = 0;
            for (int draw : picked.draws()) {
                controls += share(random[d][draw], picked.stimuli()[0]) / picked.draws().length;
            }
            return controls - share(right, picked.stimuli()[0]);
        });
    }

    /**
     * Double dissociation of two lesions and two classes: half of (loss of a by A - loss of b by A) + (loss of b by B - loss of
     * a by B), a loss being the whole network's share told right less the lesioned one's. 1 is a full dissociation, 0 none, below
     * 0 the wrong way round. A shared difficulty of a class, or strength of a lesion, falls out.
     *
     * @throws BadInput if there is no such ranking, dose or class
     */
    public Effect doubleDissociation(String rankingA, Object a, String rankingB, Object b, double dose) {
        int d = indexOf(dose);
        var lesionA = known(rankingA)[d];
        var lesionB = known(rankingB)[d];
        return effect(List.of(rows(a), rows(b)), d, picked -> {
            var ofA = picked.stimuli()[0];
            var ofB = picked.stimuli()[1];
            return (share(lesionB, ofA) - share(lesionA, ofA) + share(lesionA, ofB) - share(lesionB, ofB)) / 2;
        });
    }

    /** What a resample holds: the stimuli of each class asked for, and the draws. */
    private record Picked(int[][] stimuli, int[] draws) {}

    private Effect effect(List<int[]> groups, int dose, ToDoubleFunction<Picked> statistic) {
        var all = IntStream.range(0, random[dose].length).toArray();
        double value = statistic.applyAsDouble(new Picked(groups.toArray(int[][]::new), all));
        var generator = new Random(1);
        var resampled = new double[BOOTSTRAPS];
        for (int i = 0; i < BOOTSTRAPS; i++) {
            var stimuli =
                    groups.stream().map(group -> resample(group, generator)).toArray(int[][]::new);
            resampled[i] = statistic.applyAsDouble(new Picked(stimuli, resample(all, generator)));
        }
        Arrays.sort(resampled);
        return new Effect(
                value, new Interval(resampled[(int) (0.025 * BOOTSTRAPS)], resampled[(int) (0.975 * BOOTSTRAPS) - 1]));
    }

    private static int[] resample(int[] values, Random generator) {
        return IntStream.range(0, values.length)
                .map(i -> values[generator.nextInt(values.length)])
                .toArray();
    }

    private static double share(boolean[] right, IntPredicate in) {
        return share(right, IntStream.range(0, right.length).filter(in).toArray());
    }

    private static double share(boolean[] right, int[] stimuli) {
        int count = 0;
        for (int stimulus : stimuli) {
            count += right[stimulus] ? 1 : 0;
        }
        return (double) count / stimuli.length;
    }

    private boolean[][] known(String ranking) {
        if (!targeted.containsKey(ranking)) {
            throw BadInput.unknown(
                    "ranking", ranking, "the lesion study", targeted.keySet(), "response.targeted().keySet()");
        }
        return targeted.get(ranking);
    }

    private int indexOf(double dose) {
        return IntStream.range(0, doses.length)
                .filter(d -> doses[d] == dose)
                .findFirst()
                .orElseThrow(() -> BadInput.of(
                        "dose",
                        String.valueOf(dose),
                        "one of " + Arrays.toString(doses),
                        "Study it: study.doses(" + dose + ")"));
    }

    private int[] rows(Object value) {
        var wanted = value instanceof Number number ? (Object) number.doubleValue() : value;
        var rows = IntStream.range(0, classes.size())
                .filter(i -> classes.get(i).equals(wanted))
                .toArray();
        if (rows.length == 0) {
            var known = classes.stream().map(String::valueOf).distinct().toList();
            throw BadInput.unknown(parameter, String.valueOf(value), "the lesion study", known, "response.classes()");
        }
        return rows;
    }

    /** The share told right over the dose; of random lesions the mean and the range of 95 % of them. */
    @Override
    public Curves chart() {
        var lines = new ArrayList<Line>();
        var intervals = Arrays.stream(randomAccuracy()).map(Interval::of).toList();
        lines.add(new Line(
                "random lesions (mean, 95 % of " + random[0].length + ")",
                doses,
                Arrays.stream(randomAccuracy())
                        .mapToDouble(draws -> Arrays.stream(draws).average().orElse(Double.NaN))
                        .toArray(),
                intervals.stream().mapToDouble(Interval::low).toArray(),
                intervals.stream().mapToDouble(Interval::high).toArray()));
        targeted.keySet().forEach(name -> lines.add(Line.of(name, doses, targetedAccuracy(name))));
        long values = classes.stream().distinct().count();
        return new Curves(
                "Lesions of " + network,
                this + ".",
                Axis.of("share of units struck").reaching(0, Double.NaN),
                Axis.of(parameter + " told right", "share").reaching(0, 1),
                lines,
                List.of(Level.of("intact", intactAccuracy()), Level.of("chance", 1.0 / values)));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "DoseResponse of %s to %s: %d doses, %d random lesions each, targeted %s; intact %.1f %%",
                network,
                parameter,
                doses.length,
                random[0].length,
                targeted.keySet(),
                100 * intactAccuracy());
    }

    @Override
    public String toHtml() {
        var header = new ArrayList<>(List.of("dose", "random, mean", "random, lowest", "random, highest"));
        header.addAll(targeted.keySet());
        var chance = randomAccuracy();
        var rows = IntStream.range(0, doses.length)
                .mapToObj(d -> {
                    var range = Arrays.stream(chance[d]).summaryStatistics();
                    var row = new ArrayList<Object>(
                            List.of(doses[d], range.getAverage(), range.getMin(), range.getMax()));
                    targeted.keySet().forEach(name -> row.add(targetedAccuracy(name)[d]));
                    return row;
                })
                .toList();
        return Html.table(toString(), header, rows) + Html.origin(origin);
    }
}
