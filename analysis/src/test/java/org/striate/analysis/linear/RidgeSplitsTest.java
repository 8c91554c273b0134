package org.striate.analysis.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.analysis.Fixture;
import org.striate.testing.Needs;

/** Ridge by one inverse for all splits, against scikit-learn 1.9.1 and himalaya 0.4.11, and against doing without. */
@Needs(Needs.What.FIXTURES)
class RidgeSplitsTest {

    private static final Fixture FIXTURE = Fixture.load("ridge/select_n60_p25_t8");
    private static final int ALL = 67; // 60 to fit, 7 to predict
    private static final int[] TRAIN = IntStream.range(0, 60).toArray();

    private static double[] stacked() {
        var x = Arrays.copyOf(FIXTURE.values("in_X"), ALL * 25);
        System.arraycopy(FIXTURE.values("in_Xtest"), 0, x, 60 * 25, 7 * 25);
        return x;
    }

    private static double[] products(double[] x, int n) {
        return Linear.product(n, n, x.length / n, x, false, x, true);
    }

    private static double[] test(double[] k, double[] y, int n, int t, int[] train, double[] dual, int[] test) {
        var product = Linear.product(n, t, n, k, false, dual, false);
        var predicted = new double[test.length * t];
        for (int j = 0; j < t; j++) {
            double offset = 0;
            for (int i : train) {
                offset += (y[i * t + j] - product[i * t + j]) / train.length;
            }
            for (int i = 0; i < test.length; i++) {
                predicted[i * t + j] = product[test[i] * t + j] + offset;
            }
        }
        return predicted;
    }

    private static void assertChoice(Ridge.Choice choice, List<int[]> inner, String alphas, String predictions) {
        var y = Arrays.copyOf(FIXTURE.values("in_Y"), ALL * 8);
        var k = products(stacked(), ALL);
        var fit = new Ridge(FIXTURE.values("in_alphas"), choice)
                .fit(k, y, 8, List.of(new Ridge.Split(TRAIN, inner)), done -> {})
                .get(0);
        Fixture.assertClose(fit.penalties(), FIXTURE.values(alphas), 1e-12);
        var predicted =
                test(k, y, ALL, 8, TRAIN, fit.weights(), IntStream.range(60, 67).toArray());
        Fixture.assertClose(predicted, FIXTURE.values(predictions), 1e-9);
    }

    @Test
    void leaveOneOutChoosesAsRidgeCvDoes() {
        assertChoice(Ridge.Choice.LEAVE_ONE_OUT, List.of(), "exp_loo_alpha_per_target", "exp_loo_pred");
    }

    @Test
    void innerFoldsChooseAsHimalayaDoes() {
        var fold = FIXTURE.ints("in_fold");
        var inner = IntStream.range(0, 5)
                .mapToObj(f -> IntStream.range(0, 60).filter(i -> fold[i] == f).toArray())
                .toList();
        assertChoice(Ridge.Choice.INNER_FOLDS, inner, "exp_cv_alpha_per_target", "exp_cv_pred");
        assertChoice(Ridge.Choice.INNER_FOLDS, inner, "exp_cv_alpha_per_target_kernel", "exp_cv_pred_kernel");
    }

    @Test
    void splitsOfAnySizeAreAsFittedAlone() {
        var random = new Random(2);
        int n = 40;
        var x = random.doubles(n * 70).toArray();
        var y = random.doubles(n * 3).toArray();
        var k = products(x, n);
        var splits = List.of(
                IntStream.range(0, 36).toArray(),
                IntStream.range(0, 20).map(i -> 2 * i).toArray(),
                IntStream.range(0, 5).toArray(), // fewer than half: an inverse of its own
                IntStream.range(0, n).toArray());
        for (var choice : List.of(Ridge.Choice.LEAVE_ONE_OUT, Ridge.Choice.GENERALISED)) {
            var fits = new Ridge(new double[] {0.1, 1, 10, 100}, choice)
                    .fit(
                            k,
                            y,
                            3,
                            splits.stream()
                                    .map(train -> new Ridge.Split(train, List.of()))
                                    .toList(),
                            done -> {});
            for (int s = 0; s < splits.size(); s++) {
                var train = splits.get(s);
                var alone = new double[train.length * train.length];
                var own = new double[train.length * 3];
                for (int i = 0; i < train.length; i++) {
                    System.arraycopy(y, train[i] * 3, own, i * 3, 3);
                    for (int j = 0; j < train.length; j++) {
                        alone[i * train.length + j] = k[train[i] * n + train[j]];
                    }
                }
                var everything = IntStream.range(0, train.length).toArray();
                var expected = new Ridge(new double[] {0.1, 1, 10, 100}, choice)
                        .fit(alone, own, 3, List.of(new Ridge.Split(everything, List.of())), done -> {})
                        .get(0);
                assertThat(fits.get(s).penalties()).isEqualTo(expected.penalties());
                var picked = new double[own.length];
                for (int i = 0; i < train.length; i++) {
                    System.arraycopy(fits.get(s).weights(), train[i] * 3, picked, i * 3, 3);
                }
                Fixture.assertClose(picked, expected.weights(), 1e-9);
            }
        }
    }
}
