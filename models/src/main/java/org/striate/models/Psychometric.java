package org.striate.models;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Line;

/**
 * How often one label is told along a parameter.
 *
 * @param label that is counted
 * @param along the parameter
 * @param levels [points] its values, rising; the mean of a bin's
 * @param shown [points] stimuli
 * @param told [points] stimuli of which the label was told
 * @param origin what made it
 */
public record Psychometric(Object label, String along, double[] levels, int[] shown, int[] told, Origin origin)
        implements Charted<Curves> {

    static Psychometric of(Answers answers, Object label, String along) {
        int wanted = answers.labels().indexOf(label);
        if (wanted < 0) {
            throw BadInput.unknown(
                    "label",
                    String.valueOf(label),
                    "the network's outputs",
                    answers.labels().stream().map(String::valueOf).toList(),
                    "network.labels()");
        }
        var values = answers.stimuli().parameter(along);
        var levels = new double[values.size()];
        for (int i = 0; i < levels.length; i++) {
            if (!(values.get(i) instanceof Number number) || Double.isNaN(number.doubleValue())) {
                throw BadInput.of(
                        "parameter \"" + along + "\"",
                        "\"" + values.get(i) + "\"",
                        "numbers",
                        "Count by label instead: answers.counts()");
            }
            levels[i] = number.doubleValue() + 0.0; // so that -0 is 0
        }
        var points = Arrays.stream(levels).sorted().distinct().toArray();
        var shown = new int[points.length];
        var told = new int[points.length];
        for (int i = 0; i < levels.length; i++) {
            int point = Arrays.binarySearch(points, levels[i]);
            shown[point]++;
            told[point] += answers.told()[i] == wanted ? 1 : 0;
        }
        var origin = Origin.of("psychometric curve")
                .with("label", label)
                .with("along", along)
                .from(answers.origin());
        return new Psychometric(label, along, points, shown, told, origin);
    }

    /** [points] */
    public double[] shares() {
        return IntStream.range(0, shown.length)
                .mapToDouble(i -> told[i] / (double) shown[i])
                .toArray();
    }

    /**
     * The same in fewer points.
     *
     * @param bins of equal width between the smallest and the largest level; those without stimuli are left out
     */
    public Psychometric binned(int bins) {
        if (bins < 1) {
            throw BadInput.of("bins", String.valueOf(bins), "at least 1", "curve.binned(10)");
        }
        double low = levels[0];
        double width = (levels[levels.length - 1] - low) / bins;
        var sums = new double[bins];
        var count = new int[bins];
        var hits = new int[bins];
        for (int i = 0; i < levels.length; i++) {
            int bin = width == 0 ? 0 : Math.min(bins - 1, (int) ((levels[i] - low) / width));
            sums[bin] += levels[i] * shown[i];
            count[bin] += shown[i];
            hits[bin] += told[i];
        }
        var kept = IntStream.range(0, bins).filter(b -> count[b] > 0).toArray();
        return new Psychometric(
                label,
                along,
                Arrays.stream(kept).mapToDouble(b -> sums[b] / count[b]).toArray(),
                Arrays.stream(kept).map(b -> count[b]).toArray(),
                Arrays.stream(kept).map(b -> hits[b]).toArray(),
                origin.with("bins", bins));
    }

    /** The share over the parameter, with one binomial standard error to either side. */
    @Override
    public Curves chart() {
        var shares = shares();
        var errors = IntStream.range(0, shares.length)
                .mapToDouble(i -> Math.sqrt(shares[i] * (1 - shares[i]) / shown[i]))
                .toArray();
        return new Curves(
                "Told " + label,
                this + "; whiskers are one standard error.",
                Axis.of(along, org.striate.core.TuningCurve.unitOf(along)),
                Axis.of("told " + label, "share").reaching(0, 1),
                List.of(Line.of("", levels, shares, errors)));
    }

    @Override
    public String toString() {
        return "Psychometric curve: share of \"" + label + "\" along " + along + ", " + levels.length + " points, "
                + Arrays.stream(shown).sum() + " stimuli";
    }

    @Override
    public String toHtml() {
        var shares = shares();
        var rows = IntStream.range(0, levels.length)
                .mapToObj(i -> List.of(levels[i], shown[i], told[i], String.format(Locale.ROOT, "%.3f", shares[i])))
                .toList();
        return Html.table(toString(), List.of(along, "shown", "told " + label, "share"), rows) + Html.origin(origin);
    }
}
