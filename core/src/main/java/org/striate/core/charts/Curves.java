package org.striate.core.charts;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines over a common axis.
 *
 * @param lines in the order of the legend
 * @param levels horizontal lines to compare with, such as chance
 */
public record Curves(String title, String described, Axis x, Axis y, List<Line> lines, List<Level> levels)
        implements Chart {

    public Curves {
        lines = List.copyOf(lines);
        levels = List.copyOf(levels);
    }

    /** Lines alone. */
    public Curves(String title, String described, Axis x, Axis y, List<Line> lines) {
        this(title, described, x, y, lines, List.of());
    }

    /**
     * One line; a NaN interrupts it.
     *
     * @param x [points] ascending
     * @param y [points]
     * @param low [points] lower ends of its intervals; empty for a line without
     * @param high [points] upper ends
     */
    public record Line(String name, double[] x, double[] y, double[] low, double[] high) {

        /** A line without intervals. */
        public static Line of(String name, double[] x, double[] y) {
            return new Line(name, x, y, new double[0], new double[0]);
        }

        /** A line with an interval of one error to either side. */
        public static Line of(String name, double[] x, double[] y, double[] error) {
            var low = new double[y.length];
            var high = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                low[i] = y[i] - error[i];
                high[i] = y[i] + error[i];
            }
            return new Line(name, x, y, low, high);
        }

        /** Whether there are intervals. */
        public boolean hasIntervals() {
            return low.length > 0;
        }
    }

    /**
     * A horizontal line, or a band where low and high differ.
     *
     * @param middle NaN for a band without a line in it
     */
    public record Level(String name, double low, double middle, double high) {

        /** A line without a band. */
        public static Level of(String name, double y) {
            return new Level(name, y, y, y);
        }

        /** Whether it is a band. */
        public boolean isBand() {
            return high > low;
        }
    }

    /** With one more level. */
    public Curves with(Level level) {
        var more = new ArrayList<>(levels);
        more.add(level);
        return new Curves(title, described, x, y, lines, more);
    }
}
