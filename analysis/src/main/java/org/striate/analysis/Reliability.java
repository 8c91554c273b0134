package org.striate.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Interval;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.NumpyRandom;
import org.striate.core.Origin;
import org.striate.core.Score;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Distribution;

/**
 * How well the mean response of a neuron would repeat: the correlation of two halves of the trials over stimuli, r,
 * corrected to the length of both by Spearman and Brown's {@code 2 r / (1 + r)}. It bounds the squared correlation of any
 * model with the mean response.
 *
 * <p>Missing trials are skipped. A neuron without variance in a half is NaN and counted in {@link #undefined()}.
 *
 * @param formula in which order splits are averaged and corrected
 * @param neurons one a column
 * @param halves [splits x neurons] Pearson r of the two half means; NaN for a neuron without variance in a half
 * @param perSplit [splits x neurons] {@code 2 r / (1 + r)}, not clipped
 * @param origin what made it
 */
public record Reliability(Formula formula, List<Neuron> neurons, double[][] halves, double[][] perSplit, Origin origin)
        implements Charted<Distribution> {

    /** Neurons below this reliability are {@link #unreliable()}. */
    public static final double FLOOR = Score.RELIABILITY_FLOOR;

    private static final int SPLITS = 100;
    private static final int BRAIN_SCORE_SPLITS = 10;
    private static final int SEED = 1;
    private static final int DRAWS = 1000;

    /** How one number comes of several splits; by the nonlinear correction the order matters a little. */
    public enum Formula {
        /** The correction of the mean r. */
        SPLIT_HALF("2 r / (1 + r), r the mean over splits"),
        /** The mean of the corrected r, as Brain-Score does. */
        INTERNAL_CONSISTENCY("mean over splits of 2 r / (1 + r)");

        private final String text;

        Formula(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Brain-Score's internal consistency: ten random halves of the trial numbers, those of scikit-learn's {@code
     * ShuffleSplit(10, train_size=0.5, random_state=1)}. For an odd number the first half has one trial more.
     *
     * @param responses all trials, one time bin; with fewer than two trials every value is NaN
     * @throws BadInput if there are several time bins
     */
    public static Reliability internalConsistency(NeuralResponses responses) {
        var trials = Trials.of(responses);
        int n = trials.trials();
        if (n < 2) {
            var none =
                    new double[][] {Columns.repeat(Double.NaN, trials.neurons().size())};
            return new Reliability(Formula.INTERNAL_CONSISTENCY, trials.neurons(), none, none, origin(trials, 0, SEED));
        }
        var random = new NumpyRandom(SEED);
        var orders = IntStream.range(0, BRAIN_SCORE_SPLITS)
                .mapToObj(split -> random.permutation(n))
                .toList();
        var splits = new HalfSplits(
                orders.stream().map(o -> Arrays.copyOf(o, n - n / 2)).toList(),
                orders.stream().map(o -> Arrays.copyOfRange(o, n - n / 2, n)).toList());
        return of(Formula.INTERNAL_CONSISTENCY, trials, splits, origin(trials, BRAIN_SCORE_SPLITS, SEED));
    }

    /** 100 random halves, seed 1; of an odd number of trials, the reliability of one fewer. See {@link #splitHalf(NeuralResponses, int, long)}. */
    public static Reliability splitHalf(NeuralResponses responses) {
        return splitHalf(responses, SPLITS, SEED);
    }

    /**
     * Random halves of the trial numbers, equal in size: for an odd number one trial, another in every split, is left out, and
     * what comes out is the reliability of one trial fewer.
     *
     * @param responses all trials, one time bin
     * @param splits how many
     * @throws BadInput if there are several time bins, fewer than two trials or no split
     */
    public static Reliability splitHalf(NeuralResponses responses, int splits, long seed) {
        if (splits < 1) {
            throw BadInput.of(
                    "splits", String.valueOf(splits), "at least 1", "Reliability.splitHalf(responses, 100, 1)");
        }
        var trials = Trials.of(responses);
        trials.requireSeveral("responses " + responses.name());
        var random = new Random(seed);
        var orders = IntStream.range(0, splits)
                .mapToObj(split -> shuffled(trials.trials(), random))
                .toArray(int[][]::new);
        return of(Formula.SPLIT_HALF, trials, HalfSplits.of(orders, trials.trials()), origin(trials, splits, seed));
    }

    private static int[] shuffled(int n, Random random) {
        var order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    /**
     * Halves that were drawn elsewhere.
     *
     * @param splits [splits][trials] permutations of the places 0 to K - 1 in {@link NeuralResponses#trials()}: the first
     *     {@code floor(K / 2)} make one half, as many next the other
     * @throws BadInput if a split is no permutation, or as {@link #splitHalf(NeuralResponses, int, long)}
     */
    public static Reliability ofSplits(NeuralResponses responses, int[][] splits, Formula formula) {
        return ofSplits(Trials.of(responses), splits, formula);
    }

    /**
     * The same from an array in float64.
     *
     * @param trials [stimuli x trials x neurons]; NaN where nothing was recorded
     */
    public static Reliability ofSplits(double[][][] trials, int[][] splits, Formula formula) {
        return ofSplits(Trials.of(trials), splits, formula);
    }

    private static Reliability ofSplits(Trials trials, int[][] splits, Formula formula) {
        trials.requireSeveral("trials");
        var origin = Origin.of("reliability")
                .with("splits", splits.length + " given")
                .from(trials.origin());
        return of(formula, trials, HalfSplits.of(splits, trials.trials()), origin);
    }

    private static Reliability of(Formula formula, Trials trials, HalfSplits splits, Origin origin) {
        var halves = splits.correlations(trials);
        var corrected = Arrays.stream(halves)
                .map(row -> Arrays.stream(row).map(r -> spearmanBrown(r, 2)).toArray())
                .toArray(double[][]::new);
        return new Reliability(formula, trials.neurons(), halves, corrected, origin.with("formula", formula));
    }

    private static Origin origin(Trials trials, int splits, long seed) {
        return Origin.of("reliability")
                .with("splits", splits)
                .with("seed", seed)
                .from(trials.origin());
    }

    /**
     * What the reliability r of a measurement becomes when it is made {@code times} as long: {@code k r / (1 + (k - 1) r)}
     * (Spearman 1910, Brown 1910). Not clipped: below -1 for negative r.
     */
    public static double spearmanBrown(double r, double times) {
        return times * r / (1 + (times - 1) * r);
    }

    /** Median over neurons inside a split, mean over splits. */
    public double ceiling() {
        return Score.aggregate(perSplit);
    }

    /** [neurons] by the {@link #formula}; NaN for a neuron with NaN in a split. */
    public double[] perNeuron() {
        return formula == Formula.SPLIT_HALF
                ? Arrays.stream(Score.meansOverSplits(halves))
                        .map(r -> spearmanBrown(r, 2))
                        .toArray()
                : Score.meansOverSplits(perSplit);
    }

    /** Median over neurons of {@link #perNeuron}, NaN left out. */
    public double median() {
        return Score.aggregate(new double[][] {perNeuron()});
    }

    /** 95 % interval of the {@link #median}, bootstrapped over neurons; NaN to NaN if none is defined. */
    public Interval interval(long seed) {
        var known = Arrays.stream(perNeuron()).filter(r -> !Double.isNaN(r)).toArray();
        var random = new Random(seed);
        var drawn = IntStream.range(0, DRAWS)
                .mapToDouble(draw -> Score.aggregate(new double[][] {
                    random.ints(known.length, 0, Math.max(1, known.length))
                            .mapToDouble(i -> known[i])
                            .toArray()
                }))
                .sorted()
                .toArray();
        return new Interval(drawn[(int) (0.025 * DRAWS)], drawn[(int) (0.975 * DRAWS) - 1]);
    }

    /** How many neurons have no variance in a half of some split: their reliability is NaN. */
    public long undefined() {
        return Arrays.stream(perNeuron()).filter(Double::isNaN).count();
    }

    /** Neurons below {@link #FLOOR}, zero, negative or NaN: what is divided by their reliability says nothing. */
    public List<Neuron> unreliable() {
        var each = perNeuron();
        return IntStream.range(0, each.length)
                .filter(i -> !(each[i] >= FLOOR))
                .mapToObj(neurons::get)
                .toList();
    }

    /**
     * Noise-corrected correlation, {@code r / sqrt(reliability)}: what the model would reach were there no trial noise.
     *
     * @param r [neurons] correlations of predictions with the mean response
     * @return [neurons]; NaN for those that are {@link #unreliable()}
     * @throws BadInput if there is not one a neuron
     */
    public double[] corrected(double[] r) {
        return divided(r, (value, reliability) -> value / Math.sqrt(reliability));
    }

    /**
     * Noise-corrected explained variance in percent, {@code 100 r^2 / reliability} (Yamins et al. 2014).
     *
     * @param r [neurons] correlations of predictions with the mean response
     * @return [neurons]; NaN for those that are {@link #unreliable()}
     * @throws BadInput if there is not one a neuron
     */
    public double[] explainedVariance(double[] r) {
        return divided(r, (value, reliability) -> 100 * value * value / reliability);
    }

    private double[] divided(double[] r, java.util.function.DoubleBinaryOperator by) {
        if (r.length != neurons.size()) {
            throw BadInput.of(
                    "correlations", r.length + " values", neurons.size() + ", one a neuron", "Use score.perNeuron()");
        }
        var each = perNeuron();
        return IntStream.range(0, r.length)
                .mapToDouble(i -> each[i] >= FLOOR ? by.applyAsDouble(r[i], each[i]) : Double.NaN)
                .toArray();
    }

    /** The reliability of every neuron. */
    @Override
    public Distribution chart() {
        return new Distribution(
                "Reliability",
                "histogram of the reliability of every neuron, " + this + ".",
                Axis.of("reliability of the mean response"),
                "neurons",
                perNeuron());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Reliability: ceiling %.4f, %d neurons (%d below %.1f), %d splits",
                ceiling(),
                neurons.size(),
                unreliable().size(),
                FLOOR,
                perSplit.length);
    }

    @Override
    public String toHtml() {
        var each = perNeuron();
        var rows = IntStream.range(0, neurons.size())
                .mapToObj(i -> List.of(neurons.get(i).id(), String.format(Locale.ROOT, "%.4f", each[i])))
                .toList();
        return Html.table(toString(), List.of("neuron", "reliability: " + formula), rows) + Html.origin(origin);
    }
}
