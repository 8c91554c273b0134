package org.striate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.striate.core.Html;
import org.striate.core.Interval;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Level;
import org.striate.core.charts.Curves.Line;

/**
 * How often studies told two models apart; what {@link PowerStudy} counts.
 *
 * @param first what should be better
 * @param second what it was compared with
 * @param sizes of the studies
 * @param differences [sizes][studies] score of the first less that of the second
 * @param verdicts [sizes][studies] 1 where the 95 % interval of the difference lies above 0, -1 where below, 0 where it holds 0
 * @param origin what made it
 */
public record PowerCurve(
        String first, String second, List<StudySize> sizes, double[][] differences, int[][] verdicts, Origin origin)
        implements Charted<Curves> {

    /** The power that studies are usually planned for. */
    public static final double USUAL = 0.8;

    public PowerCurve {
        sizes = List.copyOf(sizes);
    }

    /** [sizes] share of the studies that found the first better. */
    public double[] power() {
        return share(1);
    }

    /** [sizes] share of the studies that found the second better. */
    public double[] reversed() {
        return share(-1);
    }

    private double[] share(int verdict) {
        return Arrays.stream(verdicts)
                .mapToDouble(row ->
                        (double) Arrays.stream(row).filter(v -> v == verdict).count() / row.length)
                .toArray();
    }

    /** [sizes] 95 % intervals of {@link #power()}, Wilson's (1927) for a share. */
    public List<Interval> intervals() {
        return Arrays.stream(power())
                .mapToObj(p -> wilson(p, verdicts[0].length))
                .toList();
    }

    private static Interval wilson(double p, int n) {
        double z = PowerForecast.TWO_SIDED;
        double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        return new Interval(middle - half, middle + half);
    }

    /** [sizes] mean difference over studies. */
    public double[] meanDifferences() {
        return Arrays.stream(differences)
                .mapToDouble(row -> Arrays.stream(row).average().orElse(Double.NaN))
                .toArray();
    }

    /** The power over what varies among the sizes: stimuli, neurons or trials. */
    @Override
    public Curves chart() {
        return chart(List.of());
    }

    /** The same with a forecast beside it. */
    public Curves chart(PowerForecast forecast) {
        var foretold = sizes.stream().mapToDouble(forecast::power).toArray();
        return chart(List.of(Line.of("foretold by the pilot", along(), foretold)));
    }

    private Curves chart(List<Line> more) {
        var intervals = intervals();
        var lines = new ArrayList<Line>();
        lines.add(new Line(
                "counted in " + verdicts[0].length + " studies each",
                along(),
                power(),
                intervals.stream().mapToDouble(Interval::low).toArray(),
                intervals.stream().mapToDouble(Interval::high).toArray()));
        lines.addAll(more);
        return new Curves(
                fixed(),
                this + ".",
                Axis.of(varies(StudySize::stimuli) ? "stimuli" : varies(StudySize::neurons) ? "neurons" : "trials")
                        .inRatios(),
                Axis.of("power", "share of studies").reaching(0, 1),
                lines,
                List.of(Level.of("usual aim", USUAL)));
    }

    private double[] along() {
        ToIntFunction<StudySize> what = varies(StudySize::stimuli)
                ? StudySize::stimuli
                : varies(StudySize::neurons) ? StudySize::neurons : StudySize::trials;
        return sizes.stream().mapToDouble(what::applyAsInt).toArray();
    }

    private boolean varies(ToIntFunction<StudySize> what) {
        return sizes.stream().mapToInt(what).distinct().count() > 1;
    }

    /** What all sizes have in common. */
    private String fixed() {
        var size = sizes.get(0);
        var parts = new ArrayList<String>();
        if (!varies(StudySize::stimuli)) {
            parts.add(size.stimuli() + " stimuli");
        }
        if (!varies(StudySize::neurons)) {
            parts.add(size.neurons() + " neurons");
        }
        if (!varies(StudySize::trials)) {
            parts.add(size.trials() + " trials");
        }
        return String.join(", ", parts);
    }

    @Override
    public String toString() {
        var power = power();
        int last = power.length - 1;
        return String.format(
                Locale.ROOT,
                "PowerCurve of %s against %s: power %.2f with %s, %.2f with %s",
                first,
                second,
                power[0],
                sizes.get(0),
                power[last],
                sizes.get(last));
    }

    @Override
    public String toHtml() {
        var power = power();
        var reversed = reversed();
        var means = meanDifferences();
        var intervals = intervals();
        var rows = IntStream.range(0, power.length)
                .mapToObj(i -> {
                    var size = sizes.get(i);
                    return List.<Object>of(
                            size.stimuli(),
                            size.neurons(),
                            size.trials(),
                            power[i],
                            intervals.get(i),
                            reversed[i],
                            String.format(Locale.ROOT, "%.4f", means[i]));
                })
                .toList();
        var header =
                List.of("stimuli", "neurons", "trials", "power", "95 % interval", "reversed", "mean difference of r");
        return Html.table(toString(), header, rows) + Html.origin(origin);
    }
}
