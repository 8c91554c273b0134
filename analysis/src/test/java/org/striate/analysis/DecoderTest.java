package org.striate.analysis;

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
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.analysis.decoding.Decoder;
import org.striate.analysis.units.Population;
import org.striate.core.BadInput;
import org.striate.core.Folds;
import org.striate.core.Progress;
import org.striate.core.Region;
import org.striate.core.StimulusSet;
import org.striate.datasets.SimulatedCortex;
import org.striate.datasets.Stimuli;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;

class DecoderTest {

    private static StimulusSet labelled(Object... labels) {
        return new PlainStimuli(labels.length, Map.of("category", List.of(labels)));
    }

    private static StimulusSet classes(int n, int classes) {
        return labelled(
                IntStream.range(0, n).mapToObj(i -> "class " + i % classes).toArray());
    }

    /** Noise in all units, and the class as a bump in the unit of its number. */
    private static Population bumps(StimulusSet stimuli, int units, double height, long seed) {
        var random = new Random(seed);
        var labels = stimuli.parameter("category");
        return Population.of(
                stimuli.ids(),
                IntStream.range(0, stimuli.size())
                        .mapToObj(i -> {
                            var row = random.doubles(units)
                                    .map(v -> random.nextGaussian())
                                    .toArray();
                            row[labels.get(i).toString().hashCode() & 1] += height;
                            return row;
                        })
                        .toArray(double[][]::new));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void separableClassesAreRead(boolean svm) {
        var stimuli = classes(60, 2);
        var decoder = (svm ? Decoder.svm() : Decoder.logistic()).permutations(50);
        var found = decoder.score(bumps(stimuli, 5, 12, 1), stimuli, "category", Folds.of(5, 1));
        assertThat(found.accuracy()).isEqualTo(1);
        assertThat(found.interval().low()).isEqualTo(1);
        assertThat(found.p()).isEqualTo(1 / 51.0);
        assertThat(found.chance()).isCloseTo(0.5, within(0.06));
        assertThat(found.confusion()).isDeepEqualTo(new int[][] {{30, 0}, {0, 30}});
        assertThat(found.toHtml()).contains("class 1").contains("origin");
        assertThat(found.toString()).contains("accuracy 1.000").contains("50 permutations");
    }

    /**
     * scikit-learn 1.9.1, {@code OneVsRestClassifier(LogisticRegression(solver="liblinear"))} and {@code LinearSVC(dual=False)}
     * on {@code StandardScaler} of the training rows, read these 24 stimuli rightly (1) or wrongly.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void predictionsAreThoseOfScikitLearn(boolean svm) {
        var stimuli = labelled(IntStream.range(0, 60)
                .mapToObj(i -> (Object) ("class " + i % 3))
                .toArray());
        var rows = IntStream.range(0, 60)
                .mapToObj(i -> IntStream.range(0, 6)
                        .mapToDouble(j -> 2 * Math.sin(1.7 * i * (j + 1) + j) + (j == i % 3 ? 1.5 : 0))
                        .toArray())
                .toArray(double[][]::new);
        var found = (svm ? Decoder.svm() : Decoder.logistic())
                .permutations(0)
                .across(
                        Population.of(stimuli.ids(), rows),
                        stimuli.select(IntStream.range(0, 36).toArray()),
                        stimuli.select(IntStream.range(36, 60).toArray()),
                        "category");
        var right = new StringBuilder();
        Arrays.stream(found.perStimulus(), 36, 60).forEach(share -> right.append((int) share));
        assertThat(right).hasToString("001000100110000111010111");
        assertThat(found.confusion()).isDeepEqualTo(new int[][] {{4, 2, 2}, {1, 4, 3}, {1, 4, 3}});
    }

    /** The linear optimum of two Gaussians d' apart is right with probability Phi(d' / 2). */
    /** A solver that goes through the examples in random order. */
    @Test
    void trainerOfRandomOrderReadsTheSameWheneverItIsAsked() {
        var type = new LinearClassificationType(LinearType.L2R_L1LOSS_SVC_DUAL);
        var decoder = Decoder.tribuo(new LibLinearClassificationTrainer(type, 1, 2, 10))
                .permutations(20);
        var stimuli = classes(60, 2);
        var population = bumps(stimuli, 30, 1, 2);
        var once = decoder.score(population, stimuli, "category", Folds.of(5, 1));
        var twice = decoder.score(population, stimuli, "category", Folds.of(5, 1));
        assertThat(twice.confusion()).isDeepEqualTo(once.confusion());
        assertThat(twice.p()).isEqualTo(once.p());
        assertThat(twice.origin()).isEqualTo(once.origin());
    }

    @Test
    void accuracyApproachesTheClosedFormOfTwoGaussians() {
        var stimuli = classes(2000, 2);
        var random = new Random(2);
        var rows = IntStream.range(0, 2000)
                .mapToObj(i -> new double[] {random.nextGaussian() + 2 * (i % 2), random.nextGaussian()})
                .toArray(double[][]::new);
        var found = Decoder.logistic()
                .permutations(0)
                .score(Population.of(stimuli.ids(), rows), stimuli, "category", Folds.of(5, 1));
        assertThat(found.accuracy()).isCloseTo(0.8413, within(0.025));
        assertThat(found.interval().low()).isLessThan(0.8413);
        assertThat(found.interval().high()).isGreaterThan(0.8413);
        assertThat(found.p()).isNaN();
    }

    /** Trials of a stimulus are alike; were a stimulus in train and test, even random labels could be read. */
    @Test
    void trialsOfAStimulusAreNeverInTrainAndTest() {
        var random = new Random(3);
        var labels = IntStream.range(0, 60)
                .mapToObj(i -> (Object) (random.nextBoolean() ? "a" : "b"))
                .toArray();
        var stimuli = labelled(labels);
        var ids = new ArrayList<String>();
        var rows = new ArrayList<double[]>();
        var own = IntStream.range(0, 60)
                .mapToObj(i -> random.doubles(100).toArray())
                .toList();
        for (int trial = 0; trial < 4; trial++) {
            for (int i = 0; i < 60; i++) {
                ids.add("s" + i);
                rows.add(own.get(i));
            }
        }
        var found = Decoder.logistic()
                .permutations(10)
                .score(Population.of(ids, rows.toArray(double[][]::new)), stimuli, "category", Folds.of(5, 1));
        assertThat(found.accuracy()).isBetween(0.25, 0.75);
        assertThat(Arrays.stream(found.confusion()).flatMapToInt(Arrays::stream).sum())
                .isEqualTo(240);
    }

    @Test
    void withoutSignalPIsEven() {
        int small = 0;
        for (int seed = 0; seed < 20; seed++) {
            var stimuli = classes(30, 2);
            var found = Decoder.logistic()
                    .permutations(19)
                    .seed(seed)
                    .score(bumps(stimuli, 4, 0, seed), stimuli, "category", Folds.of(3, seed));
            small += found.p() <= 0.25 ? 1 : 0;
        }
        assertThat(small).isBetween(0, 11); // five expected
    }

    /** More units than training stimuli: directions in place of units, the same labels read. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void widePopulationIsReadAsByAllItsUnits(long seed) {
        var stimuli = classes(36, 3);
        var population = bumps(stimuli, 400, 6, seed);
        for (var type : List.of(LinearType.L2R_LR, LinearType.L2R_L2LOSS_SVC)) {
            var trainer = new LibLinearClassificationTrainer(new LinearClassificationType(type), 1, 1000, 1e-4);
            var quick = (type == LinearType.L2R_LR ? Decoder.logistic() : Decoder.svm())
                    .permutations(0)
                    .score(population, stimuli, "category", Folds.of(4, 1));
            var full = Decoder.tribuo(trainer).permutations(0).score(population, stimuli, "category", Folds.of(4, 1));
            assertThat(quick.perStimulus()).as("seed %d, %s", seed, type).isEqualTo(full.perStimulus());
            assertThat(quick.confusion()).isDeepEqualTo(full.confusion());
        }
    }

    @Test
    void whatIsReadFromAStimulusDoesNotDependOnTheOthersTested() {
        var stimuli = classes(40, 2);
        var population = bumps(stimuli, 6, 1.5, 4);
        var train = stimuli.select(IntStream.range(0, 20).toArray());
        var decoder = Decoder.logistic().permutations(0);
        var together = decoder.across(
                population, train, stimuli.select(IntStream.range(20, 40).toArray()), "category");
        for (int i = 20; i < 40; i += 7) {
            var alone = decoder.across(population, train, stimuli.select(i), "category");
            assertThat(alone.perStimulus()[20]).isEqualTo(together.perStimulus()[i]);
        }
        assertThat(together.perStimulus()[0]).isNaN(); // a training stimulus is not tested
    }

    @Test
    void scaleAndOffsetOfAUnitDoNotMatter() {
        var stimuli = classes(30, 2);
        var plain = bumps(stimuli, 4, 1.5, 5);
        var scaled = Population.of(
                stimuli.ids(),
                IntStream.range(0, 30)
                        .mapToObj(i -> IntStream.range(0, 5)
                                .mapToDouble(u -> u == 4 ? 7 : u == 2 ? 1e6 + 1e3 * plain.at(i, u) : plain.at(i, u))
                                .toArray())
                        .toArray(double[][]::new)); // and a constant unit changes nothing
        var decoder = Decoder.svm().permutations(0);
        assertThat(decoder.score(scaled, stimuli, "category", Folds.of(5, 1)).perStimulus())
                .isEqualTo(decoder.score(plain, stimuli, "category", Folds.of(5, 1))
                        .perStimulus());
    }

    @Test
    void accuracyGrowsWithTheNumberOfUnits() {
        var stimuli = Stimuli.objects(1).views(2).size(32);
        var cortex = SimulatedCortex.standard().neurons(20);
        var population = Population.of(cortex.record(stimuli, Region.IT, 3));
        var folds = Folds.stratified("category", 3, 0.75, 1);
        var curve = Decoder.logistic().sizes(population, stimuli, "category", folds, new int[] {1, 5, 40}, 5);
        assertThat(curve.mean()[0]).isLessThan(curve.mean()[1]);
        assertThat(curve.mean()[1]).isLessThan(curve.mean()[2]);
        assertThat(curve.interval(5).low())
                .isLessThanOrEqualTo(curve.interval(5).high());
        assertThat(curve.toHtml()).contains("95 % of subsets");
        assertThat(Decoder.logistic()
                        .sizes(population, stimuli, "category", folds, new int[] {5}, 2)
                        .accuracy())
                .isDeepEqualTo(Decoder.logistic()
                        .sizes(population, stimuli, "category", folds, new int[] {5}, 2)
                        .accuracy());
    }

    /** Temporal cells tolerate a change of place, V1's do not: what was learnt on the left is read on the right. */
    @Test
    void temporalPopulationGeneralisesOverPositionBetterThanV1() {
        var stimuli = Stimuli.objects(1).views(6).size(32);
        var left = stimuli.where("x", x -> (double) x < 0);
        var right = stimuli.where("x", x -> (double) x >= 0);
        var cortex = SimulatedCortex.standard();
        var decoder = Decoder.logistic().permutations(0);
        var it = decoder.across(
                Population.of(stimuli.ids(), cortex.expectedCounts(stimuli, Region.IT)), left, right, "category");
        var v1 = decoder.across(
                Population.of(stimuli.ids(), cortex.expectedCounts(stimuli, Region.V1)), left, right, "category");
        assertThat(it.accuracy()).isGreaterThan(v1.accuracy() + 0.2);
        assertThat(it.classes()).hasSize(8);
    }

    @Test
    void generalisationIsCrossValidatedOnItsDiagonal() {
        int n = 48;
        var random = new Random(6);
        var labels =
                IntStream.range(0, n).mapToObj(i -> (Object) ("class " + i % 2)).toList();
        var places = IntStream.range(0, n)
                .mapToObj(i -> (Object) (double) (i / 2 % 2))
                .toList();
        var stimuli = new PlainStimuli(n, Map.of("category", labels, "place", places));
        // At the second place the class shows with the opposite sign.
        var rows = IntStream.range(0, n)
                .mapToObj(i -> new double[] {(i % 2 == 0 ? 4 : -4) * (i / 2 % 2 == 0 ? 1 : -1) + random.nextGaussian()})
                .toArray(double[][]::new);
        var found = Decoder.logistic()
                .generalisation(Population.of(stimuli.ids(), rows), stimuli, "category", "place", Folds.of(4, 1));
        assertThat(found.same()).isEqualTo(1);
        assertThat(found.other()).isZero();
        assertThat(found.values()).containsExactly(0.0, 1.0);
        assertThat(found.toHtml()).contains("learnt at");
    }

    @Test
    void badInputSaysWhatToDo() {
        var two = classes(12, 2);
        var population = bumps(two, 3, 1, 7);
        var decoder = Decoder.logistic();
        var one = labelled("a", "a", "a", "a");
        assertThatThrownBy(() -> decoder.score(bumps(one, 3, 1, 1), one, "category", Folds.of(2, 1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("only category [a]");
        var rare = labelled("a", "a", "a", "a", "a", "b");
        assertThatThrownBy(() -> decoder.score(bumps(rare, 3, 1, 1), rare, "category", Folds.of(3, 1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("category [b] in the test part of fold")
                .hasMessageContaining("Folds.stratified(\"category\"");
        assertThatThrownBy(() -> decoder.score(population, classes(13, 2), "category", Folds.of(2, 1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no response to 1 of the 13 stimuli");
        assertThatThrownBy(() -> decoder.across(population, two, two.select(3), "category"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"s3\"");
        assertThatThrownBy(() -> decoder.sizes(population, two, "category", Folds.of(2, 1), new int[] {4}, 2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 to 3 units");
        assertThatThrownBy(() -> Decoder.svm(0)).isInstanceOf(BadInput.class);
        var missing = labelled("a", "b", "", "a");
        assertThatThrownBy(() -> decoder.score(bumps(missing, 3, 1, 1), missing, "category", Folds.of(2, 1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a label for every stimulus");
        var holes = Population.of(two.ids(), new double[12][2]);
        var rows = new double[12][2];
        rows[5][1] = Double.NaN;
        assertThatThrownBy(() -> decoder.score(Population.of(two.ids(), rows), two, "category", Folds.of(2, 1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("unit 1 answers \"s5\" with NaN");
        // Units that never vary say nothing: chance, not an error.
        assertThat(decoder.permutations(0)
                        .score(holes, two, "category", Folds.of(3, 1))
                        .accuracy())
                .isBetween(0.0, 1.0);
    }

    @Test
    void interruptEndsTheDecoding() {
        var stimuli = classes(20, 2);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Decoder.logistic().score(bumps(stimuli, 3, 1, 1), stimuli, "category", Folds.of(2, 1)))
                .isInstanceOf(Progress.Interrupted.class);
    }
}
