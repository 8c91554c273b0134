package org.striate.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Cloud;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Distribution;
import org.striate.core.charts.Panels;

/** Charts as Vega-Lite 5 specifications that carry their data: every mark has a tooltip, number axes can be zoomed. */
final class VegaLite {

    /** The MIME type under which notebooks know it. */
    static final String TYPE = "application/vnd.vegalite.v5+json";

    private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";
    static final int MOST_POINTS = 5000;
    private static final int WIDTH = 560;

    private final Theme theme;
    private final String zoom;
    private final List<String> groups;
    private final int width;

    /**
     * @param zoom the name of what is zoomed, where axes can be
     * @param groups in the order of their colours
     * @param width between the axes
     */
    private VegaLite(Theme theme, String zoom, List<String> groups, int width) {
        this.theme = theme;
        this.zoom = zoom;
        this.groups = groups;
        this.width = width;
    }

    /** Empty for a kind of chart that is not explored, such as an image, and for too many points. */
    static Optional<String> of(Chart chart, Theme theme) {
        return new VegaLite(theme, "zoom", Drawing.groups(List.of(chart)), WIDTH)
                .view(chart)
                .map(view -> {
                    var whole = Json.of("$schema", SCHEMA, "description", chart.described());
                    whole.putAll(view);
                    whole.put("background", Theme.hex(theme.background()));
                    whole.put("config", VegaParts.config(theme));
                    return Json.text(whole);
                });
    }

    private Optional<Map<String, Object>> view(Chart chart) {
        if (chart instanceof Curves curves) {
            return some(
                    curves(curves),
                    curves.lines().stream().mapToInt(line -> line.x().length).sum());
        }
        if (chart instanceof Columns columns) {
            return some(columns(columns), columns.columns().size());
        }
        if (chart instanceof Cloud cloud) {
            return some(cloud(cloud), cloud.xs().length);
        }
        if (chart instanceof Distribution distribution) {
            return some(distribution(distribution), 1);
        }
        return chart instanceof Panels panels ? panels(panels) : Optional.empty();
    }

    private static Optional<Map<String, Object>> some(Map<String, Object> view, int points) {
        return points <= MOST_POINTS ? Optional.of(view) : Optional.empty();
    }

    /** Panels that can all be explored, side by side. */
    private Optional<Map<String, Object>> panels(Panels panels) {
        int each = Math.max(120, 640 / PanelsPicture.across(panels));
        var shared = PanelsPicture.plots(panels).filter(PanelsPicture::sameAxes);
        var views = new ArrayList<Object>();
        for (var chart : PanelsPicture.shown(panels)) {
            var name = shared.isPresent() ? zoom : zoom + "_" + views.size();
            var view = new VegaLite(theme, name, PanelsPicture.groups(panels), each).view(chart);
            if (view.isEmpty()) {
                return Optional.empty();
            }
            view.get().put("width", each);
            views.add(view.get());
        }
        var title = PanelsPicture.part(panels)
                .<Object>map(said -> Json.of("text", panels.title(), "subtitle", said))
                .orElse(panels.title());
        var whole = Json.of("title", title, "columns", panels.across(), "concat", views);
        shared.ifPresent(plots -> {
            boolean named = plots.stream().anyMatch(plot -> !plot.names().isEmpty());
            var scales = named ? Json.of("y", "shared") : Json.of("x", "shared", "y", "shared");
            whole.put("resolve", Json.of("scale", scales));
        });
        return Optional.of(whole);
    }

    /** @param more what is said besides */
    private Map<String, Object> single(Chart chart, List<Object> rows, List<Object> layers, List<String> more) {
        var said = new ArrayList<>(
                Drawing.plot(chart, groups).orElseThrow().legend().said());
        said.addAll(more);
        return Json.of(
                "title",
                VegaParts.title(chart.title(), said, width),
                "width",
                width,
                "height",
                300,
                "data",
                Json.of("values", rows),
                "layer",
                layers);
    }

    private Map<String, Object> curves(Curves chart) {
        var rows = new ArrayList<Object>();
        var alone = new ArrayList<Object>();
        var ys = CurvesPlot.ys(chart);
        var up = Range.of(chart.y(), ys);
        var names = CurvesPlot.names(chart);
        for (int l = 0; l < names.size(); l++) {
            var line = chart.lines().get(l);
            var lone = CurvesPlot.lone(line);
            for (int i = 0; i < line.x().length; i++) {
                var row = Json.of(
                        "line",
                        names.get(l),
                        "x",
                        VegaParts.placed(chart.x(), line.x()[i]),
                        "y",
                        VegaParts.placed(chart.y(), line.y()[i]),
                        "low",
                        line.hasIntervals() ? up.cut(line.low()[i]) : Double.NaN,
                        "high",
                        line.hasIntervals() ? VegaParts.placed(chart.y(), line.high()[i]) : Double.NaN);
                rows.add(row);
                if (line.hasIntervals() && Double.isFinite(lone[i])) {
                    alone.add(row);
                }
            }
        }
        boolean intervals = chart.lines().stream().anyMatch(Curves.Line::hasIntervals);
        var yAxis = Range.given(chart.y(), ys);
        var x = VegaParts.number("x", Range.given(chart.x(), CurvesPlot.xs(chart)));
        var layers = new ArrayList<Object>();
        var band = Json.of("x", x, "y", VegaParts.number("low", yAxis), "y2", Json.of("field", "high"));
        VegaParts.colour(band, "line", groups);
        if (intervals) {
            layers.add(Json.of("mark", Json.of("type", "area", "opacity", 0.25), "encoding", band));
        }
        var encoding = Json.of("x", x, "y", VegaParts.number("y", yAxis));
        VegaParts.dashes(encoding, "line", groups, theme);
        var tips = new ArrayList<Object>(List.of(
                VegaParts.tip("x", chart.x().title(), true),
                VegaParts.tip("y", chart.y().title(), true)));
        if (intervals) {
            tips.add(VegaParts.tip("low", "from", true));
            tips.add(VegaParts.tip("high", "to", true));
        }
        if (groups.size() > 1) {
            tips.add(0, VegaParts.tip("line", "curve", false));
        }
        encoding.put("tooltip", tips);
        layers.add(Json.of(
                "params",
                List.of(VegaParts.zoom(zoom)),
                "mark",
                Json.of("type", "line", "point", true, "invalid", "break-paths-show-domains"),
                "encoding",
                encoding));
        VegaParts.layer(alone, Json.of("type", "rule", "color", Theme.hex(theme.colour(0))), band)
                .ifPresent(layers::add); // where an area has no width
        layers.addAll(VegaParts.levels(theme, chart.levels(), yAxis));
        return single(chart, rows, layers, List.of());
    }

    private Map<String, Object> columns(Columns chart) {
        var columns = new VegaColumns(chart, theme, groups);
        return single(chart, columns.rows(), columns.layers(), columns.said());
    }

    private Map<String, Object> cloud(Cloud chart) {
        var rows = new ArrayList<Object>();
        int n = chart.xs().length;
        for (int i = 0; i < n; i++) {
            rows.add(Json.of(
                    "name",
                    i < chart.names().size() ? chart.names().get(i) : String.valueOf(i),
                    "group",
                    chart.groups().isEmpty() ? "" : chart.groups().get(i),
                    "x",
                    VegaParts.placed(chart.x(), chart.xs()[i]),
                    "y",
                    VegaParts.placed(chart.y(), chart.ys()[i])));
        }
        var tips = new ArrayList<Object>(List.of(
                VegaParts.tip("name", "name", false),
                VegaParts.tip("x", chart.x().title(), true),
                VegaParts.tip("y", chart.y().title(), true)));
        if (groups.size() > 1) {
            tips.add(1, VegaParts.tip("group", "of", false));
        }
        var x = VegaParts.number("x", Range.given(chart.x(), chart.xs()));
        var yAxis = Range.given(chart.y(), CloudPlot.ys(chart));
        var encoding = Json.of("x", x, "y", VegaParts.number("y", yAxis), "tooltip", tips);
        VegaParts.shape(encoding, "group", groups);
        var layers = new ArrayList<Object>();
        layers.add(Json.of(
                "params",
                List.of(VegaParts.zoom(zoom)),
                "mark",
                Json.of("type", "point", "filled", true, "size", 45, "opacity", 0.75),
                "encoding",
                encoding));
        if (!chart.lines().isEmpty()) {
            layers.add(lines(chart));
        }
        if (chart.diagonal()) {
            layers.add(diagonal(chart));
        }
        layers.addAll(VegaParts.levels(theme, chart.levels(), yAxis));
        var view = single(chart, rows, layers, List.of());
        if (chart.diagonal()) {
            view.put("width", 340);
            view.put("height", 340);
        }
        return view;
    }

    private Map<String, Object> lines(Cloud chart) {
        var rows = new ArrayList<Object>();
        for (var line : chart.lines()) {
            for (int i = 0; i < line.x().length; i++) {
                rows.add(Json.of(
                        "line",
                        line.name(),
                        "x",
                        VegaParts.placed(chart.x(), line.x()[i]),
                        "y",
                        VegaParts.placed(chart.y(), line.y()[i])));
            }
        }
        var encoding = Json.of("x", VegaParts.number("x", chart.x()), "y", VegaParts.number("y", chart.y()));
        encoding.put("strokeDash", Json.of("field", "line", "type", "nominal", "sort", null, "title", null));
        encoding.put(
                "tooltip",
                List.of(
                        VegaParts.tip("line", "curve", false),
                        VegaParts.tip("y", chart.y().title(), true)));
        return Json.of(
                "data",
                Json.of("values", rows),
                "mark",
                Json.of("type", "line", "color", Theme.hex(theme.ink())),
                "encoding",
                encoding);
    }

    private Map<String, Object> diagonal(Cloud chart) {
        var range = Range.of(chart.x(), chart.xs()).and(Range.of(chart.y(), chart.ys()));
        return Json.of(
                "data",
                Json.of(
                        "values",
                        List.of(
                                Json.of("x", range.low(), "y", range.low()),
                                Json.of("x", range.high(), "y", range.high()))),
                "mark",
                Json.of("type", "line", "strokeDash", List.of(5, 4), "color", Theme.hex(theme.ink())),
                "encoding",
                Json.of("x", VegaParts.number("x", chart.x()), "y", VegaParts.number("y", chart.y())));
    }

    private Map<String, Object> distribution(Distribution chart) {
        var bins = DistributionPlot.Bins.of(chart.values());
        var rows = new ArrayList<Object>();
        for (int i = 0; i < bins.counts().length; i++) {
            rows.add(Json.of(
                    "from", bins.first() + i * bins.width(),
                    "to", bins.first() + (i + 1) * bins.width(),
                    "count", bins.counts()[i]));
        }
        var x = VegaParts.number("from", chart.x());
        x.put("bin", "binned");
        var encoding = Json.of(
                "x", x,
                "x2", Json.of("field", "to"),
                "y", Json.of("field", "count", "type", "quantitative", "title", chart.counted()),
                "tooltip",
                        List.of(
                                VegaParts.tip("from", chart.x().title() + " from", true),
                                VegaParts.tip("to", "to", true),
                                VegaParts.tip("count", chart.counted(), false)));
        var layers = new ArrayList<Object>(List.of(Json.of("mark", "bar", "encoding", encoding)));
        double median = DistributionPlot.quantile(DistributionPlot.finite(chart.values()), 0.5);
        if (!Double.isNaN(median)) {
            layers.add(Json.of(
                    "data",
                    Json.of("values", List.of(Json.of("median", median))),
                    "mark",
                    Json.of("type", "rule", "strokeDash", List.of(5, 4), "color", Theme.hex(theme.ink())),
                    "encoding",
                    Json.of(
                            "x", Json.of("field", "median", "type", "quantitative"),
                            "tooltip", List.of(VegaParts.tip("median", "median", true)))));
        }
        return single(chart, rows, layers, List.of());
    }
}
