package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;

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

    /** Red and blue give red and blue, not magenta and black. */
    @Test
    void channelsOfAPlaceStayTogether() {
        float[][] pictures = {new float[300], new float[300]};
        Arrays.fill(pictures[0], 0, 100, 1);
        Arrays.fill(pictures[1], 200, 300, 1);
        var stimuli = new PixelStimuli(
                "colours",
                List.of("red", "blue"),
                3,
                10,
                10,
                8,
                i -> pictures[i].clone(),
                Map.of(),
                Origin.of("colours"));
        var scrambled = Stimuli.scrambled(stimuli, 5);
        int red = 0;
        for (int place = 0; place < 100; place++) {
            var pixels = scrambled.pixels(0);
            assertThat(pixels[place] + pixels[200 + place])
                    .as("place %d", place)
                    .isEqualTo(1);
            assertThat(scrambled.pixels(1)[place]).isEqualTo(pixels[200 + place]);
            red += (int) pixels[place];
        }
        assertThat(red).isBetween(25, 75);
    }
}
