package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        var fit = RidgeFit.withAlphas(
                fixture.values("in_X"),
                fixture.values("in_Y"),
                fixture.shape("in_X")[0],
                fixture.values("in_per_target_alphas"),
                true);
        Fixture.assertClose(fit.coefficients(), fixture.values("exp_coef_per_target"), CLOSED_FORM);
        Fixture.assertClose(
                fit.predict(fixture.values("in_Xtest"), 7), fixture.values("exp_pred_per_target"), CLOSED_FORM);
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
}
