package org.striate.models;

import org.striate.core.Resize;
import org.striate.core.StimulusSet;

/** Stimuli as grey images of one size. */
record GreyImages(int height, int width, Resize resize) {

    /** [height x width] in [0, 1]. */
    float[] of(StimulusSet stimuli, int index) {
        var pixels = stimuli.grey(index);
        if (stimuli.height() == height && stimuli.width() == width) {
            return pixels;
        }
        return resize.apply(pixels, 0, stimuli.height(), stimuli.width(), height, width);
    }
}
