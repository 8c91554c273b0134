package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.analysis.Reliability.Formula;
import org.striate.analysis.decoding.Decoder;
import org.striate.analysis.units.FrequencyTuning;
import org.striate.analysis.units.NakaRushton;
import org.striate.analysis.units.OrientationTuning;
import org.striate.analysis.units.Population;
import org.striate.analysis.units.Selectivity;
import org.striate.analysis.units.Sparseness;
import org.striate.analysis.units.VonMises;
import org.striate.core.BadInput;
import org.striate.core.Folds;
import org.striate.core.Origin;
import org.striate.core.TuningCurve;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Single units, trials, read-outs and trainers at the edge: the number of SciPy 1.10 or NumPy 1.24, or a stated NaN. */
class DegenerateUnitsTest {

    private static final double NONE = Double.NaN;
    private static final double[] RATES = {1, 2, 5, 9, 6, 3, 1, 0.5};

    private static double[] times(double[] values, double scale) {
        return Arrays.stream(values).map(v -> v * scale).toArray();
    }

    private static TuningCurve curve(double[] values, double... means) {
        var sd = new double[values.length];
        Arrays.fill(sd, NONE);
        var n = new int[values.length];
        Arrays.fill(n, 1);
        return new TuningCurve("Zelle", "x", "", values, means, sd, n, Origin.of("test"));
    }

    private static double[] evenly(double period) {
        return IntStream.range(0, 8).mapToDouble(i -> i * period / 8).toArray();
    }

    /** {@code scipy.stats.kurtosis}, and {@code (1 - a) / (1 - 1 / n)}. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-307, 1e-150, 1e-80, 1e80, 1e150, 1e300})
    void sparsenessAndKurtosisHaveNoScale(double scale) {
        assertThat(Sparseness.kurtosis(times(RATES, scale))).isCloseTo(-0.6493759137488149, within(1e-12));
        assertThat(Sparseness.vinjeGallant(times(RATES, scale))).isCloseTo(0.45582557347263236, within(1e-12));
        assertThat(Sparseness.kurtosis(3 * scale, 4 * scale)).isCloseTo(-2, within(1e-12));
        assertThat(Sparseness.kurtosis(scale, 2 * scale, 4 * scale)).isCloseTo(-1.5, within(1e-12));
    }

    @Test
    void infiniteAndMissingRatesGiveNaN() {
        assertThat(Sparseness.kurtosis(1, 2, Double.POSITIVE_INFINITY)).isNaN();
        assertThat(Sparseness.vinjeGallant(1, 2, Double.POSITIVE_INFINITY)).isNaN();
        assertThat(Sparseness.kurtosis(new double[0])).isNaN();
        assertThat(Sparseness.kurtosis(5)).isNaN();
        assertThat(Sparseness.vinjeGallant()).isNaN();
    }

    /** {@code mannwhitneyu(a, b).statistic / (na nb)} with ties, and d' with the pooled variance. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-307, 1e-150, 1e150, 1e307})
    void groupsAreToldApartAtAnyScale(double scale) {
        var a = times(new double[] {1, 2, 2, 5}, scale);
        var b = times(new double[] {2, 2, 0}, scale);
        assertThat(Selectivity.rocArea(a, b)).isCloseTo(0.6666666666666666, within(1e-15));
        assertThat(Selectivity.dPrime(a, b)).isCloseTo(0.7637626158259734, within(1e-12));
        assertThat(Selectivity.index(a, b)).isCloseTo(0.30434782608695654, within(1e-12));
    }

    @Test
    void groupOfZerosDoesNotHideTheSizeOfTheOther() {
        for (double scale : new double[] {1, 1e-200, 1e200}) {
            var a = new double[3];
            var b = times(new double[] {1, 2, 3}, scale);
            assertThat(Selectivity.dPrime(a, b)).isCloseTo(-2.8284271247461903, within(1e-12));
        }
    }

    @Test
    @Timeout(60)
    void missingResponsesOfAGroupAreLeftOut() {
        var a = new double[] {1, 2, NONE, 2, 5};
        var b = new double[] {NONE, 2, 2, 0, NONE};
        assertThat(Selectivity.rocArea(a, b)).isCloseTo(0.6666666666666666, within(1e-15));
        assertThat(Selectivity.dPrime(a, b)).isCloseTo(0.7637626158259734, within(1e-12));
        assertThat(Selectivity.index(a, b)).isCloseTo(0.30434782608695654, within(1e-12));
        assertThat(Selectivity.rocArea(a, new double[] {NONE})).isNaN();
        assertThat(Selectivity.dPrime(a, new double[] {NONE})).isNaN();
        assertThat(Selectivity.index(a, new double[0])).isNaN();
        assertThat(Selectivity.dPrime(new double[] {1}, new double[] {2})).isNaN();
        assertThat(Selectivity.dPrime(new double[] {1, Double.POSITIVE_INFINITY}, new double[] {2}))
                .isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-307, 1e-150, 1e150, 1e307})
    void orientationHasNoScale(double scale) {
        var plain = OrientationTuning.of(curve(evenly(180), RATES));
        var scaled = OrientationTuning.of(curve(evenly(180), times(RATES, scale)));
        assertThat(scaled.preferred()).isCloseTo(plain.preferred(), within(1e-9));
        assertThat(scaled.osi()).isCloseTo(plain.osi(), within(1e-12));
        assertThat(scaled.globalOsi()).isCloseTo(plain.globalOsi(), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"1e-150, true", "1e150, true", "1e-307, false", "1e307, false"})
    void fitsHaveNoScaleOrSayThatTheyCannotBeHad(double scale, boolean possible) {
        var x = new double[] {0.01, 0.03, 0.06, 0.1, 0.2, 0.4, 0.8, 1};
        var rising = new double[] {1, 1.5, 2, 4, 7, 9, 9.5, 9.8};
        var circle = VonMises.orientation(curve(evenly(180), times(RATES, scale)));
        var contrast = NakaRushton.fit(curve(x, times(rising, scale)));
        var frequency = FrequencyTuning.fit(curve(x, times(RATES, scale)));
        if (possible) {
            assertThat(circle.halfWidth())
                    .isCloseTo(VonMises.orientation(curve(evenly(180), RATES)).halfWidth(), within(1e-4));
            assertThat(contrast.c50())
                    .isCloseTo(NakaRushton.fit(curve(x, rising)).c50(), within(1e-6));
            assertThat(frequency.bandwidth())
                    .isCloseTo(FrequencyTuning.fit(curve(x, RATES)).bandwidth(), within(1e-4));
        } else {
            assertThat(List.of(circle.note(), contrast.note(), frequency.note()))
                    .allMatch(note -> note.contains("squares cannot be had"));
            assertThat(DoubleStream.of(circle.kappa(), contrast.c50(), frequency.preferred()))
                    .containsOnly(NONE);
        }
    }

    /** stimuli x 4 trials of one neuron, {@code sin(1.7 (i + 1) (j + 1) + 0.3 j) + i}. */
    private static double[][][] trials(int n, double scale) {
        var cube = new double[n][4][1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 4; j++) {
                cube[i][j][0] = scale * (Math.sin(1.7 * (i + 1) * (j + 1) + 0.3 * j) + i);
            }
        }
        return cube;
    }

    private static double halves(double[][][] cube) {
        return Reliability.ofSplits(cube, new int[][] {{0, 1, 2, 3}}, Formula.SPLIT_HALF)
                .perNeuron()[0];
    }

    /** {@code pearsonr} of {@code nanmean} halves, corrected. */
    @ParameterizedTest
    @CsvSource({"3, 0.8254096161983603, 0.6268917869454808", "5, 0.9697444792344102, 0.9533413421945582"})
    void fewStimuliAndMissingTrialsRepeatAsInSciPy(int n, double whole, double oneMissing) {
        for (double scale : new double[] {1, 1e-150, 1e-80, 1e80, 1e150}) {
            var cube = trials(n, scale);
            assertThat(halves(cube)).as("scale %g", scale).isCloseTo(whole, within(1e-10));
            cube[1][0][0] = NONE;
            assertThat(halves(cube)).as("scale %g", scale).isCloseTo(oneMissing, within(1e-10));
            if (n == 5) {
                cube[2][2][0] = NONE;
                cube[2][3][0] = NONE; // a half of a stimulus is gone, and with it the stimulus
                assertThat(halves(cube)).isCloseTo(0.9870253289562565, within(1e-10));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Formula.class)
    void infiniteTrialLeavesItsNeuronUndefinedAndNoOther(Formula formula) {
        var cube = new double[6][4][2];
        var random = new Random(3);
        for (var stimulus : cube) {
            for (var trial : stimulus) {
                trial[0] = random.nextGaussian();
                trial[1] = random.nextGaussian();
            }
        }
        var splits = new int[][] {{0, 1, 2, 3}, {2, 0, 3, 1}};
        var before = Reliability.ofSplits(cube, splits, formula).perNeuron();
        var fraction = ExplainableVariance.of(cube).fraction();
        cube[2][1][0] = Double.NEGATIVE_INFINITY;
        assertThat(Reliability.ofSplits(cube, splits, formula).perNeuron()).containsExactly(NONE, before[1]);
        var variance = ExplainableVariance.of(cube);
        assertThat(variance.fraction()).containsExactly(NONE, fraction[1]);
        for (var each : List.of(
                variance.signalPower(),
                variance.noise(),
                variance.oracle(),
                variance.fano(),
                variance.noiseCeiling(4))) {
            assertThat(each[0]).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-150, 1e-80, 1e80, 1e150})
    void explainableVarianceHasNoScale(double scale) {
        var plain = ExplainableVariance.of(trials(8, 1));
        var scaled = ExplainableVariance.of(trials(8, scale));
        var predicted = IntStream.range(0, 8)
                .mapToObj(i -> new double[] {Math.cos(i) + i})
                .toArray(double[][]::new);
        var large = Arrays.stream(predicted).map(row -> times(row, scale)).toArray(double[][]::new);
        assertThat(scaled.fraction()[0]).isCloseTo(plain.fraction()[0], within(1e-10));
        assertThat(scaled.oracle()[0]).isCloseTo(plain.oracle()[0], within(1e-10));
        assertThat(scaled.noiseCeiling(4)[0]).isCloseTo(plain.noiseCeiling(4)[0], within(1e-8));
        assertThat(scaled.normalisedCorrelation(large)[0])
                .isCloseTo(plain.normalisedCorrelation(predicted)[0], within(1e-10));
        assertThat(scaled.explained(large)[0]).isCloseTo(plain.explained(predicted)[0], within(1e-10));
    }

    /** Halves that say the opposite: the correction is not defined at -1, and such a neuron corrects nothing. */
    @Test
    void neuronOfNegativeReliabilityIsExcludedByName() {
        var cube = new double[][][] {{{0}, {0}}, {{1}, {-1}}, {{2}, {-2}}};
        var opposite = Reliability.ofSplits(cube, new int[][] {{0, 1}}, Formula.SPLIT_HALF);
        assertThat(opposite.perNeuron()[0]).isNegative();
        assertThat(opposite.unreliable()).hasSize(1);
        assertThat(opposite.corrected(new double[] {0.5})[0]).isNaN();
        assertThat(opposite.explainedVariance(new double[] {0.5})[0]).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-150, 1e150, 1e300})
    void decodingHasNoScale(double scale) {
        var random = new Random(4);
        var labels = IntStream.range(0, 24)
                .mapToObj(i -> (Object) (i % 2 == 0 ? "猫" : "犬 \"x\""))
                .toList();
        var stimuli = new PlainStimuli(24, Map.of("Tier", labels));
        var rows = IntStream.range(0, 24)
                .mapToObj(i -> new double[] {random.nextGaussian() + 1.5 * (i % 2), random.nextGaussian()})
                .toArray(double[][]::new);
        var large = Arrays.stream(rows).map(row -> times(row, scale)).toArray(double[][]::new);
        var decoder = Decoder.logistic().permutations(0);
        var plain = decoder.score(Population.of(stimuli.ids(), rows), stimuli, "Tier", Folds.of(4, 1));
        var scaled = decoder.score(Population.of(stimuli.ids(), large), stimuli, "Tier", Folds.of(4, 1));
        assertThat(scaled.perStimulus()).isEqualTo(plain.perStimulus());
        assertThat(plain.accuracy()).isGreaterThan(0.6);
    }

    private static double predicted(Trainer<Regressor> trainer, double scaleX, double scaleY) {
        var factory = new RegressionFactory();
        var data = new MutableDataset<>(new SimpleDataSourceProvenance("made", factory), factory);
        for (int i = 0; i < 9; i++) {
            data.add(example(i, scaleX, scaleY));
        }
        var model = trainer.train(data);
        var output = model.predict(example(9, scaleX, scaleY)).getOutput();
        return output.getValues()[0] / scaleY;
    }

    private static Example<Regressor> example(int i, double scaleX, double scaleY) {
        var x = IntStream.range(0, 4)
                .mapToDouble(j -> scaleX * Math.sin(1.7 * (i + 1) * (j + 1)))
                .toArray();
        var y = new double[] {scaleY * Math.cos(2.3 * i)};
        return new ArrayExample<>(new Regressor(new String[] {"t"}, y), new String[] {"a", "b", "c", "d"}, x);
    }

    @ParameterizedTest
    @CsvSource({"true, 1e100, 1e100", "true, 1e-100, 1e-100", "false, 1e100, 1e100", "false, 1e-100, 1e100"})
    void trainerOfPlsHasNoScale(boolean scaled, double scaleX, double scaleY) {
        var trainer = new PlsTrainer(2, scaled);
        assertThat(predicted(trainer, scaleX, scaleY)).isCloseTo(predicted(trainer, 1, 1), within(1e-9));
    }

    @Test
    void trainersRefuseWhatHasNoSquares() {
        for (var trainer : List.<Trainer<Regressor>>of(new PlsTrainer(2), new RidgeTrainer(1))) {
            assertThatThrownBy(() -> predicted(trainer, 1e160, 1))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("enormous values");
        }
    }
}
