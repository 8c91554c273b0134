package org.striate.plots;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.striate.core.charts.Apart;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Columns;

/** Columns as parts of a Vega-Lite specification: bars, whiskers, points, marks, and lines over those that differ. */
final class VegaColumns {

    private final Columns chart;
    private final List<String> groups;
    private final String ink;
    private final Theme theme;
    private final List<String> places;
    private final Map<String, Object> x;
    private final Axis y;
    private final List<Object> points;

    /** @param groups in the order of their colours */
    VegaColumns(Columns chart, Theme theme, List<String> groups) {
        this.chart = chart;
        this.groups = groups;
        this.theme = theme;
        ink = Theme.hex(theme.ink());
        places = places(chart.columns());
        x = Json.of("field", "place", "type", "nominal", "title", null, "scale", Json.of("domain", places));
        x.put("axis", Json.of("labelAngle", -40, "labelLimit", 170, "labelOverlap", true));
        double low = chart.y().low() < 0 ? chart.y().low() : 0; // bars begin at 0
        var even = new Axis(chart.y().name(), chart.y().unit(), low, chart.y().high(), false);
        y = Range.given(even, ColumnsPlot.values(chart));
        points = points();
    }

    /** One for each: bars in one place would be put on top of each other. */
    private static List<String> places(List<Columns.Column> columns) {
        boolean repeated = columns.stream().map(Columns.Column::name).distinct().count() < columns.size();
        return Apart.of(columns.stream()
                .map(column -> repeated ? column.name() + ", " + column.group() : column.name())
                .toList());
    }

    /** Those of a neuron or subject each. */
    private List<Object> points() {
        var rows = new ArrayList<Object>();
        for (int i = 0; i < places.size(); i++) {
            for (double point : chart.columns().get(i).points()) {
                if (Double.isFinite(point)
                        && !Double.isNaN(chart.columns().get(i).value())) {
                    rows.add(Json.of("place", places.get(i), "point", point));
                }
            }
        }
        return rows;
    }

    List<Object> rows() {
        var rows = new ArrayList<Object>();
        for (int i = 0; i < places.size(); i++) {
            var column = chart.columns().get(i);
            rows.add(Json.of(
                    "place", places.get(i),
                    "name", column.name(),
                    "group", column.group(),
                    "value", column.value(),
                    "low", column.interval().low(),
                    "high", column.interval().high(),
                    "mark", column.mark()));
        }
        return rows;
    }

    /** What is to be said besides. */
    List<String> said() {
        return points.size() > VegaLite.MOST_POINTS ? List.of(points.size() + " points not drawn here") : List.of();
    }

    List<Object> layers() {
        var tips = List.of(
                VegaParts.tip("name", "name", false),
                VegaParts.tip("group", "of", false),
                VegaParts.tip("value", chart.y().title(), true),
                VegaParts.tip("low", "from", true),
                VegaParts.tip("high", "to", true));
        var bar = Json.of("x", x, "y", VegaParts.number("value", y), "tooltip", tips);
        VegaParts.colour(bar, "group", groups);
        var whisker = Json.of("x", x, "y", VegaParts.number("low", y), "y2", Json.of("field", "high"), "tooltip", tips);
        var layers = new ArrayList<Object>(VegaParts.levels(theme, chart.levels(), y));
        layers.add(Json.of("mark", "bar", "encoding", bar));
        layers.add(Json.of("mark", Json.of("type", "rule", "color", ink), "encoding", whisker));
        texts().ifPresent(layers::add);
        pairs().ifPresent(layers::add);
        if (points.size() <= VegaLite.MOST_POINTS) {
            cloud().ifPresent(layers::add);
        }
        return layers;
    }

    /** Marks above what they belong to, and where there is no value. */
    private Optional<Object> texts() {
        var rows = new ArrayList<Object>();
        for (int i = 0; i < places.size(); i++) {
            var column = chart.columns().get(i);
            boolean none = Double.isNaN(column.value());
            var said = none ? "n/a" : column.mark();
            if (!said.isEmpty()) {
                double at = none ? 0 : Math.max(0, ColumnsPlot.highest(column));
                rows.add(Json.of("place", places.get(i), "at", at, "said", said));
            }
        }
        var mark = Json.of("type", "text", "dy", -7, "fontSize", 12, "color", ink);
        var text = Json.of("field", "said", "type", "nominal");
        return VegaParts.layer(rows, mark, Json.of("x", x, "y", VegaParts.number("at", y), "text", text));
    }

    /** A line above every two columns that differ. */
    private Optional<Object> pairs() {
        var rows = new ArrayList<Object>();
        for (var pair : ColumnsPlot.pairs(chart)) {
            double at = ColumnsPlot.above(chart, rows.size() + 1);
            rows.add(Json.of("first", places.get(pair.first()), "second", places.get(pair.second()), "at", at));
        }
        var first = new LinkedHashMap<>(x);
        first.put("field", "first");
        var ends = Json.of("x", first, "x2", Json.of("field", "second"), "y", VegaParts.number("at", y));
        return VegaParts.layer(rows, Json.of("type", "rule", "color", ink), ends);
    }

    /** Points beside the whiskers. */
    private Optional<Object> cloud() {
        var tips = List.of(VegaParts.tip("place", "of", false), VegaParts.tip("point", y.title(), true));
        return VegaParts.layer(
                points,
                Json.of("type", "point", "filled", true, "size", 14, "opacity", 0.35, "color", ink, "xOffset", 9),
                Json.of("x", x, "y", VegaParts.number("point", y), "tooltip", tips));
    }
}
