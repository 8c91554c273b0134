package org.striate.analysis.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.analysis.Fixture;
import org.striate.analysis.geometry.RdmInference.Resampling;
import org.striate.analysis.geometry.RdmInference.Testing;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.Rdm;
import org.striate.datasets.Npz;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Ceilings, draws and tests against rsatoolbox 0.3.2, recordings with and without a signal, and closed forms. */
class RdmInferenceTest {

    @ParameterizedTest
    @ValueSource(strings = {"rsa_s5_n8", "rsa_s8_n12_ties"})
    @Needs(Needs.What.FIXTURES)
    void ceilingsAndSimilaritiesAreRsatoolboxs(String name) {
        var fixture = Fixture.load("ceiling/" + name);
        var subjects = Cases.rdms(fixture.rows("in_rdms"));
        var model = Cases.rdm("model", fixture.values("in_model"));
        RdmComparisonTest.NAMES.forEach((comparison, reference) -> {
            if (reference.startsWith("bures")) {
                return;
            }
            var ceiling = Rdms.noiseCeiling(subjects, comparison);
            assertThat(ceiling.lower())
                    .as(reference)
                    .isCloseTo(fixture.scalar("ceiling_lower_" + reference), within(1e-10));
            assertThat(ceiling.upper())
                    .as(reference)
                    .isCloseTo(fixture.scalar("ceiling_upper_" + reference), within(1e-10));
            var each =
                    subjects.stream().mapToDouble(s -> comparison.of(model, s)).toArray();
            Fixture.assertClose(each, fixture.values("exp_model_" + reference), 1e-10);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa_s5_n8", "rsa_s8_n12_ties"})
    @Needs(Needs.What.FIXTURES)
    void drawnStimuliGiveRsatoolboxsSimilaritiesAndCeilings(String name) {
        var fixture = Fixture.load("ceiling/" + name);
        var subjects = Cases.rdms(fixture.rows("in_rdms"));
        var set = RdmSet.of(List.of(Cases.rdm("model", fixture.values("in_model"))), subjects);
        var each = new int[subjects.size()];
        Arrays.fill(each, 1);
        var buffers = new RdmSet.Buffers();
        for (var comparison : List.of(RdmComparison.SPEARMAN, RdmComparison.PEARSON, RdmComparison.KENDALL_TAU_A)) {
            var reference = RdmComparisonTest.NAMES.get(comparison);
            var drawn = fixture.arrays().array("in_boot_idx").rows();
            for (int draw = 0; draw < drawn.length; draw++) {
                var counts = new int[set.stimuli];
                Arrays.stream(drawn[draw]).forEach(i -> counts[(int) i]++);
                var seen = comparison.draw(set, counts, buffers);
                var similarities = IntStream.range(0, subjects.size())
                        .mapToDouble(s -> seen.similarity(s, subjects.size()))
                        .toArray();
                Fixture.assertClose(similarities, fixture.rows("exp_boot_" + reference)[draw], 1e-10);
                Fixture.assertClose(seen.ceiling(each), fixture.rows("exp_boot_ceiling_" + reference)[draw], 1e-10);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RdmComparison.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BURES", "BURES_METRIC", "NEGATIVE_RIEMANNIAN"})
    void subjectDrawnTwiceCountsTwiceInThePoolAndOnceInTheMean(RdmComparison comparison) {
        var random = new Random(4);
        var values = IntStream.range(0, 3)
                .mapToObj(s -> random.doubles(28).toArray())
                .toArray(double[][]::new);
        var set = RdmSet.of(List.of(), Cases.rdms(values));
        var drawn = set.whole(comparison).ceiling(new int[] {2, 1, 0});
        // Two copies of the first against the second, and the other way round.
        double one = comparison.of(Cases.rdm("a", values[0]), Cases.rdm("b", values[1]));
        assertThat(drawn[0]).isCloseTo(one, within(1e-12));
        assertThat(drawn[1]).isGreaterThan(one);
    }

    @Test
    @Needs(Needs.What.FIXTURES)
    void testsOverSubjectsAreRsatoolboxs() {
        var fixture = Fixture.load("ceiling/rsa_s5_n8");
        var evaluation = RdmInference.standard()
                .comparison(RdmComparison.PEARSON)
                .resampling(Resampling.NONE)
                .fisherZ(false)
                .compare(List.of(Cases.rdm("model", fixture.values("in_model"))), Cases.rdms(fixture.rows("in_rdms")));
        assertThat(evaluation.means()[0]).isCloseTo(fixture.scalar("eval_fixed_mean"), within(1e-12));
        assertThat(evaluation.standardErrors()[0]).isCloseTo(fixture.scalar("eval_fixed_sem"), within(1e-12));
        assertThat(evaluation.againstZero().p()[0]).isCloseTo(fixture.scalar("eval_fixed_test_zero_p"), within(1e-10));
        assertThat(evaluation.againstCeiling().p()[0])
                .isCloseTo(fixture.scalar("eval_fixed_test_noise_p"), within(1e-10));
    }

    private static List<Rdm> net2brain(String area) {
        var stack = Npz.load(Shared.realData("net2brain-78/fmri_" + area + "_RDMs.npz"))
                .array("arr_0");
        var cells = stack.values();
        return IntStream.range(0, 15)
                .mapToObj(s -> Rdms.of(area + " " + s, Cases.ids(78), table(cells, s)))
                .toList();
    }

    private static double[][] table(double[] cells, int subject) {
        var table = new double[78][78];
        for (int i = 0; i < 78; i++) {
            System.arraycopy(cells, (subject * 78 + i) * 78, table[i], 0, 78);
        }
        return table;
    }

    @ParameterizedTest
    @ValueSource(strings = {"IT", "EVC"})
    @Needs(Needs.What.REAL_DATA)
    void subjectsThatDoNotAgreeMakeNothingSignificant(String area) {
        var models = List.of("layer3.1.conv2", "layer4.1.bn2").stream()
                .map(name -> {
                    var cells = Npz.load(Shared.realData("net2brain-78/rdm_resnet18_" + name + ".npz"))
                            .array("arr_0")
                            .values();
                    return Rdms.of(name, Cases.ids(78), table(cells, 0));
                })
                .toList();
        var evaluation = RdmInference.standard().draws(200).compare(models, net2brain(area));
        // scipy 1.17, over the mean of the subjects' ranks.
        assertThat(evaluation.ceiling().lower())
                .isCloseTo(area.equals("IT") ? 0.006414152475502783 : 0.018001225061089796, within(1e-12));
        assertThat(evaluation.ceiling().upper())
                .isCloseTo(area.equals("IT") ? 0.25607564836330515 : 0.2609297475154764, within(1e-12));
        assertThat(evaluation.agreement().isReliable()).isFalse();
        assertThat(evaluation.agreement().p()).isGreaterThan(0.1);
        assertThat(evaluation.conclusion()).startsWith("No reliable group signal: the 15 subjects do not agree");
        assertThat(evaluation.isSignificant(0) || evaluation.isSignificant(1)).isFalse();
        assertThat(evaluation.isDifferent(0, 1)).isFalse();
        assertThat(evaluation.toHtml()).contains("No reliable group signal");
    }

    /** Sixteen subjects with one common structure; a model that has it and one that has nothing of it. */
    private static RdmEvaluation simulated(RdmInference inference) {
        var random = new Random(8);
        var truth = random.doubles(190).toArray();
        var subjects = Cases.rdms(IntStream.range(0, 16)
                .mapToObj(s -> Arrays.stream(truth)
                        .map(v -> v + 0.5 * random.nextGaussian())
                        .toArray())
                .toArray(double[][]::new));
        var models = List.of(
                Cases.rdm("true", truth), Cases.rdm("other", random.doubles(190).toArray()));
        return inference.compare(models, subjects);
    }

    @ParameterizedTest
    @EnumSource(Resampling.class)
    void trueModelIsFoundAndAnUnrelatedOneIsNot(Resampling resampling) {
        var evaluation =
                simulated(RdmInference.standard().resampling(resampling).draws(300));
        assertThat(evaluation.isSignificant(0)).isTrue();
        assertThat(evaluation.isSignificant(1)).isFalse();
        assertThat(evaluation.isDifferent(0, 1)).isTrue();
        assertThat(evaluation.agreement().isReliable()).isTrue();
        assertThat(evaluation.conclusion()).contains("subjects agree").contains("1 of 2 models");
        var interval = evaluation.intervals()[0];
        assertThat(evaluation.means()[0]).isBetween(interval.low(), interval.high());
    }

    @Test
    void drawingBothVariesMoreThanEitherAlone() {
        double both = simulated(RdmInference.standard().draws(400)).standardErrors()[0];
        double stimuli = simulated(RdmInference.standard().draws(400).resampling(Resampling.STIMULI))
                .standardErrors()[0];
        double subjects = simulated(RdmInference.standard().draws(400).resampling(Resampling.SUBJECTS))
                .standardErrors()[0];
        assertThat(both).isGreaterThanOrEqualTo(stimuli * 0.999).isGreaterThanOrEqualTo(subjects * 0.999);
    }

    /** The variance of a mean needs no bootstrap: draws of subjects must find it. */
    @Test
    void drawnSubjectsGiveTheStandardErrorOfAMean() {
        var drawn = simulated(RdmInference.standard().draws(4000).resampling(Resampling.SUBJECTS));
        var formula =
                simulated(RdmInference.standard().resampling(Resampling.NONE).fisherZ(false));
        assertThat(drawn.standardErrors()[0])
                .isCloseTo(formula.standardErrors()[0], within(0.05 * formula.standardErrors()[0]));
    }

    @ParameterizedTest
    @EnumSource(Testing.class)
    void everyTestTellsTrueFromUnrelated(Testing testing) {
        var evaluation = simulated(RdmInference.standard().draws(300).testing(testing));
        assertThat(evaluation.againstZero().p()[0]).isLessThan(0.01);
        assertThat(evaluation.isSignificant(1)).isFalse();
        assertThat(evaluation.pairwise().p()[0]).isLessThan(0.01);
        assertThat(evaluation.againstZero().p()[0])
                .isGreaterThanOrEqualTo(testing == Testing.BOOTSTRAP ? 1 / 300.0 : 0);
    }

    @Test
    void sameSeedGivesTheSameDraws() {
        var inference = RdmInference.standard().draws(50);
        assertThat(simulated(inference).standardErrors())
                .isEqualTo(simulated(inference).standardErrors());
        assertThat(simulated(inference.seed(2)).standardErrors())
                .isNotEqualTo(simulated(inference).standardErrors());
    }

    @Test
    void modelThatLacksPairsIsComparedOverTheOthersAlone() {
        var random = new Random(8);
        var truth = random.doubles(45).toArray();
        var subjects = Cases.rdms(IntStream.range(0, 4)
                .mapToObj(s -> Arrays.stream(truth)
                        .map(v -> v + 0.2 * random.nextGaussian())
                        .toArray())
                .toArray(double[][]::new));
        var lacking = truth.clone();
        Arrays.fill(lacking, 0, 9, Double.NaN); // the first stimulus
        var nothing = new double[45];
        Arrays.fill(nothing, Double.NaN);
        var models = List.of(Cases.rdm("whole", truth), Cases.rdm("lacking", lacking), Cases.rdm("none", nothing));
        var evaluation = RdmInference.standard().draws(20).compare(models, subjects);
        assertThat(evaluation.perSubject()[1][0]).isEqualTo(RdmComparison.SPEARMAN.of(models.get(1), subjects.get(0)));
        assertThat(evaluation.perSubject()[0][0]).isEqualTo(RdmComparison.SPEARMAN.of(models.get(0), subjects.get(0)));
        assertThat(evaluation.ceiling()).isEqualTo(Rdms.noiseCeiling(subjects, RdmComparison.SPEARMAN));
        assertThat(evaluation.means()[2]).isNaN();
        assertThat(evaluation.againstZero().p()[2]).isNaN();
        assertThat(evaluation.isSignificant(2)).isFalse();
    }

    @Test
    void oneSubjectIsSaidToLeaveReliabilityOpen() {
        var random = new Random(1);
        var subject = Cases.rdm("one", random.doubles(66).toArray());
        var evaluation = RdmInference.standard()
                .draws(50)
                .compare(List.of(Cases.rdm("m", random.doubles(66).toArray())), List.of(subject));
        assertThat(evaluation.ceiling().lower()).isNaN();
        assertThat(evaluation.conclusion()).contains("One subject");
        assertThat(evaluation.againstZero().p()[0]).isBetween(0.0, 1.0);
        assertThat(Rdms.noiseCeiling(List.of(subject), RdmComparison.PEARSON).upper())
                .isNaN();
    }

    /** By definition p is below 0.05 in 5 % of cases; three standard errors of 400 cases are 3.3 %. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 8})
    void unrelatedSubjectsSeldomSeemToAgree(int count) {
        var model = Cases.rdm("m", new Random(5).doubles(66).toArray());
        var inference = RdmInference.standard().resampling(Resampling.NONE);
        long found = IntStream.range(0, 400)
                .filter(i -> {
                    var subjects = IntStream.range(0, count)
                            .mapToObj(s ->
                                    Rdms.of(Cases.layer(Cases.normal(12, 30, 1000L * i + s)), Dissimilarity.EUCLIDEAN))
                            .toList();
                    return inference
                            .compare(List.of(model), subjects)
                            .agreement()
                            .isReliable();
                })
                .count();
        assertThat(found / 400.0).isBetween(0.02, 0.083);
    }

    @Test
    void twoSubjectsCannotTellWhetherTheyAgree() {
        var random = new Random(1);
        var values = random.doubles(66).toArray();
        var near = Arrays.stream(values).map(v -> v + 0.1 * random.nextGaussian());
        var evaluation = RdmInference.standard()
                .draws(50)
                .compare(List.of(Cases.rdm("m", values)), Cases.rdms(new double[][] {values, near.toArray()}));
        assertThat(evaluation.agreement().isKnown()).isFalse();
        assertThat(evaluation.agreement().p()).isNaN();
        assertThat(evaluation.agreement().isReliable()).isFalse();
        assertThat(evaluation.conclusion())
                .startsWith("Two subjects: whether they agree cannot be judged")
                .contains("1 of 1 models are above 0", "1 cannot be told from the ceiling's lower bound");
    }

    /** A model as near to every subject as the others are, by orthogonal contrasts of six pairs. */
    @Test
    void modelThatIsAsNearAsTheOthersDoesNotMissTheCeiling() {
        double half = Math.sqrt(0.5);
        var axes = new double[][] {
            {half, -half, 0, 0, 0, 0},
            {0, 0, half, -half, 0, 0},
            {0, 0, 0, 0, half, -half},
            {0.5, 0.5, -0.5, -0.5, 0, 0}
        };
        var places = new double[][] {
            {1, 0, 0, 0}, {0.95, Math.sqrt(1 - 0.9025), 0, 0}, {0.2, 0.3, Math.sqrt(1 - 0.04 - 0.09), 0}
        };
        var near = new double[4]; // coordinate by coordinate
        for (int s = 0; s < 3; s++) {
            var others = new double[4];
            for (int t = 0; t < 3; t++) {
                for (int k = 0; k < 4 && t != s; k++) {
                    others[k] += places[t][k];
                }
            }
            double target = dot(others, places[s]) / Math.sqrt(dot(others, others));
            near[s] = (target - dot(near, places[s])) / places[s][s];
        }
        near[3] = Math.sqrt(1 - dot(near, near));
        var subjects = Cases.rdms(
                Arrays.stream(places).map(place -> along(axes, place)).toArray(double[][]::new));
        var evaluation = RdmInference.standard()
                .comparison(RdmComparison.PEARSON)
                .resampling(Resampling.NONE)
                .compare(List.of(Cases.rdm("m", along(axes, near))), subjects);
        assertThat(evaluation.perSubject()[0])
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(evaluation.agreement().perSubject());
        assertThat(evaluation.againstCeiling().p()[0]).isCloseTo(1, within(1e-9));
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(k -> a[k] * b[k]).sum();
    }

    private static double[] along(double[][] axes, double[] place) {
        return IntStream.range(0, axes[0].length)
                .mapToDouble(i -> IntStream.range(0, axes.length)
                        .mapToDouble(k -> place[k] * axes[k][i])
                        .sum())
                .toArray();
    }

    @Test
    void cosineIsNotTestedAgainstZero() {
        var evaluation = simulated(
                RdmInference.standard().comparison(RdmComparison.COSINE).draws(50));
        assertThat(evaluation.isSignificant(0)).isFalse();
        assertThat(evaluation.conclusion()).contains("unrelated RDMs is not 0");
        assertThat(evaluation.agreement().measure()).isEqualTo(RdmComparison.PEARSON);
    }

    @Test
    void measureWithoutCopiesDrawsSubjectsAlone() {
        var evaluation = simulated(
                RdmInference.standard().comparison(RdmComparison.BURES).draws(20));
        assertThat(evaluation.standardErrors()[0]).isPositive();
        assertThatThrownBy(() -> simulated(
                        RdmInference.standard().comparison(RdmComparison.BURES).resampling(Resampling.STIMULI)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("SUBJECTS");
    }

    @Test
    void whitenedMeasuresAreDrawnToo() {
        var evaluation = simulated(RdmInference.standard()
                .comparison(RdmComparison.WHITENED_CORRELATION)
                .draws(20));
        assertThat(evaluation.isSignificant(0)).isTrue();
    }

    @Test
    void interruptEndsTheBootstrap() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> simulated(RdmInference.standard())).isInstanceOf(Progress.Interrupted.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void subjectsThatAreTheSameAgreeAndModelsThatAreTheSameDoNotDiffer() {
        var values = new Random(2).doubles(45).toArray();
        var subjects = Cases.rdms(new double[][] {values, values.clone(), values.clone()});
        var models = List.of(Cases.rdm("a", values), Cases.rdm("b", values.clone()));
        for (var testing : List.of(Testing.T, Testing.BOOTSTRAP)) {
            var evaluation = RdmInference.standard().testing(testing).draws(50).compare(models, subjects);
            assertThat(evaluation.agreement().isReliable()).isTrue();
            assertThat(evaluation.pairwise().p()[0]).isEqualTo(1);
            assertThat(evaluation.isDifferent(0, 1)).isFalse();
        }
    }

    @Test
    void subjectWithoutAnyDissimilarityIsRefused() {
        var nothing = new double[6];
        Arrays.fill(nothing, Double.NaN);
        var one = Cases.rdm("a", new double[] {1, 2, 3, 4, 5, 6});
        assertThatThrownBy(() -> RdmInference.standard().compare(List.of(one), List.of(one, Cases.rdm("b", nothing))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no pair of stimuli");
    }

    @Test
    void givenDrawsAreTaken() {
        var random = new Random(3);
        var subjects = Cases.rdms(
                new double[][] {random.doubles(28).toArray(), random.doubles(28).toArray()});
        var model = Cases.rdm("m", random.doubles(28).toArray());
        var evaluation = RdmInference.standard()
                .drawn(new int[][] {{0, 1, 2, 3, 4, 5, 6, 7}, {0, 0, 1, 1, 1, 0, 1, 0}})
                .compare(List.of(model), subjects);
        assertThat(evaluation.draws()[0][0]).isCloseTo(evaluation.means()[0], within(1e-12));
        assertThat(evaluation.draws()[0][1]).isCloseTo(evaluation.ceiling().lower(), within(1e-12));
        assertThat(evaluation.draws()[1]).containsOnly(Double.NaN); // two different stimuli
        assertThatThrownBy(() ->
                        RdmInference.standard().drawn(new int[][] {{8}, {1}}).compare(List.of(model), subjects))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("stimulus 8");
    }

    @Test
    void randomDrawsReplaceGivenOnes() {
        var random = new Random(3);
        var subjects = Cases.rdms(
                new double[][] {random.doubles(28).toArray(), random.doubles(28).toArray()});
        var model = List.of(Cases.rdm("m", random.doubles(28).toArray()));
        var given = RdmInference.standard().drawn(new int[][] {{0, 1, 2, 3}, {4, 5, 6, 7}});
        var plain = RdmInference.standard().resampling(Resampling.STIMULI).draws(20);
        assertThat(given.draws(20).compare(model, subjects).draws())
                .isDeepEqualTo(plain.compare(model, subjects).draws());
    }

    /** rsatoolbox's eval_fixed is {@code compare(model, subject)}, and one measure is not symmetric. */
    @Test
    void modelIsComparedWithSubjectsAndNotTheyWithIt() {
        int n = 6;
        var subjects = IntStream.range(0, 3)
                .mapToObj(s -> Rdms.of(Cases.layer(Cases.normal(n, 20, s)), Dissimilarity.EUCLIDEAN))
                .toList();
        var category = new double[n * (n - 1) / 2];
        Arrays.setAll(category, k -> k % 2); // as of a category: no patterns have it
        for (var model : List.of(
                Cases.rdm("category", category),
                Rdms.of(Cases.layer(Cases.normal(n, 20, 9)), Dissimilarity.EUCLIDEAN))) {
            var comparison = RdmComparison.NEGATIVE_RIEMANNIAN;
            double mean = subjects.stream()
                    .mapToDouble(subject -> comparison.of(model, subject))
                    .average()
                    .orElseThrow();
            assertThat(mean).isNotNaN();
            var few = RdmInference.standard().comparison(comparison).draws(5);
            assertThat(few.compare(List.of(model), subjects).means()[0]).isCloseTo(mean, within(1e-12));
        }
    }

    @Test
    void emptyListsAreRefused() {
        var one = List.of(Cases.rdm("a", new double[] {1, 2, 3}));
        assertThatThrownBy(() -> RdmInference.standard().compare(List.of(), one))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Rdms.layers(network, stimuli)");
        assertThatThrownBy(() -> RdmInference.standard().compare(one, List.of()))
                .isInstanceOf(BadInput.class);
    }

    /** Worked by hand: 0.01 x 4, 0.02 x 4 / 2, 0.03 x 4 / 3, 0.5. */
    @Test
    void correctionsForSeveralTests() {
        var p = new double[] {0.03, 0.01, Double.NaN, 0.5, 0.02};
        assertThat(PValues.falseDiscoveryRate(p))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.04, 0.04, Double.NaN, 0.5, 0.04);
        assertThat(PValues.bonferroni(p))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.12, 0.04, Double.NaN, 1, 0.08);
    }

    /** scipy 1.17: wilcoxon([1, 2, -3, 4, 5, 6]). */
    @Test
    void signedRankTestIsScipys() {
        assertThat(PValues.signedRank(new double[] {1, 2, -3, 4, 5, 6, 0})).isCloseTo(0.15625, within(1e-12));
    }
}
