package org.striate.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.core.Interval;
import org.striate.core.charts.Architecture;
import org.striate.core.charts.Architecture.Stage;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Cloud;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Level;
import org.striate.core.charts.Curves.Line;
import org.striate.core.charts.Distribution;
import org.striate.core.charts.Events;
import org.striate.core.charts.Fields;
import org.striate.core.charts.Fields.Field;
import org.striate.core.charts.Grid;
import org.striate.core.charts.Panels;
import org.striate.core.charts.Surface;
import org.striate.core.charts.Surface.Place;
import org.striate.core.charts.Surface.Way;

/** Whatever the numbers, there is a picture in each form, of a size that a screen can show. */
class HostileChartsTest {

    private static final double[] NONE = {};
    private static final double[] NAN = {Double.NaN, Double.NaN};
    private static final double[] ONE = {3};
    private static final double[] INFINITE = {1, Double.POSITIVE_INFINITY, -1e300};
    private static final String LONG = "ein sehr langer Name, 層 3, <b> & so weiter ".repeat(6);

    static List<Chart> charts() {
        var random = new Random(1);
        var axis = Axis.of(LONG, "spikes/s");
        var thousand = IntStream.range(0, 1000)
                .mapToObj(i -> new Column(
                        LONG + i,
                        "g" + i % 20,
                        random.nextGaussian(),
                        new Interval(-1, 1),
                        new double[] {Double.NaN},
                        "*"))
                .toList();
        var lines = IntStream.range(0, 40)
                .mapToObj(i -> Line.of(LONG + i, ONE, ONE))
                .toList();
        var grid = new double[60][60];
        Arrays.stream(grid).forEach(row -> Arrays.fill(row, Double.NaN));
        var names = Collections.nCopies(60, LONG);
        return List.of(
                new Curves(LONG, "no line", axis, axis, List.of()),
                new Curves(LONG, "empty line", axis.inRatios(), axis, List.of(Line.of("", NONE, NONE))),
                new Curves(LONG, "undefined", axis.inRatios(), axis, List.of(Line.of("", NAN, NAN, NAN))),
                new Curves(LONG, "infinite", axis, axis, List.of(Line.of("", INFINITE, INFINITE))),
                new Curves(LONG, "many lines", axis, axis, lines, List.of(new Level(LONG, -3, Double.NaN, -2))),
                new Columns(LONG, "no column", axis, List.of(), List.of()),
                new Columns(
                        LONG,
                        "undefined",
                        axis,
                        List.of(Column.of("", "", Double.NaN)),
                        List.of(Level.of("", Double.NaN))),
                new Columns(LONG, "thousand", axis, thousand, List.of(new Level("negative ceiling", -9, -8, -7))),
                new Cloud(LONG, "none", axis, axis, List.of(), NONE, NONE, true),
                new Cloud(LONG, "undefined", axis, axis, List.of("a", "b"), NAN, NAN, true),
                new Cloud(LONG, "one", axis, axis, List.of("a"), ONE, ONE, false),
                new Distribution(LONG, "none", axis, "neurons", NONE),
                new Distribution(LONG, "undefined", axis, "neurons", NAN),
                new Distribution(LONG, "one", axis, "neurons", ONE),
                new Distribution(LONG, "infinite", axis, "neurons", INFINITE),
                new Distribution(LONG, "equal", axis, "neurons", new double[500]),
                new Events(LONG, "none", axis, "trial", new double[0][]),
                new Events(LONG, "silent", axis, "trial", new double[3][0]),
                new Grid(LONG, "empty", new double[0][0], axis, List.of(), List.of(), "", "", Grid.Look.SEQUENTIAL),
                new Grid(LONG, "undefined", grid, axis, names, names, LONG, LONG, Grid.Look.DIVERGING),
                new Grid(LONG, "pairs", grid, axis, names, names, "", "", Grid.Look.PAIRS),
                new Fields(LONG, "none", axis, List.of()),
                new Fields(LONG, "flat", axis, List.of(new Field(LONG, 1, 2, 30, new double[60], 8))),
                new Fields(
                        LONG,
                        "undefined",
                        axis,
                        Collections.nCopies(70, new Field(LONG, 3, 1, 1, new double[3], Double.NaN))),
                new Architecture(LONG, "empty", List.of()),
                new Architecture(LONG, "image", List.of(new Stage(LONG, "", 0, 0, 0, 0, 1, ""))),
                new Architecture(
                        LONG,
                        "many",
                        Collections.nCopies(99, new Stage(LONG, LONG, 1 << 30, 1, 900, 1L << 60, 1 << 30, LONG))),
                surface("empty", NONE, new double[0][0], List.of()),
                surface("undefined", NAN, new double[][] {NAN, NAN}, List.of(new Way(NAN, NAN))),
                surface("one", ONE, new double[][] {ONE}, List.of(new Way(ONE, ONE), new Way(INFINITE, INFINITE))),
                surface("flat", new double[] {0, 1}, new double[2][2], List.of(new Way(NONE, NONE))),
                new Panels(LONG, "one", List.of(new Distribution(LONG, "one", axis, "neurons", ONE)), 4));
    }

    private static Surface surface(String described, double[] places, double[][] values, List<Way> ways) {
        var axis = Axis.of(LONG, "spikes/s");
        var named = List.of(new Place(LONG, Double.NaN, 3), new Place("", 3, 1e300));
        return new Surface(LONG, described, axis, axis, places, places, values, axis, named, ways);
    }

    @ParameterizedTest
    @MethodSource("charts")
    void thereIsAPictureInEveryForm(Chart chart) {
        var figure = Drawing.of(chart);
        assertThat(figure.width()).isBetween(100, 2400);
        assertThat(figure.height()).isBetween(100, 2400);
        assertThat(figure.toPng()).isNotEmpty();
        assertThat(figure.toSvg()).doesNotContain("NaN").contains("</svg");
        assertThat(figure.toPdf()).startsWith('%', 'P', 'D', 'F');
        assertThat(figure.toVegaLite().orElse("")).doesNotContain("NaN").doesNotContain("Infinity");
    }
}
