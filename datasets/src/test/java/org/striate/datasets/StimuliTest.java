package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;

class StimuliTest {

    static StimulusSet[] sets() {
        return new StimulusSet[] {
            Stimuli.gratings().spatialFrequencies(0.5, 2), Stimuli.tilted(20, 3), Stimuli.shapes(20, 3)
        };
    }

    @ParameterizedTest
    @MethodSource("sets")
    void contractOfAStimulusSet(StimulusSet stimuli) {
        assertThat(stimuli.ids()).hasSize(stimuli.size()).doesNotHaveDuplicates();
        stimuli.parameters().values().forEach(column -> assertThat(column).hasSize(stimuli.size()));
        int last = stimuli.size() - 1;
        var pixels = stimuli.pixels(last);
        assertThat(pixels).hasSize(stimuli.channels() * stimuli.height() * stimuli.width());
        for (float pixel : pixels) {
            assertThat(pixel).isBetween(0f, 1f);
        }
        assertThat(stimuli.pixels(last)).isEqualTo(pixels);
        assertThat(stimuli.select(last, 0).pixels(0)).isEqualTo(pixels);
        assertThat(stimuli.select(last, 0).ids())
                .containsExactly(stimuli.ids().get(last), stimuli.ids().get(0));
        assertThat(stimuli.toHtml()).contains("<table>");
        assertThatThrownBy(() -> stimuli.select(last + 1)).isInstanceOf(BadInput.class);
    }

    @Test
    void horizontalStripesAreConstantAlongARow() {
        var pixels = Stimuli.gratings().orientations(1).phases(1).pixels(0);
        int row = 32 * 64;
        for (int column = 26; column < 38; column++) { // where the aperture is flat
            assertThat(pixels[row + column]).isCloseTo(pixels[row + 32], within(1e-6f));
        }
    }

    @Test
    void verticalStripesRepeatWithTheirPeriod() {
        // 1 cycle/deg at 8 pixels/deg: period 8 pixels. Index 4 of 8 orientations is 90 degrees.
        var stimuli = Stimuli.gratings().phases(1);
        var pixels = stimuli.pixels(4);
        assertThat(stimuli.parameter("orientation").get(4)).isEqualTo(90.0);
        assertThat(pixels[32 * 64 + 24]).isCloseTo(pixels[32 * 64 + 32], within(1e-5f));
        assertThat(pixels[32 * 64 + 28]).isCloseTo(1 - pixels[32 * 64 + 32], within(1e-5f));
    }

    @Test
    void frequencyBeyondHalfACyclePerPixelIsRefused() {
        assertThatThrownBy(() -> Stimuli.gratings().spatialFrequencies(5))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("5.0 cycles/deg")
                .hasMessageContaining("up to 4.0");
    }

    @Test
    void halfOfTheTiltedLeanLeft() {
        var tilt = Stimuli.tilted(100, 1).parameter("tilt");
        assertThat(tilt.stream().filter("left"::equals)).hasSize(50);
    }

    @Test
    void everyShapeComesEquallyOften() {
        var kinds = Stimuli.shapes(80, 1).parameter("shape");
        assertThat(kinds.stream().distinct()).hasSize(8);
        assertThat(kinds.stream().filter("star"::equals)).hasSize(10);
    }

    @Test
    void shapeCoversItsCentreUnlessItIsHollow() {
        var stimuli = Stimuli.shapes(8, 5);
        var kinds = stimuli.parameter("shape");
        for (int i : IntStream.range(0, 8)
                .filter(k -> kinds.get(k).equals("disc") || kinds.get(k).equals("bar"))
                .toArray()) {
            int x = (int) ((double) stimuli.parameter("x").get(i) * 64);
            int y = (int) ((double) stimuli.parameter("y").get(i) * 64);
            float pixel = stimuli.pixels(i)[y * 64 + x];
            assertThat(pixel < 0.26f || pixel > 0.74f)
                    .as("luminance of the shape, not of the ground")
                    .isTrue();
        }
    }

    @Test
    void anotherSeedGivesOtherPictures() {
        assertThat(Stimuli.shapes(8, 1).pixels(0))
                .isNotEqualTo(Stimuli.shapes(8, 2).pixels(0));
    }
}
