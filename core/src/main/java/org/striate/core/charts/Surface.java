package org.striate.core.charts;

import java.util.List;

/**
 * A quantity over a plane, seen from above, with places named and ways drawn on it.
 *
 * @param xs [columns] ascending, in even steps
 * @param ys [rows] ascending, in even steps
 * @param values [rows][columns]; NaN where the plane has none
 * @param measure what the colours mean
 */
public record Surface(
        String title,
        String described,
        Axis x,
        Axis y,
        double[] xs,
        double[] ys,
        double[][] values,
        Axis measure,
        List<Place> places,
        List<Way> ways)
        implements Chart {

    public Surface {
        places = List.copyOf(places);
        ways = List.copyOf(ways);
    }

    /** A point with a name. */
    public record Place(String name, double x, double y) {}

    /**
     * From the first point to the last.
     *
     * @param x [points]
     * @param y [points]
     */
    public record Way(double[] x, double[] y) {}
}
