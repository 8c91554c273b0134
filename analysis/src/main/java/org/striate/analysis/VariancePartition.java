package org.striate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.striate.core.Html;
import org.striate.core.Interval;
import org.striate.core.Score;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;

/**
 * What several feature spaces explain of the same neurons, together and each.
 *
 * @param spaces their names
 * @param score of all together, on held-out stimuli
 * @param shares [spaces][neurons] product measure on held-out stimuli, mean over splits: a space's part of R squared, which
 *     it may lower; a neuron's shares add up to its R squared without regard to the mean response
 * @param deltas [spaces][neurons] log(gamma / alpha), mean over splits: the log of how strongly a space was let in
 */
public record VariancePartition(List<String> spaces, Score score, double[][] shares, double[][] deltas)
        implements Charted<Columns> {

    /** A space's median share over neurons. */
    public double share(String space) {
        int place = spaces.indexOf(space);
        if (place < 0) {
            throw org.striate.core.BadInput.unknown("space", space, "this partition", spaces, "partition.spaces()");
        }
        return Score.median(shares[place]);
    }

    /** The median share of every space, with a point a neuron. */
    @Override
    public Columns chart() {
        var columns = new ArrayList<Column>();
        for (int i = 0; i < spaces.size(); i++) {
            var none = new Interval(Double.NaN, Double.NaN);
            columns.add(new Column(spaces.get(i), "", Score.median(shares[i]), none, shares[i], ""));
        }
        return new Columns(
                "What each space explains",
                this + ".",
                Axis.of("median part of R² on held-out stimuli"),
                columns,
                List.of());
    }

    @Override
    public String toString() {
        return "VariancePartition: " + spaces.size() + " spaces, " + score;
    }

    @Override
    public String toHtml() {
        var rows = new ArrayList<List<Object>>();
        for (int i = 0; i < spaces.size(); i++) {
            rows.add(List.of(
                    spaces.get(i),
                    String.format(Locale.ROOT, "%.4f", Score.median(shares[i])),
                    Arrays.stream(shares[i]).filter(s -> s > 0).count()));
        }
        return Html.table(
                        "Parts of R^2 (product measure, held out)",
                        List.of("space", "median over neurons", "neurons above 0"),
                        rows)
                + Html.origin(score.origin());
    }
}
