package org.striate.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.regression.Regressor;

/**
 * Tribuo's examples as matrices.
 *
 * @param x [examples x features]
 * @param y [examples x dimensions], columns in the order of their names
 * @param weights [examples]
 * @param names of the dimensions, sorted
 */
record TrainingExamples(double[] x, double[] y, double[] weights, String[] names) {

    private static final double MOST = 1e120;

    static TrainingExamples of(Dataset<Regressor> examples) {
        int n = examples.size();
        if (n < 2) {
            throw BadInput.of("examples", n + "", "at least 2", "Add examples to the data set: data.add(example)");
        }
        var features = examples.getFeatureIDMap();
        var given = examples.getExample(0).getOutput().getNames();
        var order = IntStream.range(0, given.length)
                .boxed()
                .sorted(Comparator.comparing(i -> given[i]))
                .mapToInt(i -> i)
                .toArray();
        var x = new double[n * features.size()];
        var y = new double[n * given.length];
        var weights = new double[n];
        for (int i = 0; i < n; i++) {
            var example = examples.getExample(i);
            fill(x, i * features.size(), example, features);
            weights[i] = example.getWeight();
            for (int t = 0; t < order.length; t++) {
                y[i * order.length + t] = example.getOutput().getValues()[order[t]];
            }
        }
        if (Arrays.stream(x).anyMatch(v -> !(Math.abs(v) < MOST))
                || Arrays.stream(y).anyMatch(v -> !(Math.abs(v) < MOST))) {
            throw BadInput.of(
                    "examples",
                    "NaN, infinite or enormous values",
                    "numbers below " + MOST + ", whose squares are numbers",
                    "Leave such examples out, or give them in another unit");
        }
        return new TrainingExamples(
                x, y, weights, IntStream.of(order).mapToObj(i -> given[i]).toArray(String[]::new));
    }

    /** Writes an example's features to their places in a dense row; features unknown to the map are left out. */
    static void fill(double[] row, int from, Example<Regressor> example, ImmutableFeatureMap features) {
        for (Feature feature : example) {
            int id = features.getID(feature.getName());
            if (id >= 0) {
                row[from + id] = feature.getValue();
            }
        }
    }
}
