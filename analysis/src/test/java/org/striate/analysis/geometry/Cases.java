package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.Origin;
import org.striate.core.Rdm;
import org.striate.core.UnitLayout;

/** What the tests of this package make their inputs with. */
final class Cases {

    static final Origin TEST = Origin.of("test");

    private Cases() {}

    static List<String> ids(int n) {
        return IntStream.range(0, n).mapToObj(i -> "s" + i).toList();
    }

    static Rdm rdm(String name, double[] values) {
        int n = (int) Math.round((1 + Math.sqrt(1 + 8.0 * values.length)) / 2);
        return new Rdm(name, "", ids(n), values, TEST);
    }

    static List<Rdm> rdms(double[][] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> rdm("subject " + i, values[i]))
                .toList();
    }

    static Activations layer(double[][] rows) {
        var floats = Arrays.stream(rows)
                .map(row -> {
                    var cells = new float[row.length];
                    for (int j = 0; j < row.length; j++) {
                        cells[j] = (float) row[j];
                    }
                    return cells;
                })
                .toArray(float[][]::new);
        return new Activations("model", "layer", ids(rows.length), UnitLayout.flat(rows[0].length), floats, TEST);
    }

    static double[][] normal(int rows, int columns, long seed) {
        var random = new Random(seed);
        var values = new double[rows][columns];
        for (var row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }
}
