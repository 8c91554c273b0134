package org.striate.analysis.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.analysis.Fixture;
import org.striate.analysis.linear.Gram;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Rdm;
import org.striate.core.Region;
import org.striate.core.TimeBin;

/** Geometry at the edge: the number of NumPy 1.24 or SciPy 1.10, a stated NaN, or one sentence. */
class DegenerateGeometryTest {

    private static final double NONE = Double.NaN;

    /** {@code sin(1.7 (i + 1) (j + 1) + 0.3 j + shift)}. */
    private static double[][] wave(int n, int p, double shift) {
        var rows = new double[n][p];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                rows[i][j] = Math.sin(1.7 * (i + 1) * (j + 1) + 0.3 * j + shift);
            }
        }
        return rows;
    }

    private static Observations seen(double[][] rows, double scale) {
        var scaled = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(v -> scale * v).toArray())
                .toArray(double[][]::new);
        return Observations.of("Gesehen", Cases.ids(rows.length), Cases.ids(rows.length), scaled);
    }

    /** {@code pdist(x, "sqeuclidean") / p}, {@code "correlation"}, {@code "cosine"}, the first and the last pair. */
    @ParameterizedTest
    @CsvSource({
        "2, 5, EUCLIDEAN, 0.6878007690533263, 0.6878007690533263",
        "2, 5, CORRELATION, 0.6203040102484887, 0.6203040102484887",
        "2, 5, COSINE, 0.6347089849551357, 0.6347089849551357",
        "3, 2, EUCLIDEAN, 1.5700565359611467, 1.5185345557611332",
        "3, 2, CORRELATION, 2, 0",
        "3, 2, COSINE, 1.7364904726299866, 1.4102191510026927",
        "4, 5, EUCLIDEAN, 0.6878007690533263, 1.8546844644342386",
        "4, 5, CORRELATION, 0.6203040102484887, 1.8338672622892798",
        "4, 5, COSINE, 0.6347089849551357, 1.7410137910989854",
    })
    void distancesOfFewStimuliAtAnyScaleAreSciPys(int n, int p, Dissimilarity measure, double first, double last) {
        for (double scale : new double[] {1, 1e-150, 1e-80, 1e80, 1e150}) {
            double unit = measure == Dissimilarity.EUCLIDEAN ? scale * scale : 1;
            var values = Rdms.of(seen(wave(n, p, 0), scale), measure).values();
            assertThat(values[0] / unit).as("scale %g", scale).isCloseTo(first, within(1e-12));
            assertThat(values[values.length - 1] / unit).isCloseTo(last, within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource(Dissimilarity.class)
    void oneStimulusHasNoPairsAndOneUnitNoCorrelation(Dissimilarity measure) {
        assertThat(Rdms.of(seen(wave(1, 4, 0), 1), measure).values()).isEmpty();
        var single = Rdms.of(seen(wave(4, 1, 0), 1), measure).values();
        if (measure == Dissimilarity.CORRELATION) {
            assertThat(single).containsOnly(NONE);
        } else {
            assertThat(single).doesNotContain(NONE);
        }
    }

    @ParameterizedTest
    @EnumSource(Dissimilarity.class)
    void stimulusWithoutANumberIsNaNWithEveryOther(Dissimilarity measure) {
        for (double bad : new double[] {NONE, Double.POSITIVE_INFINITY}) {
            var rows = wave(4, 5, 0);
            rows[1][2] = bad;
            for (var rdm : List.of(Rdms.of(seen(rows, 1), measure), Rdms.of(Cases.layer(rows), measure))) {
                for (int i = 0; i < 4; i++) {
                    for (int j = i + 1; j < 4; j++) {
                        assertThat(Double.isNaN(rdm.at(i, j))).isEqualTo(i == 1 || j == 1);
                    }
                }
            }
        }
    }

    @Test
    void equalStimuliAreNoDistanceApart() {
        var rows = wave(3, 50, 0);
        rows[2] = rows[0].clone();
        for (var measure : Dissimilarity.values()) {
            assertThat(Rdms.of(seen(rows, 1), measure).at(0, 2)).isCloseTo(0, within(1e-15));
            assertThat(Rdms.of(Cases.layer(rows), measure).at(0, 2)).isCloseTo(0, within(1e-12));
        }
    }

    /** HSIC ratios and the nuclear norm, written out in NumPy. */
    @ParameterizedTest
    @CsvSource({
        "3, CKA, 0.6575978910740615",
        "4, CKA, 0.7660044796040031",
        "6, CKA, 0.6423563864686884",
        "4, DEBIASED_CKA, 0.9295085531040894",
        "6, DEBIASED_CKA, 0.15187264850438598",
        "4, BRAIN_SCORE_CKA, 0.9295085531040894",
        "6, BRAIN_SCORE_CKA, 0.15187264850438598",
        "3, PROCRUSTES, 0.8798722775730916",
        "4, PROCRUSTES, 0.9112956823939482",
        "6, PROCRUSTES, 0.762902958520159",
        "3, PROCRUSTES_DISTANCE, 1.082706260629412",
        "4, PROCRUSTES_DISTANCE, 1.2149798083289984",
        "6, PROCRUSTES_DISTANCE, 2.560035846825534",
    })
    void similaritiesOfFewStimuliAtAnyScaleAreNumPys(int n, LayerSimilarity similarity, double expected) {
        for (double scale : new double[] {1, 1e-150, 1e-80, 1e80, 1e150}) {
            double unit = similarity == LayerSimilarity.PROCRUSTES_DISTANCE ? scale : 1;
            double found = similarity.of(seen(wave(n, 5, 0), scale), seen(wave(n, 3, 1), scale));
            assertThat(found / unit).as("scale %g", scale).isCloseTo(expected, within(1e-10));
            if (similarity != LayerSimilarity.PROCRUSTES_DISTANCE) {
                assertThat(similarity.of(seen(wave(n, 5, 0), scale), seen(wave(n, 3, 1), 1 / scale)))
                        .isCloseTo(expected, within(1e-10));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LayerSimilarity.class)
    void layerWithoutANumberIsLikeNone(LayerSimilarity similarity) {
        for (double bad : new double[] {NONE, Double.NEGATIVE_INFINITY}) {
            var rows = wave(5, 3, 0);
            rows[1][2] = bad;
            assertThat(similarity.of(seen(rows, 1), seen(wave(5, 3, 1), 1))).isNaN();
            assertThat(similarity.of(Cases.layer(rows), Cases.layer(wave(5, 3, 1))))
                    .isNaN();
        }
    }

    @ParameterizedTest
    @EnumSource(LayerSimilarity.class)
    void wideLayersOfFewStimuliAreLikeThemselves(LayerSimilarity similarity) {
        var wide = Cases.layer(wave(30, 50_000, 0));
        var turned = Cases.layer(Arrays.stream(wave(30, 50_000, 0))
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(j -> -row[row.length - 1 - j])
                        .toArray())
                .toArray(double[][]::new));
        double self = similarity.of(wide, turned);
        assertThat(self).isCloseTo(similarity == LayerSimilarity.PROCRUSTES_DISTANCE ? 0 : 1, within(1e-3));
    }

    @ParameterizedTest
    @EnumSource(LayerSimilarity.class)
    void tooFewStimuliAreNamed(LayerSimilarity similarity) {
        for (int n : new int[] {1, 2}) {
            assertThatThrownBy(() -> similarity.of(seen(wave(n, 3, 0), 1), seen(wave(n, 2, 1), 1)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining(n + " stimuli; expected at least");
        }
    }

    /** Eigenvalues of {@code np.cov}. */
    @Test
    void dimensionsOfFewStimuliAreNumPys() {
        var five = Gram.of(Cases.layer(wave(5, 7, 0)));
        assertThat(Dimensionality.participationRatio(five)).isCloseTo(3.0585300469984356, within(1e-6));
        Fixture.assertClose(
                Dimensionality.spectrum(five),
                new double[] {1.7004082475254503, 1.5213876710187832, 0.7047005544066289, 0.2780288506091042, 0},
                1e-6);
        assertThat(Dimensionality.participationRatio(Gram.of(Cases.layer(wave(3, 7, 0)))))
                .isCloseTo(1.7433134075035606, within(1e-6));
        assertThat(Dimensionality.participationRatio(Gram.of(Cases.layer(wave(2, 7, 0)))))
                .isCloseTo(1, within(1e-12));
        assertThat(Dimensionality.participationRatio(Gram.of(Cases.layer(wave(1, 7, 0)))))
                .isNaN();
        var bad = wave(4, 3, 0);
        bad[0][0] = Double.POSITIVE_INFINITY;
        assertThat(Dimensionality.participationRatio(Gram.of(Cases.layer(bad)))).isNaN();
        assertThat(Dimensionality.spectrum(Gram.of(Cases.layer(bad)))).containsOnly(NONE);
    }

    private static final double[] TIED = {1.5, -1, -1, 1.5, -0.5, -1, 1.5, 0, -1.5, 1};
    private static final double[] OTHER = {1, -3, 1, 2, -3, 0, 3, -3, -0.0, 3};

    private static double[] without(double[] values, int pair) {
        var some = values.clone();
        some[pair] = NONE;
        return some;
    }

    /** {@code scipy.stats}, over the pairs that both have; tau-a and rho-a by their definitions. */
    @ParameterizedTest
    @CsvSource({
        "PEARSON, 0.5954862696434013, 0.7211930414147619, 0",
        "SPEARMAN, 0.5777806892524314, 0.6792587173259473, 0",
        "KENDALL_TAU_B, 0.3846153846153846, 0.4490731195102494, 0",
        "KENDALL_TAU_A, 0.3333333333333333, 0.39285714285714285, 0",
        "RHO_A, 0.5515151515151515, 0.6428571428571429, 0",
        "COSINE, 0.5962641122874358, 0.6957010852370435, 0.8728715609439696",
    })
    void comparisonsWithTiesAndGapsAreSciPys(RdmComparison comparison, double ties, double gaps, double three) {
        for (double scale : new double[] {1, 1e-150, 1e150}) {
            var a = Arrays.stream(TIED).map(v -> v * scale).toArray();
            assertThat(comparison.of(Cases.rdm("a", a), Cases.rdm("b", OTHER)))
                    .as("scale %g", scale)
                    .isCloseTo(ties, within(1e-12));
        }
        assertThat(comparison.of(Cases.rdm("a", without(TIED, 2)), Cases.rdm("b", without(OTHER, 5))))
                .isCloseTo(gaps, within(1e-12));
        var infinite = without(TIED, 2);
        infinite[2] = Double.POSITIVE_INFINITY; // is as little known as NaN
        assertThat(comparison.of(Cases.rdm("a", infinite), Cases.rdm("b", without(OTHER, 5))))
                .isCloseTo(gaps, within(1e-12));
        assertThat(comparison.of(Cases.rdm("a", new double[] {1, 1, 2}), Cases.rdm("b", new double[] {3, 1, 2})))
                .isCloseTo(three, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(
            value = RdmComparison.class,
            names = {"PEARSON", "SPEARMAN", "KENDALL_TAU_A", "KENDALL_TAU_B", "RHO_A", "WHITENED_CORRELATION"})
    void onePairOfStimuliHasNoOrder(RdmComparison comparison) {
        var one = new double[] {1, NONE, NONE, NONE, NONE, NONE};
        assertThat(comparison.of(Cases.rdm("a", one), Cases.rdm("b", new double[] {1, 3, 2, 5, 4, 6})))
                .isNaN();
    }

    /** Bounds of subjects that never vary, and of one among them that does not. */
    @ParameterizedTest
    @ValueSource(strings = {"PEARSON", "SPEARMAN", "KENDALL_TAU_B", "WHITENED_CORRELATION"})
    void subjectWithoutVarianceLeavesTheCeilingUndefined(String name) {
        var comparison = RdmComparison.valueOf(name);
        var subjects = Cases.rdms(new double[][] {{1, 3, 2, 5, 4, 6}, {1, 2, 3, 4, 5, 6}, {3, 3, 3, 3, 3, 3}});
        assertThat(Rdms.noiseCeiling(subjects, comparison).lower()).isNaN();
        var evaluation = RdmInference.standard()
                .comparison(comparison)
                .draws(20)
                .compare(List.of(Cases.rdm("m", new double[] {1, 3, 2, 5, 4, 6})), subjects);
        assertThat(evaluation.isSignificant(0)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(NoiseEstimator.class)
    void noiseIsEstimatedAtAnyScale(NoiseEstimator estimator) {
        var stimuli = List.of("a", "b", "c", "a", "b", "c", "a", "b", "c");
        var folds = List.of(0, 0, 0, 1, 1, 1, 2, 2, 2);
        double[] expected = null;
        for (double scale : new double[] {1, 1e-150, 1e-80, 1e80, 1e150}) {
            var rows = Arrays.stream(wave(9, 3, 0))
                    .map(row -> Arrays.stream(row).map(v -> v * scale).toArray())
                    .toArray(double[][]::new);
            var seen = Observations.of("x", stimuli, folds, rows);
            var found =
                    Rdms.mahalanobis(seen, NoiseCovariance.of(seen, estimator)).values();
            expected = expected == null ? found : expected;
            Fixture.assertClose(found, expected, 1e-10);
        }
    }

    @Test
    void mapOfUnknownDistancesIsNamed() {
        var rdm = Cases.rdm("lückenhaft", new double[] {1, NONE, 2});
        assertThatThrownBy(() -> StimulusMap.scaling(rdm))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("lückenhaft");
    }

    @Test
    void neuronWithoutAValueIsNamedAndNotTheAverage() {
        var shown = IntStream.range(0, 6)
                .mapToObj(i -> new Presentation("s" + i % 3, i / 3))
                .toList();
        var rows = new float[6][3];
        for (int i = 0; i < 6; i++) {
            rows[i] = new float[] {(float) Math.sin(i), Float.NaN, (float) Math.cos(3 * i)};
        }
        var responses = new NeuralResponses(
                "Gemessen",
                shown,
                List.of(
                        new Neuron("a", Region.IT, "M"),
                        new Neuron("b", Region.IT, "M"),
                        new Neuron("c", Region.IT, "M")),
                List.of(new TimeBin(0, 1)),
                rows,
                Origin.of("test"));
        assertThatThrownBy(() -> NoiseCovariance.of(responses))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("noise of Gemessen: no value of b; expected")
                .hasMessageContaining("responses.without(\"b\")");
        var table = Observations.of("Tafel", List.of("x", "x"), List.of(0, 1), new double[][] {{1, NONE}, {2, NONE}});
        assertThatThrownBy(() -> NoiseCovariance.of(table, NoiseEstimator.VARIANCES))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("noise of Tafel: no value of channel 1; expected");
    }

    private static List<Rdm> nearly(double[][] patterns, int subjects) {
        return IntStream.range(0, subjects)
                .mapToObj(s -> {
                    var noise = Cases.normal(patterns.length, patterns[0].length, s);
                    var rows = new double[patterns.length][patterns[0].length];
                    for (int i = 0; i < rows.length; i++) {
                        for (int j = 0; j < rows[i].length; j++) {
                            rows[i][j] = patterns[i][j] + 0.3 * noise[i][j];
                        }
                    }
                    return Rdms.named(Rdms.of(seen(rows, 1), Dissimilarity.EUCLIDEAN), "subject " + s);
                })
                .toList();
    }

    /** Near is good: the best is the least, and the true model, within the ceiling, does not miss it. */
    @ParameterizedTest
    @EnumSource(RdmInference.Testing.class)
    void ofDistancesTheLeastIsBest(RdmInference.Testing testing) {
        var truth = Cases.normal(12, 20, 41);
        var good = Rdms.named(Rdms.of(seen(truth, 1), Dissimilarity.EUCLIDEAN), "good");
        var bad = Rdms.named(Rdms.of(seen(Cases.normal(12, 20, 42), 3), Dissimilarity.EUCLIDEAN), "bad");
        var found = RdmInference.standard()
                .comparison(RdmComparison.BURES_METRIC)
                .resampling(RdmInference.Resampling.SUBJECTS)
                .testing(testing)
                .draws(200)
                .compare(List.of(bad, good), nearly(truth, 6));
        assertThat(found.means()[1]).isLessThan(found.means()[0]);
        assertThat(found.toString()).contains("best good squared Bures metric");
        assertThat(found.ceiling().lower()).isLessThan(found.ceiling().upper());
        assertThat(found.means()[1]).isLessThan(found.ceiling().upper());
        assertThat(found.againstCeiling().p()[0]).isLessThan(0.05);
        if (testing == RdmInference.Testing.BOOTSTRAP) {
            assertThat(found.againstCeiling().p()[1]).isGreaterThan(0.5);
        }
        assertThat(found.conclusion()).contains("the ceiling's upper bound");
        assertThat(Rdms.noiseCeiling(nearly(truth, 6), RdmComparison.BURES_METRIC))
                .isEqualTo(found.ceiling());
    }

    @Test
    void layerIsNearestToItselfByProcrustesDistance() {
        var grams = List.of(Gram.of(Cases.layer(wave(9, 5, 0))), Gram.of(Cases.layer(wave(9, 7, 2))));
        for (var similarity : LayerSimilarity.values()) {
            var matrix = similarity.between(grams, grams);
            assertThat(List.of(matrix.best(0), matrix.best(1)))
                    .as(similarity.title())
                    .containsExactly(0, 1);
        }
    }

    @Test
    void modelWithoutAScoreIsNotTheBest() {
        var truth = Cases.normal(8, 6, 1);
        var constant = new double[28];
        Arrays.fill(constant, 1);
        var good = Rdms.named(Rdms.of(seen(truth, 1), Dissimilarity.EUCLIDEAN), "good");
        var found = RdmInference.standard()
                .draws(50)
                .compare(List.of(good, Cases.rdm("constant", constant)), nearly(truth, 4));
        assertThat(found.means()[1]).isNaN();
        assertThat(found.toString()).contains("best good");
    }

    /** No p where there is no mean: that of the other subjects would answer for all. */
    @ParameterizedTest
    @EnumSource(RdmInference.Testing.class)
    void subjectWithoutVarianceLeavesTestsUndone(RdmInference.Testing testing) {
        var truth = Cases.normal(8, 6, 1);
        var constant = new double[28];
        Arrays.fill(constant, 1);
        var subjects = new java.util.ArrayList<>(nearly(truth, 6));
        subjects.add(Cases.rdm("subject flat", constant));
        var models = List.of(
                Rdms.of(seen(truth, 1), Dissimilarity.EUCLIDEAN),
                Rdms.of(seen(Cases.normal(8, 6, 9), 1), Dissimilarity.EUCLIDEAN));
        for (var resampling : RdmInference.Resampling.values()) {
            if (resampling == RdmInference.Resampling.NONE && testing == RdmInference.Testing.BOOTSTRAP) {
                continue;
            }
            var found = RdmInference.standard()
                    .resampling(resampling)
                    .testing(testing)
                    .draws(100)
                    .compare(models, subjects);
            assertThat(found.means()).containsOnly(NONE);
            assertThat(found.againstZero().p()).as("%s", resampling).containsOnly(NONE);
            assertThat(found.againstCeiling().p()).as("%s", resampling).containsOnly(NONE);
            assertThat(found.pairwise().p()).as("%s", resampling).containsOnly(NONE);
            assertThat(found.intervals()[0].low()).as("%s", resampling).isNaN();
        }
        assertThatThrownBy(() -> WeightedRdm.fit(models, subjects, RdmComparison.PEARSON))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("RDM subject flat: the same dissimilarity for every pair; expected");
        assertThatThrownBy(() -> WeightedRdm.fit(
                        models, List.of(Cases.rdm("subject nought", new double[28])), RdmComparison.COSINE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("RDM subject nought: 0 for every pair; expected");
    }

    /** Three points on a line whose ends are further apart than both their ways: eigenvalues by hand. */
    @Test
    void sharesOfDistancesThatNoSpaceHasAreOfAllEigenvalues() {
        double way = 1;
        double ends = 9; // squared; 4 would be a line
        var map = StimulusMap.scaling(Cases.rdm("bent", new double[] {way, ends, way}));
        // B = -J D J / 2 has the eigenvectors (1, 0, -1) and (1, -2, 1).
        double first = ends / 2;
        double second = (2 * way - ends / 2) / 3;
        assertThat(map.explained()[0]).isCloseTo(first / (first - second), within(1e-12));
        assertThat(map.explained()[1]).isZero();
    }

    /** A level that all channels share is in no difference. */
    @Test
    void levelOfTheChannelsCostsCrossValidatedDistancesNoDigits() {
        var ids = IntStream.range(0, 12).mapToObj(i -> "s" + i / 4).toList();
        var folds = IntStream.range(0, 12).mapToObj(i -> i % 4).toList();
        var rows = Arrays.stream(Cases.normal(12, 6, 3))
                .map(row ->
                        Arrays.stream(row).map(v -> Math.rint(1024 * v) / 1024).toArray())
                .toArray(double[][]::new);
        var moved = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(v -> v + 1e8).toArray())
                .toArray(double[][]::new);
        var plain = Observations.of("x", ids, folds, rows);
        var high = Observations.of("x", ids, folds, moved);
        Fixture.assertClose(
                Rdms.crossEuclidean(high).values(), Rdms.crossEuclidean(plain).values(), 1e-6);
        var noise = NoiseCovariance.of(plain, NoiseEstimator.SHRUNK_TO_IDENTITY);
        Fixture.assertClose(
                Rdms.crossnobis(high, noise).values(),
                Rdms.crossnobis(plain, noise).values(),
                1e-6);
        var noises = java.util.Collections.nCopies(4, noise);
        Fixture.assertClose(
                Rdms.crossnobis(high, noises).values(),
                Rdms.crossnobis(plain, noises).values(),
                1e-6);
    }

    @Test
    void tableThatIsNotSymmetricIsRefusedBesideInfinityAndNaN() {
        for (double[][] table : new double[][][] {
            {{0, 1, 2}, {7, 0, Double.POSITIVE_INFINITY}, {2, Double.POSITIVE_INFINITY, 0}},
            {{0, NONE, 2}, {1, 0, 3}, {2, 3, 0}},
            {{0, 1, 2}, {NONE, 0, 3}, {2, 3, 0}},
            {{0, 1, 2}, {Double.POSITIVE_INFINITY, 0, 3}, {2, 3, 0}},
        }) {
            assertThatThrownBy(() -> Rdms.of("schief", Cases.ids(3), table))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("not symmetric: " + table[0][1] + " and " + table[1][0]);
        }
        var unknown =
                new double[][] {{0, NONE, 2}, {NONE, 0, Double.POSITIVE_INFINITY}, {2, Double.POSITIVE_INFINITY, 0}};
        assertThat(Rdms.of("known", Cases.ids(3), unknown).values()).containsExactly(NONE, 2, Double.POSITIVE_INFINITY);
    }

    @Test
    void residualsOfSeveralLengthsAreNamed() {
        for (double[][] rows : new double[][][] {{{1, 2}, {3}, {4, 5}}, {{1, 2}, {3, 4, 5}, {4, 5}}}) {
            assertThatThrownBy(() -> NoiseCovariance.ofResiduals(rows, NoiseEstimator.SAMPLE))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("noise of residuals: " + rows[1].length + " channels in row 1; expected 2");
        }
    }
}
