package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.analysis.units.CategoryIndex;
import org.striate.analysis.units.Population;
import org.striate.analysis.units.Selectivity;
import org.striate.analysis.units.Sparseness;
import org.striate.core.BadInput;
import org.striate.core.Region;
import org.striate.core.StimulusSet;
import org.striate.datasets.SimulatedCortex;
import org.striate.datasets.Stimuli;
import org.striate.testing.Needs;

class UnitStatisticsTest {

    @Needs(Needs.What.FIXTURES)
    @Test
    void sparsenessIsThatOfTheReference() {
        var fixture = Fixture.load("tuning/stats_s24_u7");
        var found = Sparseness.of(Population.of(fixture.rows("in_responses")));
        Fixture.assertClose(found.activity(), fixture.values("exp_treves_rolls_a"), 1e-12);
        Fixture.assertClose(found.lifetime(), fixture.values("exp_sparseness_lifetime"), 1e-12);
        Fixture.assertClose(found.population(), fixture.values("exp_sparseness_population"), 1e-12);
        assertThat(found.rectified()).isZero();
        assertThat(found.toHtml()).contains("lifetime sparseness").contains("origin");
    }

    @Test
    void sparsenessOfTheExtremes() {
        assertThat(Sparseness.vinjeGallant(0, 0, 7, 0)).isEqualTo(1);
        assertThat(Sparseness.vinjeGallant(0.1, 0.1, 0.1)).isZero();
        assertThat(Sparseness.vinjeGallant(0, 0, 0)).isNaN();
        assertThat(Sparseness.vinjeGallant(4)).isNaN();
        assertThat(Sparseness.vinjeGallant(-3, -1, 5)).isEqualTo(1); // negative responses are no responses
        assertThat(Sparseness.trevesRolls(1e-200, 3e-200)).isCloseTo(0.8, within(1e-12));
        assertThat(Sparseness.vinjeGallant(1, Double.NaN, 3)).isCloseTo(Sparseness.vinjeGallant(1, 3), within(1e-15));
        assertThat(Sparseness.kurtosis(1, -1, 1, -1)).isEqualTo(-2);
        assertThat(Sparseness.kurtosis(0.1, 0.1, 0.1)).isNaN();
        var found = Sparseness.of(Population.of(new double[][] {{-1, 0}, {2, 0}, {-3, 0}}));
        assertThat(found.rectified()).isEqualTo(2);
        assertThat(found.lifetime()[1]).isNaN();
        assertThat(found.toString()).contains("2 negative responses counted as 0");
    }

    @Test
    void kurtosisOfManyGaussiansIsZero() {
        var random = new Random(2);
        var gaussian = IntStream.range(0, 200_000)
                .mapToDouble(i -> random.nextGaussian())
                .toArray();
        assertThat(Sparseness.kurtosis(gaussian)).isCloseTo(0, within(0.05));
    }

    /** Small integers, so that most values are tied. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rocAreaCountsPairsAndTiesHalf(long seed) {
        var random = new Random(seed);
        var a = random.ints(1 + random.nextInt(20), 0, 4).asDoubleStream().toArray();
        var b = random.ints(1 + random.nextInt(20), 0, 4).asDoubleStream().toArray();
        double pairs = 0;
        for (double x : a) {
            for (double y : b) {
                pairs += x > y ? 1 : x == y ? 0.5 : 0;
            }
        }
        assertThat(Selectivity.rocArea(a, b)).as("seed %d", seed).isCloseTo(pairs / a.length / b.length, within(1e-12));
        assertThat(Selectivity.rocArea(a, b) + Selectivity.rocArea(b, a)).isCloseTo(1, within(1e-12));
    }

    @Test
    void rocAreaAtTheEdges() {
        assertThat(Selectivity.rocArea(new double[] {0.0}, new double[] {-0.0})).isEqualTo(0.5);
        assertThat(Selectivity.rocArea(new double[] {3, 3}, new double[] {3, 3, 3}))
                .isEqualTo(0.5);
        assertThat(Selectivity.rocArea(new double[] {5}, new double[] {1, 2})).isEqualTo(1);
        assertThat(Selectivity.rocArea(new double[0], new double[] {1})).isNaN();
    }

    @Test
    void dPrimePoolsTheVariance() {
        var a = new double[] {1, 3, 5};
        var b = new double[] {0, 0, 1, 3};
        double pooled = Math.sqrt((8 + 6) / 5.0);
        assertThat(Selectivity.dPrime(a, b)).isCloseTo((3 - 1) / pooled, within(1e-12));
        assertThat(Selectivity.dPrime(new double[] {2, 2}, new double[] {1, 1})).isInfinite();
        assertThat(Selectivity.dPrime(new double[] {0.1, 0.1, 0.1}, new double[] {0.1, 0.1}))
                .isNaN();
        assertThat(Selectivity.dPrime(new double[] {1}, new double[] {2})).isNaN();
        assertThat(Selectivity.dPrime(new double[0], new double[] {1, 2, 3})).isNaN();
        assertThat(Selectivity.index(new double[] {3}, new double[] {1})).isEqualTo(0.5);
        assertThat(Selectivity.index(new double[] {0}, new double[] {0})).isNaN();
    }

    private static StimulusSet categories(String... categories) {
        return new PlainStimuli(categories.length, Map.of("category", List.<Object>of((Object[]) categories)));
    }

    @Test
    void selectivityIsOfOneValueAgainstAllOthers() {
        var stimuli = categories("face", "car", "face", "car", "word", "word");
        var population =
                Population.of(stimuli.ids(), new double[][] {{9, 1}, {1, 1}, {8, 1}, {2, 1}, {0, 1}, {1, Double.NaN}});
        var found = Selectivity.of(population, stimuli, "category", "face", 200, 1);
        assertThat(found.unit(0).rocArea()).isEqualTo(1);
        assertThat(found.unit(0).index()).isCloseTo((8.5 - 1) / 9.5, within(1e-12));
        assertThat(found.unit(0).p()).isBetween(1 / 201.0, 0.3); // 15 ways to choose two of six
        assertThat(found.unit(1).rocArea()).isEqualTo(0.5);
        assertThat(found.unit(1).p()).isEqualTo(1);
        assertThat(found.unit(1).dPrime()).isNaN();
        assertThatThrownBy(() -> Selectivity.of(population, stimuli, "category", "fase"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"face\"?");
        var one = categories("face", "face");
        assertThatThrownBy(() -> Selectivity.of(population, one, "category", "face"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("for all 2");
    }

    @Test
    void shuffledLabelsGiveEvenP() {
        var random = new Random(3);
        var labels =
                IntStream.range(0, 30).mapToObj(i -> i % 3 == 0 ? "a" : "b").toArray(String[]::new);
        var stimuli = categories(labels);
        var responses = IntStream.range(0, 30)
                .mapToObj(i -> random.doubles(100).toArray())
                .toArray(double[][]::new);
        var p = Selectivity.of(Population.of(stimuli.ids(), responses), stimuli, "category", "a", 99, 5)
                .all(Selectivity::p);
        assertThat(Arrays.stream(p).average().orElseThrow()).isCloseTo(0.5, within(0.1));
        assertThat(Arrays.stream(p).filter(v -> v <= 0.05).count()).isBetween(0L, 13L);
    }

    /** Two responses, one a group, are as far apart however they are labelled. */
    @Test
    void shufflesThatLeaveAGroupEmptyDoNotCount() {
        var labels = IntStream.range(0, 100).mapToObj(i -> i < 50 ? "a" : "b").toArray(String[]::new);
        var stimuli = categories(labels);
        var responses = new double[100][1];
        Arrays.stream(responses).forEach(row -> row[0] = Double.NaN);
        responses[0][0] = 5;
        responses[99][0] = 1;
        var found = Selectivity.of(Population.of(stimuli.ids(), responses), stimuli, "category", "a", 999, 1);
        assertThat(found.unit(0).rocArea()).isEqualTo(1);
        assertThat(found.unit(0).p()).isEqualTo(1);
    }

    private static StimulusSet line(double... levels) {
        var values = Arrays.stream(levels).boxed().map(Object.class::cast).toList();
        return new PlainStimuli(levels.length, Map.of("morph", values));
    }

    @Test
    void categoryIndexComparesNeighboursAcrossAndWithin() {
        var stimuli = line(0, 0.2, 0.4, 0.6, 0.8, 1);
        var responses = new double[][] {{1, 0, 7}, {1, 1, 7}, {1, 2, 7}, {5, 3, 7}, {5, 4, 7}, {5, 5, 7}};
        var found = CategoryIndex.of(Population.of(stimuli.ids(), responses), stimuli, "morph", 0.5);
        assertThat(found.unit(0).index()).isEqualTo(1); // a step at the boundary
        assertThat(found.unit(1).index()).isCloseTo(0, within(1e-12)); // a slope
        assertThat(found.unit(2).index()).isNaN(); // nothing
        assertThat(found.unit(0).between()).isEqualTo(4);
        assertThat(found.undefined()).isEmpty(); // the third has differences of 0
    }

    @Test
    void linesThatCannotBeComparedAreRefused() {
        for (var levels : new double[][] {{0, 0.1, 0.6, 1}, {0, 0.2, 0.4}, {0, 1}, {0.2, 0.2, 0.6, 0.6}}) {
            var stimuli = line(levels);
            assertThatThrownBy(() -> CategoryIndex.of(
                            Population.of(stimuli.ids(), new double[levels.length][1]), stimuli, "morph", 0.5))
                    .as(Arrays.toString(levels))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("evenly spaced");
        }
    }

    @Test
    void prefrontalCellsOfTheSimulatedCortexAreMoreCategoricalThanTemporalOnes() {
        var morphs = Stimuli.morphs();
        var cortex = SimulatedCortex.standard().neurons(40);
        double temporal = meanIndex(cortex, morphs, Region.IT);
        double prefrontal = meanIndex(cortex, morphs, Region.VLPFC);
        assertThat(prefrontal).isGreaterThan(temporal + 0.1);
    }

    private static double meanIndex(SimulatedCortex cortex, StimulusSet morphs, Region region) {
        var rates = Population.of(morphs.ids(), cortex.expectedCounts(morphs, region));
        return Arrays.stream(CategoryIndex.of(rates, morphs).all(CategoryIndex::index))
                .filter(Double::isFinite)
                .average()
                .orElseThrow();
    }
}
