package org.striate.analysis.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.analysis.Fixture;
import org.striate.analysis.linear.Gram;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.TimeBin;
import org.striate.testing.Needs;

/** Against Brain-Score, THINGSvision and SciPy, and properties that hold whatever the data. */
class LayerSimilarityTest {

    private static Gram gram(double[][] rows) {
        return Gram.of(Cases.layer(rows));
    }

    @ParameterizedTest
    @ValueSource(strings = {"n20_p5_p8", "n30_p100_p40", "n12_same"})
    @Needs(Needs.What.FIXTURES)
    void similaritiesAreThoseOfTheReferences(String name) {
        var fixture = Fixture.load("cka/" + name);
        var x = patterns(fixture.rows("in_X"));
        var y = patterns(fixture.rows("in_Y"));
        assertThat(LayerSimilarity.CKA.of(x, y)).isCloseTo(fixture.scalar("cka_biased"), within(1e-10));
        assertThat(LayerSimilarity.DEBIASED_CKA.of(x, y)).isCloseTo(fixture.scalar("cka_unbiased"), within(1e-10));
        assertThat(LayerSimilarity.BRAIN_SCORE_CKA.of(x, y))
                .isCloseTo(fixture.scalar("cka_unbiased_brainscore"), within(1e-10));
        assertThat(LayerSimilarity.PROCRUSTES.of(x, y))
                .isCloseTo(fixture.scalar("procrustes_similarity"), within(1e-8));
        assertThat(LayerSimilarity.PROCRUSTES_DISTANCE.of(x, y))
                .isCloseTo(fixture.scalar("procrustes_distance"), within(1e-6));
        for (var peer : List.of("cka_biased_brainscore", "cka_biased_thingsvision")) {
            assertThat(LayerSimilarity.CKA.of(x, y)).as(peer).isCloseTo(fixture.scalar(peer), within(1e-8));
        }
        assertThat(LayerSimilarity.DEBIASED_CKA.of(x, y))
                .isCloseTo(fixture.scalar("cka_unbiased_thingsvision"), within(1e-8));
        // Layers are float32: the inputs lose digits before anything is computed.
        assertThat(LayerSimilarity.CKA.of(gram(fixture.rows("in_X")), gram(fixture.rows("in_Y"))))
                .isCloseTo(fixture.scalar("cka_biased"), within(1e-6));
    }

    private static Observations patterns(double[][] rows) {
        return Observations.of("patterns", Cases.ids(rows.length), Cases.ids(rows.length), rows);
    }

    @Test
    void neuronsAreMatchedByStimulus() {
        var rows = Cases.normal(7, 5, 3);
        var shown = new ArrayList<Presentation>();
        var values = new float[7][5];
        for (int p = 0; p < 7; p++) { // shown backwards
            shown.add(new Presentation("s" + (6 - p), 0));
            for (int j = 0; j < 5; j++) {
                values[p][j] = (float) rows[6 - p][j];
            }
        }
        var neurons = IntStream.range(0, 5)
                .mapToObj(j -> new Neuron("n" + j, Region.IT, "A"))
                .toList();
        var responses =
                new NeuralResponses("recording", shown, neurons, List.of(new TimeBin(0, 100)), values, Cases.TEST);
        assertThat(LayerSimilarity.CKA.of(gram(rows), responses)).isCloseTo(1, within(1e-12));
        assertThat(Dimensionality.participationRatio(responses))
                .isCloseTo(Dimensionality.participationRatio(gram(rows)), within(1e-9));
    }

    private static double[][] rotated(double[][] rows, double angle) {
        return Arrays.stream(rows)
                .map(row -> {
                    var turned = row.clone();
                    turned[0] = Math.cos(angle) * row[0] - Math.sin(angle) * row[1];
                    turned[1] = Math.sin(angle) * row[0] + Math.cos(angle) * row[1];
                    return turned;
                })
                .toArray(double[][]::new);
    }

    @ParameterizedTest
    @EnumSource(LayerSimilarity.class)
    void rotationChangesNothing(LayerSimilarity similarity) {
        long seed = 21;
        var x = Cases.normal(15, 6, seed);
        var y = Cases.normal(15, 4, seed + 1);
        double before = similarity.of(gram(x), gram(y));
        assertThat(similarity.of(gram(rotated(x, 1)), gram(y)))
                .as("seed %d", seed)
                .isCloseTo(before, within(1e-5));
        assertThat(similarity.of(gram(y), gram(x))).as("seed %d", seed).isCloseTo(before, within(1e-10));
        double self = similarity.of(gram(x), gram(rotated(x, 0.5)));
        assertThat(self).isCloseTo(similarity == LayerSimilarity.PROCRUSTES_DISTANCE ? 0 : 1, within(1e-3));
    }

    /** HSIC of doubly and of U-centred Grams, written out; more pairs of stimuli than one block holds. */
    @Test
    void matrixHoldsWhatTheDefinitionsGivePairByPair() {
        int n = 220;
        var layers = IntStream.range(0, 3)
                .mapToObj(k -> gram(Cases.normal(n, 5 + k, 30 + k)))
                .toList();
        var others = IntStream.range(0, 2)
                .mapToObj(k -> gram(Cases.normal(n, 9 + k, 40 + k)))
                .toList();
        var biased = LayerSimilarity.CKA.between(layers, others).values();
        var unbiased = LayerSimilarity.DEBIASED_CKA.between(layers, others).values();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 2; j++) {
                var k = layers.get(i).products();
                var l = others.get(j).products();
                assertThat(biased[i][j]).isCloseTo(ratio(k, l, n, false), within(1e-12));
                assertThat(unbiased[i][j]).isCloseTo(ratio(k, l, n, true), within(1e-12));
            }
        }
        var square = LayerSimilarity.CKA.between(layers, layers).values();
        for (int i = 0; i < 3; i++) {
            assertThat(square[i][i]).isCloseTo(1, within(1e-12));
            assertThat(square[i][0]).isCloseTo(square[0][i], within(1e-12));
        }
    }

    private static double ratio(double[] k, double[] l, int n, boolean unbiased) {
        var a = centred(k, n, unbiased);
        var b = centred(l, n, unbiased);
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /** Szekely and Rizzo's U-centring, or double centring. */
    private static double[] centred(double[] k, int n, boolean unbiased) {
        var sums = new double[n];
        double total = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sums[i] += unbiased && i == j ? 0 : k[i * n + j];
            }
            total += sums[i];
        }
        double rows = unbiased ? n - 2 : n;
        double all = unbiased ? (n - 1.0) * (n - 2) : (double) n * n;
        var centred = new double[k.length];
        for (int i = 0; i < k.length; i++) {
            boolean none = unbiased && i / n == i % n;
            centred[i] = none ? 0 : k[i] - sums[i / n] / rows - sums[i % n] / rows + total / all;
        }
        return centred;
    }

    @Test
    void unrelatedWideLayersAreAlikeByBiasedCkaAlone() {
        var x = gram(Cases.normal(20, 500, 1));
        var y = gram(Cases.normal(20, 500, 2));
        assertThat(LayerSimilarity.CKA.of(x, y)).isGreaterThan(0.9);
        assertThat(LayerSimilarity.DEBIASED_CKA.of(x, y)).isBetween(-0.2, 0.2);
    }

    @Test
    void layerThatNeverVariesGivesNaNOrBrainScoresZero() {
        var constant =
                gram(IntStream.range(0, 6).mapToObj(i -> new double[] {1, 2, 3}).toArray(double[][]::new));
        var other = gram(Cases.normal(6, 3, 1));
        assertThat(LayerSimilarity.CKA.of(constant, other)).isNaN();
        assertThat(LayerSimilarity.DEBIASED_CKA.of(constant, other)).isNaN();
        assertThat(LayerSimilarity.BRAIN_SCORE_CKA.of(constant, other)).isZero();
        assertThat(LayerSimilarity.PROCRUSTES.of(constant, other)).isNaN();
        assertThat(Dimensionality.participationRatio(constant)).isNaN();
    }

    /** Products of equal rows differ in their last digits once they are centred. */
    @Test
    void deadLayerIsLikeNone() {
        var row = Cases.normal(1, 1000, 3)[0];
        var dead = Cases.layer(IntStream.range(0, 92).mapToObj(i -> row).toArray(double[][]::new));
        var other = Cases.layer(Cases.normal(92, 30, 1));
        var seen = Observations.of(
                "seen",
                Cases.ids(92),
                Cases.ids(92),
                IntStream.range(0, 92)
                        .mapToObj(i -> new double[] {0.1, 0.7, 1.3})
                        .toArray(double[][]::new));
        var alive = Observations.of("alive", Cases.ids(92), Cases.ids(92), Cases.normal(92, 3, 1));
        for (var similarity : LayerSimilarity.values()) {
            var found = new double[] {
                similarity.of(Gram.of(dead), Gram.of(other)),
                similarity.of(Gram.of(other), Gram.of(dead)),
                similarity.of(dead, other),
                similarity.of(seen, alive)
            };
            if (similarity == LayerSimilarity.BRAIN_SCORE_CKA) {
                assertThat(found).containsOnly(0);
            } else if (similarity == LayerSimilarity.PROCRUSTES_DISTANCE) {
                assertThat(found[0]).isCloseTo(found[2], within(1e-9)); // the other's size
            } else {
                assertThat(found).as(similarity.title()).containsOnly(Double.NaN);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LayerSimilarity.class)
    void offsetsOfUnitsInMemoryCostNoDigits(LayerSimilarity similarity) {
        var x = Cases.normal(20, 12, 1);
        var y = Cases.normal(20, 9, 2);
        for (var row : x) {
            Arrays.setAll(row, j -> Math.rint(row[j] * 64)); // sums with the offset are float32 exactly
        }
        var far = Arrays.stream(x)
                .map(row -> Arrays.stream(row).map(v -> v + 1_000_000).toArray())
                .toArray(double[][]::new);
        double near = similarity.of(Cases.layer(x), Cases.layer(y));
        assertThat(similarity.of(Cases.layer(far), Cases.layer(y))).isCloseTo(near, within(1e-12 * Math.max(1, near)));
    }

    @Test
    void otherStimuliAndTooFewAreRefused() {
        var three = gram(Cases.normal(3, 3, 1));
        var four = gram(Cases.normal(4, 3, 1));
        assertThatThrownBy(() -> LayerSimilarity.CKA.of(three, four))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("same 3");
        assertThatThrownBy(() -> LayerSimilarity.DEBIASED_CKA.of(three, three))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("at least 4");
        assertThatThrownBy(() -> LayerSimilarity.CKA.between(List.of(), List.of(four)))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void participationRatioOfEqualVariancesIsTheirNumber() {
        var corners = new double[8][3]; // of a cube: three directions of equal variance
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 3; j++) {
                corners[i][j] = 5 + (i >> j & 1);
            }
        }
        assertThat(Dimensionality.participationRatio(gram(corners))).isCloseTo(3, within(1e-9));
        assertThat(Dimensionality.spectrum(gram(corners)))
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(2 / 7.0, 2 / 7.0, 2 / 7.0, 0, 0, 0, 0, 0);
    }

    @Test
    @Needs(Needs.What.FIXTURES)
    void dimensionalityIsThatOfTheReference() {
        var fixture = Fixture.load("tuning/stats_s24_u7");
        var layer = gram(fixture.rows("in_responses")); // float32
        assertThat(Dimensionality.participationRatio(layer))
                .isCloseTo(fixture.scalar("participation_ratio"), within(1e-5))
                .isCloseTo(fixture.scalar("participation_ratio_gram"), within(1e-5));
        Fixture.assertClose(
                Arrays.copyOf(Dimensionality.spectrum(layer), 7), fixture.values("exp_cov_eigenvalues"), 1e-6);
    }

    @Test
    void scalingFindsPointsAgain() {
        var points = Cases.normal(9, 2, 3);
        var seen = Observations.of("points", Cases.ids(9), Cases.ids(9), points);
        var rdm = Rdms.of(seen, Dissimilarity.EUCLIDEAN);
        var map = StimulusMap.scaling(rdm);
        assertThat(Arrays.stream(map.explained()).sum()).isCloseTo(1, within(1e-12));
        assertThat(map.explained()[0]).isGreaterThan(map.explained()[1]);
        var found = Observations.of("map", Cases.ids(9), Cases.ids(9), map.coordinates());
        // Squared distances over channels, of which both have two.
        Fixture.assertClose(
                Arrays.stream(Rdms.of(found, Dissimilarity.EUCLIDEAN).values())
                        .map(v -> 2 * v)
                        .toArray(),
                rdm.values(),
                1e-12);
        assertThatThrownBy(() -> StimulusMap.scaling(rdm, 9)).isInstanceOf(BadInput.class);
    }

    @Test
    void componentsSpreadAsTheSpectrumSays() {
        var layer = gram(Cases.normal(12, 30, 5));
        var map = StimulusMap.components(layer, 3);
        var spectrum = Dimensionality.spectrum(layer);
        for (int k = 0; k < 3; k++) {
            int dimension = k;
            double squares = Arrays.stream(map.coordinates())
                    .mapToDouble(row -> row[dimension] * row[dimension])
                    .sum();
            assertThat(squares / 11).isCloseTo(spectrum[k], within(1e-9));
            assertThat(map.explained()[k])
                    .isCloseTo(spectrum[k] / Arrays.stream(spectrum).sum(), within(1e-12));
        }
    }
}
