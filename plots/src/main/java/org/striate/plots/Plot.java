package org.striate.plots;

import java.util.List;

/**
 * A picture between two axes.
 *
 * @param names of places 0, 1, 2 ... on the horizontal axis; empty for an axis of numbers
 * @param square whether both axes are equally long
 */
record Plot(
        String title,
        String xTitle,
        String yTitle,
        Range x,
        Range y,
        List<String> names,
        boolean square,
        Legend legend,
        Inside inside) {

    /** What is between the axes. */
    @FunctionalInterface
    interface Inside {
        void paint(Canvas canvas, Scale x, Scale y);
    }

    /** With other ranges, those of the panels beside it. */
    Plot over(Range sharedX, Range sharedY) {
        return new Plot(title, xTitle, yTitle, sharedX, sharedY, names, square, legend, inside);
    }
}
