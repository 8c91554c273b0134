package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;

class AugmentationTest {

    private static final int SIDE = 16;

    /** Two channels: x and y of each pixel. */
    private static float[] places() {
        var image = new float[2 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            image[i] = i % SIDE;
            image[SIDE * SIDE + i] = i / SIDE;
        }
        return image;
    }

    private static float[] apply(Augmentation augmentation, long seed) {
        return augmentation.apply(places(), 2, SIDE, SIDE, new Random(seed));
    }

    @Test
    void strengthZeroChangesNothing() {
        for (var kind : Augmentation.Kind.values()) {
            assertThat(apply(new Augmentation(kind, 0), 1))
                    .as(kind.name())
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(places());
        }
    }

    @Test
    void shiftIsByWholePixelsAndRepeatsTheEdge() {
        for (int seed = 0; seed < 50; seed++) {
            var shifted = apply(Augmentation.shift(0.25), seed);
            float right = shifted[8 * SIDE + 8] - 8;
            assertThat(Math.abs(right)).as("seed %d", seed).isLessThanOrEqualTo(4);
            assertThat(right).isEqualTo(Math.round(right));
            for (int x = 0; x < SIDE; x++) {
                assertThat(shifted[8 * SIDE + x]).isEqualTo(Math.max(0, Math.min(SIDE - 1, x + right)));
            }
        }
    }

    @Test
    void cropStaysInsideAndKeepsPixelCentres() {
        for (int seed = 0; seed < 50; seed++) {
            var cropped = apply(Augmentation.crop(0.5), seed);
            int plane = SIDE * SIDE;
            float across = cropped[8 * SIDE + 9] - cropped[8 * SIDE + 8];
            float down = cropped[plane + 9 * SIDE] - cropped[plane + 8 * SIDE];
            assertThat(across).as("seed %d", seed).isBetween(0.5f, 1f);
            assertThat(down).isBetween(0.5f, 1f);
            // Linear inside; nothing of the part is lost beyond an edge by more than half a step.
            float left = cropped[8 * SIDE + 8] - 8.5f * across; // where the part begins, in pixel centres
            assertThat(left).isBetween(-0.5f - 1e-4f, SIDE - 0.5f - SIDE * across + 1e-4f);
        }
    }

    @Test
    void flipExchangesLeftAndRightInHalfOfTheCases() {
        int flipped = 0;
        var random = new Random(1);
        for (int i = 0; i < 200; i++) {
            var image = Augmentation.flip().apply(places(), 2, SIDE, SIDE, random);
            flipped += image[0] == SIDE - 1 ? 1 : 0;
            assertThat(image[0] + image[SIDE - 1]).isEqualTo(SIDE - 1);
        }
        assertThat(flipped).isBetween(70, 130);
    }

    @Test
    void contrastKeepsTheMeanAndColourEachChannels() {
        for (var augmentation : new Augmentation[] {Augmentation.contrast(0.5), Augmentation.colour(0.5)}) {
            var image = apply(augmentation, 3);
            assertThat(mean(image, 0, 2 * SIDE * SIDE)).isCloseTo(7.5, within(1e-4));
            assertThat(image[1] - image[0]).isBetween(0.5f, 1.5f);
        }
        var coloured = apply(Augmentation.colour(0.5), 3);
        assertThat(coloured[1] - coloured[0])
                .isNotCloseTo(coloured[SIDE * SIDE + SIDE] - coloured[SIDE * SIDE], within(1e-3f));
    }

    private static double mean(float[] image, int from, int to) {
        return IntStream.range(from, to).mapToDouble(i -> image[i]).average().orElseThrow();
    }

    @Test
    void noiseHasItsDeviation() {
        var noisy = apply(Augmentation.noise(2), 1);
        var clean = places();
        double sum = 0;
        for (int i = 0; i < clean.length; i++) {
            sum += (noisy[i] - clean[i]) * (noisy[i] - clean[i]);
        }
        assertThat(Math.sqrt(sum / clean.length)).isCloseTo(2, within(0.2));
    }

    @Test
    void impossibleStrengthsAreRefused() {
        assertThatThrownBy(() -> Augmentation.crop(1.5))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> Augmentation.noise(Double.NaN)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Augmentation.brightness(-1)).isInstanceOf(BadInput.class);
    }

    @Test
    void severalActOneAfterAnotherAndEachImageBySeedsOfItsOwn() {
        var mixed = List.of(Augmentation.shift(0.2), Augmentation.contrast(0.5), Augmentation.noise(0.1));
        var images = new float[][] {places(), places(), places()};
        try (var batches = new Batches(images, 1, new Shape(1, 2, SIDE, SIDE))) {
            var shown = batches.of(List.of(0, 1, 2), mixed, new Random(5)).toFloatArray();
            var seeds = new Random(5);
            for (int i = 0; i < 3; i++) {
                var own = new Random(seeds.nextLong());
                var expected = places();
                for (var augmentation : mixed) {
                    expected = augmentation.apply(expected, 2, SIDE, SIDE, own);
                }
                assertThat(Arrays.copyOfRange(shown, i * expected.length, (i + 1) * expected.length))
                        .isEqualTo(expected);
            }
            assertThat(batches.of(List.of(0, 1, 2), List.of(mixed.get(2), mixed.get(0)), new Random(5))
                            .toFloatArray())
                    .isNotEqualTo(shown);
        }
    }
}
