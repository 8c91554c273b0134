package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StimulusSetTest {

    private static StimulusSet stimuli(Object... values) {
        var ids = IntStream.range(0, values.length).mapToObj(i -> "im" + i).toList();
        return new PixelStimuli(
                "set", ids, 1, 1, 1, 1, i -> new float[1], Map.of("x", List.of(values)), Origin.of("test"));
    }

    @Test
    void stimuliWithoutANumberCanBeLeftOut() {
        var missing = stimuli(2.0, Double.NaN, "none");
        assertThatThrownBy(() -> missing.numbers("x"))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "parameter x: \"NaN\" of stimulus im1; expected a finite number for every stimulus. Keep those "
                                + "that have one: stimuli.where(\"x\", v -> v instanceof Double d && Double.isFinite(d))");
        assertThat(missing.where("x", v -> v instanceof Double d && Double.isFinite(d))
                        .numbers("x"))
                .containsExactly(2);
    }

    @Test
    void numbersOfAnyKindAreDoubles() {
        assertThat(stimuli(1, 2L, 0.5f, "3").parameter("x")).containsExactly(1.0, 2.0, 0.5, "3");
        assertThat(stimuli(1, 2, 1).where("x", 1).ids()).containsExactly("im0", "im2");
    }

    @Test
    void cellThatMakesAColumnTextsIsNamed() {
        assertThatThrownBy(() -> stimuli("2", " .5", "2 deg", "3").numbers("x"))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "parameter x: \"2 deg\" of stimulus im2 in a column of texts; expected a finite number for every "
                                + "stimulus. Mend that value in the table, or choose another parameter: "
                                + "stimuli.parameters().keySet()");
        assertThatThrownBy(() -> stimuli("2", "3").numbers("x")).hasMessageContaining("\"2\" of stimulus im0");
    }
}
