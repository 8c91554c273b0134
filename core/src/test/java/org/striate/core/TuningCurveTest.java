package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TuningCurveTest {

    private static StimulusSet stimuli(Object... values) {
        return new PixelStimuli(
                "lines",
                IntStream.range(0, values.length).mapToObj(String::valueOf).toList(),
                1,
                1,
                1,
                1,
                i -> new float[1],
                Map.of("angle", List.of(values)),
                Origin.of("test"));
    }

    private static TuningCurve curve(double[] answers, Object... values) {
        return TuningCurve.of("unit 3", answers, stimuli(values), "angle", Origin.of("test"));
    }

    @Test
    void valuesAreSortedByNumberAndAveragedOver() {
        var curve = curve(new double[] {1, 5, 3, 9}, 90.0, 0.0, 90.0, 100.0);
        assertThat(curve.numbers()).containsExactly(0, 90, 100);
        assertThat(curve.mean()).containsExactly(5, 2, 9);
        assertThat(curve.sd()).containsExactly(Double.NaN, Math.sqrt(2), Double.NaN);
        assertThat(curve.n()).containsExactly(1, 2, 1);
        assertThat(curve.preferred()).isEqualTo(100.0);
    }

    @Test
    void answersThatAreNotANumberAreLeftOut() {
        var curve = curve(new double[] {Double.NaN, Double.NaN, 3, 1}, 0.0, 1.0, 1.0, 2.0);
        assertThat(curve.mean()).containsExactly(Double.NaN, 3, 1);
        assertThat(curve.n()).containsExactly(0, 1, 1);
        assertThat(curve.preferred()).isEqualTo(1.0);
        assertThat(curve(new double[] {Double.NaN}, 0.0).toString()).contains("NaN");
    }

    @Test
    void equalAnswersPreferTheFirstValue() {
        assertThat(curve(new double[] {2, 2, 1}, 30.0, 10.0, 20.0).preferred()).isEqualTo(10.0);
    }

    @Test
    void labelsAreNotNumbers() {
        var curve = curve(new double[] {1, 2}, "left", "right");
        assertThat(curve.preferred()).isEqualTo("right");
        assertThatThrownBy(curve::numbers).isInstanceOf(BadInput.class).hasMessageContaining("labels such as \"left\"");
        assertThatThrownBy(() -> curve(new double[] {1}, "left", "right")).hasMessageContaining("1 values");
    }
}
