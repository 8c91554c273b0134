package org.striate.core;

import java.util.Random;

/** Generators of chance, whose seeds may be neighbours such as 1, 2, 3. */
public final class Seeds {

    private Seeds() {}

    /**
     * A generator for a seed. The first numbers of {@code new Random(1)} and {@code new Random(2)} are nearly the same, so that
     * shuffles by one seed after the other would always put the same thing last; of this one's they are not.
     */
    public static Random random(long seed) {
        long z = (seed ^ seed >>> 30) * 0xBF58476D1CE4E5B9L; // Stafford's 13th mixer
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return new Random(z ^ z >>> 31);
    }

    /** A generator of its own for each of many things, so that one can be made without those before it. */
    public static Random random(long seed, int index) {
        return new Random(seed * 0x9E3779B97F4A7C15L + index * 0xD1B54A32D192ED03L); // odd constants spread close seeds
    }
}
