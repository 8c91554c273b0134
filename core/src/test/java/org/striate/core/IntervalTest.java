package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void differenceOfMeansHasTheWidthOfTheory() {
        var random = new Random(1);
        var a = random.doubles(400).map(v -> v + 1).toArray();
        var b = random.doubles(100).toArray();
        var found = Interval.ofMeanDifference(a, b, 2);
        double error = Math.sqrt(1 / 12.0 / 400 + 1 / 12.0 / 100);
        assertThat(found.high() - found.low()).isCloseTo(2 * 1.96 * error, within(0.02));
        assertThat(found.low()).isLessThan(1);
        assertThat(found.high()).isGreaterThan(1);
        assertThat(Interval.ofMeanDifference(a, b, 2)).isEqualTo(found);
    }

    @Test
    void whatIsUndefinedIsLeftOutAndNothingGivesNaN() {
        double[] a = {2, Double.NaN, 2};
        assertThat(Interval.ofMeanDifference(a, new double[] {1}, 1)).isEqualTo(new Interval(1, 1));
        assertThat(Interval.ofMeanDifference(a, new double[0], 1).low()).isNaN();
    }
}
