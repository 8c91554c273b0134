package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScrambledTest {

    @Test
    void everyPixelKeepsItsValuesAndLosesItsPicture() {
        var stimuli = Stimuli.tilted(20, 3).size(16);
        var scrambled = Stimuli.scrambled(stimuli, 5);
        for (int pixel : new int[] {0, 100, 255}) {
            assertThat(IntStream.range(0, 20).mapToDouble(i -> scrambled.pixels(i)[pixel]))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 20)
                            .mapToObj(i -> (double) stimuli.pixels(i)[pixel])
                            .toList());
        }
        assertThat(scrambled.pixels(0)).isNotEqualTo(stimuli.pixels(0));
        assertThat(scrambled.pixels(0)).isEqualTo(Stimuli.scrambled(stimuli, 5).pixels(0));
        assertThat(scrambled.pixels(0))
                .isNotEqualTo(Stimuli.scrambled(stimuli, 6).pixels(0));
    }
}
