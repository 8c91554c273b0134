package org.striate.plots;

import java.awt.Color;

/** Colours for numbers. */
final class Colours {

    /** Anchors of the viridis map (van der Walt and Smith 2015), dark to light in even steps. */
    private static final int[] VIRIDIS = {
        0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725
    };
    /** From blue through near white to red (ColorBrewer's RdBu, colour-blind safe). */
    private static final int[] BLUE_RED = {
        0x053061, 0x2166AC, 0x4393C3, 0x92C5DE, 0xF7F7F7, 0xF4A582, 0xD6604D, 0xB2182B, 0x67001F
    };

    private Colours() {}

    /** The colour of a share from 0 to 1. */
    static Color sequential(double share) {
        return between(VIRIDIS, share);
    }

    /** The colour of a number from -1 to 1; 0 is near white. */
    static Color diverging(double value) {
        return between(BLUE_RED, (value + 1) / 2);
    }

    private static Color between(int[] anchors, double share) {
        double place = Math.max(0, Math.min(1, share)) * (anchors.length - 1);
        int below = (int) Math.min(place, anchors.length - 2);
        var a = new Color(anchors[below]);
        var b = new Color(anchors[below + 1]);
        double t = place - below;
        return new Color(
                (int) Math.round(a.getRed() + t * (b.getRed() - a.getRed())),
                (int) Math.round(a.getGreen() + t * (b.getGreen() - a.getGreen())),
                (int) Math.round(a.getBlue() + t * (b.getBlue() - a.getBlue())));
    }

    /** Black or white, whichever is read better on a colour. */
    static Color readableOn(Color colour) {
        double luminance = 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
        return luminance > 140 ? Color.BLACK : Color.WHITE;
    }
}
