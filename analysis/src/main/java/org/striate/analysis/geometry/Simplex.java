package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/** The least value of a function of two numbers near the origin (Nelder and Mead 1965). */
final class Simplex {

    private static final int MOST_STEPS = 2000;
    private static final double TOLERANCE = 1e-12;

    /** A corner and the value there. */
    private record Corner(double x, double y, double value) {}

    private Simplex() {}

    static double least(ToDoubleFunction<double[]> function) {
        var corners = new Corner[] {at(function, 0, 0), at(function, 0.5, 0), at(function, 0, 0.5)};
        for (int step = 0; step < MOST_STEPS; step++) {
            Arrays.sort(corners, Comparator.comparingDouble(Corner::value));
            var best = corners[0];
            var worst = corners[2];
            double size = Math.hypot(worst.x() - best.x(), worst.y() - best.y());
            if (worst.value() - best.value() < TOLERANCE && size < 1e-7) {
                break;
            }
            double x = (best.x() + corners[1].x()) / 2;
            double y = (best.y() + corners[1].y()) / 2;
            var reflected = along(function, x, y, worst, -1);
            if (reflected.value() < best.value()) {
                var further = along(function, x, y, worst, -2);
                corners[2] = further.value() < reflected.value() ? further : reflected;
            } else if (reflected.value() < corners[1].value()) {
                corners[2] = reflected;
            } else {
                var nearer = along(function, x, y, worst, reflected.value() < worst.value() ? -0.5 : 0.5);
                if (nearer.value() < Math.min(reflected.value(), worst.value())) {
                    corners[2] = nearer;
                } else {
                    corners[1] = at(function, (corners[1].x() + best.x()) / 2, (corners[1].y() + best.y()) / 2);
                    corners[2] = at(function, (worst.x() + best.x()) / 2, (worst.y() + best.y()) / 2);
                }
            }
        }
        return Arrays.stream(corners).mapToDouble(Corner::value).min().orElse(Double.NaN);
    }

    private static Corner along(ToDoubleFunction<double[]> function, double x, double y, Corner from, double factor) {
        return at(function, x + factor * (from.x() - x), y + factor * (from.y() - y));
    }

    private static Corner at(ToDoubleFunction<double[]> function, double x, double y) {
        return new Corner(x, y, function.applyAsDouble(new double[] {x, y}));
    }
}
