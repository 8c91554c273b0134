package org.striate.core.charts;

import java.util.List;

/**
 * Points, each with a name.
 *
 * @param names [points] such as stimulus ids
 * @param groups [points] points of a group share a colour; empty for points of one kind
 * @param diagonal whether both axes measure the same, so that the diagonal means "equal"
 * @param levels horizontal lines to compare with
 * @param lines curves through the points, such as fits
 */
public record Cloud(
        String title,
        String described,
        Axis x,
        Axis y,
        List<String> names,
        List<String> groups,
        double[] xs,
        double[] ys,
        boolean diagonal,
        List<Curves.Level> levels,
        List<Curves.Line> lines)
        implements Chart {

    public Cloud {
        names = List.copyOf(names);
        groups = List.copyOf(groups);
        levels = List.copyOf(levels);
        lines = List.copyOf(lines);
    }

    /** Points without curves. */
    public Cloud(
            String title,
            String described,
            Axis x,
            Axis y,
            List<String> names,
            List<String> groups,
            double[] xs,
            double[] ys,
            boolean diagonal,
            List<Curves.Level> levels) {
        this(title, described, x, y, names, groups, xs, ys, diagonal, levels, List.of());
    }

    /** Points of one kind. */
    public Cloud(
            String title,
            String described,
            Axis x,
            Axis y,
            List<String> names,
            double[] xs,
            double[] ys,
            boolean diagonal) {
        this(title, described, x, y, names, List.of(), xs, ys, diagonal, List.of());
    }

    /** The same points in groups. */
    public Cloud grouped(List<String> byGroup) {
        return new Cloud(title, described, x, y, names, byGroup, xs, ys, diagonal, levels, lines);
    }

    /** The same points with curves through them. */
    public Cloud with(List<Curves.Line> curves) {
        return new Cloud(title, described, x, y, names, groups, xs, ys, diagonal, levels, curves);
    }
}
