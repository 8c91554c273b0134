package org.striate.models.energy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.striate.core.Html;
import org.striate.core.Interval;
import org.striate.core.Origin;
import org.striate.core.Score;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Distribution;
import org.striate.core.charts.Panels;

/**
 * The free energies that a Boltzmann machine gives to two sets of stimuli: the lower, the likelier. See {@link
 * BoltzmannMachine#compare}.
 *
 * @param first [stimuli] of the one set
 * @param second [stimuli] of the other
 * @param names of the two
 */
public record FreeEnergies(double[] first, double[] second, List<String> names, Origin origin)
        implements Charted<Panels> {

    /** Chance that a stimulus of the first set has less free energy than one of the second, ties count half; 0.5 is chance. */
    public double area() {
        var sorted = second.clone();
        Arrays.sort(sorted);
        double less = 0;
        for (double a : first) {
            int above = sorted.length - firstFrom(sorted, Math.nextUp(a));
            int same = sorted.length - firstFrom(sorted, a) - above;
            less += above + 0.5 * same;
        }
        return less / first.length / second.length;
    }

    /** Index of the first value that is at least so large. */
    private static int firstFrom(double[] sorted, double least) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < least) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** 95 % interval of {@link #area()}: 1000 bootstraps of the stimuli of both sets. */
    public Interval interval(long seed) {
        var random = new Random(seed);
        var draws = new double[1000];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = new FreeEnergies(drawn(first, random), drawn(second, random), names, origin).area();
        }
        return Interval.of(draws);
    }

    private static double[] drawn(double[] values, Random random) {
        return random.ints(values.length, 0, values.length)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    /** Two histograms on one axis. */
    @Override
    public Panels chart() {
        return new Panels("", "histograms of free energies, " + this + ".", List.of(histogram(0), histogram(1)), 2);
    }

    private Chart histogram(int which) {
        var values = which == 0 ? first : second;
        return new Distribution(
                names.get(which),
                "histogram of " + values.length + " free energies.",
                Axis.of("free energy", "nats"),
                "stimuli",
                values);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "FreeEnergies: %s below %s with a chance of %.3f", names.get(0), names.get(1), area());
    }

    @Override
    public String toHtml() {
        var rows = List.of(row(0), row(1));
        return Html.table(toString(), List.of("stimuli", "how many", "median free energy"), rows) + Html.origin(origin);
    }

    private List<Object> row(int which) {
        var values = which == 0 ? first : second;
        return List.of(names.get(which), values.length, Score.median(values));
    }
}
