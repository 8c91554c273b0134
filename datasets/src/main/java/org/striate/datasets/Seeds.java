package org.striate.datasets;

import java.util.Random;

/** A generator of its own for every stimulus, so that one can be rendered without those before it. */
final class Seeds {

    private Seeds() {}

    static Random random(long seed, int index) {
        return new Random(seed * 0x9E3779B97F4A7C15L + index * 0xD1B54A32D192ED03L); // odd constants spread close seeds
    }
}
