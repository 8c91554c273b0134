package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
