package org.striate.models;

/** Networks by architecture; each is untrained until {@link Network#train} makes a trained one of it. */
public final class Networks {

    private Networks() {}

    /**
     * A small network for telling left from right tilt: two convolutions and a dense layer.
     *
     * @param side of its grey input in pixels, a multiple of 8
     * @param seed of the weights
     */
    public static Network tiltNet(int side, long seed) {
        return Network.initialised(Architecture.tiltNet(side), seed);
    }

    /**
     * A small network for telling objects apart: four convolutions and a dense layer.
     *
     * @param side of its grey input in pixels, a multiple of 16
     * @param classes how many kinds of object
     * @param seed of the weights
     */
    public static Network objectNet(int side, int classes, long seed) {
        return Network.initialised(Architecture.objectNet(side, classes), seed);
    }
}
