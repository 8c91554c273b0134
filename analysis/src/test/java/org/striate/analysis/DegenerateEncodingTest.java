package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Fold;
import org.striate.core.Folds;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.Score;
import org.striate.core.TimeBin;
import org.striate.core.UnitLayout;

/** Encoding at the edge: the number of the reference, a stated NaN, or one sentence; never another number. */
class DegenerateEncodingTest {

    /** {@code sin(1.7 (i + 1) (j + 1) + 0.3 j + shift)} as float32. */
    private static float[][] wave(int n, int p, double shift) {
        var rows = new float[n][p];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                rows[i][j] = (float) Math.sin(1.7 * (i + 1) * (j + 1) + 0.3 * j + shift);
            }
        }
        return rows;
    }

    private static float[][] map(
            float[][] rows, int columns, java.util.function.ToDoubleBiFunction<Integer, Integer> to) {
        return IntStream.range(0, rows.length)
                .mapToObj(i -> {
                    var row = new float[columns];
                    for (int j = 0; j < columns; j++) {
                        row[j] = (float) to.applyAsDouble(i, j);
                    }
                    return row;
                })
                .toArray(float[][]::new);
    }

    /** Stimulus i is in fold i mod k. */
    private static Folds folds(int n, int k) {
        return Folds.explicit(IntStream.range(0, k)
                .mapToObj(f -> new Fold(
                        IntStream.range(0, n).filter(i -> i % k != f).toArray(),
                        IntStream.range(0, n).filter(i -> i % k == f).toArray()))
                .toList());
    }

    private static PlainStimuli stimuli(int n) {
        return new PlainStimuli(n, Map.of());
    }

    private static Activations layer(float[][] x) {
        var ids = stimuli(x.length).ids();
        return new Activations(
                "net", "läyer 1", ids, UnitLayout.flat(x.length == 0 ? 0 : x[0].length), x, Origin.of("made"));
    }

    private static NeuralResponses responses(float[][] y) {
        return new NeuralResponses(
                "Aufnahme",
                stimuli(y.length).ids().stream()
                        .map(id -> new Presentation(id, 0))
                        .toList(),
                IntStream.range(0, y[0].length)
                        .mapToObj(i -> new Neuron("n" + i, Region.IT, "M"))
                        .toList(),
                List.of(new TimeBin(0, 1)),
                y,
                Origin.of("made"));
    }

    private static Score score(EncodingModel model, float[][] x, float[][] y, Folds folds) {
        return model.score(layer(x), stimuli(x.length), responses(y), folds);
    }

    private static EncodingModel named(String name) {
        int components = name.charAt(name.length() - 1) - '0';
        return switch (name.replaceAll("\\d", "")) {
            case "ridge" -> EncodingModel.ridge().alphas(1);
            case "trainer" -> EncodingModel.tribuo(new RidgeTrainer(1));
            case "chosen" -> EncodingModel.ridge();
            case "pls" -> EncodingModel.pls(components);
            case "scaled" -> EncodingModel.pls(components).scaled();
            case "pcr" -> EncodingModel.pcr(components);
            default -> throw new IllegalArgumentException(name);
        };
    }

    static Stream<EncodingModel> every() {
        return Stream.of("ridge", "trainer", "chosen", "pls1", "scaled1", "pcr1")
                .map(DegenerateEncodingTest::named);
    }

    private static float[][] layerOf(String which, int n) {
        var two = wave(n, 2, 0);
        var three = wave(n, 3, 0);
        return switch (which) {
            case "wide" -> wave(n, 50_000, 0);
            case "single" -> wave(n, 1, 0);
            case "thrice" -> map(two, 6, (i, j) -> two[i][j % 2]);
            case "constants" -> map(three, 5, (i, j) -> j < 3 ? three[i][j] : 7);
            default -> three;
        };
    }

    private static float[][] responsesOf(String which, int n) {
        var y = wave(n, which.equals("single") ? 1 : 2, 1);
        return which.equals("tied") ? map(y, 2, (i, j) -> Math.rint(y[i][j])) : y;
    }

    /**
     * Mean over folds of r, by scikit-learn 1.2.1 on these layers: {@code Ridge(alpha=1)}, {@code
     * RidgeCV(logspace(-2, 6, 17), alpha_per_target=True)}, {@code PLSRegression(k, scale=..)}, {@code PCA(k)} before {@code
     * LinearRegression()}.
     */
    @ParameterizedTest
    @CsvSource({
        "six, 6, 2, ridge, -0.03963293269763189, -0.19767074139718077",
        "six, 6, 2, trainer, -0.03963293269763189, -0.19767074139718077",
        "six, 6, 2, pls1, -0.04112578933325479, -0.8441232203981861",
        "six, 6, 2, pcr1, 0.5044199387914253, -0.23019841953828704",
        "six, 6, 2, scaled1, -0.09217980899200806, 0.013612840170276364",
        "single, 12, 3, ridge, 0.59273021445149,",
        "single, 12, 3, chosen, 0.59273021445149,",
        "single, 12, 3, pls1, 0.59273021445149,",
        "single, 12, 3, pcr1, 0.59273021445149,",
        "single, 12, 3, scaled1, 0.59273021445149,",
        "thrice, 20, 4, ridge, 0.10683920928879287, 0.60360238189117",
        "thrice, 20, 4, chosen, 0.09818855685583217, 0.6066933543260662",
        "thrice, 20, 4, pls2, 0.10772776447852761, 0.6029841422663444",
        "thrice, 20, 4, pcr2, 0.10772776447852761, 0.6029841422663446",
        "thrice, 20, 4, scaled2, 0.10772776447852758, 0.6029841422663444",
        "constants, 20, 4, ridge, 0.039835366139460926, 0.42287907516292694",
        "constants, 20, 4, chosen, 0.011786501466582, 0.42464233569967386",
        "constants, 20, 4, pls2, 0.015265420172248745, 0.48388677834346006",
        "constants, 20, 4, pcr2, -0.39780699590424307, 0.327265941561634",
        "constants, 20, 4, scaled2, 0.006844835933365323, 0.4617280679422944",
        "wide, 30, 5, ridge, 0.13792991303788493, 0.29332150242911015",
        "wide, 30, 5, chosen, 0.1379298752299247, 0.2933214725305858",
        "wide, 30, 5, pls3, 0.13904967589424483, 0.2945315905541855",
        "wide, 30, 5, pcr3, 0.05681573101432054, 0.026644156161955933",
        "wide, 30, 5, scaled3, -0.46787761834867075, -0.20748034583270325",
        "tied, 20, 4, ridge, -0.05549133689512853, 0.4407223180028448",
        "tied, 20, 4, chosen, -0.063892381370419, 0.43781619333393273",
        "tied, 20, 4, pls2, -0.0668203051533372, 0.5125916883088438",
        "tied, 20, 4, pcr2, -0.48405801253359837, 0.3782405722085778",
        "tied, 20, 4, scaled2, -0.06763685862350136, 0.47794673097629004",
    })
    void correlationsAreScikitLearns(String data, int n, int k, String model, double first, Double second) {
        var found = score(named(model), layerOf(data, n), responsesOf(data, n), folds(n, k));
        assertThat(found.perNeuron()[0]).isCloseTo(first, within(1e-6));
        if (second != null) {
            assertThat(found.perNeuron()[1]).isCloseTo(second, within(1e-6));
        }
        assertThat(found.undefined()).isZero();
    }

    @ParameterizedTest
    @MethodSource("every")
    void oneStimulusHeldOutHasNoCorrelation(EncodingModel model) {
        var found = score(model, wave(4, 3, 0), wave(4, 2, 1), folds(4, 4));
        assertThat(found.perNeuron()).containsOnly(Double.NaN);
        assertThat(found.interval().low()).isNaN();
    }

    /** Two points lie on a line: the correlation is its direction. */
    @ParameterizedTest
    @MethodSource("every")
    void twoStimuliHeldOutCorrelateByOneOrMinusOne(EncodingModel model) {
        var found = score(model, wave(6, 3, 0), wave(6, 2, 1), folds(6, 3));
        for (var split : found.perSplit()) {
            for (double r : split) {
                assertThat(Math.abs(r)).isCloseTo(1, within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pls2", "scaled2", "pcr2"})
    void componentsBeyondTheRankAddNothing(String name) {
        var line = map(wave(20, 1, 0), 5, (i, j) -> (i * 7 % 11) * (j + 1));
        var y = wave(20, 2, 1);
        var two = score(named(name), line, y, folds(20, 4));
        var one = score(named(name.replace('2', '1')), line, y, folds(20, 4));
        assertThat(two.perNeuron()).containsExactly(one.perNeuron(), within(1e-9));
    }

    /** As behind a ReLU that few stimuli pass, all held out: nothing is learnt, so the mean is predicted for every one. */
    @ParameterizedTest
    @MethodSource("every")
    void layerThatIsConstantInTrainingPredictsTheTrainingMean(EncodingModel model) {
        float[] levels = {.1f, .3f, .7f, .9f};
        for (int seed = 0; seed < 30; seed++) {
            var random = new Random(seed);
            var split = Folds.holdout(0.2, seed).over(stimuli(40)).get(0);
            var odd = IntStream.of(split.test()).limit(1 + seed % 8).boxed().toList();
            var x = map(wave(40, 4, 0), 4, (i, j) -> levels[j] + (odd.contains(i) ? (1 + j) * (1 + i % 3) : 0));
            var y = map(wave(40, 3, 0), 3, (i, j) -> 5 + random.nextGaussian());
            var found = score(model, x, y, Folds.explicit(List.of(split)));
            assertThat(found.perNeuron()).as("seed %d", seed).containsOnly(Double.NaN);
            for (int i : split.test()) {
                for (int j = 0; j < 3; j++) {
                    int neuron = j;
                    double mean = IntStream.of(split.train())
                            .mapToDouble(row -> y[row][neuron])
                            .average()
                            .orElseThrow();
                    assertThat(found.predicted()[i][j]).as("seed %d", seed).isCloseTo((float) mean, within(1e-6f));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"pls2, 1e36", "pls2, 1e-36", "scaled2, 1e36", "scaled2, 1e-36", "pcr2, 1e36", "pcr2, 1e-36"})
    void scaleOfALayerOrOfResponsesDoesNotMatterWithoutAPenalty(String name, double scale) {
        var x = wave(20, 3, 0);
        var y = wave(20, 2, 1);
        var plain = score(named(name), x, y, folds(20, 4));
        var scaled = score(
                named(name), map(x, 3, (i, j) -> x[i][j] * scale), map(y, 2, (i, j) -> y[i][j] / scale), folds(20, 4));
        assertThat(scaled.perNeuron()).containsExactly(plain.perNeuron(), within(1e-6));
    }

    /** Then it is least squares, on a layer beside which the penalty is nothing. */
    @Test
    void hugeLayerIsFittedAsWithoutAPenalty() {
        var x = wave(20, 3, 0);
        var y = wave(20, 2, 1);
        var huge = score(EncodingModel.ridge(), map(x, 3, (i, j) -> x[i][j] * 1e36), y, folds(20, 4));
        var leastSquares = score(EncodingModel.pcr(3), x, y, folds(20, 4));
        assertThat(huge.perNeuron()).containsExactly(leastSquares.perNeuron(), within(1e-6));
    }

    /** The mean is predicted, for every stimulus alike. */
    @Test
    void tinyLayerPredictsNothingThroughAPenalty() {
        var x = map(wave(20, 3, 0), 3, (i, j) -> 1e-36 * Math.sin(i * j));
        assertThat(score(EncodingModel.ridge(), x, wave(20, 2, 1), folds(20, 4)).perNeuron())
                .containsOnly(Double.NaN);
    }

    @ParameterizedTest
    @MethodSource("every")
    void valuesThatAreNoNumbersAreNamed(EncodingModel model) {
        var x = wave(12, 3, 0);
        var y = wave(12, 2, 1);
        y[3][1] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> score(model, x, y, folds(12, 3)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a mean of Infinity of stimulus \"s3\" for n1")
                .hasMessageContaining("stimuli.select(..)");
        y[3][1] = Float.NaN;
        assertThatThrownBy(() -> score(model, x, y, folds(12, 3)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no trial of stimulus \"s3\" for n1");
        y[3][1] = 0;
        x[2][1] = Float.NEGATIVE_INFINITY;
        assertThatThrownBy(() -> score(model, x, y, folds(12, 3)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("activations of läyer 1: NaN or infinity among 3 units");
    }

    @ParameterizedTest
    @MethodSource("every")
    void layerWithoutUnitsAndMoreFoldsThanStimuliAreNamed(EncodingModel model) {
        var y = wave(6, 2, 1);
        assertThatThrownBy(() -> score(model, new float[6][0], y, folds(6, 2)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("activations of läyer 1: no units; expected at least one");
        assertThatThrownBy(() -> score(model, wave(5, 3, 0), wave(5, 2, 1), Folds.of(6, 1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("5 for 6 folds")
                .hasMessageContaining("Folds.of(5, 1)");
    }

    @Test
    void trialThatIsMissingIsLeftOutOfTheMean() {
        var values = new float[24][1];
        var presentations = new Presentation[24];
        var y = wave(12, 1, 1);
        for (int i = 0; i < 12; i++) {
            values[2 * i][0] = y[i][0];
            values[2 * i + 1][0] = Float.NaN;
            presentations[2 * i] = new Presentation("s" + i, 0);
            presentations[2 * i + 1] = new Presentation("s" + i, 1);
        }
        var trials = new NeuralResponses(
                "trials",
                List.of(presentations),
                List.of(new Neuron("n", Region.V4, "M")),
                List.of(new TimeBin(0, 1)),
                values,
                Origin.of("made"));
        var x = wave(12, 3, 0);
        var found = EncodingModel.pls(2).score(layer(x), stimuli(12), trials, folds(12, 3));
        assertThat(found.perNeuron())
                .isEqualTo(score(EncodingModel.pls(2), x, y, folds(12, 3)).perNeuron());
        assertThat(found.ceiling()).isNaN(); // one trial each does not repeat
        assertThat(found.corrected()).isNaN();
        assertThat(found.unreliable()).hasSize(1);
    }

    /** A score that is NaN has no interval either, whatever its other splits say. */
    @Test
    void intervalOfAnUndefinedScoreIsUndefined() {
        var y = map(wave(12, 1, 1), 1, (i, j) -> i % 3 == 0 ? 5 : Math.sin(i));
        var found = score(EncodingModel.pls(1), wave(12, 3, 0), y, folds(12, 3));
        assertThat(found.perSplit()[0][0]).isNaN();
        assertThat(found.perSplit()[1][0]).isNotNaN();
        assertThat(found.value()).isNaN();
        assertThat(found.interval().low()).isNaN();
        assertThat(found.interval().high()).isNaN();
    }

    /** In training it varies, among the held-out stimuli it does not: no share of a variance that is not there. */
    @Test
    void neuronConstantWhereItIsTestedHasNoPartsOfVariance() {
        var y = map(wave(21, 1, 1), 1, (i, j) -> i % 3 == 0 ? 0.7 : Math.sin(i)); // seven sevenths of 0.7f are not 0.7f
        var parts = BandedRidge.withDefaults()
                .candidates(2)
                .score(List.of(layer(wave(21, 3, 0)), layer(wave(21, 2, 2))), stimuli(21), responses(y), folds(21, 3));
        for (var share : parts.shares()) {
            assertThat(share).containsOnly(Double.NaN);
        }
    }

    static Stream<Supplier<VariancePartition>> bandedExtremes() {
        var y = responses(wave(12, 2, 1));
        var plain = layer(wave(12, 3, 0));
        var infinite = wave(12, 3, 0);
        infinite[0][0] = Float.POSITIVE_INFINITY;
        var huge = map(wave(12, 3, 0), 3, (i, j) -> 1e36 * Math.sin(i + j));
        return Stream.of(layer(infinite), layer(huge), layer(new float[12][0]))
                .map(space -> () -> BandedRidge.withDefaults()
                        .candidates(2)
                        .score(List.of(plain, space), stimuli(12), y, folds(12, 2)));
    }

    @ParameterizedTest
    @MethodSource("bandedExtremes")
    void spaceThatCannotBeFittedIsNamed(Supplier<VariancePartition> fit) {
        assertThatThrownBy(fit::get).isInstanceOf(BadInput.class).hasMessageContaining("activations of läyer 1: ");
    }

    @Test
    void spaceWithoutVarianceExplainsNothingAndChangesNothing() {
        var y = responses(wave(12, 2, 1));
        var constant = layer(map(wave(12, 3, 0), 3, (i, j) -> 4));
        var both = BandedRidge.withDefaults()
                .candidates(1)
                .score(List.of(layer(wave(12, 3, 0)), constant), stimuli(12), y, folds(12, 3));
        assertThat(both.shares()[1]).containsOnly(0.0);
        assertThat(both.score().value()).isNotNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void penaltyThatIsNoneIsRefused(double alpha) {
        for (Supplier<Object> made : Arrays.<Supplier<Object>>asList(
                () -> EncodingModel.ridge().alphas(alpha),
                () -> new RidgeTrainer(alpha),
                () -> BandedRidge.withDefaults().alphas(alpha))) {
            assertThatThrownBy(made::get).isInstanceOf(BadInput.class).hasMessageContaining("above 0 and finite");
        }
    }

    @Test
    void neuronThatWasNeverRecordedIsNamedWithTheWayToLeaveItOut() {
        var y = wave(12, 3, 1);
        for (var row : y) {
            row[1] = Float.NaN;
        }
        assertThatThrownBy(() -> score(EncodingModel.ridge(), wave(12, 3, 0), y, folds(12, 3)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no trial of any stimulus for n1; expected")
                .hasMessageContaining("responses.without(\"n1\")");
    }

    /** Its correlation would be NaN, and so would be the mean over all splits. */
    @ParameterizedTest
    @MethodSource("every")
    void singleStimulusHeldOutBesideSplitsOfSeveralIsNamed(EncodingModel model) {
        assertThatThrownBy(() -> score(model, wave(13, 3, 0), wave(13, 2, 1), folds(13, 12)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("split 2 of 12: 1 stimulus held out; expected at least 2 for a correlation")
                .hasMessageContaining("Folds.of(5, 1)");
    }
}
