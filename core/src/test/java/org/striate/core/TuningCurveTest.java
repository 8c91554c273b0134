package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

    private static TuningCurve curve(double[] answers, Object... values) {
        var ids = IntStream.range(0, values.length).mapToObj(String::valueOf).toList();
        var stimuli = new PixelStimuli(
                "lines", ids, 1, 1, 1, 1, i -> new float[1], Map.of("angle", List.of(values)), Origin.of("test"));
        return TuningCurve.of("unit 3", answers, stimuli, "angle", Origin.of("test"));
    }

    @Test
    void valuesAreSortedByNumberAndAveragedOver() {
        var curve = curve(new double[] {1, 5, 3, 9}, 90.0, 0.0, 90.0, 100.0);
        assertThat(curve.values()).containsExactly(0, 90, 100);
        assertThat(curve.mean()).containsExactly(5, 2, 9);
        assertThat(curve.sd()).containsExactly(Double.NaN, Math.sqrt(2), Double.NaN);
        assertThat(curve.n()).containsExactly(1, 2, 1);
        assertThat(curve.preferred()).isEqualTo(100.0);
    }

    @Test
    void frequenciesAreInRatiosUnlessOneIsZero() {
        assertThat(frequencies(0.5, 1, 2).chart().x().logarithmic()).isTrue();
        assertThat(frequencies(0, 1, 2).chart().x().logarithmic()).isFalse();
        assertThat(curve(1, 2, 3).chart().x().logarithmic()).isFalse();
    }

    private static TuningCurve frequencies(double... values) {
        var three = new double[3];
        return new TuningCurve(
                "u", "temporalFrequency", "Hz", values, three, three, new int[] {1, 1, 1}, Origin.of("test"));
    }

    @Test
    void answersThatAreNotANumberAreLeftOut() {
        var curve = curve(new double[] {Double.NaN, Double.NaN, 3, 1}, 0.0, 1.0, 1.0, 2.0);
        assertThat(curve.mean()).containsExactly(Double.NaN, 3, 1);
        assertThat(curve.n()).containsExactly(0, 1, 1);
        assertThat(curve.preferred()).isEqualTo(1.0);
    }

    @Test
    void labelsAreNoParameterToTuneTo() {
        assertThatThrownBy(() -> curve(new double[] {1, 2}, "left", "right"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("parameter angle: \"left\"");
        assertThatThrownBy(() -> curve(new double[] {1}, 1.0, 2.0)).hasMessageContaining("1 values");
    }
}
