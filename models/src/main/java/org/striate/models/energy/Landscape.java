package org.striate.models.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Line;

/** A cut through the energy of a memory: from each stored pattern to the next. */
final class Landscape {

    private static final int MOST_PATTERNS = 5;
    private static final int STEPS = 40;

    /** How one pattern becomes the other. */
    enum Way {
        /** Unit by unit, from the first to the last: every state on the way is one of signs. */
        TURNING,
        /** All units at once, in proportion. */
        STRAIGHT
    }

    private Landscape() {}

    static Curves of(
            String title,
            int units,
            int patterns,
            IntFunction<float[]> pattern,
            Way way,
            ToDoubleFunction<float[]> energy) {
        int shown = Math.min(MOST_PATTERNS, patterns);
        var x = new ArrayList<Double>();
        var y = new ArrayList<Double>();
        for (int i = 0; i + 1 < shown; i++) {
            var from = pattern.apply(i);
            var to = pattern.apply(i + 1);
            for (int step = i == 0 ? 0 : 1; step <= STEPS; step++) {
                double share = (double) step / STEPS;
                x.add(i + share);
                y.add(energy.applyAsDouble(between(from, to, share, way)));
            }
        }
        if (shown == 1) {
            x.add(0.0);
            y.add(energy.applyAsDouble(pattern.apply(0)));
        }
        return new Curves(
                title,
                "energy of " + units + " units on the way through the first " + shown + " of " + patterns
                        + " patterns; the patterns are at whole numbers.",
                Axis.of("on the way from pattern to pattern"),
                Axis.of("energy"),
                List.of(Line.of(
                        "",
                        x.stream().mapToDouble(Double::doubleValue).toArray(),
                        y.stream().mapToDouble(Double::doubleValue).toArray())));
    }

    private static float[] between(float[] from, float[] to, double share, Way way) {
        var state = from.clone();
        int turned = (int) Math.round(share * from.length);
        for (int i = 0; i < state.length; i++) {
            if (way == Way.STRAIGHT) {
                state[i] = (float) (from[i] + share * (to[i] - from[i]));
            } else if (i < turned) {
                state[i] = to[i];
            }
        }
        return state;
    }
}
