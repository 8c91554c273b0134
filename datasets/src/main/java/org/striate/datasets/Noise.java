package org.striate.datasets;

import java.util.Arrays;
import java.util.Random;
import org.striate.core.Seeds;

/** Noise stimuli. */
final class Noise {

    /** Standard deviation of white and pink noise: three of them reach black and white. */
    private static final double CONTRAST = 1 / 6.0;

    /** Squares across for sparse noise, and how many of them are lit. */
    private static final int GRID = 16;

    private static final int SPOTS = 6;

    private Noise() {}

    private record Field(long seed, int number) {}

    static GeneratedStimuli white(int count, long seed) {
        return fields("white noise", 0, count, seed);
    }

    static GeneratedStimuli pink(int count, long seed) {
        return fields("pink noise", 1, count, seed);
    }

    private static GeneratedStimuli fields(String name, double exponent, int count, long seed) {
        return GeneratedStimuli.random(
                        name,
                        count,
                        seed,
                        i -> new Field(seed, i),
                        (field, size, degrees) -> exponent == 0
                                ? whitePixels(size, Seeds.random(field.seed, field.number))
                                : PowerLaw.noise(size, exponent, CONTRAST, Seeds.random(field.seed, field.number)))
                .drawnToSize();
    }

    /** Independent pixels; no transform needed. */
    private static float[] whitePixels(int size, Random random) {
        var pixels = new float[size * size];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) Math.max(0, Math.min(1, 0.5 + CONTRAST * random.nextGaussian()));
        }
        return pixels;
    }

    /** A few black and white squares on grey, for mapping receptive fields. */
    static GeneratedStimuli sparse(int count, long seed) {
        return GeneratedStimuli.random("sparse noise", count, seed, i -> new Field(seed, i), (field, size, degrees) -> {
            var random = Seeds.random(field.seed, field.number);
            var squares = new float[GRID * GRID];
            Arrays.fill(squares, 0.5f);
            for (int spot = 0; spot < SPOTS; spot++) {
                squares[random.nextInt(squares.length)] = random.nextBoolean() ? 1 : 0;
            }
            var pixels = new float[size * size];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = squares[i / size * GRID / size * GRID + i % size * GRID / size];
            }
            return pixels;
        });
    }
}
