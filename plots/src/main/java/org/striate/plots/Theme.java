package org.striate.plots;

import java.awt.Color;
import java.util.List;

/** The colours of figures. {@code Plots.use(Theme.DARK)} chooses one for all that follow. */
public enum Theme {
    /** Dark on white, for print. */
    LIGHT(
            0xFFFFFF,
            0x222222,
            0x5E5E5E,
            0xE3E3E3,
            0xF0F0F0,
            70,
            List.of(0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0x6B4000)),
    /** Light on near black, for screens and slides. */
    DARK(
            0x15181C,
            0xE9E9E9,
            0xA9ADB3,
            0x30353C,
            0x24282E,
            80,
            List.of(0x56B4E9, 0xE69F00, 0x009E73, 0xCC79A7, 0x0072B2, 0xD55E00, 0xF0E442));

    private final Color background;
    private final Color ink;
    private final Color faint;
    private final Color grid;
    private final Color missing;
    private final int bandAlpha;
    private final List<Integer> palette;

    /** @param palette colours that people of any colour vision tell apart, after Okabe and Ito 2008 */
    Theme(int background, int ink, int faint, int grid, int missing, int bandAlpha, List<Integer> palette) {
        this.background = new Color(background);
        this.ink = new Color(ink);
        this.faint = new Color(faint);
        this.grid = new Color(grid);
        this.missing = new Color(missing);
        this.bandAlpha = bandAlpha;
        this.palette = palette;
    }

    Color background() {
        return background;
    }

    /** Of text and axes. */
    Color ink() {
        return ink;
    }

    /** Of what stands back: notes. */
    Color faint() {
        return faint;
    }

    Color grid() {
        return grid;
    }

    /** Of a cell without a value. */
    Color missing() {
        return missing;
    }

    /** Of a ceiling's band. */
    Color band() {
        return alpha(faint, bandAlpha);
    }

    Color colour(int index) {
        return new Color(palette.get(index % palette.size()));
    }

    /** How many colours there are before they repeat. */
    int colours() {
        return palette.size();
    }

    static Color alpha(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    static String hex(Color colour) {
        return String.format("#%06x", colour.getRGB() & 0xFFFFFF);
    }
}
