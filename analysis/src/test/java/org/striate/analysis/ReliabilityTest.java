package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.analysis.Reliability.Formula;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.TimeBin;
import org.striate.datasets.SimulatedCortex;
import org.striate.datasets.Stimuli;
import org.striate.testing.Needs;

class ReliabilityTest {

    private static double[][][] trials(Fixture fixture) {
        int trials = fixture.shape("in_trials")[1];
        int neurons = fixture.shape("in_trials")[2];
        return cube(fixture.values("in_trials"), trials, neurons);
    }

    static double[][][] cube(double[] values, int trials, int neurons) {
        int row = trials * neurons;
        return IntStream.range(0, values.length / row)
                .mapToObj(i -> IntStream.range(0, trials)
                        .mapToObj(k -> Arrays.copyOfRange(values, i * row + k * neurons, i * row + (k + 1) * neurons))
                        .toArray(double[][]::new))
                .toArray(double[][][]::new);
    }

    private static int[][] splits(Fixture fixture) {
        int trials = fixture.shape("in_perm")[1];
        var all = fixture.ints("in_perm");
        return IntStream.range(0, all.length / trials)
                .mapToObj(s -> Arrays.copyOfRange(all, s * trials, (s + 1) * trials))
                .toArray(int[][]::new);
    }

    /** The fixture's suggested tolerance is 1e-8 relative, 1e-10 absolute. */
    private static void assertNear(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isNaN(expected[i])) {
                assertThat(actual[i]).as("value %d", i).isNaN();
            } else {
                assertThat(actual[i])
                        .as("value %d", i)
                        .isCloseTo(expected[i], within(1e-10 + 1e-10 * Math.abs(expected[i])));
            }
        }
    }

    @Needs(Needs.What.FIXTURES)
    @ParameterizedTest
    @ValueSource(strings = {"reliability/n40_m10_t6", "reliability/n25_m7_t4_odd"})
    void splitHalvesAreThoseOfTheReference(String name) {
        var fixture = Fixture.load(name);
        var corrected = Reliability.ofSplits(trials(fixture), splits(fixture), Formula.INTERNAL_CONSISTENCY);
        var mean = Reliability.ofSplits(trials(fixture), splits(fixture), Formula.SPLIT_HALF);
        assertNear(flat(corrected.halves()), fixture.values("exp_split_r"));
        assertNear(flat(corrected.perSplit()), fixture.values("exp_spearman_brown"));
        assertNear(corrected.perNeuron(), fixture.values("exp_ceiling_site"));
        assertNear(mean.perNeuron(), fixture.values("exp_sb_of_mean_r"));
    }

    @Needs(Needs.What.FIXTURES)
    @ParameterizedTest
    @ValueSource(strings = {"reliability/n40_m10_t6", "reliability/n25_m7_t4_odd"})
    void explainableVarianceIsThatOfTheReference(String name) {
        var fixture = Fixture.load(name);
        var variance = ExplainableVariance.of(trials(fixture));
        assertNear(variance.totalPower(), fixture.values("exp_total_power"));
        assertNear(variance.signalPower(), fixture.values("exp_signal_power"));
        assertNear(variance.normalisedCorrelation(fixture.rows("in_prediction")), fixture.values("exp_cc_norm"));
        assertNear(variance.noiseCeilingSnr(), fixture.values("exp_ncsnr"));
        assertNear(variance.noiseCeiling(fixture.shape("in_trials")[1]), fixture.values("exp_nc_percent_m"));
    }

    @Needs(Needs.What.FIXTURES)
    @Test
    void spearmanBrownIsThatOfTheReference() {
        var fixture = Fixture.load("reliability/n40_m10_t6");
        assertThat(Reliability.spearmanBrown(0.4, 3))
                .isCloseTo(fixture.scalar("spearman_brown_k3_of_0.4"), within(1e-15));
        assertThat(Reliability.spearmanBrown(-0.5, 2)).isCloseTo(fixture.scalar("spearman_brown_neg"), within(1e-15));
    }

    @Needs(Needs.What.FIXTURES)
    @Test
    void fanoFactorIsThatOfTheReference() {
        var fixture = Fixture.load("tuning/stats_s24_u7");
        var counts = cube(fixture.values("in_counts"), 30, 7);
        assertNear(ExplainableVariance.of(counts).fano(), fixture.values("exp_fano"));
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[][][] random(int stimuli, int trials, int neurons, double level, long seed) {
        var random = new Random(seed);
        var cube = new double[stimuli][trials][neurons];
        for (var stimulus : cube) {
            for (int j = 0; j < neurons; j++) {
                double signal = level + random.nextGaussian();
                for (var trial : stimulus) {
                    trial[j] = signal + random.nextGaussian();
                }
            }
        }
        return cube;
    }

    /** One missing trial in another neuron sends only that neuron the long way. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shortAndLongWayAgree(long seed) {
        var cube = random(30, 9, 4, 50, seed);
        var splits = new int[][] {{0, 1, 2, 3, 4, 5, 6, 7, 8}, {8, 3, 1, 0, 2, 7, 4, 6, 5}};
        var quick = Reliability.ofSplits(cube, splits, Formula.SPLIT_HALF).halves();
        for (int split = 0; split < splits.length; split++) {
            for (int j = 0; j < 4; j++) {
                var a = new double[30];
                var b = new double[30];
                for (int i = 0; i < 30; i++) {
                    for (int k = 0; k < 4; k++) {
                        a[i] += cube[i][splits[split][k]][j] / 4;
                        b[i] += cube[i][splits[split][4 + k]][j] / 4;
                    }
                }
                assertThat(quick[split][j]).as("seed %d", seed).isCloseTo(Correlation.pearson(a, b), within(1e-12));
            }
        }
    }

    @Test
    void constantNeuronAndNeuronWithAConstantHalfAreNanAndCounted() {
        var cube = random(12, 4, 4, 3, 1);
        for (int i = 0; i < 12; i++) {
            for (int k = 0; k < 4; k++) {
                cube[i][k][1] = 0.1; // constant, and 0.1 is no binary fraction
            }
            cube[i][1][2] = 7.3 - cube[i][0][2]; // every trial varies, the mean of the first half does not
            cube[i][2][3] = 1e12 + cube[i][2][3]; // a huge level hides nothing
            cube[i][3][3] = 1e12 + cube[i][3][3];
        }
        var found = Reliability.ofSplits(cube, new int[][] {{0, 1, 2, 3}}, Formula.SPLIT_HALF);
        assertThat(found.perNeuron()[0]).isFinite();
        assertThat(found.perNeuron()[1]).isNaN();
        assertThat(found.perNeuron()[2]).isNaN();
        assertThat(found.perNeuron()[3]).isFinite();
        assertThat(found.undefined()).isEqualTo(2);
        assertThat(found.unreliable()).extracting(Neuron::id).contains("neuron 2", "neuron 3");
        assertThat(found.toString()).contains("4 neurons");
        assertThat(found.toHtml()).contains("2 r / (1 + r), r the mean over splits");
    }

    @Test
    void missingTrialsAreSkipped() {
        var cube = random(20, 6, 1, 3, 4);
        cube[3][0][0] = Double.NaN;
        cube[5][4][0] = Double.NaN;
        var split = new int[][] {{0, 1, 2, 3, 4, 5}};
        var a = new double[20];
        var b = new double[20];
        for (int i = 0; i < 20; i++) {
            a[i] = mean(cube[i], 0, 3);
            b[i] = mean(cube[i], 3, 6);
        }
        var found = Reliability.ofSplits(cube, split, Formula.SPLIT_HALF).halves()[0][0];
        assertThat(found).isCloseTo(Correlation.pearson(a, b), within(1e-14));
        // A half that was never recorded for one stimulus: that stimulus does not count.
        cube[7][0][0] = cube[7][1][0] = cube[7][2][0] = Double.NaN;
        a[7] = Double.NaN;
        assertThat(Reliability.ofSplits(cube, split, Formula.SPLIT_HALF).halves()[0][0])
                .isCloseTo(Correlation.pearson(a, b), within(1e-14));
    }

    private static double mean(double[][] trials, int from, int to) {
        return IntStream.range(from, to)
                .mapToDouble(k -> trials[k][0])
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    /** A stimulus with the same trial number twice: both count, each as one trial. */
    @Test
    void repeatedTrialNumberCountsTwice() {
        var random = new Random(5);
        var presentations = new ArrayList<Presentation>();
        var rows = new ArrayList<float[]>();
        for (int i = 0; i < 10; i++) {
            for (int trial : new int[] {0, 1, 1, 4}) {
                presentations.add(new Presentation("s" + i, trial));
                rows.add(new float[] {(float) (i + random.nextGaussian())});
            }
        }
        var responses = new NeuralResponses(
                "r",
                presentations,
                List.of(new Neuron("n", Region.V4, "A")),
                List.of(new TimeBin(0, 100)),
                rows.toArray(float[][]::new),
                Origin.of("test"));
        var halves = responses.splitHalves(List.of(0, 1));
        var a = IntStream.range(0, 10)
                .mapToDouble(i -> halves.get(0).at(i, 0, 0))
                .toArray();
        var b = IntStream.range(0, 10)
                .mapToDouble(i -> halves.get(1).at(i, 0, 0))
                .toArray();
        var trials = Trials.of(responses);
        assertThat(trials.slots()).isEqualTo(4);
        var split = new HalfSplits(List.of(new int[] {0, 1}), List.of(new int[] {2}));
        assertThat(split.correlations(trials)[0][0]).isCloseTo(Correlation.pearson(a, b), within(1e-6));
    }

    @Test
    void splitHalvesConvergeToTheClosedFormOfTheSimulatedCortex() {
        var stimuli = Stimuli.gratings()
                .orientations(16)
                .spatialFrequencies(0.5, 1, 2)
                .phases(4)
                .size(48);
        var cortex = SimulatedCortex.standard().neurons(10);
        var responses = cortex.record(stimuli, Region.V1, 20);
        var closed = cortex.reliability(stimuli, Region.V1, 20);
        var found = Reliability.splitHalf(responses, 50, 7).perNeuron();
        var variance = ExplainableVariance.of(responses);
        var power = variance.signalPower();
        var noise = variance.noise();
        for (int i = 0; i < closed.length; i++) {
            assertThat(found[i]).as("neuron %d", i).isCloseTo(closed[i], within(0.12));
            assertThat(power[i] / (power[i] + noise[i] / 20)).as("neuron %d", i).isCloseTo(closed[i], within(0.12));
        }
    }

    @Test
    void sameSeedSameHalvesAndAnotherSeedOthers() {
        var responses = SimulatedCortex.standard()
                .neurons(2)
                .record(Stimuli.gratings().orientations(8).phases(2).size(32), Region.V1, 6);
        var one = Reliability.splitHalf(responses, 5, 1).halves();
        assertThat(Reliability.splitHalf(responses, 5, 1).halves()).isDeepEqualTo(one);
        assertThat(Arrays.deepEquals(Reliability.splitHalf(responses, 5, 2).halves(), one))
                .isFalse();
    }

    @Test
    void correctionsAreByTheirFormulaAndLeaveOutTheUnreliable() {
        var halves = new double[][] {{0.5, 0.02, -0.3}};
        var corrected = new double[][] {{2 / 3.0, 0.04 / 1.02, -0.6 / 0.7}};
        var neurons = List.of("a", "b", "c").stream()
                .map(n -> new Neuron(n, Region.IT, "A"))
                .toList();
        var found = new Reliability(Formula.SPLIT_HALF, neurons, halves, corrected, Origin.of("test"));
        var r = new double[] {0.4, 0.4, 0.4};
        assertThat(found.corrected(r)[0]).isCloseTo(0.4 / Math.sqrt(2 / 3.0), within(1e-15));
        assertThat(found.explainedVariance(r)[0]).isCloseTo(24, within(1e-12));
        assertThat(found.corrected(r)[1]).isNaN();
        assertThat(found.explainedVariance(r)[2]).isNaN();
        assertThat(found.unreliable()).extracting(Neuron::id).containsExactly("b", "c");
        assertThatThrownBy(() -> found.corrected(new double[2]))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("2 values")
                .hasMessageContaining("3, one a neuron");
    }

    @Test
    void intervalOfTheMedianHoldsItAndLeavesOutTheUndefined() {
        var cube = random(40, 6, 30, 5, 9);
        for (var stimulus : cube) {
            Arrays.stream(stimulus).forEach(trial -> trial[4] = 2);
        }
        var found = Reliability.ofSplits(cube, new int[][] {{0, 1, 2, 3, 4, 5}}, Formula.SPLIT_HALF);
        assertThat(found.median())
                .isBetween(found.interval(1).low(), found.interval(1).high());
        assertThat(found.interval(1)).isEqualTo(found.interval(1));
        assertThat(found.interval(1).high() - found.interval(1).low()).isBetween(0.005, 0.3);
        var none = Reliability.ofSplits(new double[5][2][1], new int[][] {{0, 1}}, Formula.SPLIT_HALF);
        assertThat(none.interval(1).low()).isNaN();
        assertThat(none.median()).isNaN();
    }

    /** Two and three trials, two stimuli, one stimulus: the formula where it is defined, NaN where not. */
    @Test
    void smallestRecordings() {
        var two = new double[][][] {{{1}, {2}}, {{5}, {3}}};
        assertThat(Reliability.ofSplits(two, new int[][] {{0, 1}}, Formula.SPLIT_HALF)
                        .perNeuron()[0])
                .isCloseTo(1, within(1e-12));
        var three = new double[][][] {{{1}, {2}, {9}}, {{5}, {3}, {-9}}, {{6}, {1}, {4}}};
        double r = Correlation.pearson(new double[] {1, 5, 6}, new double[] {2, 3, 1});
        assertThat(Reliability.ofSplits(three, new int[][] {{0, 1, 2}}, Formula.SPLIT_HALF)
                        .halves()[0][0])
                .isCloseTo(r, within(1e-12)); // the third trial is left out
        var one = new double[][][] {{{1}, {2}}};
        assertThat(Reliability.ofSplits(one, new int[][] {{0, 1}}, Formula.SPLIT_HALF)
                        .perNeuron()[0])
                .isNaN();
        assertThat(ExplainableVariance.of(one).signalPower()[0]).isNaN();
        assertThat(ExplainableVariance.of(one).oracle()[0]).isCloseTo(-1, within(1e-12));
    }

    @Test
    void neuronNeverRecordedIsNanAndCounted() {
        var cube = random(10, 4, 2, 5, 2);
        for (var stimulus : cube) {
            Arrays.stream(stimulus).forEach(trial -> trial[1] = Double.NaN);
        }
        var found = Reliability.ofSplits(cube, new int[][] {{0, 1, 2, 3}}, Formula.INTERNAL_CONSISTENCY);
        assertThat(found.perNeuron()[0]).isFinite();
        assertThat(found.perNeuron()[1]).isNaN();
        assertThat(found.undefined()).isEqualTo(1);
        var variance = ExplainableVariance.of(cube);
        assertThat(variance.fraction()[1]).isNaN();
        assertThat(variance.fano()[1]).isNaN();
        assertThat(variance.undefined()).isEqualTo(1);
    }

    @Test
    void whatCannotBeSplitSaysSo() {
        var one = random(5, 1, 2, 0, 1);
        assertThatThrownBy(() -> Reliability.ofSplits(one, new int[][] {{0}}, Formula.SPLIT_HALF))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 trial(s)");
        var cube = random(5, 4, 2, 0, 1);
        assertThatThrownBy(() -> Reliability.ofSplits(cube, new int[][] {{0, 1, 1, 2}}, Formula.SPLIT_HALF))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("[0, 1, 1, 2]");
        cube[2] = new double[][] {{1, 2}};
        assertThatThrownBy(() -> ExplainableVariance.of(cube))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("stimulus 2");
        assertThatThrownBy(() -> ExplainableVariance.of(new double[0][][])).isInstanceOf(BadInput.class);
    }

    /** The formulas of neuralpredictors and of Cowley et al., written out for three stimuli and two trials. */
    @Test
    void varianceQuotientsAreThoseOfTheFormulas() {
        var cube = new double[][][] {{{1}, {3}}, {{4}, {4}}, {{9}, {6}}};
        var found = ExplainableVariance.of(cube);
        double noise = (2 + 0 + 4.5) / 3;
        double total = (12.25 + 2.25 + 0.25 + 0.25 + 20.25 + 2.25) / 5; // around 4.5
        double ofMeans = (Math.pow(2 - 4.5, 2) + Math.pow(4 - 4.5, 2) + Math.pow(7.5 - 4.5, 2)) / 3;
        assertThat(found.fraction()[0]).isCloseTo((total - noise) / total, within(1e-14));
        assertThat(found.signalToNoise()[0]).isCloseTo((ofMeans - 2.0 / 3 * noise / 2) / noise, within(1e-14));
        assertThat(found.oracle()[0])
                .isCloseTo(
                        Correlation.pearson(new double[] {1, 3, 4, 4, 9, 6}, new double[] {3, 1, 4, 4, 6, 9}),
                        within(1e-14));
        double error = (4 + 0 + 0 + 0 + 9 + 0) / 6.0; // predictions 3, 4, 6
        assertThat(found.explained(new double[][] {{3}, {4}, {6}})[0])
                .isCloseTo(1 - (error - noise) / (total - noise), within(1e-14));
        assertThat(found.toHtml()).contains("oracle r");
    }

    @Test
    void missingTrialsLeaveSignalPowerUnbiased() {
        double sum = 0;
        int repeats = 40;
        for (int seed = 0; seed < repeats; seed++) {
            var cube = random(200, 5, 1, 10, seed);
            var random = new Random(seed);
            for (var stimulus : cube) {
                for (int k = 1; k < 5; k++) {
                    stimulus[k][0] = random.nextBoolean() ? Double.NaN : stimulus[k][0];
                }
            }
            sum += ExplainableVariance.of(cube).signalPower()[0] / repeats;
        }
        assertThat(sum).isCloseTo(1, within(0.06)); // signal and noise have variance 1; standard error 0.02
    }

    @Test
    void manyEqualTrialsDoNotCorrelate() {
        var cube = new double[100][100][1];
        Arrays.stream(cube).flatMap(Arrays::stream).forEach(row -> row[0] = 0.1);
        assertThat(ExplainableVariance.of(cube).oracle()[0]).isNaN();
    }

    @Test
    void neuronWithoutVarianceHasNoQuotients() {
        var cube = new double[6][4][1];
        Arrays.stream(cube).flatMap(Arrays::stream).forEach(row -> row[0] = 0.1);
        var found = ExplainableVariance.of(cube);
        assertThat(found.fraction()[0]).isNaN();
        assertThat(found.oracle()[0]).isNaN();
        assertThat(found.noiseCeilingSnr()[0]).isNaN();
        assertThat(found.normalisedCorrelation(new double[6][1])[0]).isNaN();
        assertThat(found.undefined()).isEqualTo(1);
    }

    /** Variance by mean of counts: spikes in 5 bins of 20 ms are those in one of 100 ms, whatever a window makes of them. */
    @Test
    void fanoFactorIsThatOfCountsInTheWholeWindow() {
        var random = new Random(4);
        var narrow = new float[60][10];
        var wide = new float[60][2];
        for (int p = 0; p < 60; p++) {
            for (int i = 0; i < 10; i++) {
                narrow[p][i] = random.nextInt(4);
                wide[p][i / 5] += narrow[p][i];
            }
        }
        var expected = ExplainableVariance.of(recorded(List.of(new TimeBin(0, 100)), wide))
                .fano();
        var bins = recorded(TimeBin.between(0, 100, 20), narrow);
        Fixture.assertClose(ExplainableVariance.of(bins.window(0, 100)).fano(), expected, 1e-5);
        var uneven = recorded(List.of(new TimeBin(0, 20), new TimeBin(20, 100)), narrow(wide));
        assertThat(ExplainableVariance.of(uneven.window(0, 100)).fano()).containsOnly(Double.NaN);
    }

    /** Every count in two bins. */
    private static float[][] narrow(float[][] wide) {
        return Arrays.stream(wide)
                .map(row -> new float[] {row[0], row[0], row[1], row[1]})
                .toArray(float[][]::new);
    }

    /** Two neurons, ten stimuli, six trials. */
    private static NeuralResponses recorded(List<TimeBin> bins, float[][] values) {
        return new NeuralResponses(
                "counts",
                IntStream.range(0, 60)
                        .mapToObj(p -> new Presentation("s" + p / 6, p % 6))
                        .toList(),
                List.of(new Neuron("a", Region.V1, "M"), new Neuron("b", Region.V1, "M")),
                bins,
                values,
                Origin.of("test"));
    }

    /** Trials of one neuron as if a stimulus had never been shown. */
    private static double[][][] without(double[][][] cube, int stimulus) {
        return IntStream.range(0, cube.length)
                .filter(i -> i != stimulus)
                .mapToObj(i -> cube[i])
                .toArray(double[][][]::new);
    }

    @Test
    void stimulusWithoutAPredictionIsLeftOutOfEveryTerm() {
        var complete = new double[][][] {{{1}, {3}}, {{4}, {4}}, {{30}, {-7}}, {{9}, {6}}};
        var missing = new double[][][] {{{1}, {3}}, {{4}, {Double.NaN}}, {{30}, {-7}}, {{9}, {6}}, {{2}, {4}}};
        for (var cube : List.of(complete, missing)) {
            var all = new double[][] {{3}, {4}, {Double.NaN}, {6}, {2.5}};
            var some = new double[][] {{3}, {4}, {6}, {2.5}};
            var found = ExplainableVariance.of(cube);
            var expected = ExplainableVariance.of(without(cube, 2));
            var predicted = Arrays.copyOf(all, cube.length);
            var without = Arrays.copyOf(some, cube.length - 1);
            assertThat(found.explained(predicted)[0])
                    .isCloseTo(expected.explained(without)[0], within(1e-14))
                    .isFinite();
            assertThat(found.normalisedCorrelation(predicted)[0])
                    .isCloseTo(expected.normalisedCorrelation(without)[0], within(1e-14))
                    .isFinite();
        }
        var one = new double[][] {{3}, {Double.NaN}, {Double.NaN}, {Double.NaN}};
        assertThat(ExplainableVariance.of(complete).explained(one)[0]).isNaN();
        assertThat(ExplainableVariance.of(complete).normalisedCorrelation(one)[0])
                .isNaN();
    }

    /** Every neuron has gaps of its own. */
    @Test
    void gapsOfOneNeuronAreNotThoseOfAnother() {
        var cube = new double[][][] {{{1, 1}, {3, 3}}, {{4, 4}, {4, 4}}, {{9, 9}, {6, 6}}, {{2, 2}, {1, 1}}};
        var predicted = new double[][] {{20, Double.NaN}, {4, 4}, {6, 6}, {1, 1}};
        var full = new double[][] {{20, 20}, {4, 4}, {6, 6}, {1, 1}};
        var found = ExplainableVariance.of(cube).explained(predicted);
        assertThat(found[0]).isEqualTo(ExplainableVariance.of(cube).explained(full)[0]);
        assertThat(found[1]).isFinite().isNotEqualTo(found[0]);
    }

    @Test
    void meanOverNoTrialIsRefused() {
        var cube = new double[6][4][1];
        for (int trials : new int[] {0, -1}) {
            assertThatThrownBy(() -> ExplainableVariance.of(cube).noiseCeiling(trials))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("trials: " + trials + "; expected at least 1");
        }
    }
}
