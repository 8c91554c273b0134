package org.striate.plots;

import java.util.List;
import java.util.Optional;
import org.striate.core.BadInput;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Panels;
import org.striate.plots.Canvas.At;

/**
 * Small multiples: where all measure the same, one range for all, numbers at the outer edges, each title once, and one legend; what
 * differs from panel to panel, such as a median, is said above each.
 */
record PanelsPicture(Panels panels) {

    private static final int MOST = 64;
    private static final double GAP = 16;
    private static final double WIDEST = 2000;
    private static final double CAPTION = 20;

    Figure figure() {
        if (panels.charts().isEmpty()) {
            throw BadInput.of(
                    "panels", "none", "at least one", "Plots.panels(List.of(tuning.curve(0), tuning.curve(1)))");
        }
        var figure =
                plots(panels).filter(PanelsPicture::sameAxes).map(this::shared).orElseGet(this::apart);
        return part(panels)
                .map(said -> figure.above(below(said, figure.width())))
                .orElse(figure)
                .described(panels.described());
    }

    private static Figure below(String said, int width) {
        return new Figure(
                said,
                width,
                20,
                c -> c.text(said, GAP, 12, At.LEFT, Fonts.SMALL, c.theme().faint()));
    }

    /** As many as can be seen. */
    static List<Chart> shown(Panels panels) {
        return panels.charts().subList(0, Math.min(MOST, panels.charts().size()));
    }

    /** {@code the first 64 of 200}, where not all are shown. */
    static Optional<String> part(Panels panels) {
        int all = panels.charts().size();
        return all > MOST ? Optional.of("the first " + MOST + " of " + all) : Optional.empty();
    }

    /** The plots of the panels shown, where all have two axes. */
    static Optional<List<Plot>> plots(Panels panels) {
        var groups = groups(panels);
        var plots =
                shown(panels).stream().map(chart -> Drawing.plot(chart, groups)).toList();
        return plots.stream().allMatch(Optional::isPresent)
                ? Optional.of(plots.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    /** Whether all measure the same, so that they share their axes. */
    static boolean sameAxes(List<Plot> plots) {
        return plots.stream()
                        .map(plot -> List.of(
                                plot.xTitle(),
                                plot.yTitle(),
                                plot.x().logarithmic(),
                                plot.y().logarithmic()))
                        .distinct()
                        .count()
                == 1;
    }

    /** What has a colour in any panel, which it has in all. */
    static List<String> groups(Panels panels) {
        return Drawing.groups(shown(panels));
    }

    /** How many stand in a row. */
    static int across(Panels panels) {
        return Math.max(1, Math.min(panels.across(), panels.charts().size()));
    }

    /** Each with its own axes, side by side. */
    private Figure apart() {
        int across = across(panels);
        int width = Math.max(300, 760 / across);
        var groups = groups(panels);
        var figures = shown(panels).stream()
                .map(chart -> Drawing.plot(chart, groups)
                        .map(plot -> Frame.figure(chart.described(), plot, width, 300))
                        .orElseGet(() -> Drawing.of(chart)))
                .toList();
        Figure whole = null;
        for (int from = 0; from < figures.size(); from += across) {
            var row = figures.subList(from, Math.min(from + across, figures.size())).stream()
                    .reduce(Figure::beside)
                    .orElseThrow();
            whole = whole == null ? row : whole.above(row);
        }
        return whole;
    }

    private Figure shared(List<Plot> plots) {
        int across = across(panels);
        int down = (plots.size() + across - 1) / across;
        int names = plots.stream().mapToInt(plot -> plot.names().size()).max().orElse(0);
        double side = Math.max(across <= 2 ? 320 : across == 3 ? 230 : 165, Math.min(26.0 * names, WIDEST / across));
        double tall = across <= 2 ? 230 : across == 3 ? 170 : 125;
        var first = plots.get(0);
        var x = plots.stream().map(Plot::x).reduce(Range::and).orElseThrow();
        var y = plots.stream().map(Plot::y).reduce(Range::and).orElseThrow().rounded((int)
                Math.max(3, Math.min(8, tall / 38)));
        var legend = plots.stream()
                .map(Plot::legend)
                .reduce(Legend.none(), Legend::and)
                .clear();
        double caption = CAPTION
                + plots.stream()
                        .mapToDouble(plot -> plot.legend().without(legend).height(side))
                        .max()
                        .orElse(0);
        double left = 44 + Ticks.widest(y);
        double inner = across * (side + GAP) - GAP;
        double above = panels.title().isEmpty() ? 12 : 38;
        double top = above + legend.height(inner);
        boolean sameNames = plots.stream().map(Plot::names).distinct().count() == 1;
        double below = plots.stream()
                .mapToDouble(plot -> Frame.namesHeight(plot, side))
                .max()
                .orElse(22);
        double row = caption + tall + GAP / 2 + (sameNames ? 0 : below);
        int width = (int) Math.ceil(left + inner + 22);
        int height = (int) Math.ceil(
                top + down * row + (sameNames ? below : 0) + (first.xTitle().isEmpty() ? 6 : 22));
        return new Figure(panels.described(), width, height, c -> {
            c.title(panels.title(), left, width - left - 10);
            legend.paint(c, left, above - 2, inner);
            for (int i = 0; i < plots.size(); i++) {
                double fromLeft = left + i % across * (side + GAP);
                double fromTop = top + i / across * row + caption;
                var frame = new Frame(fromLeft, fromTop, fromLeft + side, fromTop + tall);
                var plot = plots.get(i).over(sameNames ? x : plots.get(i).x(), y);
                boolean lowest = i + across >= plots.size();
                frame.paint(c, plot, lowest || !sameNames, i % across == 0);
                c.text(Canvas.fitted(plot.title(), Fonts.TEXT, side), fromLeft, fromTop - caption + 14, At.LEFT);
                plot.legend().without(legend).paint(c, fromLeft, fromTop - caption + 20, side);
            }
            c.text(first.xTitle(), left + inner / 2, height - 8, At.CENTRE);
            new Frame(left, top, left + inner, top + down * row).yTitle(c, first.yTitle(), 16, height);
        });
    }
}
