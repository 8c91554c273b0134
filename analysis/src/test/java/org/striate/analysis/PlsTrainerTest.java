package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.striate.analysis.linear.Pls;
import org.striate.core.BadInput;
import org.striate.core.Interval;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.Score;
import org.striate.core.TimeBin;
import org.striate.testing.Needs;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** PLS with coefficients, and the trainers' files, against scikit-learn 1.9.1. */
@Needs(Needs.What.FIXTURES)
class PlsTrainerTest {

    @ParameterizedTest
    @CsvSource({
        "t1_n60_p12, 5",
        "t7_n60_p30, 8",
        "wide_n40_p120_t5, 10",
        "bs_n120_p200_t20_k25, 25",
    })
    void coefficientsAreScikitLearns(String name, int components) {
        for (var scale : List.of(true, false)) {
            var fixture = Fixture.load("pls/" + name + (scale ? "_scale" : "_noscale"));
            for (var weights : Pls.Weights.values()) {
                var end = weights == Pls.Weights.EXACT ? "_tight" : "";
                var x = fixture.values("in_X");
                var fit = PlsFit.of(x, fixture.values("in_Y"), fixture.shape("in_X")[0], components, scale, weights);
                Fixture.assertClose(fit.coefficients(), fixture.values("exp_coef" + end), 1e-7);
                Fixture.assertClose(
                        fit.predict(fixture.values("in_Xtest"), 7), fixture.values("exp_pred_test" + end), 1e-8);
                var atMean = fit.predict(Columns.means(x, fixture.shape("in_X")[0]), 1);
                Fixture.assertClose(atMean, fixture.values("exp_intercept" + end), 1e-10);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "t1_n60_p12, 5",
        "t7_n60_p30, 8",
        "wide_n40_p120_t5, 10",
        "bs_n120_p200_t20_k25, 25",
    })
    void componentsAreScikitLearns(String name, int components) {
        for (var scale : List.of(true, false)) {
            var fixture = Fixture.load("pls/" + name + (scale ? "_scale" : "_noscale"));
            for (var how : Pls.Weights.values()) {
                var end = how == Pls.Weights.EXACT ? "_tight" : "";
                var x = fixture.values("in_X");
                var found =
                        PlsComponents.of(x, fixture.values("in_Y"), fixture.shape("in_X")[0], components, scale, how);
                Fixture.assertClose(flat(found.weights()), fixture.values("exp_x_weights" + end), 1e-7);
                Fixture.assertClose(flat(found.rotations()), fixture.values("exp_x_rotations" + end), 1e-7);
                Fixture.assertClose(flat(found.loadings()), fixture.values("exp_x_loadings" + end), 1e-7);
                Fixture.assertClose(flat(found.responseLoadings()), fixture.values("exp_y_loadings" + end), 1e-7);
                Fixture.assertClose(flat(found.scores()), fixture.values("exp_x_scores" + end), 1e-7);
            }
        }
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void scoresOfGivenSplitsAreTheReferences() {
        var fixture = Fixture.load("cv/scores_n60_p40_t9");
        var x = fixture.values("in_X");
        var y = fixture.values("in_Y");
        var pls = new double[6][9];
        var ridge = new double[6][9];
        int components =
                fixture.json().getAsJsonObject("params").get("pls_components").getAsInt();
        for (int s = 0; s < 6; s++) {
            var train = Arrays.copyOfRange(fixture.ints("in_train"), s * 48, (s + 1) * 48);
            var test = Arrays.copyOfRange(fixture.ints("in_test"), s * 12, (s + 1) * 12);
            var xTrain = Columns.rows(x, 40, train);
            var yTrain = Columns.rows(y, 9, train);
            var xTest = Columns.rows(x, 40, test);
            var truth = Columns.rows(y, 9, test);
            var byPls = PlsFit.of(xTrain, yTrain, 48, components, false, Pls.Weights.EXACT)
                    .predict(xTest, 12);
            var byRidge =
                    RidgeFit.of(xTrain, yTrain, 48, 9, new double[] {10}, true).predict(xTest, 12);
            for (int t = 0; t < 9; t++) {
                pls[s][t] = Correlation.pearson(Columns.one(byPls, t, 9), Columns.one(truth, t, 9));
                ridge[s][t] = Correlation.pearson(Columns.one(byRidge, t, 9), Columns.one(truth, t, 9));
            }
            assertExplained(byPls, truth, Arrays.copyOfRange(fixture.values("exp_pls_r2"), s * 9, s * 9 + 9));
            assertExplained(byRidge, truth, Arrays.copyOfRange(fixture.values("exp_ridge10_r2"), s * 9, s * 9 + 9));
            Fixture.assertClose(pls[s], Arrays.copyOfRange(fixture.values("exp_pls_r"), s * 9, s * 9 + 9), 1e-7);
            Fixture.assertClose(ridge[s], Arrays.copyOfRange(fixture.values("exp_ridge10_r"), s * 9, s * 9 + 9), 1e-10);
        }
        assertThat(Score.aggregate(pls)).isCloseTo(fixture.scalar("pls_mean_of_median"), within(1e-7));
        assertThat(Score.aggregate(ridge)).isCloseTo(fixture.scalar("ridge10_mean_of_median"), within(1e-10));
    }

    /** Fourteen stimuli, of which the first two were not held out; in float32, as scores and recordings are. */
    private static void assertExplained(double[] predicted, double[] truth, double[] expected) {
        var stimuli = new PlainStimuli(14, Map.of());
        var made = new float[14][9];
        var measured = new float[14][9];
        for (int i = 0; i < 14; i++) {
            for (int t = 0; t < 9; t++) {
                made[i][t] = i < 2 ? Float.NaN : (float) predicted[(i - 2) * 9 + t];
                measured[i][t] = i < 2 ? 100 : (float) truth[(i - 2) * 9 + t];
            }
        }
        var neurons = IntStream.range(0, 9)
                .mapToObj(t -> new Neuron("n" + t, Region.IT, "M"))
                .toList();
        var responses = new NeuralResponses(
                "fixture",
                stimuli.ids().stream().map(id -> new Presentation(id, 0)).toList(),
                neurons,
                List.of(new TimeBin(0, 1)),
                measured,
                Origin.of("fixture"));
        var score = new Score(
                "net",
                "l",
                neurons,
                new double[1][9],
                new double[1][9],
                made,
                new Interval(0, 1),
                Origin.of("fixture"));
        Fixture.assertClose(score.explainedVariance(stimuli, responses), expected, 1e-5);
        assertThatThrownBy(() -> score.explainedVariance(stimuli.select(0, 1, 2), responses))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("14 stimuli and the 9 neurons");
    }

    private static MutableDataset<Regressor> dataset(double[][] x, double[][] y) {
        var factory = new RegressionFactory();
        var data = new MutableDataset<>(new SimpleDataSourceProvenance("fixture", factory), factory);
        for (int i = 0; i < x.length; i++) {
            data.add(example(x[i], y[i]));
        }
        return data;
    }

    private static Example<Regressor> example(double[] features, double[] targets) {
        // More than ten of each, so that their order as texts is not that of their numbers.
        var names =
                IntStream.range(0, targets.length).mapToObj(i -> "target" + i).toArray(String[]::new);
        var units =
                IntStream.range(0, features.length).mapToObj(i -> "unit" + i).toArray(String[]::new);
        return new ArrayExample<>(new Regressor(names, targets), units, features);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void savedModelsPredictTheSame(boolean pls, @TempDir Path folder) throws Exception {
        var fixture = Fixture.load("pls/bs_n120_p200_t20_k25_scale");
        Trainer<Regressor> trainer = pls ? new PlsTrainer(25, true) : new RidgeTrainer(1, 10);
        var model = trainer.train(dataset(fixture.rows("in_X"), fixture.rows("in_Y")));
        model.serializeToFile(folder.resolve("model"));
        var loaded = Model.deserializeFromFile(folder.resolve("model")).castModel(Regressor.class);
        var expected = fixture.rows("exp_pred_test");
        for (int i = 0; i < 7; i++) {
            var query = example(fixture.rows("in_Xtest")[i], new double[20]);
            var before = model.predict(query).getOutput();
            var after = loaded.predict(query).getOutput();
            for (int t = 0; t < 20; t++) {
                double value = after.getDimension("target" + t).orElseThrow().getValue();
                assertThat(value)
                        .isEqualTo(
                                before.getDimension("target" + t).orElseThrow().getValue());
                if (pls) {
                    assertThat(value).isCloseTo(expected[i][t], within(1e-7));
                }
            }
        }
        assertThat(loaded.getProvenance().getDatasetProvenance())
                .hasToString(model.getProvenance().getDatasetProvenance().toString());
        assertThat(loaded.getProvenance().getTrainerProvenance().getClassName())
                .isEqualTo(trainer.getClass().getName());
    }

    @Test
    void moreComponentsThanUnitsAreRefused() {
        var fixture = Fixture.load("pls/t1_n60_p12_scale");
        assertThatThrownBy(() -> new PlsTrainer(13).train(dataset(fixture.rows("in_X"), fixture.rows("in_Y"))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("13 for 60 examples of 12 features")
                .hasMessageContaining("new PlsTrainer(12)");
    }
}
