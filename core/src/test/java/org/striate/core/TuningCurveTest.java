package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TuningCurveTest {

    private static TuningCurve curve(double... mean) {
        return new TuningCurve(
                "unit 1",
                "orientation",
                "deg",
                new double[] {0, 45, 90},
                mean,
                new double[] {2, 0, Double.NaN},
                new int[] {4, 3, 1},
                Origin.of("test"));
    }

    @Test
    void standardErrorIsTheDeviationOverTheRootOfTheCount() {
        var sem = curve(1, 2, 3).sem();
        assertThat(sem[0]).isEqualTo(1, within(1e-15));
        assertThat(sem[1]).isZero();
        assertThat(sem[2]).isNaN();
    }

    @Test
    void preferredIsTheFirstOfEqualPeaksAndSkipsWhatWasNotRecorded() {
        assertThat(curve(Double.NaN, 5, 5).preferred()).isEqualTo(45);
        assertThat(curve(Double.NaN, Double.NaN, Double.NaN).preferred()).isNaN();
        assertThat(curve(Double.NaN, 5, 5))
                .hasToString("TuningCurve unit 1: 3 values of orientation (deg), most 5.000 at 45.00");
        assertThat(curve(1, 2, 3).toHtml()).contains("orientation (deg)").contains("origin");
    }

    @Test
    void listsOfDifferentLengthsAreRefused() {
        assertThatThrownBy(() -> curve(1, 2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("2 means")
                .hasMessageContaining("3 of each");
    }
}
