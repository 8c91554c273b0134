package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.core.Activations;
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

/** What every way to fit a layer must do with layers and neurons at the edge, by properties of the definitions. */
class EncodingExtremesTest {

    private static final int STIMULI = 40;
    private static final PlainStimuli SET = new PlainStimuli(STIMULI, Map.of());
    private static final Folds FOLDS = Folds.explicit(IntStream.range(0, 4)
            .mapToObj(f -> new Fold(
                    IntStream.range(0, STIMULI).filter(i -> i % 4 != f).toArray(),
                    IntStream.range(0, STIMULI).filter(i -> i % 4 == f).toArray()))
            .toList());

    static Stream<EncodingModel> every() {
        return Stream.of(
                EncodingModel.ridge(),
                EncodingModel.ridge().alphas(3),
                EncodingModel.ridge().innerFolds(3, 1),
                EncodingModel.ridge().generalised(),
                EncodingModel.pls(3),
                EncodingModel.pls(3).exact(),
                EncodingModel.pls(3).scaled(),
                EncodingModel.pcr(3));
    }

    /** On which a layer's overall scale has no influence. */
    static Stream<EncodingModel> withoutPenalty() {
        return Stream.of(
                EncodingModel.pls(3),
                EncodingModel.pls(3).exact(),
                EncodingModel.pls(3).scaled(),
                EncodingModel.pcr(3));
    }

    private static float[][] layer(int units) {
        var random = new Random(8);
        var rows = new float[STIMULI][units];
        for (var row : rows) {
            for (int j = 0; j < units; j++) {
                row[j] = (float) random.nextGaussian() * (1 + j % 4);
            }
        }
        return rows;
    }

    /** [stimuli x 3] noisy read-outs of a layer. */
    private static float[][] readOuts(float[][] x) {
        var random = new Random(9);
        var y = new float[STIMULI][3];
        for (int i = 0; i < STIMULI; i++) {
            for (int j = 0; j < 3; j++) {
                y[i][j] = x[i][j] - x[i][j + 3] + (float) random.nextGaussian();
            }
        }
        return y;
    }

    private static Score score(EncodingModel model, float[][] x, float[][] y) {
        return model.score(activations(x), SET, responses(y), FOLDS);
    }

    private static Activations activations(float[][] x) {
        return new Activations("net", "l", SET.ids(), UnitLayout.flat(x[0].length), x, Origin.of("made"));
    }

    private static NeuralResponses responses(float[][] y) {
        return new NeuralResponses(
                "y",
                SET.ids().stream().map(id -> new Presentation(id, 0)).toList(),
                IntStream.range(0, y[0].length)
                        .mapToObj(i -> new Neuron("n" + i, Region.IT, "M"))
                        .toList(),
                List.of(new TimeBin(0, 1)),
                y,
                Origin.of("made"));
    }

    private static float[][] map(
            float[][] rows, int columns, java.util.function.ToDoubleBiFunction<Integer, Integer> to) {
        var mapped = new float[rows.length][columns];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                mapped[i][j] = (float) to.applyAsDouble(i, j);
            }
        }
        return mapped;
    }

    @ParameterizedTest
    @MethodSource("every")
    void neuronConstantInTrainingIsNaNThereAndChangesNoOther(EncodingModel model) {
        var x = layer(12);
        var y = readOuts(x);
        var withConstant = map(y, 4, (i, j) -> j < 3 ? y[i][j] : i % 4 == 0 ? i : 7.1);
        var alone = score(model, x, y).perSplit();
        var beside = score(model, x, withConstant).perSplit();
        assertThat(beside[0][3]).isNaN();
        for (int j = 0; j < 3; j++) {
            assertThat(beside[0][j]).isCloseTo(alone[0][j], within(1e-9));
        }
    }

    static Stream<EncodingModel> everyAndOneComponent() {
        return Stream.concat(
                every(), Stream.of(EncodingModel.pls(1), EncodingModel.pls(1).exact()));
    }

    /** Nothing is added to what is predicted of it that would swallow a rounding error. */
    @ParameterizedTest
    @MethodSource("everyAndOneComponent")
    void neuronSilentInTrainingIsNaNThereAndChangesNoOther(EncodingModel model) {
        for (int units : new int[] {12, 60}) {
            var x = layer(units);
            var y = readOuts(x);
            var withSilent = map(y, 4, (i, j) -> j < 3 ? y[i][j] : i % 4 == 0 ? i : 0);
            var alone = score(model, x, y);
            var beside = score(model, x, withSilent);
            assertThat(beside.perSplit()[0][3]).isNaN();
            for (int i = 0; i < STIMULI; i += 4) {
                assertThat(beside.predicted()[i][3]).isZero();
            }
            for (int j = 0; j < 3; j++) {
                assertThat(beside.perSplit()[0][j]).isCloseTo(alone.perSplit()[0][j], within(1e-9));
            }
        }
    }

    @Test
    void neuronSilentInTrainingIsNaNForSeveralSpacesToo() {
        var x = layer(60);
        var y = readOuts(x);
        var withSilent = map(y, 4, (i, j) -> j < 3 ? y[i][j] : i % 4 == 0 ? i : 0);
        var score = BandedRidge.withDefaults()
                .candidates(3)
                .score(List.of(activations(layer(60)), activations(layer(20))), SET, responses(withSilent), FOLDS)
                .score();
        assertThat(score.perSplit()[0][3]).isNaN();
        assertThat(score.predicted()[0][3]).isZero();
        assertThat(score.perSplit()[0][0]).isNotNaN();
    }

    @ParameterizedTest
    @MethodSource("every")
    void neuronFarFromZeroScoresAsNearIt(EncodingModel model) {
        var x = layer(12);
        var y = readOuts(x);
        var integers = map(y, 3, (i, j) -> Math.rint(8 * y[i][j]));
        var far = map(integers, 3, (i, j) -> integers[i][j] + 1_000_000);
        var near = score(model, x, integers);
        assertThat(score(model, x, far).perNeuron()).containsExactly(near.perNeuron(), within(1e-7));
    }

    @ParameterizedTest
    @MethodSource("every")
    void constantUnitsChangeNothing(EncodingModel model) {
        var x = layer(12);
        var y = readOuts(x);
        var more = map(x, 20, (i, j) -> j < 12 ? x[i][j] : j * 100);
        assertThat(score(model, more, y).perNeuron())
                .containsExactly(score(model, x, y).perNeuron(), within(1e-7));
    }

    @ParameterizedTest
    @MethodSource("withoutPenalty")
    void unitsThatAreThereTwiceChangeNothing(EncodingModel model) {
        for (int units : new int[] {12, 60}) {
            var x = layer(units);
            var y = readOuts(x);
            var twice = map(x, 2 * units, (i, j) -> x[i][j % units]);
            assertThat(score(model, twice, y).perNeuron())
                    .containsExactly(score(model, x, y).perNeuron(), within(1e-7));
        }
    }

    @ParameterizedTest
    @MethodSource("every")
    void layerWithoutVariancePredictsNothing(EncodingModel model) {
        var x = layer(12);
        var constant = map(x, 12, (i, j) -> 1 + j);
        var score = score(model, constant, readOuts(x));
        assertThat(score.perNeuron()).containsOnly(Double.NaN);
        assertThat(score.value()).isNaN();
        assertThat(score.undefined()).isEqualTo(3);
    }
}
