package org.striate.analysis.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Grid;

/**
 * What was learnt at one value of a parameter, read at another.
 *
 * @param label what is read
 * @param parameter what changes between learning and reading
 * @param values of the parameter, in order of first appearance
 * @param accuracy [value learnt at][value read at]; cross-validated on the diagonal
 * @param origin what made it
 */
public record Generalisation(String label, String parameter, List<Object> values, double[][] accuracy, Origin origin)
        implements Charted<Grid> {

    /** Mean accuracy at the value learnt at. */
    public double same() {
        return IntStream.range(0, accuracy.length)
                .mapToDouble(i -> accuracy[i][i])
                .average()
                .orElse(Double.NaN);
    }

    /** Mean accuracy at the other values; NaN if there is but one. */
    public double other() {
        return IntStream.range(0, accuracy.length)
                .boxed()
                .flatMapToDouble(i ->
                        IntStream.range(0, accuracy.length).filter(j -> j != i).mapToDouble(j -> accuracy[i][j]))
                .average()
                .orElse(Double.NaN);
    }

    /** Accuracy for every value learnt at and read at. */
    @Override
    public Grid chart() {
        var names = values.stream().map(String::valueOf).toList();
        return new Grid(
                "Reading " + label + " across " + parameter,
                this + ".",
                accuracy,
                Axis.of("accuracy", "share right").reaching(0, 1),
                names,
                names,
                "learnt at " + parameter,
                "read at " + parameter,
                Grid.Look.SEQUENTIAL);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Generalisation of %s: accuracy %.3f at the same %s, %.3f at another",
                label,
                same(),
                parameter,
                other());
    }

    @Override
    public String toHtml() {
        var header = new ArrayList<>(List.of("learnt at \\ read at"));
        values.forEach(value -> header.add(String.valueOf(value)));
        var rows = IntStream.range(0, values.size())
                .mapToObj(i -> {
                    var row = new ArrayList<Object>(List.of(values.get(i)));
                    Arrays.stream(accuracy[i]).forEach(row::add);
                    return row;
                })
                .toList();
        return Html.table(toString(), header, rows) + Html.origin(origin);
    }
}
