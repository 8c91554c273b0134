package org.striate.analysis.decoding;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.striate.core.Interval;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;

/** Counts what was read: of the true labels stimulus by stimulus, of every shuffle in total. */
final class Tally {

    private static final int DRAWS = 1000;

    private final String[] labels;
    private final List<String> classes;
    private final int[][] confusion;
    private final double[] right;
    private final double[] tested;
    private final java.util.Map<Integer, double[]> shuffled = new java.util.TreeMap<>();

    Tally(String[] labels) {
        this.labels = labels;
        this.classes = List.copyOf(new TreeSet<>(Arrays.asList(labels)));
        this.confusion = new int[classes.size()][classes.size()];
        this.right = new double[labels.length];
        this.tested = new double[labels.length];
    }

    /**
     * @param shuffle 0 for the true labels
     * @param rows tested responses
     * @param given label of every stimulus
     * @param read labels read from the responses
     */
    void add(int shuffle, int[] rows, int[] places, String[] given, String[] read) {
        for (int i = 0; i < rows.length; i++) {
            int stimulus = places[rows[i]];
            boolean correct = given[stimulus].equals(read[i]);
            if (shuffle == 0) {
                right[stimulus] += correct ? 1 : 0;
                tested[stimulus]++;
                confusion[classes.indexOf(labels[stimulus])][classes.indexOf(read[i])]++;
            } else {
                var count = shuffled.computeIfAbsent(shuffle, k -> new double[2 * labels.length]);
                count[2 * stimulus] += correct ? 1 : 0;
                count[2 * stimulus + 1]++;
            }
        }
    }

    /** Mean over tested stimuli of the share of their responses read rightly. */
    private double accuracy(int[] stimuli) {
        return Arrays.stream(stimuli)
                .filter(i -> tested[i] > 0)
                .mapToDouble(i -> right[i] / tested[i])
                .average()
                .orElse(Double.NaN);
    }

    Decoding result(StimulusSet stimuli, long seed, Origin origin) {
        var all = IntStream.range(0, labels.length).filter(i -> tested[i] > 0).toArray();
        var random = new Random(seed);
        var drawn = IntStream.range(0, DRAWS)
                .mapToDouble(draw -> accuracy(
                        random.ints(all.length, 0, all.length).map(i -> all[i]).toArray()))
                .sorted()
                .toArray();
        var chance = shuffled.values().stream().mapToDouble(Tally::mean).toArray();
        return new Decoding(
                classes,
                confusion,
                accuracy(all),
                balanced(all),
                new Interval(drawn[(int) (0.025 * DRAWS)], drawn[(int) (0.975 * DRAWS) - 1]),
                chance,
                IntStream.range(0, labels.length)
                        .mapToDouble(i -> tested[i] > 0 ? right[i] / tested[i] : Double.NaN)
                        .toArray(),
                stimuli.ids(),
                origin);
    }

    private static double mean(double[] counts) {
        return IntStream.range(0, counts.length / 2)
                .filter(i -> counts[2 * i + 1] > 0)
                .mapToDouble(i -> counts[2 * i] / counts[2 * i + 1])
                .average()
                .orElse(Double.NaN);
    }

    /** Mean over classes of the accuracy within each. */
    private double balanced(int[] all) {
        return classes.stream()
                .mapToDouble(c -> accuracy(
                        Arrays.stream(all).filter(i -> labels[i].equals(c)).toArray()))
                .filter(a -> !Double.isNaN(a))
                .average()
                .orElse(Double.NaN);
    }
}
