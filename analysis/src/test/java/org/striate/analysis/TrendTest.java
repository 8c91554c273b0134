package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;

class TrendTest {

    private static final double[] X =
            IntStream.range(0, 40).mapToDouble(i -> 100 + i / 10.0).toArray();

    private static Trend noisy(double bend, long seed) {
        var random = new Random(seed);
        return Trend.of(
                "x",
                X,
                "y",
                DoubleStream.of(X)
                        .map(x -> 1 + (x - 100) + bend * Math.pow(x - 102, 2) + 0.3 * random.nextGaussian())
                        .toArray());
    }

    @Test
    void polynomialIsFoundExactly() {
        var fit = Polynomial.of(
                X, DoubleStream.of(X).map(x -> 3 - 2 * x + 0.5 * x * x).toArray(), 2);
        assertThat(fit.at(90)).isCloseTo(3 - 180 + 4050, within(1e-6));
        assertThat(Polynomial.of(new double[] {2, 2, 2}, new double[] {1, 2, 3}, 2)
                        .at(2))
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void lineIsALineAndParabolaAParabola() {
        for (int seed = 0; seed < 5; seed++) {
            var straight = noisy(0, seed);
            assertThat(straight.gainInterval(0, 1, 1).low()).as("seed %d", seed).isPositive();
            assertThat(straight.gainInterval(1, 2, 1).low()).as("seed %d", seed).isNegative();
            var bent = noisy(-0.6, seed);
            assertThat(bent.gainInterval(1, 2, 1).low()).as("seed %d", seed).isPositive();
            assertThat(bent.top()).as("seed %d", seed).isCloseTo(102.83, within(0.2));
        }
    }

    @Test
    void leftOutErrorsAreThoseOfFitsWithoutThePoint() {
        double[] y = {1, 2, 3, 4, 5, 6, 7, 80};
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        double mean = 28.0 / 7;
        double ofLast = Math.pow(80 - mean, 2);
        double all = IntStream.range(0, 7)
                .mapToDouble(i -> Math.pow(y[i] - (108 - y[i]) / 7, 2))
                .sum();
        assertThat(Trend.of("x", x, "y", y).error(0)).isCloseTo(Math.sqrt((all + ofLast) / 8), within(1e-9));
    }

    @Test
    void pointsOfAGroupAreLeftOutTogether() {
        var y = X.clone();
        var pairs = IntStream.range(0, 40).mapToObj(i -> "g" + i / 10).toList();
        var trend = Trend.of("x", X, "y", y);
        assertThat(trend.grouped(pairs).error(0)).isGreaterThan(trend.error(0) + 0.1);
        assertThat(trend.grouped(pairs).error(1)).isCloseTo(0, within(1e-9));
    }

    @Test
    void tooFewGroupsOrNumbersAreRefused() {
        assertThatThrownBy(() -> Trend.of("accuracy", new double[7], "r", new double[7]))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("7 and 7 values in 7 groups")
                .hasMessageContaining("Trend.of");
        var broken = X.clone();
        broken[3] = Double.NaN;
        assertThatThrownBy(() -> Trend.of("x", X, "y", broken)).hasMessageContaining("not all finite");
    }

    /** Such as seconds since 1970: the numbers of the same points without the offset. */
    @ParameterizedTest
    @ValueSource(doubles = {1e6, 1e9, -1e12})
    void offsetOfXCostsNoParabola(double offset) {
        var x = IntStream.range(0, 20).mapToDouble(i -> i).toArray();
        var random = new Random(1);
        var y = DoubleStream.of(x)
                .map(v -> -0.01 * Math.pow(v - 9, 2) + 0.01 * random.nextGaussian())
                .toArray();
        var plain = Trend.of("x", x, "y", y);
        var moved = Trend.of("x", DoubleStream.of(x).map(v -> v + offset).toArray(), "y", y);
        for (int degree = 0; degree < 3; degree++) {
            assertThat(moved.error(degree)).isCloseTo(plain.error(degree), within(1e-12));
        }
        assertThat(moved.top() - offset).isCloseTo(plain.top(), within(1e-3));
        var bend = moved.chart().lines().get(1).y();
        Fixture.assertClose(bend, plain.chart().lines().get(1).y(), 1e-5); // the places between points round at 1e12
    }
}
