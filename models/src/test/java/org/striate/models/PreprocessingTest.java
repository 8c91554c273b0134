package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.striate.core.BadInput;
import org.striate.core.Resize;
import org.striate.datasets.Npz;
import org.striate.datasets.Stimuli;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

class PreprocessingTest {

    /** Pillow rounds to bytes after rows and again after columns; we do not: two grey levels at the most. */
    private static final double TWO_LEVELS = 2 / 255.0;

    @Test
    @Needs(Needs.What.FIXTURES)
    void bilinearResizeIsPillows() {
        var fixture = Npz.load(Shared.fixture("images/preprocess.npz"));
        var decoded = fixture.array("exp_decoded_rgb");
        for (var name : new String[] {"exp_rgb_resize_exact", "exp_rgb_resize_short", "exp_rgb_resize_up"}) {
            var expected = fixture.array(name);
            for (int channel = 0; channel < 3; channel++) {
                var plane = new float[61 * 83];
                for (int i = 0; i < plane.length; i++) {
                    plane[i] = (float) (decoded.values()[3 * i + channel] / 255);
                }
                var resized = Resize.BILINEAR.apply(plane, 0, 61, 83, expected.shape()[0], expected.shape()[1]);
                for (int i = 0; i < resized.length; i++) {
                    double pixel = expected.values()[3 * i + channel] / 255;
                    assertThat((double) resized[i]).as("%s pixel %d", name, i).isCloseTo(pixel, within(TWO_LEVELS));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1", "Infinity, 1", "0, Infinity", "0, NaN"})
    void meansAndDeviationsAreNumbers(double mean, double deviation) {
        assertThatThrownBy(() -> new Preprocessing(1, 4, 4, List.of(mean), List.of(deviation)))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll("mean [" + mean + "], deviation [" + deviation + "]", "finite");
    }

    @Test
    void pixelModelAveragesBlocks() {
        var stimuli = Stimuli.gratings();
        var image = stimuli.pixels(3);
        var layer = new PixelModel(16).activations(stimuli, "pixels");
        double mean = 0;
        for (int i = 0; i < 16; i++) {
            mean += image[(20 + i / 4) * 64 + 40 + i % 4] / 16;
        }
        assertThat((double) layer.row(3)[5 * 16 + 10]).isCloseTo(mean, within(1e-6));
    }

    @Test
    void pixelModelWithoutPixelsIsRefused() {
        assertThatThrownBy(() -> new PixelModel(0)).isInstanceOf(BadInput.class).hasMessageContaining("side: 0");
    }
}
