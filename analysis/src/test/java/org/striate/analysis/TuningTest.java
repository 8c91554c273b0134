package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.analysis.units.DirectionTuning;
import org.striate.analysis.units.FrequencyTuning;
import org.striate.analysis.units.NakaRushton;
import org.striate.analysis.units.OrientationTuning;
import org.striate.analysis.units.PhaseModulation;
import org.striate.analysis.units.Population;
import org.striate.analysis.units.SizeTuning;
import org.striate.analysis.units.Tuning;
import org.striate.analysis.units.VonMises;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Region;
import org.striate.core.TimeBin;
import org.striate.core.TuningCurve;
import org.striate.core.UnitLayout;
import org.striate.datasets.KnownCells;
import org.striate.datasets.SimulatedCortex;
import org.striate.datasets.Stimuli;
import org.striate.testing.Needs;

class TuningTest {

    private static final double[] ANGLES = {0, 22.5, 45, 67.5, 90, 112.5, 135, 157.5};
    private static final double[] CONTRASTS = {0, 0.05, 0.1, 0.2, 0.4, 0.7, 1};

    private static TuningCurve curve(double[] values, double... mean) {
        return Tuning.of(Population.of(column(mean)), values, "x").curve(0);
    }

    private static TuningCurve curve(double[] values, DoubleUnaryOperator of) {
        return curve(values, Arrays.stream(values).map(of).toArray());
    }

    private static double[][] column(double... values) {
        return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
    }

    @Needs(Needs.What.FIXTURES)
    @Test
    void orientationAndDirectionIndicesAreThoseOfTheReference() {
        var fixture = Fixture.load("tuning/stats_s24_u7");
        var orientation = Tuning.of(
                        Population.of(fixture.rows("in_curve")), fixture.values("in_orientations_deg"), "orientation")
                .each(OrientationTuning::of);
        var direction = Tuning.of(
                        Population.of(fixture.rows("in_dir_curve")), fixture.values("in_directions_deg"), "direction")
                .each(DirectionTuning::of);
        Fixture.assertClose(orientation.all(OrientationTuning::osi), fixture.values("exp_osi"), 1e-12);
        Fixture.assertClose(orientation.all(OrientationTuning::globalOsi), fixture.values("exp_gosi"), 1e-12);
        Fixture.assertClose(
                orientation.all(OrientationTuning::preferred), fixture.values("exp_pref_orientation"), 1e-12);
        Fixture.assertClose(direction.all(DirectionTuning::dsi), fixture.values("exp_dsi"), 1e-12);
        Fixture.assertClose(direction.all(DirectionTuning::globalDsi), fixture.values("exp_gdsi"), 1e-12);
        assertThat(orientation.all(OrientationTuning::circularVariance)[0])
                .isCloseTo(1 - fixture.values("exp_gosi")[0], within(1e-12));
        assertThat(orientation.toHtml())
                .contains("global OSI")
                .contains("unit 6")
                .contains("origin");
    }

    /** {@code 1 + cos 2 (theta - 30)} has a resultant of one half, whatever the sampling. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 7, 12, 36})
    void cosineCurveHasTheClosedForm(int angles) {
        var values =
                IntStream.range(0, angles).mapToDouble(i -> 180.0 * i / angles).toArray();
        var found = OrientationTuning.of(curve(values, a -> 1 + Math.cos(Math.toRadians(2 * (a - 30)))));
        assertThat(found.globalOsi()).isCloseTo(0.5, within(1e-12));
        assertThat(found.preferred()).isCloseTo(30, within(1e-9));
    }

    /** Directions are folded onto orientations, 360 is 0, the order of values does not matter. */
    @Test
    void anglesAreFoldedIntoTheCircle() {
        DoubleUnaryOperator tuned = a -> 2 + Math.cos(Math.toRadians(2 * (a - 100))) + Math.cos(Math.toRadians(a));
        var twice = IntStream.range(0, 16).mapToDouble(i -> 22.5 * i).toArray();
        var once =
                OrientationTuning.of(curve(ANGLES, a -> (tuned.applyAsDouble(a) + tuned.applyAsDouble(a + 180)) / 2));
        var folded = OrientationTuning.of(curve(twice, tuned));
        assertThat(folded.preferred()).isCloseTo(once.preferred(), within(1e-9));
        assertThat(folded.osi()).isCloseTo(once.osi(), within(1e-12));
        var shifted = IntStream.range(0, 8).mapToDouble(i -> 45.0 * i - 180).toArray();
        assertThat(DirectionTuning.of(curve(shifted, a -> 1 + Math.cos(Math.toRadians(a - 350))))
                        .preferred())
                .isCloseTo(350, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void scaleLeavesSelectivityAndRotationTurnsThePreference(long seed) {
        var random = new Random(seed);
        var r = random.doubles(8).toArray();
        var one = OrientationTuning.of(curve(ANGLES, r));
        var scaled = OrientationTuning.of(
                curve(ANGLES, Arrays.stream(r).map(v -> 17 * v).toArray()));
        var turned = OrientationTuning.of(curve(
                ANGLES, IntStream.range(0, 8).mapToDouble(i -> r[(i + 6) % 8]).toArray()));
        assertThat(scaled.osi()).as("seed %d", seed).isCloseTo(one.osi(), within(1e-12));
        assertThat(turned.globalOsi()).as("seed %d", seed).isCloseTo(one.globalOsi(), within(1e-12));
        assertThat(Math.IEEEremainder(turned.preferred() - one.preferred() - 45, 180))
                .as("seed %d", seed)
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void silentFlatIncompleteAndNegativeUnitsSaySo() {
        var silent = OrientationTuning.of(curve(ANGLES, a -> 0));
        assertThat(silent.globalOsi()).isNaN();
        assertThat(silent.osi()).isNaN();
        assertThat(silent.preferred()).isNaN();
        var flat = OrientationTuning.of(curve(ANGLES, a -> 0.3));
        assertThat(flat.globalOsi()).isCloseTo(0, within(1e-12));
        assertThat(flat.osi()).isZero();
        assertThat(flat.preferred()).isNaN();
        var missing = OrientationTuning.of(curve(ANGLES, 1, 2, 3, 4, Double.NaN, 2, 2, 2));
        assertThat(missing.quantities().values()).allMatch(v -> v.isNaN());
        var negative = OrientationTuning.of(curve(ANGLES, -1, -1, 4, -1, -1, -1, -1, -1));
        assertThat(negative.globalOsi()).isCloseTo(1, within(1e-12));
        assertThat(negative.note()).contains("negative responses counted as 0");
        var odd = new double[] {0, 60, 120};
        assertThat(OrientationTuning.of(curve(odd, 1, 2, 3)).osi()).isNaN(); // 90 degrees further was not shown
    }

    @Test
    void anglesThatDoNotCoverTheCircleAreRefused() {
        assertThatThrownBy(() -> OrientationTuning.of(curve(new double[] {0, 20, 40, 60}, 1, 2, 3, 4)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("[0.0, 20.0, 40.0, 60.0]")
                .hasMessageContaining("evenly spaced around 180.0");
        assertThatThrownBy(() -> DirectionTuning.of(curve(new double[] {0, 180}, 1, 2)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("three or more");
    }

    @ParameterizedTest
    @CsvSource({"30, 1", "90, 3", "175, 0.4", "0, 8"})
    void vonMisesIsRecovered(double preferred, double kappa) {
        var fit = VonMises.orientation(curve(
                IntStream.range(0, 12).mapToDouble(i -> 15.0 * i).toArray(),
                a -> 2 + 7 * Math.exp(kappa * (Math.cos(Math.toRadians(2 * (a - preferred))) - 1))));
        assertThat(Math.IEEEremainder(fit.preferred() - preferred, 180)).isCloseTo(0, within(1e-4));
        assertThat(fit.kappa()).isCloseTo(kappa, within(1e-3 * kappa));
        assertThat(fit.amplitude()).isCloseTo(7, within(1e-2));
        assertThat(fit.baseline()).isCloseTo(2, within(1e-2));
        assertThat(fit.r2()).isCloseTo(1, within(1e-8));
        assertThat(fit.at(preferred + fit.halfWidth())).isCloseTo(fit.baseline() + fit.amplitude() / 2, within(1e-6));
    }

    @Test
    void fitsThatTheDataCannotCarryAreNanAndSayWhy() {
        assertThat(VonMises.orientation(curve(ANGLES, a -> 3)).note()).isEqualTo("the curve is flat");
        assertThat(VonMises.orientation(curve(ANGLES, a -> 3)).preferred()).isNaN();
        assertThat(VonMises.orientation(curve(new double[] {0, 45, 90, 135}, 1, 2, 3, 1))
                        .note())
                .contains("too few for 4 parameters");
        assertThat(NakaRushton.fit(curve(new double[] {0.1, 0.2, 0.5, 1}, 1, 2, 3, 4))
                        .c50())
                .isNaN();
        var missing = NakaRushton.fit(curve(CONTRASTS, 1, 2, Double.NaN, 4, 5, 6, 7));
        assertThat(missing.r2()).isNaN();
        assertThat(missing.note()).isEqualTo("a mean response is missing");
        // One angle alone stands out: its width is not told by the data.
        var sharp = VonMises.orientation(curve(ANGLES, 0, 0, 0, 9, 0, 0, 0, 0));
        assertThat(sharp.note()).contains("kappa").contains("at the bound");
        assertThat(sharp.preferred()).isCloseTo(67.5, within(1.0));
    }

    @ParameterizedTest
    @CsvSource({"2, 30, 0.2, 2", "0, 10, 0.6, 1.2", "5, 50, 0.1, 4", "-1, 3, 0.35, 2.5"})
    void nakaRushtonIsRecovered(double r0, double rMax, double c50, double n) {
        DoubleUnaryOperator response = c -> r0 + rMax * Math.pow(c, n) / (Math.pow(c, n) + Math.pow(c50, n));
        var fit = NakaRushton.fit(curve(CONTRASTS, response));
        assertThat(fit.r0()).isCloseTo(r0, within(0.01));
        assertThat(fit.rMax()).isCloseTo(rMax, within(0.01 * rMax));
        assertThat(fit.c50()).isCloseTo(c50, within(0.01 * c50));
        assertThat(fit.exponent()).isCloseTo(n, within(0.02 * n));
        assertThat(fit.at(0.3)).isCloseTo(response.applyAsDouble(0.3), within(0.01 * rMax));
        // Percent instead of shares: the same curve, c50 in percent.
        var percent = Arrays.stream(CONTRASTS).map(c -> 100 * c).toArray();
        assertThat(NakaRushton.fit(curve(percent, c -> response.applyAsDouble(c / 100)))
                        .c50())
                .isCloseTo(100 * c50, within(c50));
        assertThat(fit.note()).isEmpty();
    }

    @Test
    void contrastsOutOfRangeAreRefusedAndACellThatDoesNotSaturateSaysSo() {
        assertThatThrownBy(() -> NakaRushton.fit(curve(new double[] {-0.1, 0.2, 0.3, 0.5, 1}, 1, 2, 3, 4, 5)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("-0.1");
        assertThatThrownBy(() -> NakaRushton.fit(curve(new double[] {0}, 1))).isInstanceOf(BadInput.class);
        var linear = NakaRushton.fit(curve(CONTRASTS, c -> 10 * c));
        assertThat(linear.r2()).isGreaterThan(0.99);
        assertThat(linear.c50()).isGreaterThan(0.9);
        var falling = NakaRushton.fit(curve(CONTRASTS, c -> 10 - 8 * c));
        assertThat(falling.r2()).isBetween(-1e-9, 1e-6);
        assertThat(falling.note()).contains("rMax");
    }

    /** Whatever the data, a fit is not worse than a constant and stays finite. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void fitsNeverDiverge(long seed) {
        var random = new Random(seed);
        double scale = Math.pow(10, random.nextInt(13) - 6);
        var r = random.doubles(8)
                .map(v -> scale * (seed % 2 == 0 ? v : -Math.log(v)))
                .toArray();
        var vonMises = VonMises.orientation(curve(ANGLES, r));
        var contrasts = new double[] {0.01, 0.03, 0.06, 0.1, 0.2, 0.4, 0.8, 1};
        var naka = NakaRushton.fit(curve(contrasts, r));
        var frequency = FrequencyTuning.fit(curve(contrasts, r));
        for (double r2 : new double[] {vonMises.r2(), naka.r2(), frequency.r2()}) {
            assertThat(r2).as("seed %d", seed).isBetween(-1e-9, 1 + 1e-12);
        }
        assertThat(List.of(vonMises.kappa(), naka.c50(), frequency.preferred())).allMatch(Double::isFinite);
    }

    @Test
    void frequencyTuningIsRecovered() {
        var frequencies = new double[] {0.25, 0.5, 1, 2, 4, 8};
        var fit = FrequencyTuning.fit(curve(
                frequencies, f -> 1 + 9 * Math.exp(-Math.pow(Math.log(f / 1.7) / Math.log(2), 2) / (2 * 0.64))));
        assertThat(fit.peak()).isEqualTo(2);
        assertThat(fit.preferred()).isCloseTo(1.7, within(1e-3));
        assertThat(fit.bandwidth()).isCloseTo(2 * Math.sqrt(2 * Math.log(2)) * 0.8, within(1e-3));
        assertThatThrownBy(() -> FrequencyTuning.fit(curve(new double[] {0, 1, 2, 3, 4}, 1, 2, 3, 4, 5)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("frequency 0.0");
    }

    @Test
    void suppressionIndexIsOfTheLargestSize() {
        var sizes = new double[] {0.5, 1, 2, 4, 8};
        assertThat(SizeTuning.of(curve(sizes, 1, 6, 10, 7, 4)).suppression()).isCloseTo(0.6, within(1e-12));
        assertThat(SizeTuning.of(curve(sizes, 1, 6, 10, 7, 4)).preferred()).isEqualTo(2);
        assertThat(SizeTuning.of(curve(sizes, 1, 6, 10, 10, 10)).suppression()).isZero();
        assertThat(SizeTuning.of(curve(sizes, 1, 6, 10, 10, 10)).preferred()).isEqualTo(2);
        assertThat(SizeTuning.of(curve(sizes, 0, 0, 0, 0, 0)).suppression()).isNaN();
        assertThat(SizeTuning.of(curve(sizes, 0, Double.NaN, 2, 1, 1)).suppression())
                .isNaN();
        assertThatThrownBy(() -> SizeTuning.of(curve(new double[] {0, 1}, 1, 2)))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void halfSquaredSimpleCellHasTheClosedFormOfItsModulation() {
        var phases = IntStream.range(0, 360).mapToDouble(i -> i).toArray();
        var simple =
                PhaseModulation.of(curve(phases, p -> Math.pow(Math.max(0, Math.cos(Math.toRadians(p - 40))), 2)), "");
        assertThat(simple.ratio()).isCloseTo(16 / (3 * Math.PI), within(1e-3));
        assertThat(simple.phase()).isCloseTo(40, within(1e-6));
        var complex = PhaseModulation.of(curve(phases, p -> 5), "");
        assertThat(complex.ratio()).isCloseTo(0, within(1e-12));
        assertThatThrownBy(() -> PhaseModulation.of(curve(new double[] {0, 180}, 1, 2), ""))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void preferencesAndCellTypesOfTheSimulatedCortexAreRecovered() {
        var gratings = Stimuli.gratings()
                .orientations(16)
                .spatialFrequencies(0.5, 1, 2)
                .phases(8)
                .size(48);
        var cortex = SimulatedCortex.standard().neurons(15);
        var trials = Population.of(cortex.record(gratings, Region.V1, 10));
        var truth = cortex.preferredOrientations(gratings);
        var tuning = Tuning.of(trials, gratings, "orientation");
        var found = tuning.each(OrientationTuning::of);
        var expected = Population.of(gratings.ids(), cortex.expectedCounts(gratings, Region.V1));
        double spontaneous = 0.15;
        var baseline = new double[truth.length];
        Arrays.fill(baseline, spontaneous);
        var modulation = PhaseModulation.of(expected.minus(baseline), gratings);
        var known = new KnownCells(30, 1, 48, 8);
        for (int i = 0; i < truth.length; i++) {
            assertThat(Math.abs(Math.IEEEremainder(found.unit(i).preferred() - truth[i], 180)))
                    .as("neuron %d", i)
                    .isLessThan(15);
            if (known.simple(i)) {
                assertThat(modulation.unit(i).ratio()).as("simple cell %d", i).isGreaterThan(1);
            } else {
                assertThat(modulation.unit(i).ratio()).as("complex cell %d", i).isLessThan(0.5);
            }
        }
        var interval =
                tuning.circularInterval(3, 180, c -> OrientationTuning.of(c).preferred(), 200, 1);
        assertThat(interval.high() - interval.low()).isBetween(0.1, 40.0);
        assertThat(found.unit(3).preferred()).isBetween(interval.low(), interval.high());
        var osi = tuning.interval(3, c -> OrientationTuning.of(c).globalOsi(), 200, 1);
        assertThat(found.unit(3).globalOsi()).isBetween(osi.low(), osi.high());
    }

    /** The 95 % interval of a mean covers the true mean about 95 times in 100. */
    @Test
    void bootstrapIntervalCoversAsOftenAsItSays() {
        int covered = 0;
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var r = IntStream.range(0, 40)
                    .mapToObj(i -> new double[] {5 + random.nextGaussian()})
                    .toArray(double[][]::new);
            var values = IntStream.range(0, 40).mapToDouble(i -> i % 2).toArray();
            var interval = Tuning.of(Population.of(r), values, "x").interval(0, c -> c.mean()[0], 300, seed);
            covered += interval.low() <= 5 && 5 <= interval.high() ? 1 : 0;
        }
        assertThat(covered).isBetween(174, 198);
    }

    @Test
    void bootstrapOfOneResponseEachIsRefused() {
        assertThatThrownBy(() -> Tuning.of(Population.of(column(1, 2, 3)), new double[] {0, 60, 120}, "orientation")
                        .interval(0, c -> 1, 10, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("one response at every value of orientation");
    }

    @Test
    void trialsAreAveragedSkippingWhatIsMissing() {
        var population = Population.of(List.of("s0", "s1", "s0", "s1", "s2"), column(1, 4, 3, Double.NaN, Double.NaN));
        var stimuli = new PlainStimuli(3, Map.of("contrast", List.<Object>of(0.5, 0.1, 0.9)));
        var found = Tuning.of(population, stimuli, "contrast").curve(0);
        assertThat(found.values()).containsExactly(0.1, 0.5, 0.9);
        assertThat(found.mean()).containsExactly(4, 2, Double.NaN);
        assertThat(found.n()).containsExactly(1, 2, 0);
        assertThat(found.sd()[1]).isCloseTo(Math.sqrt(2), within(1e-12));
    }

    @Test
    void unitsOfALayerAreNamedByTheirPlace() {
        var rows = new float[][] {{0, 1, 2, 3, 4, 5, 6, 7}, {7, 6, 5, 4, 3, 2, 1, 0}};
        var layer =
                new Activations("net", "conv1", List.of("s0", "s1"), new UnitLayout(2, 2, 2), rows, Origin.of("test"));
        var population = Population.of(layer);
        assertThat(population.unit(5)).isEqualTo("conv1 channel 1 at (1, 0)");
        assertThat(population.only(5, 2).unit(1)).isEqualTo("conv1 channel 0 at (0, 1)");
        assertThat(population.only(5, 2).column(0)).containsExactly(5, 2);
        var stimuli = new PlainStimuli(2, Map.of("contrast", List.<Object>of(0.9, 0.1)));
        assertThat(Tuning.of(population, stimuli, "contrast").curve(3).mean()).containsExactly(4, 3);
        assertThat(population.toHtml()).contains("conv1 channel 0 at (0, 0)");
    }

    @Test
    void severalTimeBinsAndRaggedArraysAreRefused() {
        var cortex = SimulatedCortex.standard().neurons(1).timeBins(TimeBin.between(0, 100, 50));
        var responses =
                cortex.record(Stimuli.gratings().orientations(2).phases(1).size(32), Region.V1, 1);
        assertThatThrownBy(() -> Population.of(responses))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("2 time bins")
                .hasMessageContaining("responses.window(50, 200)");
        assertThatThrownBy(() -> Population.of(new double[][] {{1, 2}, {1}}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("row 1 has 1 units");
        assertThatThrownBy(() -> Population.of(new double[0][])).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Population.of(new double[][] {{1, 2}}).minus(new double[1]))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void stimuliThatWereNotShownAndParametersThatAreNoNumbersAreNamed() {
        var population = Population.of(List.of("s0", "s1"), column(1, 2));
        assertThatThrownBy(() ->
                        Tuning.of(population, new PlainStimuli(3, Map.of("x", List.<Object>of(1.0, 2.0, 3.0))), "x"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"s2\"")
                .hasMessageContaining("stimuli.matching(");
        assertThatThrownBy(() ->
                        Tuning.of(population, new PlainStimuli(2, Map.of("x", List.<Object>of(1.0, Double.NaN))), "x"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() ->
                        Tuning.of(population, new PlainStimuli(2, Map.of("x", List.<Object>of("a", "b"))), "x"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"a\"");
        assertThatThrownBy(() -> population.only(2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("0 to 0");
        assertThatThrownBy(() -> Tuning.of(population, new double[3], "x"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("3 values");
    }

    /** Of units that go below 0 the least response is not yet the baseline. */
    @ParameterizedTest
    @CsvSource({"-3, 12, 0.8", "-5, 10, 0.5", "-1, 4, 2"})
    void broadCurveBelowZeroIsRecovered(double baseline, double amplitude, double kappa) {
        var fit = VonMises.orientation(curve(
                IntStream.range(0, 12).mapToDouble(i -> 15.0 * i).toArray(),
                a -> baseline + amplitude * Math.exp(kappa * (Math.cos(Math.toRadians(2 * (a - 50))) - 1))));
        assertThat(fit.kappa()).isCloseTo(kappa, within(1e-3 * kappa));
        assertThat(fit.baseline()).isCloseTo(baseline, within(1e-2));
        assertThat(fit.note()).isEmpty();
        var wide = FrequencyTuning.fit(curve(
                new double[] {0.25, 0.5, 1, 2, 4, 8},
                f -> baseline + amplitude / 3 * Math.exp(-Math.pow(Math.log(f / 1.7) / Math.log(2), 2) / (2 * 2.25))));
        assertThat(wide.bandwidth()).isCloseTo(2 * Math.sqrt(2 * Math.log(2)) * 1.5, within(1e-3));
        assertThat(wide.note()).isEmpty();
    }

    /** As behind a ReLU: the bound is where the data have it. That a rate has none below 0 is said where it counts. */
    @Test
    void baselineOfZeroIsTold() {
        var sharp = VonMises.orientation(curve(
                IntStream.range(0, 12).mapToDouble(i -> 15.0 * i).toArray(),
                a -> 7 * Math.exp(3 * (Math.cos(Math.toRadians(2 * (a - 50))) - 1))));
        assertThat(sharp.kappa()).isCloseTo(3, within(1e-3));
        assertThat(sharp.note()).isEmpty();
        assertThat(FrequencyTuning.fit(curve(
                                new double[] {0.25, 0.5, 1, 2, 4, 8},
                                f -> 9 * Math.exp(-Math.pow(Math.log(f / 1.7) / Math.log(2), 2) / (2 * 0.64))))
                        .note())
                .isEmpty();
        var rates = VonMises.orientation(curve(
                IntStream.range(0, 12).mapToDouble(i -> 15.0 * i).toArray(),
                a -> -1 + 10 * Math.exp(0.5 * (Math.cos(Math.toRadians(2 * (a - 50))) - 1))));
        assertThat(rates.baseline()).isZero();
        assertThat(rates.note()).isEqualTo("baseline at the bound");
    }
}
