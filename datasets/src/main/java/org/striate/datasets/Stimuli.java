package org.striate.datasets;

/** Generated stimuli, each in one line: {@code Stimuli.gratings().orientations(16)}. */
public final class Stimuli {

    private Stimuli() {}

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
}
