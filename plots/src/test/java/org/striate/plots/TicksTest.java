package org.striate.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.charts.Axis;

class TicksTest {

    private static Range range(double low, double high) {
        return Range.between(low, high);
    }

    private static List<String> labels(List<Ticks.Tick> ticks) {
        return ticks.stream().map(Ticks.Tick::label).toList();
    }

    @Test
    void ticksAreRound() {
        assertThat(labels(Ticks.above(range(0, 1), 200))).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(labels(Ticks.above(range(-0.34, 0.52), 200))).containsExactly("−0.2", "0.0", "0.2", "0.4");
        assertThat(labels(Ticks.above(range(0, 1234), 200)))
                .containsExactly("0", "200", "400", "600", "800", "1000", "1200");
    }

    @Test
    void anglesArePartsOfACircle() {
        for (double length : new double[] {165, 320, 600}) {
            var angles = Range.of(Axis.of("orientation", "deg"), 0, 157.5);
            assertThat(labels(Ticks.beside(angles, length))).containsExactly("0", "45", "90", "135");
        }
    }

    @Test
    void ratiosHaveOneTwoFiveOrPowersOfTen() {
        assertThat(labels(Ticks.beside(new Range(0.5, 8, true, 0), 400))).containsExactly("0.5", "1", "2", "5");
        assertThat(labels(Ticks.beside(new Range(1e-6, 1e6, true, 0), 200)))
                .hasSizeBetween(3, 7)
                .contains("10⁻⁶");
    }

    @Test
    void narrowLogarithmicAxisHasNumbers() {
        assertThat(labels(Ticks.beside(ratios(6, 7, 8, 9), 400))).containsExactly("6", "7", "8", "9");
        assertThat(labels(Ticks.beside(ratios(1.02, 1.03, 1.04), 400))).contains("1.02", "1.03", "1.04");
        assertThat(labels(Ticks.above(ratios(1.02, 1.03, 1.04), 200))).hasSizeGreaterThan(1);
    }

    private static Range ratios(double... values) {
        return Range.of(Axis.of("x").inRatios(), values).padded(0.02);
    }

    /** Whatever the axis, it has two numbers at least, and each is the one that is there. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void numbersOfALogarithmicAxisAreThoseThatAreThere(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            double low = Math.pow(10, 8 * random.nextDouble() - 4);
            var range = new Range(low, low * Math.pow(10, Math.pow(10, 2 * random.nextDouble() - 2)), true, 0);
            var ticks = Ticks.beside(range, 400);
            assertThat(ticks).as("seed %d: %s", seed, range).hasSizeGreaterThan(1);
            for (var tick : ticks) {
                if (!tick.label().contains("10")) { // no power
                    assertThat(Double.parseDouble(tick.label()))
                            .as("seed %d: %s", seed, range)
                            .isCloseTo(tick.value(), withinPercentage(1e-6));
                }
            }
        }
    }

    /** Those in the middle are written as powers and thus longer than 0 and 10⁶. */
    @Test
    void widestLabelIsAmongThoseBetweenTheEnds() {
        for (var range : List.of(range(0, 1e6), range(-1, 1), new Range(1e-3, 1e3, true, 0))) {
            double widest = Ticks.above(range, 300).stream()
                    .mapToDouble(tick -> Canvas.width(tick.label(), Fonts.TEXT))
                    .max()
                    .orElseThrow();
            assertThat(Ticks.widest(range)).as(range.toString()).isGreaterThanOrEqualTo(widest);
        }
    }

    @Test
    void largeNumbersAreShort() {
        assertThat(labels(Ticks.above(range(0, 2_000_000), 170)))
                .containsExactly("0", "5·10⁵", "10⁶", "1.5·10⁶", "2·10⁶");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void labelsNeverOverlap(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 5);
            double span = Math.abs(random.nextGaussian() + 0.1) * Math.pow(10, random.nextInt(12) - 5);
            double width = 80 + random.nextInt(600);
            var range = Range.between(low, low + span);
            var ticks = Ticks.beside(range, width);
            assertThat(ticks).as("seed %d: %s on %s px", seed, range, width).isNotEmpty();
            var scale = new Scale(range, 0, width);
            for (int k = 1; k < ticks.size(); k++) {
                double apart = scale.at(ticks.get(k).value())
                        - scale.at(ticks.get(k - 1).value());
                double half = Canvas.width(ticks.get(k).label(), Fonts.TEXT) / 2
                        + Canvas.width(ticks.get(k - 1).label(), Fonts.TEXT) / 2;
                assertThat(apart).as("seed %d: %s on %s px", seed, ticks, width).isGreaterThan(half);
            }
        }
    }

    @Test
    void axisOfNothingOrOfOneValueHasALength() {
        for (var range : new Range[] {
            Range.of(Axis.of("x")),
            Range.of(Axis.of("x"), Double.NaN),
            Range.of(Axis.of("x"), 3),
            Range.of(Axis.of("x"), 0)
        }) {
            assertThat(range.high()).isGreaterThan(range.low());
        }
        assertThat(Range.of(Axis.of("x").inRatios(), 0, -1, 4, 4).low()).isGreaterThan(0);
    }

    @Test
    void valuesThatDifferByRoundingAreOneBin() {
        for (double value : new double[] {1, -0.3, 1e6}) {
            var values = IntStream.range(0, 50)
                    .mapToDouble(i -> value + i % 3 * Math.ulp(value))
                    .toArray();
            assertThat(DistributionPlot.Bins.of(values).counts()).containsExactly(50);
        }
        assertThat(DistributionPlot.Bins.of(new double[] {1, 1 + 1e-6}).counts())
                .hasSizeGreaterThan(1);
    }

    @Test
    void histogramCountsEveryValueOnce() {
        var values = new Random(1).doubles(1000, -1, 1).toArray();
        var bins = DistributionPlot.Bins.of(values);
        assertThat(java.util.Arrays.stream(bins.counts()).sum()).isEqualTo(1000);
        for (int i = 0; i < bins.counts().length; i++) {
            double from = bins.first() + i * bins.width();
            assertThat(java.util.Arrays.stream(values).filter(v -> v >= from && v < from + bins.width()))
                    .hasSize(bins.counts()[i]);
        }
    }
}
