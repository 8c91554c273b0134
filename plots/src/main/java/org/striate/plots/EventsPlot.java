package org.striate.plots;

import java.util.Arrays;
import java.util.List;
import org.striate.core.charts.Events;

/** A raster: a stroke an event, the first row at the bottom. */
final class EventsPlot {

    private EventsPlot() {}

    static Plot of(Events chart) {
        int rows = chart.times().length;
        var all = Arrays.stream(chart.times()).flatMapToDouble(Arrays::stream).toArray();
        return new Plot(
                chart.title(),
                chart.x().title(),
                chart.rowsAre(),
                Range.of(chart.x(), all),
                Range.between(0.5, Math.max(1, rows) + 0.5).whole(),
                List.of(),
                false,
                0,
                Legend.none(),
                (theme, x, y) -> new XySeries(x, y, 1).chart(),
                Plot::nothing,
                (canvas, x, y) -> paint(canvas, chart, x, y));
    }

    private static void paint(Canvas c, Events chart, Scale x, Scale y) {
        double height = Math.max(1, 0.8 * Math.abs(y.at(2) - y.at(1)));
        for (int row = 0; row < chart.times().length; row++) {
            double middle = y.at(row + 1.0);
            for (double time : chart.times()[row]) {
                double at = x.at(time);
                c.line(
                        at,
                        middle - height / 2,
                        at,
                        middle + height / 2,
                        1.3,
                        c.theme().colour(0));
            }
        }
    }
}
