package org.striate.models;

import org.striate.core.Resize;
import org.striate.core.StimulusSet;

/** Stimuli as grey images of one size. */
record GreyImages(int side, Resize resize) {

    /** [side x side] in [0, 1]. */
    float[] of(StimulusSet stimuli, int index) {
        var pixels = stimuli.grey(index);
        if (stimuli.height() == side && stimuli.width() == side) {
            return pixels;
        }
        return resize.apply(pixels, 0, stimuli.height(), stimuli.width(), side, side);
    }
}
