package org.striate.analysis.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.analysis.Fixture;
import org.striate.core.BadInput;
import org.striate.core.Rdm;
import org.striate.testing.Needs;

/** Against rsatoolbox 0.3.2, and properties that hold whatever the data. */
class RdmComparisonTest {

    static final Map<RdmComparison, String> NAMES = Map.of(
            RdmComparison.SPEARMAN, "spearman",
            RdmComparison.PEARSON, "corr",
            RdmComparison.COSINE, "cosine",
            RdmComparison.KENDALL_TAU_A, "tau-a",
            RdmComparison.KENDALL_TAU_B, "kendall",
            RdmComparison.RHO_A, "rho-a",
            RdmComparison.WHITENED_CORRELATION, "corr_cov",
            RdmComparison.WHITENED_COSINE, "cosine_cov",
            RdmComparison.BURES, "bures",
            RdmComparison.BURES_METRIC, "bures_metric");

    private static void assertEach(
            RdmComparison comparison, Fixture fixture, String expected, double[][] covariance, double tolerance) {
        var first = Cases.rdms(fixture.rows("in_rdms1"));
        var second = Cases.rdms(fixture.rows("in_rdms2"));
        var values = fixture.rows(expected);
        for (int i = 0; i < first.size(); i++) {
            for (int j = 0; j < second.size(); j++) {
                double similarity = covariance == null
                        ? comparison.of(first.get(i), second.get(j))
                        : comparison.of(first.get(i), second.get(j), covariance);
                assertThat(similarity)
                        .as("%s %d %d", expected, i, j)
                        .isCloseTo(values[i][j], within(tolerance * Math.max(1, Math.abs(values[i][j]))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"n7", "n7_ties", "n12", "nan_pairs", "embeddable_n6"})
    @Needs(Needs.What.FIXTURES)
    void comparisonsAreRsatoolboxs(String name) {
        var fixture = Fixture.load("compare/" + name);
        NAMES.forEach((comparison, reference) -> {
            if (fixture.arrays().containsKey("exp_" + reference)) {
                // Roots of eigenvalues that are 0 but for rounding differ by more.
                double tolerance = reference.startsWith("bures") ? 1e-7 : 1e-10;
                assertEach(comparison, fixture, "exp_" + reference, null, tolerance);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"n7", "n7_ties", "n12"})
    @Needs(Needs.What.FIXTURES)
    void patternCovarianceIsThatOfRsatoolboxsExactWhitening(String name) {
        var fixture = Fixture.load("compare/" + name);
        var diagonal = fixture.values("in_sigma_diag");
        var matrix = new double[diagonal.length][diagonal.length];
        for (int i = 0; i < diagonal.length; i++) {
            matrix[i][i] = diagonal[i];
        }
        assertEach(RdmComparison.WHITENED_COSINE, fixture, "exp_cosine_cov_sigma1", matrix, 1e-5);
        assertEach(RdmComparison.WHITENED_CORRELATION, fixture, "exp_corr_cov_sigma1", matrix, 1e-5);
        var full = fixture.rows("in_sigma_full");
        assertEach(RdmComparison.WHITENED_COSINE, fixture, "exp_cosine_cov_sigma2", full, 1e-5);
        assertEach(RdmComparison.WHITENED_CORRELATION, fixture, "exp_corr_cov_sigma2", full, 1e-5);
    }

    @Test
    @Needs(Needs.What.FIXTURES)
    void riemannianDistanceIsRsatoolboxs() {
        assertEach(
                RdmComparison.NEGATIVE_RIEMANNIAN,
                Fixture.load("compare/embeddable_n6"),
                "exp_neg_riem_dist",
                null,
                1e-4);
    }

    /** x' V^-1 y with V = (C C') squared, solved densely. */
    @Test
    void whitenedCosineWithMissingPairsIsThatOfTheRemainingCovariance() {
        int n = 6;
        var a = new Random(1).doubles(15, 0.1, 2).toArray();
        var b = new Random(2).doubles(15, 0.1, 2).toArray();
        a[3] = Double.NaN;
        b[7] = Double.NaN;
        var pairs = new ArrayList<int[]>();
        for (int i = 0, p = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++, p++) {
                if (p != 3 && p != 7) {
                    pairs.add(new int[] {i, j, p});
                }
            }
        }
        int m = pairs.size();
        var v = new double[m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                int shared = 0;
                for (int x = 0; x < 2; x++) {
                    for (int y = 0; y < 2; y++) {
                        shared += pairs.get(i)[x] == pairs.get(j)[y] ? x == y ? 1 : -1 : 0;
                    }
                }
                v[i * m + j] = shared * shared;
            }
        }
        var inverse = org.striate.analysis.linear.Decompositions.inverse(
                org.striate.analysis.linear.Decompositions.cholesky(v, m), m);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                ab += a[pairs.get(i)[2]] * inverse[i * m + j] * b[pairs.get(j)[2]];
                aa += a[pairs.get(i)[2]] * inverse[i * m + j] * a[pairs.get(j)[2]];
                bb += b[pairs.get(i)[2]] * inverse[i * m + j] * b[pairs.get(j)[2]];
            }
        }
        assertThat(RdmComparison.WHITENED_COSINE.of(Cases.rdm("a", a), Cases.rdm("b", b)))
                .isCloseTo(ab / Math.sqrt(aa * bb), within(1e-12));
    }

    /** Against the definitions, pair of pairs by pair of pairs. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void kendallCountsAsItsDefinitionDoes(long seed) {
        var random = new Random(seed);
        int n = 14;
        var a = random.ints(n * (n - 1) / 2, 0, seed % 2 == 0 ? 8 : 1000)
                .asDoubleStream()
                .toArray();
        var b = random.ints(a.length, 0, 30).asDoubleStream().toArray();
        long difference = 0;
        long untiedA = 0;
        long untiedB = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                difference += (long) (Math.signum(a[i] - a[j]) * Math.signum(b[i] - b[j]));
                untiedA += a[i] == a[j] ? 0 : 1;
                untiedB += b[i] == b[j] ? 0 : 1;
            }
        }
        var first = Cases.rdm("a", a);
        var second = Cases.rdm("b", b);
        double all = a.length * (a.length - 1) / 2.0;
        assertThat(RdmComparison.KENDALL_TAU_A.of(first, second))
                .as("seed %d", seed)
                .isEqualTo(difference / all);
        assertThat(RdmComparison.KENDALL_TAU_B.of(first, second))
                .as("seed %d", seed)
                .isCloseTo(difference / Math.sqrt((double) untiedA * untiedB), within(1e-14));
    }

    @ParameterizedTest
    @EnumSource(RdmComparison.class)
    void everyMeasureIsTheSameForStimuliInAnotherOrder(RdmComparison comparison) {
        long seed = 11;
        var seen = Observations.of("a", Cases.ids(7), Cases.ids(7), Cases.normal(7, 20, seed));
        var other = Observations.of("b", Cases.ids(7), Cases.ids(7), Cases.normal(7, 20, seed + 1));
        var a = Rdms.of(seen, Dissimilarity.EUCLIDEAN);
        var b = Rdms.of(other, Dissimilarity.EUCLIDEAN);
        var ids = new ArrayList<>(a.stimulusIds());
        Collections.shuffle(ids, new Random(seed));
        // The Riemannian distance is relative to the first stimulus, but independent of which that is.
        assertThat(comparison.of(Rdms.select(a, ids), b))
                .as("seed %d", seed)
                .isCloseTo(comparison.of(a, b), within(1e-6));
        assertThat(comparison.of(Rdms.select(a, ids), Rdms.select(b, ids)))
                .isCloseTo(comparison.of(a, b), within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(value = RdmComparison.class, mode = EnumSource.Mode.EXCLUDE, names = "NEGATIVE_RIEMANNIAN")
    void everyOtherMeasureIsSymmetric(RdmComparison comparison) {
        var ids = Cases.ids(10);
        var a = Rdms.of(Observations.of("a", ids, ids, Cases.normal(10, 20, 3)), Dissimilarity.EUCLIDEAN);
        var b = Rdms.of(Observations.of("b", ids, ids, Cases.normal(10, 20, 4)), Dissimilarity.EUCLIDEAN);
        assertThat(comparison.of(a, b)).isCloseTo(comparison.of(b, a), within(1e-7));
    }

    @ParameterizedTest
    @EnumSource(
            value = RdmComparison.class,
            names = {"SPEARMAN", "PEARSON", "KENDALL_TAU_A", "KENDALL_TAU_B", "RHO_A"})
    void shiftAndScaleOfAnRdmChangeNoCorrelation(RdmComparison comparison) {
        var values = new Random(5).doubles(45).toArray();
        var a = Cases.rdm("a", values);
        var shifted = Cases.rdm("c", Arrays.stream(values).map(v -> 3 * v - 7).toArray());
        var b = Cases.rdm("b", new Random(6).doubles(45).toArray());
        assertThat(comparison.of(shifted, b)).isCloseTo(comparison.of(a, b), within(1e-12));
        assertThat(comparison.of(a, shifted)).isCloseTo(1, within(1e-12));
    }

    @Test
    void constantRdmHasNoCorrelationAndNoTau() {
        var constant = Cases.rdm("constant", new double[] {0.1, 0.1, 0.1, 0.1, 0.1, 0.1});
        var other = Cases.rdm("other", new double[] {1, 2, 3, 4, 5, 6});
        for (var comparison : List.of(RdmComparison.SPEARMAN, RdmComparison.PEARSON, RdmComparison.KENDALL_TAU_B)) {
            assertThat(comparison.of(constant, other)).as("%s", comparison).isNaN();
        }
        // Ties broken at random agree with nothing on average.
        assertThat(RdmComparison.KENDALL_TAU_A.of(constant, other)).isZero();
        assertThat(RdmComparison.RHO_A.of(constant, other)).isZero();
    }

    @Test
    void rdmWithoutAnyValueGivesNaN() {
        var nothing = new double[6];
        Arrays.fill(nothing, Double.NaN);
        var other = Cases.rdm("other", new double[] {1, 2, 3, 4, 5, 6});
        for (var comparison : RdmComparison.values()) {
            assertThat(comparison.of(Cases.rdm("none", nothing), other))
                    .as("%s", comparison)
                    .isNaN();
        }
    }

    @Test
    void negativeZeroTiesWithZero() {
        var a = Cases.rdm("a", new double[] {0.0, -0.0, 1});
        var b = Cases.rdm("b", new double[] {1, 2, 3});
        assertThat(RdmComparison.KENDALL_TAU_A.of(a, b)).isEqualTo(2 / 3.0);
    }

    @Test
    void radixOrderIsThatOfSorting() {
        var random = new Random(9);
        requireOrder(random.doubles(5000, -1, 1)
                .map(v -> v < 0.1 ? Math.rint(v * 10) : v * 1e200)
                .toArray());
        requireOrder(random.doubles(300_000, 0.6, 1.1).toArray());
        requireOrder(random.doubles(50_000, 0.6, 1.1)
                .map(v -> v > 1.0999 ? 1e300 : Math.rint(v * 1000))
                .toArray());
        requireOrder(new double[] {-0.0, 0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 0.0});
        requireOrder(new double[] {Double.POSITIVE_INFINITY, -1, Double.NEGATIVE_INFINITY, Double.MAX_VALUE});
        requireOrder(new double[] {7, 7, 7});
        requireOrder(new double[0]);
    }

    private static void requireOrder(double[] values) {
        var expected = IntStream.range(0, values.length)
                .boxed()
                .sorted((i, j) -> Double.compare(values[i] + 0.0, values[j] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(Ranks.order(values)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-13, 1, 1e13})
    void weightsDoNotDependOnTheScaleOfTheRdms(double scale) {
        var models = Stream.of(new double[] {1, 1, 0.2}, new double[] {1, 0.5, 0}, new double[] {0.5, 1, 0})
                .map(values ->
                        Cases.rdm("m", Arrays.stream(values).map(v -> scale * v).toArray()))
                .toList();
        var subject = Cases.rdm("s", new double[] {1.5, 1.5, -0.05});
        var weighted = WeightedRdm.fit(models, List.of(subject), RdmComparison.COSINE);
        Fixture.assertClose(weighted.weights(), new double[] {0, Math.sqrt(0.5), Math.sqrt(0.5)}, 1e-9);
    }

    /** What does not count may lack pairs; the weight of the other is 1. */
    @Test
    void summandWithoutWeightLeavesNoGaps() {
        var values = new double[] {1, 2, 3, 4, 5, 7};
        var against = new double[] {6, 5, Double.NaN, 3, 2, 1};
        var models = List.of(Cases.rdm("along", values), Cases.rdm("against", against));
        var weighted = WeightedRdm.fit(models, List.of(Cases.rdm("s", values)), RdmComparison.PEARSON);
        assertThat(weighted.weights()).containsExactly(1, 0);
        assertThat(weighted.rdm().values()).containsExactly(values);
    }

    @Test
    void otherStimuliAreRefused() {
        var a = new Rdm("a", "", List.of("x", "y", "z"), new double[] {1, 2, 3}, Cases.TEST);
        var b = new Rdm("b", "", List.of("x", "y", "w"), new double[] {1, 2, 3}, Cases.TEST);
        assertThatThrownBy(() -> RdmComparison.SPEARMAN.of(a, b))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("RDM b")
                .hasMessageContaining("Rdms.select");
    }

    @Test
    void twoStimuliAreTooFew() {
        var pair = Cases.rdm("pair", new double[] {1});
        assertThatThrownBy(() -> RdmComparison.PEARSON.of(pair, pair))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("2 stimuli");
    }

    @Test
    void patternCovarianceMustFitTheMeasure() {
        var a = Cases.rdm("a", new double[] {1, 2, 3});
        assertThatThrownBy(() -> RdmComparison.SPEARMAN.of(a, a, new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("WHITENED_CORRELATION");
        assertThatThrownBy(() ->
                        RdmComparison.WHITENED_COSINE.of(a, a, new double[][] {{1, 2, 0}, {2, 1, 0}, {0, 0, 1}}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("not positive definite");
    }
}
