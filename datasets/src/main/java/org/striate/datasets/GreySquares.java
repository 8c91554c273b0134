package org.striate.datasets;

import org.striate.core.StimulusSet;

/** Generated stimuli: square, grey, of one size. */
abstract class GreySquares implements StimulusSet {

    private final String name;
    private final int size;
    private final double degrees;

    GreySquares(String name, int size, double degrees) {
        this.name = name;
        this.size = size;
        this.degrees = degrees;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int channels() {
        return 1;
    }

    @Override
    public final int height() {
        return size;
    }

    @Override
    public final int width() {
        return size;
    }

    @Override
    public final double degrees() {
        return degrees;
    }
}
