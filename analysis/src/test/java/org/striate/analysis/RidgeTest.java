package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.analysis.linear.Linear;
import org.striate.core.BadInput;
import org.striate.testing.Needs;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Against scikit-learn 1.9.1 and himalaya 0.4.11. */
@Needs(Needs.What.FIXTURES)
class RidgeTest {

    private static final double CLOSED_FORM = 1e-10;

    @ParameterizedTest
    @ValueSource(strings = {"fit_tall_n50_p10_t1", "fit_tall_n50_p10_t6", "fit_wide_n20_p60_t4"})
    void fitEqualsScikitLearn(String name) {
        var fixture = Fixture.load("ridge/" + name);
        int n = fixture.shape("in_X")[0];
        int t = fixture.shape("in_Y")[1];
        var alphas = fixture.values("in_alphas");
        for (boolean intercept : new boolean[] {true, false}) {
            var suffix = intercept ? "_intercept" : "_nointercept";
            int size = fixture.values("exp_coef" + suffix).length / alphas.length;
            for (int a = 0; a < alphas.length; a++) {
                var fit = RidgeFit.of(
                        fixture.values("in_X"), fixture.values("in_Y"), n, t, new double[] {alphas[a]}, intercept);
                Fixture.assertClose(
                        fit.coefficients(), part(fixture.values("exp_coef" + suffix), a, size), CLOSED_FORM);
                var predicted = fit.predict(fixture.values("in_Xtest"), 7);
                Fixture.assertClose(predicted, part(fixture.values("exp_pred" + suffix), a, 7 * t), CLOSED_FORM);
            }
        }
    }

    private static double[] part(double[] all, int index, int size) {
        return Arrays.copyOfRange(all, index * size, (index + 1) * size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fit_tall_n50_p10_t6", "fit_wide_n20_p60_t4"})
    void everyTargetMayHaveItsOwnPenalty(String name) {
        var fixture = Fixture.load("ridge/" + name);
        var alphas = fixture.values("in_per_target_alphas");
        int n = fixture.shape("in_X")[0];
        for (int t = 0; t < alphas.length; t++) {
            var y = Columns.one(fixture.values("in_Y"), t, alphas.length);
            var fit = RidgeFit.of(fixture.values("in_X"), y, n, 1, new double[] {alphas[t]}, true);
            Fixture.assertClose(
                    fit.coefficients(),
                    Columns.one(fixture.values("exp_coef_per_target"), t, alphas.length),
                    CLOSED_FORM);
            Fixture.assertClose(
                    fit.predict(fixture.values("in_Xtest"), 7),
                    Columns.one(fixture.values("exp_pred_per_target"), t, alphas.length),
                    CLOSED_FORM);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fit_tall_n50_p10_t1", "fit_tall_n50_p10_t6", "fit_wide_n20_p60_t4"})
    void weightedRowsCountByTheirWeight(String name) {
        var fixture = Fixture.load("ridge/" + name);
        int t = fixture.shape("in_Y")[1];
        var fit = RidgeFit.weighted(
                fixture.values("in_X"),
                fixture.values("in_Y"),
                fixture.values("in_sample_weight"),
                t,
                new double[] {1},
                true);
        Fixture.assertClose(fit.coefficients(), fixture.values("exp_coef_weighted"), CLOSED_FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fit_tall_n50_p10_t1", "fit_tall_n50_p10_t6", "fit_wide_n20_p60_t4"})
    void kernelFormPredictsTheSame(String name) {
        var fixture = Fixture.load("ridge/" + name);
        int n = fixture.shape("in_X")[0];
        int t = fixture.shape("in_Y")[1];
        var fit = RidgeFit.of(fixture.values("in_X"), fixture.values("in_Y"), n, t, new double[] {1}, true);
        Fixture.assertClose(
                fit.predict(fixture.values("in_Xtest"), 7), fixture.values("exp_kernel_pred_alpha1"), CLOSED_FORM);
        // The dual weights give the same coefficients: B = Xc' A.
        var centred = Columns.minus(fixture.values("in_X"), Columns.means(fixture.values("in_X"), n));
        var dual = fixture.values("exp_dual_coef_alpha1");
        var coefficients = Linear.product(centred.length / n, t, n, centred, true, dual, false);
        Fixture.assertClose(fit.coefficients(), coefficients, CLOSED_FORM);
    }

    @Test
    void brainScoresDualRidgePredictsTheSame() {
        var fixture = Fixture.load("ridge/brainscore_dual_n30_p80");
        var fit = RidgeFit.of(fixture.values("in_X"), fixture.values("in_Y"), 30, 5, new double[] {3}, true);
        Fixture.assertClose(fit.predict(fixture.values("in_Xtest"), 7), fixture.values("exp_pred"), 1e-6);
        var a = fixture.values("in_a");
        var b = fixture.values("in_b");
        for (int column = 0; column < 6; column++) {
            assertThat(Correlation.pearson(Columns.one(a, column, 6), Columns.one(b, column, 6)))
                    .isCloseTo(fixture.values("exp_r")[column], within(1e-10));
        }
    }

    @Test
    void fiveFoldsGiveScikitLearnsErrorsAndChoice() {
        var fixture = Fixture.load("ridge/select_n60_p25_t8");
        var x = fixture.rows("in_X");
        var y = fixture.rows("in_Y");
        var fold = fixture.ints("in_fold");
        var alphas = fixture.values("in_alphas");
        var mse = fixture.values("exp_fold_mse"); // folds x alphas x targets
        var mean = new double[alphas.length][8];
        for (int f = 0; f < 5; f++) {
            int held = f;
            var train = IntStream.range(0, 60).filter(i -> fold[i] != held).toArray();
            var test = IntStream.range(0, 60).filter(i -> fold[i] == held).toArray();
            for (int a = 0; a < alphas.length; a++) {
                var fit = RidgeFit.of(rows(x, train), rows(y, train), train.length, 8, new double[] {alphas[a]}, true);
                var predicted = fit.predict(rows(x, test), test.length);
                var truth = rows(y, test);
                for (int t = 0; t < 8; t++) {
                    double error = 0;
                    for (int i = t; i < truth.length; i += 8) {
                        error += (predicted[i] - truth[i]) * (predicted[i] - truth[i]) / test.length;
                    }
                    assertThat(error).isCloseTo(mse[(f * alphas.length + a) * 8 + t], within(1e-10));
                    mean[a][t] += error / 5;
                }
            }
        }
        for (int t = 0; t < 8; t++) {
            int target = t;
            int best = IntStream.range(0, alphas.length).reduce(0, (i, j) -> mean[j][target] < mean[i][target] ? j : i);
            assertThat(alphas[best])
                    .isCloseTo(fixture.values("exp_cv_alpha_per_target")[t], within(1e-9 * alphas[best]));
        }
    }

    private static double[] rows(double[][] matrix, int[] rows) {
        return Arrays.stream(rows)
                .boxed()
                .flatMapToDouble(i -> Arrays.stream(matrix[i]))
                .toArray();
    }

    @Test
    void leaveOneOutChoosesAsRidgeCvDoes() {
        var fixture = Fixture.load("ridge/select_n60_p25_t8");
        var fit = RidgeFit.of(fixture.values("in_X"), fixture.values("in_Y"), 60, 8, fixture.values("in_alphas"), true);
        assertThat(fit.alphas()).isEqualTo(fixture.values("exp_loo_alpha_per_target"));
        Fixture.assertClose(fit.predict(fixture.values("in_Xtest"), 7), fixture.values("exp_loo_pred"), CLOSED_FORM);
    }

    @Test
    void leaveOneOutErrorIsThatOfReallyLeavingOneOut() {
        var fixture = Fixture.load("ridge/select_n60_p25_t8");
        var x = fixture.rows("in_X");
        var y = Columns.one(fixture.values("in_Y"), 2, 8);
        var errors = fixture.values("exp_loo_sq_errors");
        int alphas = fixture.shape("in_alphas")[0];
        for (int left : new int[] {0, 31, 59}) {
            var kept = IntStream.range(0, 60).filter(i -> i != left).toArray();
            var fit = RidgeFit.of(
                    Arrays.stream(kept)
                            .boxed()
                            .flatMapToDouble(i -> Arrays.stream(x[i]))
                            .toArray(),
                    Arrays.stream(kept).mapToDouble(i -> y[i]).toArray(),
                    59,
                    1,
                    new double[] {fixture.values("in_alphas")[4]},
                    true);
            double error = y[left] - fit.predict(x[left], 1)[0];
            assertThat(error * error).isCloseTo(errors[(left * 8 + 2) * alphas + 4], within(1e-10));
        }
    }

    @Test
    void tribuoTrainerPredictsAsScikitLearnDoes() {
        var fixture = Fixture.load("ridge/select_n60_p25_t8");
        var model = new RidgeTrainer(fixture.values("in_alphas")).train(dataset(fixture));
        var tests = fixture.rows("in_Xtest");
        var expected = fixture.rows("exp_loo_pred");
        for (int i = 0; i < tests.length; i++) {
            var predicted = model.predict(example(tests[i], new double[8])).getOutput();
            for (int t = 0; t < 8; t++) {
                var value = predicted.getDimension("target" + t).orElseThrow().getValue();
                assertThat(value).isCloseTo(expected[i][t], within(1e-9));
            }
        }
        assertThat(model.getProvenance().getTrainerProvenance().getClassName()).isEqualTo(RidgeTrainer.class.getName());
        assertThat(model.getTopFeatures(3).get("target0")).hasSize(3);
    }

    private static MutableDataset<Regressor> dataset(Fixture fixture) {
        var x = fixture.rows("in_X");
        var y = fixture.rows("in_Y");
        var source = new ListDataSource<>(
                IntStream.range(0, x.length).mapToObj(i -> example(x[i], y[i])).toList(),
                new RegressionFactory(),
                new SimpleDataSourceProvenance("fixture", new RegressionFactory()));
        return new MutableDataset<>(source);
    }

    private static Example<Regressor> example(double[] features, double[] targets) {
        var names =
                IntStream.range(0, targets.length).mapToObj(i -> "target" + i).toArray(String[]::new);
        var units = IntStream.range(0, features.length)
                .mapToObj(i -> String.format("unit%03d", i))
                .toArray(String[]::new);
        return new ArrayExample<>(new Regressor(names, targets), units, features);
    }

    @Test
    void penaltyThatIsNotPositiveIsRefused() {
        assertThatThrownBy(() -> new RidgeTrainer(1, -2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("[1.0, -2.0]")
                .hasMessageContaining("new RidgeTrainer(1, 10, 100)");
    }

    @Test
    void constantNeuronScoresNaN() {
        assertThat(Correlation.pearson(new double[] {0.1, 0.1, 0.1}, new double[] {1, 2, 3}))
                .isNaN();
    }
}
