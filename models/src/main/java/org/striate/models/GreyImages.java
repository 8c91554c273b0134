package org.striate.models;

import org.striate.core.StimulusSet;

/** Stimuli as grey images of one size: Rec. 601 luminance {@code 0.299 R + 0.587 G + 0.114 B}, then resized. */
record GreyImages(int side, Resize resize) {

    /** [side x side] in [0, 1]. */
    float[] of(StimulusSet stimuli, int index) {
        var pixels = grey(stimuli.pixels(index), stimuli.channels());
        if (stimuli.height() == side && stimuli.width() == side) {
            return pixels;
        }
        return resize.apply(pixels, 0, stimuli.height(), stimuli.width(), side, side);
    }

    private static float[] grey(float[] pixels, int channels) {
        if (channels == 1) {
            return pixels;
        }
        int size = pixels.length / 3;
        var grey = new float[size];
        for (int i = 0; i < size; i++) {
            grey[i] = 0.299f * pixels[i] + 0.587f * pixels[size + i] + 0.114f * pixels[2 * size + i];
        }
        return grey;
    }
}
