package org.striate.analysis.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.analysis.Fixture;
import org.striate.analysis.PlainStimuli;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Rdm;
import org.striate.core.UnitLayout;
import org.striate.testing.Needs;

/** Against rsatoolbox 0.3.2. */
@Needs(Needs.What.FIXTURES)
class RdmsTest {

    private static final Map<RdmComparison, String> NAMES = Map.of(
            RdmComparison.SPEARMAN, "spearman",
            RdmComparison.PEARSON, "corr",
            RdmComparison.COSINE, "cosine",
            RdmComparison.KENDALL_TAU_A, "tau-a");

    @ParameterizedTest
    @ValueSource(strings = {"n7", "n7_ties", "n12", "nan_pairs"})
    void comparisonsAreRsatoolboxs(String name) {
        var fixture = Fixture.load("compare/" + name);
        var first = fixture.rows("in_rdms1");
        var second = fixture.rows("in_rdms2");
        NAMES.forEach((comparison, reference) -> {
            var expected = fixture.rows("exp_" + reference);
            for (int i = 0; i < first.length; i++) {
                for (int j = 0; j < second.length; j++) {
                    assertThat(comparison.between(first[i], second[j]))
                            .as("%s %d %d", reference, i, j)
                            .isCloseTo(expected[i][j], within(1e-10));
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa_s5_n8", "rsa_s8_n12_ties"})
    void noiseCeilingsAreRsatoolboxs(String name) {
        var fixture = Fixture.load("ceiling/" + name);
        var subjects = rdms(fixture.rows("in_rdms"));
        NAMES.forEach((comparison, reference) -> {
            var ceiling = Rdms.noiseCeiling(subjects, comparison);
            assertThat(ceiling.lower()).isCloseTo(fixture.scalar("ceiling_lower_" + reference), within(1e-10));
            assertThat(ceiling.upper()).isCloseTo(fixture.scalar("ceiling_upper_" + reference), within(1e-10));
            var model =
                    new Rdm("model", "", subjects.get(0).stimulusIds(), fixture.values("in_model"), Origin.of("test"));
            var score = Rdms.compare(List.of(model), subjects, comparison).get(0);
            Fixture.assertClose(score.perSubject(), fixture.values("exp_model_" + reference), 1e-10);
        });
    }

    @Test
    void drawnRanksAreThoseOfTheExpandedSample() {
        var fixture = Fixture.load("ceiling/rsa_s8_n12_ties");
        var rdms = fixture.rows("in_rdms");
        var drawn = fixture.arrays().array("in_boot_idx").rows();
        var expected = fixture.rows("exp_boot_spearman");
        var model = fixture.values("in_model");
        for (int draw = 0; draw < drawn.length; draw++) {
            var weights = weights(drawn[draw], 12);
            for (int subject = 0; subject < rdms.length; subject++) {
                double similarity = RdmComparison.SPEARMAN.similarity(
                        Ranks.average(model, weights, Ranks.order(model)),
                        Ranks.average(rdms[subject], weights, Ranks.order(rdms[subject])),
                        weights);
                assertThat(similarity).isCloseTo(expected[draw][subject], within(1e-10));
            }
        }
    }

    private static double[] weights(double[] drawn, int n) {
        var counts = new double[n];
        Arrays.stream(drawn).forEach(i -> counts[(int) i]++);
        return IntStream.range(0, n)
                .boxed()
                .flatMapToDouble(i -> IntStream.range(i + 1, n).mapToDouble(j -> counts[i] * counts[j]))
                .toArray();
    }

    private static List<Rdm> rdms(double[][] values) {
        return Arrays.stream(values)
                .map(v -> {
                    int n = (int) Math.round((1 + Math.sqrt(1 + 8.0 * v.length)) / 2);
                    return new Rdm("subject", "", new PlainStimuli(n, Map.of()).ids(), v, Origin.of("test"));
                })
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"calc_c6_r4_ch10", "calc_c9_r3_ch5"})
    void correlationDistanceIsRsatoolboxs(String name) {
        var fixture = Fixture.load("rdm/" + name);
        var patterns = fixture.rows("exp_mean_patterns");
        var rows = new float[patterns.length][patterns[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) patterns[i][j];
            }
        }
        var layer = new Activations(
                "model",
                "layer",
                new PlainStimuli(rows.length, Map.of()).ids(),
                UnitLayout.flat(rows[0].length),
                rows,
                Origin.of("test"));
        // Activations are float32.
        Fixture.assertClose(Rdms.correlation(layer).values(), fixture.values("exp_rdm_correlation"), 1e-6);
    }

    @Test
    void stimuliInAnotherOrderAreAligned() {
        var a = new Rdm("a", "", List.of("x", "y", "z"), new double[] {1, 2, 3}, Origin.of("test"));
        var b = new Rdm("b", "", List.of("z", "x", "y"), new double[] {2, 3, 1}, Origin.of("test"));
        assertThat(RdmComparison.PEARSON.of(a, b)).isCloseTo(1, within(1e-15));
    }

    @Test
    void otherStimuliAreRefused() {
        var a = new Rdm("a", "", List.of("x", "y", "z"), new double[] {1, 2, 3}, Origin.of("test"));
        var b = new Rdm("b", "", List.of("x", "y", "w"), new double[] {1, 2, 3}, Origin.of("test"));
        assertThatThrownBy(() -> RdmComparison.SPEARMAN.of(a, b))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("RDM b");
    }

    @Test
    void singleSubjectHasNoCeiling() {
        var one = rdms(new double[][] {{1, 2, 3}});
        assertThat(Rdms.noiseCeiling(one, RdmComparison.SPEARMAN).lower()).isNaN();
    }
}
