package org.striate.analysis.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.striate.analysis.Fixture;
import org.striate.analysis.geometry.RdmInference.Resampling;
import org.striate.core.Rdm;
import org.striate.datasets.MatFile;
import org.striate.datasets.NumericArray;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** The 92 images of Kriegeskorte et al. 2008: rsatoolbox's numbers on real recordings. */
@Needs(Needs.What.REAL_DATA)
class KriegeskorteTest {

    private static final String FOLDER = "kriegeskorte2008/";
    private static final int STIMULI = 92;

    private static MatFile mat(String name) {
        return MatFile.load(Shared.realData(FOLDER + name));
    }

    private static JsonObject reference(String name) {
        return Fixture.json(Shared.realData(FOLDER + "reference-values.json")).getAsJsonObject(name);
    }

    private static Rdm square(String name, NumericArray... tables) {
        var mean = new double[STIMULI][STIMULI];
        for (var table : tables) {
            for (int i = 0; i < STIMULI; i++) {
                for (int j = 0; j < STIMULI; j++) {
                    mean[i][j] += table.at(i, j) / tables.length;
                }
            }
        }
        return Rdms.of(name, Cases.ids(STIMULI), mean);
    }

    private static List<Rdm> subjects() {
        var brains = mat("92_brainRDMs.mat");
        return IntStream.range(0, 4)
                .mapToObj(s -> square(
                        "human IT " + s,
                        brains.matrix("RDMs(" + s + ").RDM"),
                        brains.matrix("RDMs(" + (s + 4) + ").RDM")))
                .toList();
    }

    private static List<Rdm> models() {
        var models = mat("92_modelRDMs.mat");
        return IntStream.range(0, 8)
                .mapToObj(m -> square(models.text("Models(" + m + ").name"), models.matrix("Models(" + m + ").RDM")))
                .toList();
    }

    @Test
    void monkeyAndHumanItAreAsAlikeAsRsatoolboxSays() {
        var both = mat("Kriegeskorte_Neuron2008_supplementalData.mat");
        var monkey = Cases.rdm("monkey", both.matrix("RDMs_mIT_hIT_fig1(0).RDM").values());
        var human = Cases.rdm("human", both.matrix("RDMs_mIT_hIT_fig1(1).RDM").values());
        var expected = reference("compare_mIT_hIT");
        RdmComparisonTest.NAMES.forEach((comparison, name) -> assertThat(comparison.of(monkey, human))
                .as(name)
                .isCloseTo(expected.get(name).getAsDouble(), within(name.startsWith("bures") ? 1e-6 : 1e-10)));
    }

    @Test
    void modelsCeilingsAndTestsAreRsatoolboxs() {
        var subjects = subjects();
        var models = models();
        for (var entry : reference("eval_fixed").entrySet()) {
            var name = entry.getKey();
            var comparison = RdmComparisonTest.NAMES.entrySet().stream()
                    .filter(known -> known.getValue().equals(name))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
            var expected = entry.getValue().getAsJsonObject();
            var evaluation = RdmInference.standard()
                    .comparison(comparison)
                    .resampling(Resampling.NONE)
                    .fisherZ(false)
                    .compare(models, subjects);
            assertAll(evaluation.means(), expected, "mean", 1e-10);
            assertAll(evaluation.standardErrors(), expected, "sem", 1e-9);
            assertAll(evaluation.againstZero().p(), expected, "p_zero_t", 1e-8);
            assertAll(evaluation.againstCeiling().p(), expected, "p_noise_t", 1e-8);
            var ceiling = reference("noise_ceiling_4subjects").getAsJsonArray(name);
            assertThat(evaluation.ceiling().lower()).isCloseTo(ceiling.get(0).getAsDouble(), within(1e-10));
            assertThat(evaluation.ceiling().upper()).isCloseTo(ceiling.get(1).getAsDouble(), within(1e-10));
        }
    }

    private static void assertAll(double[] actual, JsonObject expected, String field, double tolerance) {
        var values = expected.getAsJsonArray(field);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("%s %d", field, i).isCloseTo(values.get(i).getAsDouble(), within(tolerance));
        }
    }

    @Test
    void bothDrawnAgainLeaveModelsAboveZero() {
        var evaluation = RdmInference.standard().draws(200).compare(models(), subjects());
        assertThat(evaluation.agreement().isReliable()).isTrue();
        assertThat(evaluation.models().get(0)).isEqualTo("animacy");
        assertThat(evaluation.intervals()[0].low()).isLessThan(evaluation.means()[0]);
        assertThat(evaluation.againstZero().q()[5]).isGreaterThan(0.05); // the V1 model
        assertThat(evaluation.reference()).isEqualTo("human IT");
    }

    private static double[][] patterns(String name, double scale) {
        return Arrays.stream(mat("simTruePatterns.mat").matrix(name).rows())
                .map(row -> Arrays.stream(row).map(v -> v / scale).toArray())
                .toArray(double[][]::new);
    }

    @Test
    void estimatorsOnSimulatedPatternsAreRsatoolboxs() {
        var a = patterns("simTruePatterns", 1e16);
        var b = patterns("simTruePatterns2", 1);
        var ids = Cases.ids(STIMULI);
        var single = Observations.of("a", ids, ids, a);
        var noise = NoiseCovariance.ofResiduals(b, NoiseEstimator.SHRUNK_CORRELATIONS);
        assertRdm(Rdms.of(single, Dissimilarity.EUCLIDEAN), "euclidean");
        assertRdm(Rdms.of(single, Dissimilarity.CORRELATION), "correlation");
        assertRdm(Rdms.mahalanobis(single, noise), "mahalanobis_prec_shrinkage_diag_of_patterns2");
        var absolute = Arrays.stream(a)
                .map(row -> Arrays.stream(row).map(Math::abs).toArray())
                .toArray(double[][]::new);
        assertRdm(Rdms.poisson(Observations.of("a", ids, ids, absolute), 1, 0.1), "poisson_on_abs");
        var runs = Observations.of(
                "ab",
                Stream.concat(ids.stream(), ids.stream()).toList(),
                IntStream.range(0, 2 * STIMULI).mapToObj(i -> i / STIMULI).toList(),
                Stream.concat(Arrays.stream(a), Arrays.stream(b)).toArray(double[][]::new));
        assertRdm(Rdms.crossEuclidean(runs), "crossnobis_2runs_identity");
        assertRdm(Rdms.crossnobis(runs, noise), "crossnobis_2runs_prec");
    }

    private static void assertRdm(Rdm rdm, String name) {
        var expected = reference("calc_rdm_simTruePatterns").getAsJsonObject(name);
        for (int i = 0; i < 5; i++) {
            double value = expected.getAsJsonArray("first5").get(i).getAsDouble();
            assertThat(rdm.values()[i]).as(name).isCloseTo(value, within(1e-9 * Math.abs(value)));
        }
        double sum = expected.get("sum").getAsDouble();
        assertThat(Arrays.stream(rdm.values()).sum()).as(name).isCloseTo(sum, within(1e-9 * sum));
    }

    @Test
    void noiseCovariancesOfResidualsAreRsatoolboxs() {
        var residuals = patterns("simTruePatterns2", 1);
        Map.of(
                        "diag", NoiseEstimator.VARIANCES,
                        "full", NoiseEstimator.SAMPLE,
                        "shrinkage_eye", NoiseEstimator.SHRUNK_TO_IDENTITY,
                        "shrinkage_diag", NoiseEstimator.SHRUNK_CORRELATIONS)
                .forEach((name, estimator) -> {
                    var expected =
                            reference("cov_from_residuals_of_simTruePatterns2").getAsJsonObject(name);
                    var values =
                            NoiseCovariance.ofResiduals(residuals, estimator).values();
                    assertThat(values[0]).isCloseTo(expected.get("c00").getAsDouble(), within(1e-10));
                    assertThat(values[1]).isCloseTo(expected.get("c01").getAsDouble(), within(1e-10));
                    assertThat(Arrays.stream(values).sum())
                            .isCloseTo(expected.get("sum").getAsDouble(), within(1e-8));
                });
    }

    /** Karush, Kuhn and Tucker: the error falls with no weight that is 0 and is flat in all others. */
    @Test
    void weightsAreTheLeastSquaresOnesThatAreNotNegative() {
        var models = models();
        var subjects = subjects();
        for (var measure : List.of(RdmComparison.PEARSON, RdmComparison.COSINE)) {
            var weighted = WeightedRdm.fit(models, subjects, measure);
            assertThat(Arrays.stream(weighted.weights()).map(w -> w * w).sum()).isCloseTo(1, within(1e-12));
            assertThat(Arrays.stream(weighted.weights()).min().orElseThrow()).isZero();
            double best = upper(weighted.rdm(), subjects, measure);
            for (int m = 0; m < models.size(); m++) {
                for (double change : new double[] {1e-3, -1e-3}) {
                    var weights = weighted.weights().clone();
                    weights[m] = Math.max(0, weights[m] + change);
                    assertThat(upper(sum(models, weights), subjects, measure)).isLessThanOrEqualTo(best + 1e-12);
                }
            }
        }
    }

    private static Rdm sum(List<Rdm> models, double[] weights) {
        var values = new double[models.get(0).values().length];
        for (int m = 0; m < weights.length; m++) {
            for (int k = 0; k < values.length; k++) {
                values[k] += weights[m] * models.get(m).values()[k];
            }
        }
        return Cases.rdm("sum", values);
    }

    /** The mean similarity with the subjects is that with their pool, but for a factor. */
    private static double upper(Rdm rdm, List<Rdm> subjects, RdmComparison measure) {
        return Arrays.stream(measure.ofEach(rdm, subjects)).average().orElseThrow();
    }
}
