package org.striate.analysis.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.striate.analysis.Fixture;
import org.striate.testing.Needs;

/** PLS2 through products between stimuli, against scikit-learn 1.9.1's PLSRegression(scale=False). */
@Needs(Needs.What.FIXTURES)
class PlsTest {

    @ParameterizedTest
    @CsvSource({
        "t1_n60_p12_noscale, 5",
        "t7_n60_p30_noscale, 8",
        "wide_n40_p120_t5_noscale, 10",
        "bs_n120_p200_t20_k25_noscale, 25",
        "collinear_rank6, 5",
        "k1, 1"
    })
    void predictsAsScikitLearnDoes(String name, int components) {
        var fixture = Fixture.load("pls/" + name);
        var nipals = predictions(fixture, components, Pls.Weights.NIPALS);
        Fixture.assertClose(nipals.train(), fixture.values("exp_pred_train"), 1e-8);
        Fixture.assertClose(nipals.test(), fixture.values("exp_pred_test"), 1e-8);
        var exact = predictions(fixture, components, Pls.Weights.EXACT);
        Fixture.assertClose(exact.train(), fixture.values("exp_pred_train_tight"), 1e-8);
        Fixture.assertClose(exact.test(), fixture.values("exp_pred_test_tight"), 1e-8);
    }

    record Predictions(double[] train, double[] test) {}

    private static Predictions predictions(Fixture fixture, int components, Pls.Weights weights) {
        var x = fixture.values("in_X");
        var xTest = fixture.values("in_Xtest");
        int n = fixture.shape("in_X")[0];
        int t = fixture.shape("in_Y")[1];
        int p = x.length / n;
        int all = n + xTest.length / p;
        var both = java.util.Arrays.copyOf(x, all * p);
        System.arraycopy(xTest, 0, both, x.length, xTest.length);
        var y = java.util.Arrays.copyOf(fixture.values("in_Y"), all * t); // 0 for the others: they must not matter
        return predictions(both, y, all, t, IntStream.range(0, n).toArray(), components, weights);
    }

    private static Predictions predictions(
            double[] x, double[] y, int all, int t, int[] train, int components, Pls.Weights weights) {
        int p = x.length / all;
        int n = train.length; // the first n rows
        var k = Linear.product(all, all, p, x, false, x, true);
        var dual = new Pls(components, weights)
                .fit(k, y, t, List.of(train), done -> {})
                .get(0)
                .weights();
        var product = Linear.product(all, t, all, k, false, dual, false);
        for (int j = 0; j < t; j++) {
            double offset = 0;
            for (int i = 0; i < n; i++) {
                offset += (y[i * t + j] - product[i * t + j]) / n;
            }
            for (int i = 0; i < all; i++) {
                product[i * t + j] += offset;
            }
        }
        return new Predictions(
                java.util.Arrays.copyOf(product, n * t), java.util.Arrays.copyOfRange(product, n * t, all * t));
    }

    @Test
    void splitsInLockstepAreSplitsAlone() {
        var random = new Random(3);
        int n = 50;
        var x = random.doubles(n * 80).toArray();
        var y = random.doubles(n * 6).toArray();
        var k = Linear.product(n, n, 80, x, false, x, true);
        var splits = List.of(
                IntStream.range(0, 40).toArray(),
                IntStream.range(10, 50).toArray(),
                IntStream.range(0, 12).map(i -> 4 * i + 1).toArray());
        var pls = new Pls(7, Pls.Weights.NIPALS);
        var together = pls.fit(k, y, 6, splits, done -> {});
        for (int s = 0; s < 3; s++) {
            var alone = pls.fit(k, y, 6, List.of(splits.get(s)), done -> {}).get(0);
            Fixture.assertClose(together.get(s).weights(), alone.weights(), 1e-10);
        }
    }

    @Test
    void componentsBeyondTheRankChangeNothing() {
        var fixture = Fixture.load("pls/collinear_rank6");
        var six = predictions(fixture, 6, Pls.Weights.EXACT);
        var twenty = predictions(fixture, 20, Pls.Weights.EXACT);
        Fixture.assertClose(twenty.test(), six.test(), 1e-6);
    }

    @Test
    void constantNeuronIsPredictedByItsValueAndChangesNoOther() {
        var random = new Random(5);
        int n = 30;
        var x = random.doubles(n * 9).toArray();
        var y = new double[n * 3];
        var plain = new double[n * 2];
        for (int i = 0; i < n; i++) {
            y[i * 3] = 1000.1;
            for (int j = 0; j < 2; j++) {
                plain[i * 2 + j] = random.nextDouble();
                y[i * 3 + 1 + j] = plain[i * 2 + j];
            }
        }
        var train = IntStream.range(0, 25).toArray();
        var with = predictions(x, y, n, 3, train, 4, Pls.Weights.NIPALS);
        var without = predictions(x, plain, n, 2, train, 4, Pls.Weights.NIPALS);
        for (int i = 0; i < 5; i++) {
            assertThat(with.test()[i * 3]).isCloseTo(1000.1, org.assertj.core.api.Assertions.within(1e-9));
            assertThat(with.test()[i * 3 + 1])
                    .isCloseTo(without.test()[i * 2], org.assertj.core.api.Assertions.within(1e-9));
        }
    }
}
