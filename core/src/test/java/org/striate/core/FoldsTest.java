package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

    private static StimulusSet stimuli(Object... kinds) {
        var ids = IntStream.range(0, kinds.length).mapToObj(String::valueOf).toList();
        return new PixelStimuli(
                "toy", ids, 1, 1, 1, 1, i -> new float[1], Map.of("kind", List.of(kinds)), Origin.of("test"));
    }

    /** A column may hold numbers and a word for those that have none. */
    @Test
    void classesMayBeNumbersAndTexts() {
        var mixed = stimuli("none", 2.0, 10.0, "none", 2.0, 10.0);
        for (var fold : Folds.stratified("kind", 3, 0.5, 1).over(mixed)) {
            assertThat(fold.test()).hasSize(3).doesNotContain(fold.train());
            assertThat(IntStream.of(fold.test()).map(i -> i % 3)).containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    @Test
    void gapLargerThanAllStimuliIsRefused() {
        for (int gap : new int[] {5, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> Folds.blocks(2, gap).over(stimuli(1, 2, 3, 4)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("a gap of " + gap + " that leaves nothing to train on");
        }
    }
}
