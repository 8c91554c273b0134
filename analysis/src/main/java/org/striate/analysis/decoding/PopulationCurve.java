package org.striate.analysis.decoding;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Interval;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Line;

/**
 * Accuracy as a function of the number of units read.
 *
 * @param label what is read
 * @param sizes [sizes] numbers of units
 * @param accuracy [sizes][draws] of random subsets
 * @param origin what made it
 */
public record PopulationCurve(String label, int[] sizes, double[][] accuracy, Origin origin)
        implements Charted<Curves> {

    /** [sizes] mean over subsets. */
    public double[] mean() {
        return Arrays.stream(accuracy)
                .mapToDouble(draws -> Arrays.stream(draws).average().orElse(Double.NaN))
                .toArray();
    }

    /**
     * The range of 95 % of the subsets of one size; how much it matters which units are read.
     *
     * @param size one of {@link #sizes()}
     * @throws BadInput if it is not
     */
    public Interval interval(int size) {
        int place = IntStream.range(0, sizes.length)
                .filter(i -> sizes[i] == size)
                .findFirst()
                .orElseThrow(() -> BadInput.of(
                        "size",
                        size + " units",
                        "one of " + Arrays.toString(sizes),
                        "curve.interval(" + sizes[0] + ")"));
        return intervalAt(place);
    }

    private Interval intervalAt(int place) {
        var sorted = Arrays.stream(accuracy[place]).sorted().toArray();
        return new Interval(
                sorted[(int) (0.025 * sorted.length)], sorted[Math.max(0, (int) Math.ceil(0.975 * sorted.length) - 1)]);
    }

    /** Mean accuracy over the number of units, with the range of 95 % of the subsets. */
    @Override
    public Curves chart() {
        var intervals =
                IntStream.range(0, sizes.length).mapToObj(this::intervalAt).toList();
        return new Curves(
                "Reading " + label + " from more and more units",
                this + ".",
                Axis.of("units read").inRatios(),
                Axis.of("accuracy", "share right").reaching(0, 1),
                List.of(new Line(
                        "",
                        Arrays.stream(sizes).asDoubleStream().toArray(),
                        mean(),
                        intervals.stream().mapToDouble(Interval::low).toArray(),
                        intervals.stream().mapToDouble(Interval::high).toArray())));
    }

    @Override
    public String toString() {
        var mean = mean();
        return String.format(
                Locale.ROOT,
                "PopulationCurve of %s: accuracy %.3f with %d units to %.3f with %d, %d subsets each",
                label,
                mean[0],
                sizes[0],
                mean[mean.length - 1],
                sizes[sizes.length - 1],
                accuracy[0].length);
    }

    @Override
    public String toHtml() {
        var mean = mean();
        var rows = IntStream.range(0, sizes.length)
                .mapToObj(i -> List.of(sizes[i], mean[i], intervalAt(i)))
                .toList();
        return Html.table(toString(), List.of("units", "accuracy", "95 % of subsets"), rows) + Html.origin(origin);
    }
}
