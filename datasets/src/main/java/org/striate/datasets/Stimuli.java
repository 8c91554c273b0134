package org.striate.datasets;

import java.nio.file.Path;
import org.striate.core.StimulusSet;

/** Generated stimuli, each in one line: {@code Stimuli.gratings().orientations(16)}. */
public final class Stimuli {

    private Stimuli() {}

    /** A number as the id of a stimulus: 7, not 7.0. */
    static String id(Object value) {
        return value instanceof Double number && number == Math.rint(number)
                ? String.valueOf(number.longValue())
                : String.valueOf(value);
    }

    /** Gratings in a soft round aperture: eight orientations, 1 cycle/deg, four phases, full contrast, 64 pixels, 8 deg. */
    public static Gratings gratings() {
        return Gratings.DEFAULTS;
    }

    /**
     * Gratings tilted to the left or to the right of the vertical, in noise: the task of a two-way discrimination.
     *
     * @param count how many
     * @param seed of tilt, spatial frequency, phase, contrast and noise
     */
    public static TiltedGratings tilted(int count, long seed) {
        return new TiltedGratings(count, seed, 64);
    }

    /**
     * Eight kinds of shape at random places, sizes and rotations on 1/f noise: a task for training a network.
     *
     * @param count how many
     * @param seed of everything random
     */
    public static Shapes shapes(int count, long seed) {
        return new Shapes(count, seed, 64);
    }

    /**
     * A folder of pictures (PNG, JPEG, GIF, BMP), sorted by name, all of one size. Pictures in folders of their own have
     * the folder's name as parameter {@code category}.
     *
     * @param degrees width in degrees of visual angle
     * @throws org.striate.core.BadInput if there is none, or the first cannot be decoded
     */
    public static StimulusSet folder(Path folder, double degrees) {
        return ImageFolder.load(folder, degrees);
    }

    /**
     * A folder of pictures of any sizes: the largest square in the middle of each, resized.
     *
     * @param size pixels across and down
     */
    public static StimulusSet folder(Path folder, double degrees, int size) {
        return ImageFolder.load(folder, degrees, size);
    }
}
