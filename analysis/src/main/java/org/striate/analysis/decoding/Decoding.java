package org.striate.analysis.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.Html;
import org.striate.core.Interval;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Grid;

/**
 * How well a label was read from held-out stimuli.
 *
 * @param classes in the order of the confusion matrix
 * @param confusion [true class][class read] tested responses
 * @param accuracy mean over tested stimuli of the share of their responses read rightly
 * @param balancedAccuracy the same within every class, mean over classes: not helped by a large class
 * @param interval 95 % interval of the accuracy, bootstrapped over stimuli
 * @param shuffled [permutations] accuracy with labels shuffled among stimuli: what chance gives; empty without any
 * @param perStimulus [stimuli] share read rightly; NaN for a stimulus never tested
 * @param stimulusIds [stimuli]
 * @param origin what made it
 */
public record Decoding(
        List<String> classes,
        int[][] confusion,
        double accuracy,
        double balancedAccuracy,
        Interval interval,
        double[] shuffled,
        double[] perStimulus,
        List<String> stimulusIds,
        Origin origin)
        implements Charted<Grid> {

    /** Mean accuracy with shuffled labels; without permutations one over the number of classes, right for equal classes. */
    public double chance() {
        return Arrays.stream(shuffled).average().orElse(1.0 / classes.size());
    }

    /** One-sided chance of such an accuracy with shuffled labels, {@code (1 + as good) / (1 + permutations)}; NaN without. */
    public double p() {
        long asGood = Arrays.stream(shuffled).filter(a -> a >= accuracy - 1e-12).count();
        return shuffled.length == 0 ? Double.NaN : (1.0 + asGood) / (1 + shuffled.length);
    }

    /** The confusion matrix: of every class, the share of its responses that was read as each; NaN for a class without any. */
    @Override
    public Grid chart() {
        var shares = Arrays.stream(confusion)
                .map(row -> {
                    double sum = Arrays.stream(row).sum();
                    return Arrays.stream(row).mapToDouble(count -> count / sum).toArray();
                })
                .toArray(double[][]::new);
        return new Grid(
                String.format(Locale.ROOT, "Decoding: accuracy %.2f, chance %.2f", accuracy, chance()),
                "confusion matrix, " + this + ".",
                shares,
                Axis.of("share of the class").reaching(0, 1),
                classes,
                classes,
                "shown",
                "read",
                Grid.Look.SEQUENTIAL);
    }

    @Override
    public String toString() {
        var test = shuffled.length == 0
                ? ", not tested against shuffled labels"
                : String.format(Locale.ROOT, ", p %.3g of %d permutations", p(), shuffled.length);
        return String.format(
                Locale.ROOT,
                "Decoding: accuracy %.3f %s, balanced %.3f, chance %.3f%s, %d classes",
                accuracy,
                interval,
                balancedAccuracy,
                chance(),
                test,
                classes.size());
    }

    /** The confusion matrix. */
    @Override
    public String toHtml() {
        var header = new ArrayList<>(List.of("shown \\ read"));
        header.addAll(classes);
        var rows = IntStream.range(0, classes.size())
                .mapToObj(i -> {
                    var row = new ArrayList<Object>(List.of(classes.get(i)));
                    Arrays.stream(confusion[i]).forEach(row::add);
                    return row;
                })
                .toList();
        return Html.table(toString(), header, rows) + Html.origin(origin);
    }
}
