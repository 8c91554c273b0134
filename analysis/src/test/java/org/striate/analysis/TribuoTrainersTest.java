package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.core.Folds;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.TimeBin;
import org.tribuo.Trainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.regression.slm.ElasticNetCDTrainer;
import org.tribuo.regression.slm.LARSTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;

/** Trainers of other makes find neurons that read single units: three neurons, six units, no noise. */
class TribuoTrainersTest {

    private static final PlainStimuli SET = new PlainStimuli(120, Map.of());
    private static final LinearLayersModel MODEL = new LinearLayersModel("net", 3, 6);

    static Stream<Arguments> trainers() {
        var tree = new CARTRegressionTrainer(8);
        return Stream.of(
                Arguments.of("elastic net", new ElasticNetCDTrainer(0.001, 0.5), 0.98),
                Arguments.of("LARS", new LARSTrainer(6), 0.98),
                Arguments.of("SGD", new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 20, 1L), 0.98),
                Arguments.of("tree", tree, 0.6),
                Arguments.of("joint tree", new CARTJointRegressionTrainer(8), 0.3),
                Arguments.of(
                        "forest",
                        new RandomForestTrainer<>(
                                new CARTRegressionTrainer(
                                        8,
                                        2,
                                        0f,
                                        0.7f,
                                        false,
                                        new org.tribuo.regression.rtree.impurity.MeanSquaredError(),
                                        1L),
                                new AveragingCombiner(),
                                20),
                        0.6),
                Arguments.of("XGBoost", new XGBoostRegressionTrainer(40), 0.7));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trainers")
    void trainerGivesTheSameWheneverItIsAsked(String name, Trainer<Regressor> trainer, double least) {
        var encoding = EncodingModel.tribuo(trainer);
        var layer = MODEL.activations(SET, "layer1");
        var once = encoding.score(layer, SET, responses(), Folds.of(3, 1));
        var twice = encoding.score(layer, SET, responses(), Folds.of(3, 1));
        assertThat(twice.perSplit()).isDeepEqualTo(once.perSplit());
        assertThat(twice.origin()).isEqualTo(once.origin());
        assertThat(once.origin().toString()).doesNotContain("invocation");
    }

    private static NeuralResponses responses() {
        var rows = SET.ids().stream()
                .map(id -> MODEL.units("layer1", id))
                .map(u -> new float[] {u[0], 4 - 2 * u[3], u[5]})
                .toArray(float[][]::new);
        return new NeuralResponses(
                "known",
                SET.ids().stream().map(id -> new Presentation(id, 0)).toList(),
                IntStream.range(0, 3)
                        .mapToObj(i -> new Neuron("n" + i, Region.V1, "M"))
                        .toList(),
                List.of(new TimeBin(0, 1)),
                rows,
                Origin.of("known"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trainers")
    void trainerPredictsHeldOutStimuli(String name, Trainer<Regressor> trainer, double least) {
        var score = EncodingModel.tribuo(trainer)
                .scoreLayers(MODEL, SET, responses(), Folds.of(3, 1))
                .get(0);
        assertThat(score.value()).isGreaterThan(least);
        assertThat(score.origin().toString()).contains(trainer.getClass().getSimpleName());
    }
}
