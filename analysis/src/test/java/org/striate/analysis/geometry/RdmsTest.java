package org.striate.analysis.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.analysis.Fixture;
import org.striate.analysis.PlainStimuli;
import org.striate.analysis.linear.Gram;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Presentation;
import org.striate.core.Rdm;
import org.striate.core.Region;
import org.striate.core.TimeBin;
import org.striate.testing.Needs;

/** Against rsatoolbox 0.3.2, and properties that hold whatever the data. */
class RdmsTest {

    private static Observations observations(Fixture fixture, String values) {
        var stimuli =
                Arrays.stream(fixture.ints("in_cond")).mapToObj(c -> "c" + c).toList();
        var runs = Arrays.stream(fixture.ints("in_run")).boxed().toList();
        return Observations.of("fixture", stimuli, runs, fixture.rows(values));
    }

    /** In the order of the condition's number, as the fixture is. */
    private static double[] sorted(Rdm rdm) {
        return Rdms.select(rdm, rdm.stimulusIds().stream().sorted().toList()).values();
    }

    @ParameterizedTest
    @ValueSource(strings = {"calc_c6_r4_ch10", "calc_c9_r3_ch5"})
    @Needs(Needs.What.FIXTURES)
    void estimatorsAreRsatoolboxs(String name) {
        var fixture = Fixture.load("rdm/" + name);
        var seen = observations(fixture, "in_X");
        var noise = covariance(seen, NoiseEstimator.SHRUNK_TO_IDENTITY);
        var counts = observations(fixture, "in_counts");
        Map<String, Rdm> made = Map.of(
                "exp_rdm_euclidean", Rdms.of(seen, Dissimilarity.EUCLIDEAN),
                "exp_rdm_euclidean_remove_mean", Rdms.of(seen.withoutPatternMeans(), Dissimilarity.EUCLIDEAN),
                "exp_rdm_correlation", Rdms.of(seen, Dissimilarity.CORRELATION),
                "exp_rdm_mahalanobis", Rdms.mahalanobis(seen, noise),
                "exp_rdm_crossnobis", Rdms.crossnobis(seen, noise),
                "exp_rdm_crossnobis_eye", Rdms.crossEuclidean(seen),
                "exp_rdm_poisson", Rdms.poisson(counts, 1, 0.1),
                "exp_rdm_poisson_prior", Rdms.poisson(counts, 2.5, 0.5));
        made.forEach((expected, rdm) -> Fixture.assertClose(sorted(rdm), fixture.values(expected), 1e-10));
        var rows = fixture.rows("in_X");
        var single = Observations.of("single", Cases.ids(rows.length), Cases.ids(rows.length), rows);
        Fixture.assertClose(
                Rdms.of(single, Dissimilarity.EUCLIDEAN).values(), fixture.values("exp_rdm_euclidean_all_obs"), 1e-10);
        Fixture.assertClose(
                Rdms.of(single, Dissimilarity.CORRELATION).values(),
                fixture.values("exp_rdm_correlation_all_obs"),
                1e-10);
    }

    /** rsatoolbox takes (conditions - 1) x repetitions degrees of freedom here. */
    private static NoiseCovariance covariance(Observations seen, NoiseEstimator estimator) {
        int n = seen.stimulusIds().size();
        return NoiseCovariance.of(seen, estimator, (n - 1) * seen.folds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"calc_c6_r4_ch10", "calc_c9_r3_ch5"})
    @Needs(Needs.What.FIXTURES)
    void noiseCovariancesAreRsatoolboxs(String name) {
        var fixture = Fixture.load("rdm/" + name);
        var seen = observations(fixture, "in_X");
        Map.of(
                        "shrinkage_eye", NoiseEstimator.SHRUNK_TO_IDENTITY,
                        "shrinkage_diag", NoiseEstimator.SHRUNK_CORRELATIONS,
                        "full", NoiseEstimator.SAMPLE,
                        "diag", NoiseEstimator.VARIANCES)
                .forEach((reference, estimator) -> {
                    var noise = covariance(seen, estimator);
                    Fixture.assertClose(noise.values(), fixture.values("exp_noise_cov_" + reference), 1e-10);
                    Fixture.assertClose(noise.precision(), fixture.values("exp_noise_prec_" + reference), 1e-8);
                });
    }

    @Test
    void crossnobisOfEqualNoiseInEveryFoldIsThatOfOneNoise() {
        var seen = simulated(6, 4, 5, 1, 3);
        var noise = NoiseCovariance.of(seen, NoiseEstimator.SHRUNK_CORRELATIONS);
        Fixture.assertClose(
                Rdms.crossnobis(seen, List.of(noise, noise, noise, noise)).values(),
                Rdms.crossnobis(seen, noise).values(),
                1e-12);
    }

    private static Observations simulated(int stimuli, int folds, int channels, double signal, long seed) {
        var random = new Random(seed);
        var truth = Cases.normal(stimuli, channels, seed + 1);
        var ids = new ArrayList<String>();
        var runs = new ArrayList<Integer>();
        var values = new ArrayList<double[]>();
        for (int fold = 0; fold < folds; fold++) {
            for (int i = 0; i < stimuli; i++) {
                ids.add("s" + i);
                runs.add(fold);
                int row = i;
                values.add(IntStream.range(0, channels)
                        .mapToDouble(j -> signal * truth[row][j] + random.nextGaussian())
                        .toArray());
            }
        }
        return Observations.of("simulated", ids, runs, values.toArray(double[][]::new));
    }

    @Test
    void crossnobisOfNoiseIsZeroOnAverageAndSometimesNegative() {
        var rdm = Rdms.crossEuclidean(simulated(30, 4, 50, 0, 5));
        var values = rdm.values();
        assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(0, within(0.02));
        assertThat(Arrays.stream(values).min().orElseThrow()).isNegative();
        assertThat(Arrays.stream(Rdms.of(simulated(30, 4, 50, 0, 5), Dissimilarity.EUCLIDEAN)
                                .values())
                        .min()
                        .orElseThrow())
                .isGreaterThan(0.1);
    }

    @ParameterizedTest
    @EnumSource(Dissimilarity.class)
    void widthIsNoMatterAndObservationsAgreeWithLayers(Dissimilarity measure) {
        var rows = Cases.layer(Cases.normal(12, 9000, 7)); // as float32
        var doubles = IntStream.range(0, 12)
                .mapToObj(i -> IntStream.range(0, 9000)
                        .mapToDouble(j -> rows.row(i)[j])
                        .toArray())
                .toArray(double[][]::new);
        var seen = Observations.of("x", Cases.ids(12), Cases.ids(12), doubles);
        Fixture.assertClose(
                Rdms.of(Gram.of(rows), measure).values(), Rdms.of(seen, measure).values(), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void correlationDistanceIgnoresShiftAndScaleOfEachStimulus(long seed) {
        var rows = Cases.normal(8, 40, seed);
        var other = new double[8][];
        for (int i = 0; i < 8; i++) {
            double factor = 1 + i;
            other[i] =
                    Arrays.stream(rows[i]).map(v -> 1000 * factor + factor * v).toArray();
        }
        var runs = Cases.ids(8);
        Fixture.assertClose(
                Rdms.of(Observations.of("x", runs, runs, other), Dissimilarity.CORRELATION)
                        .values(),
                Rdms.of(Observations.of("x", runs, runs, rows), Dissimilarity.CORRELATION)
                        .values(),
                1e-11);
    }

    @Test
    void patternsFarFromZeroKeepTheirDigitsInMemory() {
        var near = Cases.normal(5, 1000, 4);
        for (var row : near) {
            Arrays.setAll(row, j -> Math.rint(16 * row[j]) / 16); // sums with the offset are float32 exactly
        }
        var far = Arrays.stream(near)
                .map(row -> Arrays.stream(row).map(v -> v + 1e6).toArray())
                .toArray(double[][]::new);
        for (var measure : List.of(Dissimilarity.CORRELATION, Dissimilarity.EUCLIDEAN)) {
            Fixture.assertClose(
                    Rdms.of(Cases.layer(far), measure).values(),
                    Rdms.of(Cases.layer(near), measure).values(),
                    1e-12);
        }
    }

    @Test
    void constantPatternGivesNaNWithAllOthersAlone() {
        var rows = Cases.normal(4, 6, 1);
        Arrays.fill(rows[1], 0.1);
        for (var rdm : List.of(
                Rdms.correlation(Cases.layer(rows)),
                Rdms.of(Observations.of("x", Cases.ids(4), Cases.ids(4), rows), Dissimilarity.CORRELATION))) {
            for (int i = 0; i < 4; i++) {
                for (int j = i + 1; j < 4; j++) {
                    assertThat(Double.isNaN(rdm.at(i, j))).isEqualTo(i == 1 || j == 1);
                }
            }
        }
    }

    private static NeuralResponses responses(float[][] values, int trials) {
        var shown = IntStream.range(0, values.length)
                .mapToObj(p -> new Presentation("s" + p / trials, p % trials))
                .toList();
        var neurons = IntStream.range(0, values[0].length)
                .mapToObj(i -> new Neuron("n" + i, Region.IT, i % 2 == 0 ? "A" : "B"))
                .toList();
        return new NeuralResponses("recording", shown, neurons, List.of(new TimeBin(0, 100)), values, Cases.TEST);
    }

    @Test
    void trialsGiveNoiseAndFolds() {
        var values = new float[24][6];
        var random = new Random(2);
        for (int p = 0; p < 24; p++) {
            for (int j = 0; j < 6; j++) {
                values[p][j] = (float) ((p / 4) * (j % 3) + random.nextGaussian());
            }
        }
        var responses = responses(values, 4);
        assertThat(Rdms.crossnobis(responses).values()).hasSize(15).doesNotContain(Double.NaN);
        assertThat(Rdms.mahalanobis(responses).stimulusIds()).isEqualTo(responses.stimulusIds());
        assertThat(Rdms.perSubject(responses)).hasSize(2);
        assertThatThrownBy(() -> Rdms.crossnobis(responses.averaged()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("averaged()");
    }

    @Test
    void trialNeverRecordedIsLeftOut() {
        var values = new float[12][5];
        var random = new Random(2);
        for (var row : values) {
            for (int j = 0; j < 5; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        Arrays.fill(values[11], Float.NaN); // the last trial of the last stimulus
        var rdm = Rdms.of(responses(values, 3), Dissimilarity.EUCLIDEAN);
        assertThat(rdm.values()).doesNotContain(Double.NaN);
        assertThat(Rdms.crossEuclidean(Observations.of(responses(values, 3))).values())
                .doesNotContain(Double.NaN);
    }

    @Test
    void singularCovarianceIsRefused() {
        var seen = simulated(3, 2, 10, 1, 4);
        var noise = NoiseCovariance.of(seen, NoiseEstimator.SAMPLE);
        assertThatThrownBy(() -> Rdms.mahalanobis(seen, noise))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("singular")
                .hasMessageContaining("SHRUNK_TO_IDENTITY");
    }

    @Test
    void noiseOfSingleTrialsIsRefused() {
        var seen = simulated(5, 1, 4, 1, 4);
        assertThatThrownBy(() -> NoiseCovariance.of(seen, NoiseEstimator.VARIANCES))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("degree of freedom");
    }

    @Test
    void negativeCountsHaveNoPoissonDistance() {
        var seen = Observations.of("x", Cases.ids(3), Cases.ids(3), new double[][] {{1}, {2}, {-1}});
        assertThatThrownBy(() -> Rdms.poisson(seen, 1, 0.1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("-1");
    }

    @Test
    void tableMustBeSymmetric() {
        var ids = Cases.ids(3);
        var rdm = Rdms.of("judged", ids, new double[][] {{0, 1, 2}, {1, 0, 3}, {2, 3, 0}});
        assertThat(rdm.values()).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> Rdms.of("judged", ids, new double[][] {{0, 1, 2}, {4, 0, 3}, {2, 3, 0}}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("not symmetric");
        assertThatThrownBy(() -> Rdms.of("judged", ids, new double[][] {{1, 1, 2}, {1, 1, 3}, {2, 3, 1}}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("diagonal");
    }

    @Test
    void selectionReordersAndTakesSome() {
        var rdm = Cases.rdm("a", new double[] {1, 2, 3, 4, 5, 6});
        assertThat(Rdms.select(rdm, List.of("s3", "s0", "s2")).values()).containsExactly(3, 6, 2);
        assertThatThrownBy(() -> Rdms.select(rdm, List.of("s9")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("s9");
    }

    @Test
    void modelsOfStimulusParameters() {
        var stimuli = new PlainStimuli(
                4, Map.of("kind", List.of("a", "a", "b", "b"), "angle", List.of(0.0, 45.0, 90.0, 170.0)));
        assertThat(ModelRdms.category(stimuli, "kind").values()).containsExactly(0, 1, 1, 1, 1, 0);
        assertThat(ModelRdms.parameter(stimuli, "angle").values()).containsExactly(45, 90, 170, 45, 125, 80);
        assertThat(ModelRdms.circular(stimuli, "angle", 180).values()).containsExactly(45, 90, 10, 45, 55, 80);
        assertThatThrownBy(() -> ModelRdms.parameter(stimuli, "kind"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("category");
        var blocks = RdmBlocks.of(ModelRdms.parameter(stimuli, "angle"), stimuli.parameter("kind"));
        assertThat(blocks.within()).isEqualTo((45.0 + 80) / 2);
        assertThat(blocks.between()).isEqualTo((90.0 + 170 + 45 + 125) / 4);
        assertThat(blocks.means()[0][1]).isEqualTo(blocks.between());
    }

    private static NeuralResponses recorded(List<TimeBin> bins, float[][] values) {
        return new NeuralResponses(
                "counts",
                IntStream.range(0, values.length)
                        .mapToObj(p -> new Presentation("s" + p / 4, p % 4))
                        .toList(),
                List.of(new Neuron("a", Region.V1, "M"), new Neuron("b", Region.V1, "M")),
                bins,
                values,
                Cases.TEST);
    }

    @Test
    void poissonDistancesAreOfCountsInTheWholeWindow() {
        var random = new Random(6);
        var narrow = new float[24][10];
        var wide = new float[24][2];
        for (int p = 0; p < 24; p++) {
            for (int i = 0; i < 10; i++) {
                narrow[p][i] = random.nextInt(1 + p / 4);
                wide[p][i / 5] += narrow[p][i];
            }
        }
        var windowed = recorded(TimeBin.between(0, 100, 20), narrow).window(0, 100);
        Fixture.assertClose(
                Rdms.poisson(windowed).values(),
                Rdms.poisson(recorded(List.of(new TimeBin(0, 100)), wide)).values(),
                1e-5);
        var unknown = recorded(List.of(new TimeBin(0, 100, Double.NaN)), wide);
        assertThatThrownBy(() -> Rdms.poisson(unknown))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("counted over an unknown time");
    }

    /** Responses that go with contrast and nothing else would have been noise of that size. */
    @Test
    void conditionsOfAStimulusAreNoTrials() {
        var values = new float[16][2];
        var contrast = new ArrayList<Object>();
        for (int p = 0; p < 16; p++) {
            contrast.add(p % 4 < 2 ? 10.0 : 100.0);
            values[p][0] = p / 4 + (p % 4 < 2 ? 1 : 50) + 0.1f * (p % 2);
            values[p][1] = p % 3;
        }
        var seen = recorded(List.of(new TimeBin(0, 100)), values).withTables(Map.of("contrast", contrast), Map.of());
        assertThatThrownBy(() -> Rdms.mahalanobis(seen))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("8 averages for 4 stimuli")
                .hasMessageContaining("responses.where(");
        assertThat(Rdms.mahalanobis(seen.where("contrast", 10)).values()).hasSize(6);
    }
}
