package org.striate.models.energy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Level;
import org.striate.core.charts.Curves.Line;

/**
 * How well a memory recalls as it fills; what {@link RecallStudy} finds.
 *
 * @param memory which kind of Hopfield network remembered
 * @param units of every pattern
 * @param disturbed share of a cue's units that were turned over
 * @param patterns [loads] how many were stored
 * @param overlaps [loads][cues] cosine of what was recalled and what was stored, -1 to 1; for signs it is {@code a' b / N}
 * @param origin what made it
 */
public record MemoryCapacity(
        String memory, int units, double disturbed, int[] patterns, double[][] overlaps, Origin origin)
        implements Charted<Curves> {

    /** A cue counts as recalled from this overlap on: one unit in twenty may be wrong. */
    public static final double RECALLED = 0.9;

    /** [loads] patterns per unit. */
    public double[] loads() {
        return Arrays.stream(patterns).mapToDouble(p -> (double) p / units).toArray();
    }

    /** [loads] mean overlap over cues. */
    public double[] means() {
        return Arrays.stream(overlaps)
                .mapToDouble(row -> Arrays.stream(row).average().orElse(Double.NaN))
                .toArray();
    }

    /** [loads] share of the cues with an overlap of at least {@link #RECALLED}. */
    public double[] recalled() {
        return Arrays.stream(overlaps)
                .mapToDouble(row ->
                        (double) Arrays.stream(row).filter(o -> o >= RECALLED).count() / row.length)
                .toArray();
    }

    /**
     * The load at which the share recalled falls through a half, on the straight line between its neighbours.
     *
     * @return patterns per unit; NaN where it does not fall through a half
     */
    public double breaksAt() {
        var loads = loads();
        var share = recalled();
        for (int i = 1; i < share.length; i++) {
            if (share[i - 1] >= 0.5 && share[i] < 0.5) {
                double way = (share[i - 1] - 0.5) / (share[i - 1] - share[i]);
                return loads[i - 1] + way * (loads[i] - loads[i - 1]);
            }
        }
        return Double.NaN;
    }

    /** Mean overlap over patterns per unit, with a standard error to either side. */
    @Override
    public Curves chart() {
        var means = means();
        var errors = IntStream.range(0, means.length)
                .mapToDouble(i -> {
                    int n = overlaps[i].length;
                    double squares = Arrays.stream(overlaps[i])
                            .map(o -> (o - means[i]) * (o - means[i]))
                            .sum();
                    return n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n);
                })
                .toArray();
        var loads = Axis.of("patterns per unit");
        boolean wide = loads()[patterns.length - 1] > 10 * loads()[0];
        return new Curves(
                title(),
                this + ".",
                wide ? loads.inRatios() : loads,
                Axis.of("overlap with what was stored").reaching(0, 1),
                List.of(Line.of("mean over cues, with its standard error", loads(), means, errors)),
                List.of(Level.of("counts as recalled", RECALLED)));
    }

    private String title() {
        return String.format(Locale.ROOT, "%s, %.0f %% turned over", memory, 100 * disturbed);
    }

    @Override
    public String toString() {
        var recalled = recalled();
        int last = patterns.length - 1;
        return String.format(
                Locale.ROOT,
                "MemoryCapacity (%s): %d units: %.0f %% of cues recalled with %d patterns, %.0f %% with %d",
                memory,
                units,
                100 * recalled[0],
                patterns[0],
                100 * recalled[last],
                patterns[last]);
    }

    @Override
    public String toHtml() {
        var means = means();
        var recalled = recalled();
        var loads = loads();
        var rows = IntStream.range(0, patterns.length)
                .mapToObj(i -> List.of(patterns[i], loads[i], means[i], recalled[i]))
                .toList();
        return Html.table(toString(), List.of("patterns", "per unit", "mean overlap", "share recalled"), rows)
                + Html.origin(origin);
    }
}
