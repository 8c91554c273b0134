package org.striate.plots;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.Color;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.striate.core.Interval;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Cloud;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;
import org.striate.core.charts.Columns.Pair;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Level;
import org.striate.core.charts.Curves.Line;
import org.striate.core.charts.Distribution;
import org.striate.core.charts.Panels;

/** The picture and the form that is explored say the same. */
class FormsTest {

    private static final double NONE = Double.NaN;
    private static final Axis R = Axis.of("r");
    private static final double[] X = {1, 2, 3};
    private static final double[] UP = {0.2, 0.5, 0.4};
    private static final double[] DOWN = {0.7, 0.3, 0.1};

    private static JsonObject spec(Chart chart) {
        return JsonParser.parseString(VegaLite.of(chart, Theme.LIGHT).orElseThrow())
                .getAsJsonObject();
    }

    private static List<JsonObject> layers(JsonObject view) {
        return view.getAsJsonArray("layer").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static List<String> subtitle(JsonObject view) {
        return view.getAsJsonObject("title").getAsJsonArray("subtitle").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    /** The layers with that mark. */
    private static List<JsonObject> marked(JsonObject view, String mark) {
        return layers(view).stream()
                .filter(layer -> layer.get("mark").toString().contains('"' + mark + '"'))
                .toList();
    }

    private static JsonElement scale(JsonObject layer, String channel, String property) {
        return layer.getAsJsonObject("encoding")
                .getAsJsonObject(channel)
                .getAsJsonObject("scale")
                .get(property);
    }

    /** [rows] a field of a layer's own data. */
    private static List<String> rows(JsonObject layer, String field) {
        return StreamSupport.stream(
                        layer.getAsJsonObject("data").getAsJsonArray("values").spliterator(), false)
                .map(row -> row.getAsJsonObject().get(field).toString().replace("\"", ""))
                .toList();
    }

    /** How many pixels of a colour are in the last share of a figure's width. */
    private static long right(Figure figure, double share, Color colour) {
        return pixels(figure, 1 - share, 1, colour);
    }

    private static long pixels(Figure figure, double from, double to, Color colour) {
        var image = figure.image();
        int first = (int) (from * image.getWidth());
        int wide = (int) (to * image.getWidth()) - first;
        return Arrays.stream(image.getRGB(first, 0, wide, image.getHeight(), null, 0, wide))
                .filter(pixel -> pixel == colour.getRGB())
                .count();
    }

    @Test
    void nameHasOneColourInAllPanels() {
        var names = List.of("s1", "s2", "s3");
        var cloud = new Cloud("", "d", R, R, names, X, UP, false);
        var pairs = List.of(
                List.<Chart>of(
                        new Columns(
                                "V4",
                                "d",
                                R,
                                List.of(Column.of("l", "net", 0.3), Column.of("l", "twin", 0.1)),
                                List.of()),
                        new Columns("IT", "d", R, List.of(Column.of("l", "twin", 0.2)), List.of())),
                List.<Chart>of(
                        new Curves("V4", "d", R, R, List.of(Line.of("net", X, UP), Line.of("twin", X, DOWN))),
                        new Curves("IT", "d", R, R, List.of(Line.of("twin", X, UP)))),
                List.<Chart>of(
                        cloud.grouped(List.of("net", "twin", "net")), cloud.grouped(List.of("twin", "twin", "twin"))));
        for (var pair : pairs) {
            var panels = new Panels("", "d", pair, 2);
            var figure = Drawing.of(panels);
            for (int index = 0; index < 2; index++) {
                // points are not opaque: their colour on white
                var solid = Theme.LIGHT.colour(index);
                var light = new Color(
                        (int) Math.round(255 - (255 - solid.getRed()) * 190 / 255.0),
                        (int) Math.round(255 - (255 - solid.getGreen()) * 190 / 255.0),
                        (int) Math.round(255 - (255 - solid.getBlue()) * 190 / 255.0));
                var drawn = pair.get(0) instanceof Cloud ? light : solid;
                assertThat(right(figure, 0.45, drawn) > 0)
                        .as("colour %d in %s", index, pair.get(1))
                        .isEqualTo(index == 1);
            }
            for (var view : spec(panels).getAsJsonArray("concat")) {
                var coloured = layers(view.getAsJsonObject()).stream()
                        .filter(layer -> layer.getAsJsonObject("encoding").has("color"))
                        .toList();
                assertThat(coloured).isNotEmpty();
                coloured.forEach(layer ->
                        assertThat(scale(layer, "color", "domain").toString()).isEqualTo("[\"net\",\"twin\"]"));
            }
        }
    }

    @Test
    void logarithmicAndEvenPanelsEachShowTheirCurves() {
        var ratios = new Curves("", "d", R.inRatios(), R, List.of(Line.of("", X, UP)));
        var even = new Curves("", "d", R, R, List.of(Line.of("", new double[] {0, 1, 2}, UP)));
        for (var charts : List.of(List.<Chart>of(ratios, even), List.<Chart>of(even, ratios))) {
            var panels = new Panels("", "d", charts, 2);
            var figure = Drawing.of(panels);
            assertThat(pixels(figure, 0, 0.5, Theme.LIGHT.colour(0))).isGreaterThan(200);
            assertThat(right(figure, 0.5, Theme.LIGHT.colour(0))).isGreaterThan(200);
            assertThat(spec(panels).has("resolve")).isFalse();
        }
    }

    @Test
    void columnWithoutAValueKeepsItsPlace() {
        var columns = List.of(Column.of("a", "net", 0.2), Column.of("b", "net", NONE), Column.of("c", "net", 0.3));
        var spec = spec(new Columns("t", "d", R, columns, List.of()));
        var bar = marked(spec, "bar").get(0);
        assertThat(scale(bar, "x", "domain").toString()).isEqualTo("[\"a\",\"b\",\"c\"]");
        var text = marked(spec, "text").get(0);
        assertThat(rows(text, "place")).containsExactly("b");
        assertThat(rows(text, "said")).containsExactly("n/a");
        assertThat(rows(text, "at")).containsExactly("0");
    }

    @Test
    void barsBeginAtZeroOnAnEvenAxis() {
        var columns = List.of(Column.of("a", "net", 0.98), Column.of("b", "net", 0.99));
        for (var axis : List.of(R, R.inRatios())) {
            var bar = marked(spec(new Columns("t", "d", axis, columns, List.of())), "bar")
                    .get(0);
            assertThat(scale(bar, "y", "type")).isNull();
            assertThat(scale(bar, "y", "domain").toString()).isEqualTo("{\"unionWith\":[0]}");
        }
    }

    @Test
    void legendNoteMarksAndPairsAreInBothForms() {
        var bars = List.of(
                new Column("a", "net", 0.2, new Interval(0.1, 0.3), new double[0], "*"),
                new Column("b", "net", -0.2, new Interval(-0.4, -0.1), new double[6000], "*"),
                Column.of("c", "net", 0.4));
        var levels = List.of(new Level("ceiling", 0.6, 0.7, 0.8), Level.of("chance", 0.1));
        var note = "* above 0; lines: pairs that differ";
        var chart = new Columns("t", "d", R, bars, levels, note, List.of(new Pair(0, 2), new Pair(0, 1)));
        assertThat(Drawing.of(chart).toSvg()).contains("ceiling", "chance", note);
        var spec = spec(chart);
        assertThat(subtitle(spec))
                .containsExactly("band: ceiling", "dotted: chance", note, "6000 points not drawn here");
        var text = marked(spec, "text").get(0);
        assertThat(rows(text, "place")).containsExactly("a", "b");
        assertThat(rows(text, "at")).as("above the highest").containsExactly("0.3", "0");
        var pairs = layers(spec).stream()
                .filter(layer -> layer.getAsJsonObject("encoding").has("x2"))
                .toList();
        assertThat(pairs).hasSize(1);
        assertThat(rows(pairs.get(0), "first")).as("the shortest lowest").containsExactly("a", "a");
        assertThat(rows(pairs.get(0), "second")).containsExactly("b", "c");
        var heights = rows(pairs.get(0), "at").stream().map(Double::valueOf).toList();
        assertThat(heights.get(0)).isGreaterThan(0.8).isLessThan(heights.get(1));
        assertThat(spec.getAsJsonObject("config")
                        .getAsJsonObject("legend")
                        .get("labelLimit")
                        .getAsInt())
                .isZero();
    }

    @Test
    void whatIsUndefinedIsSaidInBothForms() {
        var names = List.of("a", "b", "c");
        var cloud = new Cloud("t", "d", R, Axis.of("other"), names, X, new double[] {1, NONE, 2}, true);
        assertThat(Drawing.of(cloud).toSvg()).contains("1 undefined");
        assertThat(subtitle(spec(cloud))).containsExactly("dashed: equal", "1 undefined");
        var distribution = new Distribution("t", "d", R, "neurons", new double[] {1, NONE, 2});
        assertThat(subtitle(spec(distribution))).containsExactly("dashed: median 1.50", "neurons: 2, 1 more undefined");
        var panels = spec(new Panels("t", "d", Collections.nCopies(4, distribution), 4));
        assertThat(subtitle(panels.getAsJsonArray("concat").get(1).getAsJsonObject()))
                .containsExactly("dashed: median 1.50", "neurons: 2, 1 more", "undefined");
    }

    @Test
    void constantDataHaveTheSameAxisInBothForms() {
        var same = new double[] {0.3, 0.3, 0.3};
        var range = Range.of(R, same);
        var curve = marked(spec(new Curves("t", "d", R, R, List.of(Line.of("", X, same)))), "line")
                .get(0);
        assertThat(scale(curve, "y", "domain").toString())
                .isEqualTo("{\"unionWith\":[" + (float) range.low() + "," + (float) range.high() + "]}");
        assertThat(scale(curve, "x", "domain")).isNull();
        var cloud = new Cloud("t", "d", R.inRatios(), R, List.of("a", "b", "c"), same, X, false);
        var points = marked(spec(cloud), "point").get(0);
        assertThat(scale(points, "x", "domain").toString()).isEqualTo("{\"unionWith\":[0.15,0.6]}");
        assertThat(scale(points, "y", "domain")).isNull();
    }

    /** Of 30 points every other one has an interval. */
    @Test
    void intervalOfALonePointIsDrawn() {
        var x = IntStream.range(0, 30).asDoubleStream().toArray();
        var y = Collections.nCopies(30, 1.0).stream().mapToDouble(v -> v).toArray();
        var some =
                IntStream.range(0, 30).mapToDouble(i -> i % 2 == 0 ? 0.5 : NONE).toArray();
        var none = IntStream.range(0, 30).mapToDouble(i -> NONE).toArray();
        var axis = R.reaching(0, 2);
        var chart = new Curves("t", "d", R, axis, List.of(Line.of("", x, y, some)));
        var without = new Curves("t", "d", R, axis, List.of(Line.of("", x, y, none)));
        var colour = Theme.LIGHT.colour(0);
        assertThat(right(Drawing.of(chart), 1, colour)).isGreaterThan(right(Drawing.of(without), 1, colour) + 1000);
        var whiskers = marked(spec(chart), "rule");
        assertThat(whiskers).hasSize(1);
        assertThat(rows(whiskers.get(0), "x")).hasSize(15).startsWith("0", "2");
        assertThat(rows(whiskers.get(0), "low")).containsOnly("0.5");
        var everywhere =
                Collections.nCopies(30, 0.5).stream().mapToDouble(v -> v).toArray();
        var band = new Curves("t", "d", R, axis, List.of(Line.of("", x, y, everywhere)));
        assertThat(marked(spec(band), "rule")).isEmpty();
    }

    /** 0 and what is negative have no place: they are counted; intervals that reach there end with the axis. */
    @Test
    void logarithmicAxisLeavesOutAndSaysWhatHasNoPlace() {
        var axis = R.inRatios();
        var y = new double[] {0, 2, 5};
        var chart = new Curves("t", "d", R, axis.reaching(1, 10), List.of(Line.of("", X, y, new double[] {0, 3, 1})));
        assertThat(Drawing.of(chart).toSvg()).contains("1 at 0 or below, not shown");
        var spec = spec(chart);
        assertThat(subtitle(spec)).containsExactly("1 at 0 or below, not shown");
        var values = spec.getAsJsonObject("data").getAsJsonArray("values");
        assertThat(values.get(0).getAsJsonObject().get("y").isJsonNull()).isTrue();
        assertThat(values.get(1).getAsJsonObject().get("low").getAsDouble()).isEqualTo(1);
        assertThat(values.get(1).getAsJsonObject().get("high").getAsDouble()).isEqualTo(5);
        var without =
                new Curves("t", "d", R, axis.reaching(1, 10), List.of(Line.of("", X, y, new double[] {0, NONE, 1})));
        var colour = Theme.LIGHT.colour(0);
        assertThat(right(Drawing.of(chart), 1, colour)).isGreaterThan(right(Drawing.of(without), 1, colour) + 100);
        var cloud = new Cloud(
                "t", "d", axis, axis, List.of("a", "b", "c"), new double[] {0, 1, 2}, new double[] {1, -1, 5}, false);
        assertThat(Drawing.of(cloud).toSvg()).contains("2 at 0 or below, not shown");
        assertThat(subtitle(spec(cloud))).containsExactly("2 at 0 or below, not shown");
        assertThat(spec(cloud).getAsJsonObject("data").getAsJsonArray("values").toString())
                .contains("\"x\":null")
                .contains("\"y\":null");
    }

    @Test
    void pairsThatAreNotDrawnAreSaid() {
        for (int models : new int[] {6, 12}) {
            var bars = IntStream.range(0, models)
                    .mapToObj(i -> Column.of("m" + i, "", 0.1 * i))
                    .toList();
            var pairs = IntStream.range(0, models)
                    .boxed()
                    .flatMap(i -> IntStream.range(i + 1, models).mapToObj(j -> new Pair(i, j)))
                    .toList();
            var chart = new Columns("t", "d", R, bars, List.of(), "lines: pairs that differ", pairs);
            var lines = layers(spec(chart)).stream()
                    .filter(layer -> layer.getAsJsonObject("encoding").has("x2"))
                    .toList();
            assertThat(rows(lines.get(0), "first")).hasSize(Math.min(24, pairs.size()));
            var note = "lines: pairs that differ";
            if (models == 6) {
                assertThat(subtitle(spec(chart))).containsExactly(note);
                continue;
            }
            assertThat(subtitle(spec(chart))).containsExactly(note, "24 of 66 pairs shown");
            assertThat(Drawing.of(chart).toSvg()).contains("24 of 66 pairs shown");
        }
    }

    /** Lines differ in dashes and points in shapes as they do in the picture. */
    @Test
    void shapesAndDashesAreThoseOfThePicture() {
        var lines = IntStream.range(0, 9).mapToObj(i -> Line.of("l" + i, X, UP)).toList();
        var line = marked(spec(new Curves("t", "d", R, R, lines)), "line").get(0);
        assertThat(scale(line, "shape", "range").toString())
                .startsWith("[\"circle\",\"square\",\"diamond\",\"triangle-up\",\"triangle-down\",\"circle\"");
        var dashes = scale(line, "strokeDash", "range").getAsJsonArray();
        assertThat(dashes).hasSize(9);
        assertThat(dashes.get(6).toString()).isEqualTo("[1,0]");
        assertThat(dashes.get(7).toString()).isEqualTo("[6,4.2]");
        var cloud = new Cloud("t", "d", R, R, List.of("a", "b", "c"), X, UP, false).grouped(List.of("a", "b", "b"));
        assertThat(marked(spec(cloud), "point")
                        .get(0)
                        .getAsJsonObject("encoding")
                        .has("shape"))
                .isTrue();
    }
}
