package org.striate.plots;

import java.util.List;
import org.knowm.xchart.internal.chartpart.AxesChart;

/**
 * A picture between two axes.
 *
 * @param names of places 0, 1, 2 ... on the horizontal axis; empty for an axis of numbers
 * @param square whether both axes are equally long
 * @param inset how many pixels stay free along the edges, so that nothing is cut off there
 * @param series what XChart draws
 * @param under what lies behind that
 * @param over what lies before it
 */
record Plot(
        String title,
        String xTitle,
        String yTitle,
        Range x,
        Range y,
        List<String> names,
        boolean square,
        double inset,
        Legend legend,
        Series series,
        Inside under,
        Inside over) {

    /** The series of a chart of XChart, in the units of its ranges; the first is empty. */
    @FunctionalInterface
    interface Series {
        AxesChart<?, ?> chart(Theme theme, Range x, Range y);
    }

    /** What is between the axes besides. */
    @FunctionalInterface
    interface Inside {
        void paint(Canvas canvas, Scale x, Scale y);
    }

    /** Axes alone. */
    static Plot bare(Range x, Range y) {
        return new Plot(
                "",
                "",
                "",
                x,
                y,
                List.of(),
                false,
                0,
                Legend.none(),
                (theme, xs, ys) -> new XySeries(xs, ys, 1).chart(),
                Plot::nothing,
                Plot::nothing);
    }

    /** With other things behind and before its series. */
    Plot with(Inside behind, Inside before) {
        return new Plot(title, xTitle, yTitle, x, y, names, square, inset, legend, series, behind, before);
    }

    static void nothing(Canvas canvas, Scale x, Scale y) {}

    /** With other ranges, those of the panels beside it. */
    Plot over(Range sharedX, Range sharedY) {
        return new Plot(title, xTitle, yTitle, sharedX, sharedY, names, square, inset, legend, series, under, over);
    }
}
