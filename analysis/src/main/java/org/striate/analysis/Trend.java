package org.striate.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Interval;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Cloud;
import org.striate.core.charts.Curves.Line;

/**
 * Whether y over x is flat, a line or a parabola: each is fitted by least squares without one group of points and judged on that
 * group, so that a bend counts only where it predicts points that it has not seen.
 *
 * @param xName what x is
 * @param yName what y is
 * @param x [points]
 * @param y [points]
 * @param groups [points] points of a group depend on each other, such as stages of one network's training, and are left out
 *     together
 */
public record Trend(String xName, String yName, double[] x, double[] y, List<String> groups) implements Charted<Cloud> {

    private static final int DRAWS = 2000;
    private static final List<String> SHAPES = List.of("flat", "line", "parabola");

    /** @throws BadInput if there are fewer than 8 points or 4 groups, not as many of each, or a number is not finite */
    public Trend {
        groups = List.copyOf(groups);
        boolean finite =
                DoubleStream.concat(DoubleStream.of(x), DoubleStream.of(y)).allMatch(Double::isFinite);
        if (x.length != y.length || groups.size() != x.length || x.length < 8 || !finite || count(groups) < 4) {
            throw BadInput.of(
                    "trend of " + yName + " over " + xName,
                    x.length + " and " + y.length + " values in " + count(groups) + " groups"
                            + (finite ? "" : ", not all finite"),
                    "as many finite values of each, at least 8, in at least 4 groups",
                    "Trend.of(\"accuracy\", accuracies, \"r\", scores)");
        }
    }

    private static int count(List<String> groups) {
        return (int) groups.stream().distinct().count();
    }

    /** Points that do not depend on each other: every one is a group. */
    public static Trend of(String xName, double[] x, String yName, double[] y) {
        return new Trend(
                xName,
                yName,
                x,
                y,
                IntStream.range(0, x.length).mapToObj(String::valueOf).toList());
    }

    /** The same points in groups, [points]. */
    public Trend grouped(List<String> groups) {
        return new Trend(xName, yName, x, y, groups);
    }

    /** Root mean squared error of left-out points: degree 0 is flat, 1 a line, 2 a parabola. */
    public double error(int degree) {
        return Math.sqrt(Arrays.stream(squares(degree)).average().orElse(Double.NaN));
    }

    /**
     * How much smaller the mean squared error of left-out points becomes from one shape to a richer one, as a share of the variance
     * of y: above 0 the richer one predicts better.
     */
    public double gain(int from, int to) {
        return gain(squares(from), squares(to), IntStream.range(0, x.length).toArray());
    }

    /** 95 % interval of {@link #gain}: bootstrap of the groups, the fits not repeated. */
    public Interval gainInterval(int from, int to, long seed) {
        var names = groups.stream().distinct().toList();
        var members = names.stream().map(this::members).toList();
        var random = new Random(seed);
        var before = squares(from);
        var after = squares(to);
        var draws = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            var points = IntStream.range(0, names.size())
                    .map(i -> random.nextInt(names.size()))
                    .flatMap(group -> Arrays.stream(members.get(group)))
                    .toArray();
            draws[draw] = gain(before, after, points);
        }
        return Interval.of(draws);
    }

    private double gain(double[] before, double[] after, int[] points) {
        double mean = Arrays.stream(y).average().orElse(Double.NaN);
        double variance = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum() / y.length;
        return Arrays.stream(points)
                        .mapToDouble(i -> before[i] - after[i])
                        .average()
                        .orElse(Double.NaN)
                / variance;
    }

    private int[] members(String group) {
        return IntStream.range(0, x.length)
                .filter(i -> groups.get(i).equals(group))
                .toArray();
    }

    /** [points] squared error of each, when its group was left out. */
    private double[] squares(int degree) {
        var squares = new double[x.length];
        for (var group : groups.stream().distinct().toList()) {
            var rest = IntStream.range(0, x.length)
                    .filter(i -> !groups.get(i).equals(group))
                    .toArray();
            var fit = Polynomial.of(at(x, rest), at(y, rest), degree);
            for (int i : members(group)) {
                squares[i] = Math.pow(y[i] - fit.at(x[i]), 2);
            }
        }
        return squares;
    }

    private static double[] at(double[] values, int[] places) {
        return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
    }

    /** Where the parabola through all points has its top; NaN where it opens upwards. */
    public double top() {
        var fit = Polynomial.of(x, y, 2);
        var c = fit.coefficients();
        return c[2] < 0 ? fit.middle() - fit.scale() * c[1] / (2 * c[2]) : Double.NaN;
    }

    /** The points, and the line and the parabola through all of them. */
    @Override
    public Cloud chart() {
        double low = Arrays.stream(x).min().orElseThrow();
        double high = Arrays.stream(x).max().orElseThrow();
        var along = IntStream.rangeClosed(0, 60)
                .mapToDouble(i -> low + (high - low) * i / 60)
                .toArray();
        var lines = IntStream.of(1, 2)
                .mapToObj(degree -> {
                    var fit = Polynomial.of(x, y, degree);
                    return Line.of(
                            SHAPES.get(degree),
                            along,
                            Arrays.stream(along).map(fit::at).toArray());
                })
                .toList();
        return new Cloud(yName + " over " + xName, this + ".", Axis.of(xName), Axis.of(yName), groups, x, y, false)
                .with(lines);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Trend of %s over %s: %d points, error when left out %.4f flat, %.4f line, %.4f parabola",
                yName,
                xName,
                x.length,
                error(0),
                error(1),
                error(2));
    }

    @Override
    public String toHtml() {
        var rows = IntStream.range(0, 3)
                .mapToObj(degree -> List.of(
                        SHAPES.get(degree),
                        String.format(Locale.ROOT, "%.4f", error(degree)),
                        degree == 0 ? "" : String.format(Locale.ROOT, "%.3f", gain(degree - 1, degree)),
                        degree == 0 ? "" : gainInterval(degree - 1, degree, 1)))
                .toList();
        return Html.table(
                        toString(),
                        List.of("shape", "error when left out", "gain, share of the variance", "95 % interval"),
                        rows)
                + Html.origin(Origin.of("trend").with("points", x.length).with("groups", count(groups)));
    }
}
