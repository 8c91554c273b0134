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
}
