package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.analysis.geometry.NoiseCovariance;
import org.striate.analysis.geometry.NoiseEstimator;
import org.striate.analysis.geometry.Observations;
import org.striate.analysis.geometry.RdmComparison;
import org.striate.analysis.geometry.RdmInference;
import org.striate.analysis.geometry.Rdms;
import org.striate.analysis.geometry.WeightedRdm;
import org.striate.analysis.units.CategoryIndex;
import org.striate.analysis.units.Population;
import org.striate.analysis.units.Tuning;
import org.striate.core.Origin;
import org.striate.core.Rdm;

/** Calls that differ in one thing that decides the numbers have origins that differ. */
class OriginsTest {

    private static final Observations SEEN = seen();
    private static final PlainStimuli SHOWN = new PlainStimuli(
            8,
            Map.of(
                    "morph", List.<Object>of(0.0, 0.2, 0.4, 0.6, 0.0, 0.2, 0.4, 0.6),
                    "object", List.<Object>of("a", "a", "a", "a", "b", "b", "b", "b"),
                    "other", List.<Object>of("c", "c", "c", "c", "d", "d", "d", "d")));
    private static final Population UNITS = Population.of(SHOWN.ids(), table(8, 30, 3));

    private static double[][] table(int rows, int columns, long seed) {
        var random = new Random(seed);
        return IntStream.range(0, rows)
                .mapToObj(i -> random.doubles(columns).toArray())
                .toArray(double[][]::new);
    }

    private static Observations seen() {
        var stimuli = IntStream.range(0, 24).mapToObj(i -> "s" + i % 6).toList();
        var folds = IntStream.range(0, 24).mapToObj(i -> i / 6).toList();
        return Observations.of("table", stimuli, folds, table(24, 3, 1));
    }

    private static NoiseCovariance noise(NoiseEstimator estimator, int freedom) {
        return NoiseCovariance.of(SEEN, estimator, freedom);
    }

    private static final NoiseCovariance VARIANCES = noise(NoiseEstimator.VARIANCES, 18);
    private static final NoiseCovariance SAMPLE = noise(NoiseEstimator.SAMPLE, 18);
    private static final NoiseCovariance FEWER = noise(NoiseEstimator.VARIANCES, 15);

    private static Rdm rdm(String name, long seed) {
        return new Rdm(name, "", SHOWN.ids(), table(1, 28, seed)[0], Origin.of(name));
    }

    private static Origin compared(Function<RdmInference, RdmInference> change) {
        var inference = RdmInference.standard().draws(4).resampling(RdmInference.Resampling.STIMULI);
        return change.apply(inference)
                .compare(List.of(rdm("model", 1)), List.of(rdm("a", 2), rdm("b", 3)))
                .origin();
    }

    private static int[][] draws(int first) {
        return new int[][] {{first, 1, 2, 3}, {4, 5, 6, 7}, {2, 3, 4, 5}, {0, 2, 4, 6}};
    }

    private static Origin weighted(RdmComparison measure, String... subjects) {
        var all = Arrays.stream(subjects).map(name -> rdm(name, 5)).toList();
        return WeightedRdm.fit(List.of(rdm("model", 5)), all, measure).rdm().origin();
    }

    private static Arguments pair(String what, Origin one, Origin other) {
        return Arguments.of(what, one, other);
    }

    static Stream<Arguments> pairs() {
        var shuffled = compared(inference -> inference.drawn(draws(0)));
        var many = IntStream.range(0, 25).toArray();
        var others = IntStream.range(5, 30).toArray();
        return Stream.of(
                pair(
                        "estimator",
                        Rdms.mahalanobis(SEEN, VARIANCES).origin(),
                        Rdms.mahalanobis(SEEN, SAMPLE).origin()),
                pair(
                        "degrees of freedom",
                        Rdms.crossnobis(SEEN, VARIANCES).origin(),
                        Rdms.crossnobis(SEEN, FEWER).origin()),
                pair(
                        "noise of the folds",
                        Rdms.crossnobis(SEEN, List.of(SAMPLE, SAMPLE, SAMPLE, SAMPLE))
                                .origin(),
                        Rdms.crossnobis(SEEN, List.of(SAMPLE, SAMPLE, SAMPLE, FEWER))
                                .origin()),
                pair(
                        "prior's rate",
                        Rdms.poisson(SEEN, 1, 0.1).origin(),
                        Rdms.poisson(SEEN, 2, 0.1).origin()),
                pair(
                        "prior's weight",
                        Rdms.poisson(SEEN, 1, 0.1).origin(),
                        Rdms.poisson(SEEN, 1, 0.2).origin()),
                pair("level", compared(i -> i), compared(i -> i.alpha(0.01))),
                pair("Fisher's z", compared(i -> i), compared(i -> i.fisherZ(false))),
                pair("draws given", compared(i -> i), shuffled),
                pair("which draws", compared(i -> i.drawn(draws(1))), shuffled),
                pair("measure of weights", weighted(RdmComparison.PEARSON, "a"), weighted(RdmComparison.COSINE, "a")),
                pair(
                        "subjects of weights",
                        weighted(RdmComparison.PEARSON, "a", "b"),
                        weighted(RdmComparison.PEARSON, "a", "c")),
                pair(
                        "stimuli of a tuning",
                        Tuning.of(UNITS, SHOWN, "morph").origin(),
                        Tuning.of(UNITS, SHOWN.where("object", "a"), "morph").origin()),
                pair("units", UNITS.only(0, 1).origin(), UNITS.only(0, 2).origin()),
                pair("many units", UNITS.only(many).origin(), UNITS.only(others).origin()),
                pair(
                        "baseline",
                        UNITS.minus(new double[30]).origin(),
                        UNITS.minus(IntStream.range(0, 30).asDoubleStream().toArray())
                                .origin()),
                pair(
                        "lines",
                        CategoryIndex.of(UNITS, SHOWN, "morph", 0.3, "object").origin(),
                        CategoryIndex.of(UNITS, SHOWN, "morph", 0.3, "other").origin()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void whatDecidesTheNumbersIsInTheOrigin(String what, Origin one, Origin other) {
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void givenDrawsHaveNoSeed() {
        assertThat(compared(inference -> inference.drawn(draws(0))).settings().get("seed"))
                .startsWith("none");
    }
}
