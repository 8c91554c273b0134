package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceptiveFieldTest {

    /** Stimuli have a width in degrees and square pixels: 2 x 4 pixels of 8 x 8 degrees are 4 x 4 of them. */
    @Test
    void stimulusIsAsTallAsTheField() {
        var values = new double[] {1, 1, 1, 1, -1, -1, -1, -1};
        var field = new ReceptiveField("u", 1, 2, 4, 8, 8, values, Origin.of("test"));
        var stimulus = field.stimulus();
        assertThat(stimulus.height()).isEqualTo(4);
        assertThat(stimulus.width()).isEqualTo(4);
        assertThat(stimulus.degrees()).isEqualTo(8);
        assertThat(stimulus.pixels(0)).startsWith(1, 1, 1, 1).endsWith(0, 0, 0, 0);
        var tall = new ReceptiveField("u", 1, 4, 2, 8, 8, values, Origin.of("test")).stimulus();
        assertThat(tall.height()).isEqualTo(4);
        assertThat(tall.width()).isEqualTo(4);
        assertThat(tall.degrees()).isEqualTo(8);
    }

    @Test
    void stimulusOfSquarePixelsIsTheFieldItself() {
        var field = new ReceptiveField("u", 1, 1, 3, 8, new double[] {2, 0, -1}, Origin.of("test"));
        assertThat(field.stimulus().pixels(0)).containsExactly(1, 0.5f, 0.25f);
        var silent = new ReceptiveField("u", 1, 1, 3, Double.NaN, new double[3], Origin.of("test"));
        assertThat(silent.stimulus().pixels(0)).containsExactly(0.5f, 0.5f, 0.5f);
    }

    /** A Gabor on 32 x 32 pixels of 0.25 degrees, its centre on a pixel 0.875 degrees to the left and 2.375 down, plus noise. */
    private static ReceptiveField gabor(double noise, long seed) {
        var random = new Random(seed);
        var values = new double[32 * 32];
        for (int i = 0; i < values.length; i++) {
            double x = i % 32 - 12;
            double y = i / 32 - 25;
            values[i] = Math.exp(-(x * x + y * y) / 8) * Math.cos(x + 1) + noise * random.nextGaussian();
        }
        return new ReceptiveField("u", 1, 32, 32, 8, values, Origin.of("test"));
    }

    /** By integrals of Gaussians: the energy of a Gabor of phase 1 is off its envelope's middle by a known way. */
    @Test
    void fieldLiesWhereItsEnergyIs() {
        double way = -Math.sin(2) * 4 * Math.exp(-4) / (1 + Math.cos(2) * Math.exp(-4)); // in pixels
        assertThat(gabor(0, 0).x()).isCloseTo(-0.875 + way / 4, within(1e-4));
        assertThat(gabor(0, 0).y()).isCloseTo(2.375, within(1e-4));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noiseFarAwayDoesNotMoveAField(long seed) {
        var field = gabor(0.1, seed);
        assertThat(field.x()).isCloseTo(gabor(0, 0).x(), within(0.25));
        assertThat(field.y()).isCloseTo(gabor(0, 0).y(), within(0.25));
    }

    @Test
    void fieldThatFillsThePictureLiesInItsMiddle() {
        var values = new double[] {1, -1, 1, -1, 1, -1, 1, -1};
        var field = new ReceptiveField("u", 1, 2, 4, 8, values, Origin.of("test"));
        assertThat(field.x()).isZero();
        assertThat(field.y()).isZero();
        assertThat(new ReceptiveField("u", 1, 1, 2, 8, new double[2], Origin.of("test")).x())
                .isNaN();
    }
}
