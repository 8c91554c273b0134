package org.striate.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Curves.Level;

/** Parts of a Vega-Lite specification: how fields become places, colours and tooltips, and what all share. */
final class VegaParts {

    private VegaParts() {}

    /** Where there are several, each has the colour of its place among them. */
    static void colour(Map<String, Object> encoding, String field, List<String> groups) {
        if (groups.size() > 1) {
            encoding.put("color", told(field, Json.of("domain", groups)));
        }
    }

    /** And the shape of its points. */
    static void shape(Map<String, Object> encoding, String field, List<String> groups) {
        colour(encoding, field, groups);
        if (groups.size() > 1) {
            var shapes = IntStream.range(0, groups.size())
                    .mapToObj(i -> Mark.of(i).vega())
                    .toList();
            encoding.put("shape", told(field, Json.of("domain", groups, "range", shapes)));
        }
    }

    /** And its line drawn through, or dashed where the colours begin again. */
    static void dashes(Map<String, Object> encoding, String field, List<String> groups, Theme theme) {
        shape(encoding, field, groups);
        if (groups.size() > 1) {
            var dashes = IntStream.range(0, groups.size())
                    .mapToObj(i -> i / theme.colours() % 2 == 0 ? List.of(1, 0) : List.of(6, 4.2))
                    .toList();
            encoding.put("strokeDash", told(field, Json.of("domain", groups, "range", dashes)));
        }
    }

    private static Map<String, Object> told(String field, Map<String, Object> scale) {
        return Json.of("field", field, "type", "nominal", "title", null, "scale", scale);
    }

    /** A title, and below it what else the picture says, in lines about as long as the view is wide. */
    static Object title(String title, List<String> said, int width) {
        if (said.isEmpty()) {
            return title;
        }
        var lines = said.stream()
                .map(one -> one.replaceAll("(.{1," + width / 6 + "})(?: +|$)", "$1\n"))
                .flatMap(String::lines)
                .toList();
        return Json.of("text", title, "subtitle", lines);
    }

    /** A number on an axis; none where a logarithmic one has no place for it. */
    static double placed(Axis axis, double value) {
        return Range.isOff(axis, value) ? Double.NaN : value;
    }

    static Map<String, Object> number(String field, Axis axis) {
        var scale = axis.logarithmic() ? Json.of("type", "log", "nice", false) : Json.of("zero", false);
        var reached = DoubleStream.of(axis.low(), axis.high())
                .filter(end -> !Double.isNaN(end))
                .boxed()
                .toList();
        if (!reached.isEmpty()) { // an axis reaches there at least; what lies beyond is shown too
            scale.put("domain", Json.of("unionWith", reached));
        }
        return Json.of("field", field, "type", "quantitative", "title", axis.title(), "scale", scale);
    }

    static Map<String, Object> tip(String field, String title, boolean number) {
        var tip = Json.of("field", field, "title", title, "type", number ? "quantitative" : "nominal");
        if (number) {
            tip.put("format", ".4~g");
        }
        return tip;
    }

    /** Wheel and drag; views with one name are zoomed together. */
    static Map<String, Object> zoom(String name) {
        return Json.of("name", name, "select", "interval", "bind", "scales");
    }

    /** A layer of its own data, if there are any. */
    static Optional<Object> layer(List<Object> rows, Object mark, Object encoding) {
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Json.of("data", Json.of("values", rows), "mark", mark, "encoding", encoding));
    }

    /** Fonts and colours of a theme. */
    static Map<String, Object> config(Theme theme) {
        var ink = Theme.hex(theme.ink());
        var palette = IntStream.range(0, theme.colours())
                .mapToObj(i -> Theme.hex(theme.colour(i)))
                .toList();
        return Json.of(
                "font",
                Fonts.FAMILIES,
                "view",
                Json.of("stroke", null),
                "range",
                Json.of("category", palette),
                "mark",
                Json.of("color", palette.get(0)),
                "title",
                Json.of("color", ink, "subtitleColor", ink, "anchor", "start", "fontWeight", "normal"),
                "axis",
                Json.of(
                        "labelColor",
                        ink,
                        "titleColor",
                        ink,
                        "titleFontWeight",
                        "normal",
                        "gridColor",
                        Theme.hex(theme.grid()),
                        "domainColor",
                        ink,
                        "tickColor",
                        ink),
                "legend",
                Json.of("labelColor", ink, "titleColor", ink, "orient", "top", "labelLimit", 0));
    }

    /** Lines and bands to compare with, each a layer. */
    static List<Object> levels(Theme theme, List<Level> levels, Axis axis) {
        var layers = new ArrayList<Object>();
        for (int i = 0; i < levels.size(); i++) {
            var level = levels.get(i);
            if (!Double.isFinite(level.low() + level.high())) {
                continue;
            }
            var row = Json.of("name", level.name(), "low", level.low(), "high", level.high());
            var tips = new ArrayList<Object>(
                    List.of(tip("name", "level", false), tip("low", "from", true), tip("high", "to", true)));
            boolean divided = level.isBand() && Double.isFinite(level.middle());
            if (divided) {
                row.put("middle", level.middle());
                tips.add(2, tip("middle", "middle", true));
            }
            var data = Json.of("values", List.of(row));
            var low = number("low", axis);
            if (level.isBand()) {
                layers.add(Json.of(
                        "data", data,
                        "mark", Json.of("type", "rect", "opacity", 0.3, "color", Theme.hex(theme.faint())),
                        "encoding", Json.of("y", low, "y2", Json.of("field", "high"), "tooltip", tips)));
            } else {
                layers.add(Json.of(
                        "data", data,
                        "mark",
                                Json.of(
                                        "type",
                                        "rule",
                                        "strokeDash",
                                        i % 2 == 0 ? List.of(5, 4) : List.of(2, 1.5),
                                        "color",
                                        Theme.hex(theme.ink())),
                        "encoding", Json.of("y", low, "tooltip", tips)));
            }
            if (divided) {
                var middle = number("middle", axis);
                layers.add(Json.of(
                        "data", data,
                        "mark", Json.of("type", "rule", "color", Theme.hex(theme.ink())),
                        "encoding", Json.of("y", middle, "tooltip", tips)));
            }
        }
        return layers;
    }
}
