package org.striate.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.striate.core.Interval;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Cloud;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Level;
import org.striate.core.charts.Curves.Line;
import org.striate.core.charts.Distribution;
import org.striate.core.charts.Grid;
import org.striate.core.charts.Panels;

/** What the specification of Vega-Lite 5 asks of a view: a known mark, channels with a known type, fields that the data have. */
class VegaLiteTest {

    private static final Set<String> MARKS =
            Set.of("area", "bar", "line", "point", "rect", "rule", "circle", "text", "tick", "errorband", "errorbar");
    private static final Set<String> TYPES = Set.of("quantitative", "nominal", "ordinal", "temporal");
    private static final Set<String> CHANNELS =
            Set.of("x", "x2", "y", "y2", "color", "shape", "strokeDash", "text", "tooltip");

    private static final double[] X = {1, 2, 4};
    private static final Axis FREQUENCY = Axis.of("frequency", "Hz").inRatios();
    private static final Curves CURVES = new Curves(
            "a \"quoted\" title\n",
            "d",
            FREQUENCY,
            Axis.of("rate", "spikes/s").reaching(0, Double.NaN),
            List.of(Line.of("a", X, new double[] {1, Double.NaN, 3}, X), Line.of("b", X, X)),
            List.of(Level.of("chance", 0.5), new Level("ceiling", 0.8, 0.85, 0.9)));

    private static JsonObject spec(Chart chart) {
        return JsonParser.parseString(VegaLite.of(chart, Theme.LIGHT).orElseThrow())
                .getAsJsonObject();
    }

    @Test
    void everyViewIsOneThatTheSpecificationKnows() {
        var column = new Column("conv1", "net", 0.4, new Interval(0.3, 0.5), new double[] {Double.NaN, 0.2, 0.6}, "*");
        var columns = new Columns("t", "d", Axis.of("r"), List.of(column, Column.of("conv1", "twin", 0.1)), List.of());
        var cloud = new Cloud("t", "d", Axis.of("x"), Axis.of("y"), List.of("s1", "s2", "s3"), X, X, true)
                .grouped(List.of("a", "b", "a"))
                .with(CURVES.lines());
        var distribution = new Distribution("t", "d", Axis.of("r"), "neurons", X);
        for (var chart :
                List.of(CURVES, columns, cloud, distribution, new Panels("t", "d", List.of(CURVES, cloud), 2))) {
            var spec = spec(chart);
            assertThat(spec.get("$schema").getAsString()).endsWith("vega-lite/v5.json");
            assertThat(spec.get("description").getAsString()).isEqualTo("d");
            view(spec, new JsonArray());
        }
    }

    private static void view(JsonObject view, JsonArray inherited) {
        var rows = view.has("data") ? view.getAsJsonObject("data").getAsJsonArray("values") : inherited;
        for (var composed : List.of("layer", "concat")) {
            if (view.has(composed)) {
                view.getAsJsonArray(composed).forEach(part -> view(part.getAsJsonObject(), rows));
                return;
            }
        }
        var mark = view.get("mark");
        assertThat(
                        mark.isJsonPrimitive()
                                ? mark.getAsString()
                                : mark.getAsJsonObject().get("type").getAsString())
                .isIn(MARKS);
        view.getAsJsonObject("encoding").entrySet().forEach(channel -> {
            assertThat(channel.getKey()).isIn(CHANNELS);
            var definitions = channel.getValue().isJsonArray()
                    ? channel.getValue().getAsJsonArray().asList()
                    : List.<JsonElement>of(channel.getValue());
            definitions.forEach(one -> field(channel.getKey(), one.getAsJsonObject(), rows));
        });
    }

    private static void field(String channel, JsonObject definition, JsonArray rows) {
        assertThat(rows).isNotEmpty();
        assertThat(rows.get(0).getAsJsonObject().keySet())
                .contains(definition.get("field").getAsString());
        if (channel.endsWith("2")) {
            assertThat(definition.has("type"))
                    .as("a second end has the type of the first")
                    .isFalse();
        } else {
            assertThat(definition.get("type").getAsString()).isIn(TYPES);
        }
    }

    @Test
    void dataAxesAndTooltipsAreThere() {
        var spec = spec(CURVES);
        assertThat(spec.getAsJsonObject("title").get("text").getAsString()).isEqualTo("a \"quoted\" title\n");
        var rows = spec.getAsJsonObject("data").getAsJsonArray("values");
        assertThat(rows).hasSize(6);
        assertThat(rows.get(1).getAsJsonObject().get("y").isJsonNull()).isTrue();
        assertThat(rows.get(2).getAsJsonObject().get("high").getAsDouble()).isEqualTo(7);
        var lines = spec.getAsJsonArray("layer").get(1).getAsJsonObject();
        var x = lines.getAsJsonObject("encoding").getAsJsonObject("x");
        assertThat(x.get("title").getAsString()).isEqualTo("frequency (Hz)");
        assertThat(x.getAsJsonObject("scale").get("type").getAsString()).isEqualTo("log");
        assertThat(lines.getAsJsonObject("encoding").getAsJsonArray("tooltip")).hasSize(5);
    }

    @Test
    void barsOfOneNameStandBesideEachOther() {
        var bars = List.of(Column.of("conv1", "net", 0.4), Column.of("conv1", "net", 0.45));
        var rows = spec(new Columns("t", "d", Axis.of("r"), bars, List.of()))
                .getAsJsonObject("data")
                .getAsJsonArray("values");
        assertThat(rows.asList().stream()
                        .map(row -> row.getAsJsonObject().get("place").getAsString()))
                .containsExactly("conv1, net", "conv1, net (2)");
    }

    @Test
    void axisReachesToItsEndsAndBeyondThemToWhatThereIs() {
        var axis = Axis.of("r").reaching(0, Double.NaN);
        var below = List.of(Column.of("a", "net", -0.05));
        var layers = spec(new Columns("t", "d", axis, below, List.of())).getAsJsonArray("layer");
        var scale = layers.get(0)
                .getAsJsonObject()
                .getAsJsonObject("encoding")
                .getAsJsonObject("y")
                .getAsJsonObject("scale");
        assertThat(scale.getAsJsonObject("domain").get("unionWith").toString()).isEqualTo("[0]");
    }

    @Test
    void pointsLieOnTheirBars() {
        var points = new double[] {0.2, Double.NaN, 0.6};
        var bars = List.of(
                new Column("conv1", "net", 0.4, new Interval(0.3, 0.5), points, ""),
                new Column("conv1", "twin", 0.1, new Interval(0, 0.2), new double[] {0.1}, ""));
        var layers = spec(new Columns("t", "d", Axis.of("r"), bars, List.of())).getAsJsonArray("layer");
        var cloud = layers.get(layers.size() - 1).getAsJsonObject();
        var rows = cloud.getAsJsonObject("data").getAsJsonArray("values");
        assertThat(rows.asList().stream()
                        .map(row -> row.getAsJsonObject().get("place").getAsString()))
                .containsExactly("conv1, net", "conv1, net", "conv1, twin");
        assertThat(rows.get(1).getAsJsonObject().get("point").getAsDouble()).isEqualTo(0.6);
        var many = new Column("conv1", "net", 0.4, new Interval(0.3, 0.5), new double[6000], "");
        assertThat(spec(new Columns("t", "d", Axis.of("r"), List.of(many), List.of()))
                        .getAsJsonArray("layer"))
                .hasSize(2);
    }

    /** In both forms: on one scale, and each with its own median. */
    @Test
    void panelsShareWhatIsTheSame() {
        var axis = Axis.of("r");
        var low = new Distribution("low", "d", axis, "neurons", new double[] {1, 1, 2});
        var high = new Distribution("high", "d", axis, "neurons", new double[] {5, 5, 7});
        var panels = new Panels("t", "d", List.of(low, high), 2);
        var svg = Drawing.of(panels).toSvg();
        assertThat(svg).containsOnlyOnce("neurons: 3");
        assertThat(left(svg, "median 5.00") - left(svg, "median 1.00"))
                .isCloseTo(left(svg, ">high<") - left(svg, ">low<"), within(0.5));
        var scales = spec(panels).getAsJsonObject("resolve").getAsJsonObject("scale");
        assertThat(scales.get("x").getAsString()).isEqualTo("shared");
        assertThat(scales.get("y").getAsString()).isEqualTo("shared");
        var other = new Distribution("other", "d", Axis.of("d'"), "neurons", new double[] {5, 6, 7});
        assertThat(spec(new Panels("t", "d", List.of(low, other), 2)).has("resolve"))
                .isFalse();
    }

    /** A parameter of one name in several views is one: its ranges of x and y would be those of every panel. */
    @Test
    void panelsWithOtherAxesAreZoomedApart() {
        var other = new Curves("t", "d", FREQUENCY, Axis.of("share"), CURVES.lines());
        assertThat(zooms(new Panels("t", "d", List.of(CURVES, other), 2))).hasSize(2);
        var inner = new Panels("t", "d", List.of(CURVES, other), 2);
        assertThat(zooms(new Panels("t", "d", List.of(inner, inner), 2))).hasSize(4);
        assertThat(zooms(new Panels("t", "d", List.of(CURVES, CURVES), 2))).containsExactly("zoom");
    }

    private static Set<String> zooms(Panels panels) {
        var names = Pattern.compile("\"params\":\\[\\{\"name\":\"(\\w+)\"")
                .matcher(VegaLite.of(panels, Theme.LIGHT).orElseThrow());
        return names.results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    @Test
    void bandShowsTheLineInIt() {
        var layers = spec(CURVES).getAsJsonArray("layer");
        var line = layers.get(layers.size() - 1).getAsJsonObject();
        assertThat(line.getAsJsonObject("mark").get("type").getAsString()).isEqualTo("rule");
        var encoding = line.getAsJsonObject("encoding");
        assertThat(encoding.getAsJsonObject("y").get("field").getAsString()).isEqualTo("middle");
        assertThat(line.getAsJsonObject("data").getAsJsonArray("values").get(0).toString())
                .contains("\"name\":\"ceiling\"", "\"middle\":0.85");
        assertThat(encoding.getAsJsonArray("tooltip").toString()).contains("\"middle\"");
        assertThat(layers.get(layers.size() - 2).toString()).contains("\"rect\"", "\"title\":\"middle\"");
        var band = CURVES.with(new Level("none", 0.8, Double.NaN, 0.9));
        var more = spec(band).getAsJsonArray("layer");
        assertThat(more).as("a band without a line in it").hasSize(layers.size() + 1);
        assertThat(more.get(more.size() - 1).toString()).contains("\"rect\"").doesNotContain("middle");
    }

    @Test
    void logarithmicAxisReachesToNoZero() {
        var axis = FREQUENCY.reaching(0, 10);
        var chart = new Curves(
                "t", "d", axis, Axis.of("rate").reaching(0, Double.NaN).inRatios(), CURVES.lines());
        assertThat(Drawing.of(chart).toSvg()).contains("frequency (Hz)");
        assertThat(VegaLite.of(chart, Theme.LIGHT).orElseThrow())
                .contains("[10]")
                .doesNotContain("unionWith\":[0");
    }

    @Test
    void moreThan64PanelsAreNotShownAndSaid() {
        var axis = Axis.of("r");
        var same = new Distribution("low", "d", axis, "neurons", new double[] {1, 1, 2});
        var many = new Panels("t", "d", Collections.nCopies(200, same), 4);
        var other = new Distribution("low", "d", Axis.of("d'"), "neurons", new double[] {1, 1, 2});
        var apart = new ArrayList<Chart>(Collections.nCopies(199, same));
        apart.add(0, other);
        for (var panels : List.of(many, new Panels("t", "d", apart, 4))) {
            var figure = Drawing.of(panels);
            assertThat(figure.height()).isLessThan(5000);
            assertThat(figure.toSvg()).contains("the first 64 of 200");
            assertThat(figure.toString()).isEqualTo("Figure: d");
            var spec = spec(panels);
            assertThat(spec.getAsJsonArray("concat")).hasSize(64);
            assertThat(spec.getAsJsonObject("title").get("subtitle").getAsString())
                    .isEqualTo("the first 64 of 200");
        }
        assertThat(Drawing.of(new Panels("t", "d", Collections.nCopies(64, same), 4))
                        .toSvg())
                .doesNotContain("the first");
    }

    /** Where a text begins. */
    private static double left(String svg, String text) {
        var before = svg.replaceAll("\\s+>", ">").split(text, 2)[0];
        var place = Pattern.compile(" x=\"([\\d.]+)\"").matcher(before.substring(before.lastIndexOf("<text")));
        assertThat(place.find()).as(text).isTrue();
        return Double.parseDouble(place.group(1));
    }

    @Test
    void imagesAndCrowdsStayPictures() {
        var grid =
                new Grid("t", "d", new double[2][2], Axis.of("r"), List.of(), List.of(), "", "", Grid.Look.SEQUENTIAL);
        assertThat(VegaLite.of(grid, Theme.LIGHT)).isEmpty();
        var many = new double[6000];
        var names = java.util.Collections.nCopies(6000, "s");
        var crowd = new Cloud("t", "d", Axis.of("x"), Axis.of("y"), names, many, many, false);
        assertThat(VegaLite.of(crowd, Theme.LIGHT)).isEmpty();
        assertThat(Drawing.of(crowd).toMime()).doesNotContainKey(VegaLite.TYPE);
        assertThat(Drawing.of(CURVES).toMime()).containsKeys("text/plain", "image/png", VegaLite.TYPE);
    }
}
