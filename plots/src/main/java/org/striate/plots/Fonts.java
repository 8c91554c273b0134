package org.striate.plots;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Liberation Sans, as wide as Helvetica and Arial: figures are laid out alike on every machine. What it has no glyph for is
 * written in the machine's own font.
 */
final class Fonts {

    /** What a viewer that lacks the first takes instead; all are equally wide. */
    static final String FAMILIES = "'Liberation Sans', Arial, Helvetica, sans-serif";

    static final float TEXT = 13;
    static final float SMALL = 11;
    static final float TITLE = 15;

    private static final String FILE = "org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final Font LIBERATION = load();

    private Fonts() {}

    private static Font load() {
        try (var in = stream()) {
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException(FILE, e);
        }
    }

    /** The font's file. */
    static InputStream stream() {
        return Fonts.class.getClassLoader().getResourceAsStream(FILE);
    }

    static Font of(String text, float size) {
        return LIBERATION.canDisplayUpTo(text) < 0
                ? LIBERATION.deriveFont(size)
                : new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
    }
}
