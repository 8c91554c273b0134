package org.striate.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;

/** Sizes, fonts and colours of all figures; lengths are pixels at 1x. */
final class Theme {

    static final int WIDTH = 760;
    static final int HEIGHT = 420;
    static final Color BACKGROUND = Color.WHITE;
    static final Color INK = new Color(0x22, 0x22, 0x22);
    static final Color GRID = new Color(0xDD, 0xDD, 0xDD);
    static final Color BAND = new Color(0x99, 0x99, 0x99, 90);
    static final Color MISSING = new Color(0xF2, 0xF2, 0xF2);
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    static final BasicStroke THIN = new BasicStroke(1);
    static final BasicStroke THICK = new BasicStroke(1.6f);

    /** Colours that people of any colour vision tell apart (Okabe and Ito 2008). */
    private static final List<Color> PALETTE = List.of(
            new Color(0x56, 0xB4, 0xE9),
            new Color(0xE6, 0x9F, 0x00),
            new Color(0x00, 0x9E, 0x73),
            new Color(0xCC, 0x79, 0xA7),
            new Color(0x00, 0x72, 0xB2),
            new Color(0xD5, 0x5E, 0x00),
            new Color(0xF0, 0xE4, 0x42));

    private Theme() {}

    static Color colour(int index) {
        return PALETTE.get(index % PALETTE.size());
    }
}
