package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Comparisons that need the whole matrix. A stimulus drawn several times becomes several rows, whose dissimilarity among
 * themselves is missing.
 */
final class DrawnMatrices implements Drawn {

    /** From an RDM's condensed values, NaN where missing, to something comparable. */
    interface Form {
        double[] of(double[] values);

        double similarity(double[] a, double[] b);
    }

    private final int subjects;
    private final double[][] expanded;
    private final RdmComparison comparison;
    private final Form form;
    private final double[][] formed;

    DrawnMatrices(RdmSet set, RdmComparison comparison, int[] counts) {
        this.subjects = set.subjects;
        this.comparison = comparison;
        var drawn = IntStream.range(0, counts.length)
                .flatMap(i -> IntStream.generate(() -> i).limit(counts[i]))
                .toArray();
        var place = new int[set.stimuli][set.stimuli];
        for (var row : place) {
            Arrays.fill(row, -1);
        }
        for (int pair = 0; pair < set.pairs(); pair++) {
            place[set.rows[pair]][set.columns[pair]] = pair;
        }
        this.expanded = Arrays.stream(set.values)
                .map(values -> expand(values, drawn, place))
                .toArray(double[][]::new);
        this.form = comparison.form(drawn.length, expanded.length == 0 ? new double[0] : expanded[0]);
        this.formed = new double[expanded.length][];
    }

    private static double[] expand(double[] values, int[] drawn, int[][] place) {
        int n = drawn.length;
        var all = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                int pair = place[drawn[i]][drawn[j]];
                all[next++] = pair < 0 ? Double.NaN : values[pair];
            }
        }
        return all;
    }

    private double[] formed(int rdm) {
        if (formed[rdm] == null) {
            formed[rdm] = form.of(expanded[rdm]);
        }
        return formed[rdm];
    }

    @Override
    public void prepare() {
        for (int rdm = 0; rdm < formed.length; rdm++) {
            formed(rdm);
        }
    }

    @Override
    public double similarity(int first, int second) {
        return form.similarity(formed(first), formed(second));
    }

    @Override
    public double[] ceiling(int[] counts) {
        var drawn = IntStream.range(0, counts.length).filter(s -> counts[s] > 0).toArray();
        if (drawn.length < 2) {
            return new double[] {Double.NaN, Double.NaN};
        }
        var all = form.of(pooled(counts));
        double upper = Arrays.stream(drawn)
                .mapToDouble(s -> form.similarity(all, formed(s)))
                .sum();
        double lower = Arrays.stream(drawn).mapToDouble(s -> leftOut(counts, s)).sum();
        return new double[] {lower / drawn.length, upper / drawn.length};
    }

    @Override
    public double[] leaveOneOut() {
        var counts = new int[subjects];
        Arrays.fill(counts, 1);
        return IntStream.range(0, subjects)
                .mapToDouble(s -> subjects < 2 ? Double.NaN : leftOut(counts, s))
                .toArray();
    }

    private double leftOut(int[] counts, int subject) {
        var others = counts.clone();
        others[subject] = 0;
        return form.similarity(form.of(pooled(others)), formed(subject));
    }

    private double[] pooled(int[] counts) {
        var sums = new double[expanded[0].length];
        for (int s = 0; s < counts.length; s++) {
            if (counts[s] > 0) {
                var ready = comparison.normalised(expanded[s]);
                for (int k = 0; k < sums.length; k++) {
                    sums[k] += counts[s] * ready[k];
                }
            }
        }
        int total = Arrays.stream(counts).sum();
        return Arrays.stream(sums).map(v -> v / total).toArray();
    }

    /** Mean and mean square around it, without NaN. */
    static List<Double> moments(double[] values) {
        var valid = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        double mean = Arrays.stream(valid).average().orElse(Double.NaN);
        double square =
                Arrays.stream(valid).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN);
        return List.of(mean, square);
    }
}
