package org.striate.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Where a figure is drawn, in a theme; lengths are pixels at 1x. */
final class Canvas {

    /** Which point of a text is at the given place. */
    enum At {
        LEFT(0),
        CENTRE(0.5),
        RIGHT(1);

        private final double share;

        At(double share) {
            this.share = share;
        }
    }

    private static final Pattern ILLEGIBLE =
            Pattern.compile("[^\\t\\n\\r -\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    private final Graphics2D g;
    private final Theme theme;

    Canvas(Graphics2D g, Theme theme) {
        this.g = g;
        this.theme = theme;
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    Theme theme() {
        return theme;
    }

    /** The same place in another theme. */
    Canvas in(Theme other) {
        return new Canvas(g, other);
    }

    /** Draws on a part of this canvas with its own origin. */
    void part(double x, double y, Consumer<Canvas> drawing) {
        on(part -> part.translate(x, y), drawing);
    }

    /** Draws where nothing outside is seen. */
    void within(double x, double y, double width, double height, Consumer<Canvas> drawing) {
        on(part -> part.clip(new Rectangle2D.Double(x, y, width, height)), drawing);
    }

    /** Lets another library draw, with its origin there. */
    void foreign(double x, double y, Consumer<Graphics2D> drawing) {
        on(part -> part.translate(x, y), part -> drawing.accept(part.g));
    }

    private void on(Consumer<Graphics2D> prepared, Consumer<Canvas> drawing) {
        var part = (Graphics2D) g.create();
        try {
            prepared.accept(part);
            drawing.accept(new Canvas(part, theme));
        } finally {
            part.dispose();
        }
    }

    static double width(String text, float size) {
        return Fonts.of(text, size).getStringBounds(text, EXACT).getWidth();
    }

    /** The text, shortened where it is wider than that. */
    static String fitted(String text, float size, double most) {
        if (width(text, size) <= most) {
            return text;
        }
        var fitting = "…";
        int fits = 0; // code points
        int wide = text.codePointCount(0, text.length());
        while (wide - fits > 1) {
            int end = (fits + wide) / 2;
            var shorter = text.substring(0, text.offsetByCodePoints(0, end)).strip() + "…";
            if (width(shorter, size) <= most) {
                fits = end;
                fitting = shorter;
            } else {
                wide = end;
            }
        }
        return fitting;
    }

    /** The text, with U+FFFD for every character that XML may not hold. */
    static String legible(String text) {
        return ILLEGIBLE.matcher(text).replaceAll("\ufffd");
    }

    void text(String written, double x, double y, At at, float size, Color colour) {
        var text = legible(written);
        if (!text.isEmpty()) {
            g.setFont(Fonts.of(text, size));
            g.setColor(colour);
            g.drawString(text, (float) (x - at.share * width(text, size)), (float) y);
        }
    }

    void text(String text, double x, double y, At at) {
        text(text, x, y, at, Fonts.TEXT, theme.ink());
    }

    /** What stands above a picture, shortened where it is wider than that. */
    void title(String title, double x, double most) {
        text(fitted(title, Fonts.TITLE, most), x, 25, At.LEFT, Fonts.TITLE, theme.ink());
    }

    /** A text turned anticlockwise about its place. */
    void turned(String text, double x, double y, At at, double degrees, float size) {
        part(x, y, turned -> {
            turned.g.rotate(-Math.toRadians(degrees));
            turned.text(text, 0, 0, at, size, theme.ink());
        });
    }

    void line(double x1, double y1, double x2, double y2, double width, Color colour) {
        draw(new Line2D.Double(x1, y1, x2, y2), width, colour);
    }

    void draw(Shape shape, double width, Color colour) {
        g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        g.setColor(colour);
        g.draw(shape);
    }

    static BasicStroke dashes(double width, float dash) {
        return new BasicStroke(
                (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {dash, dash * 0.7f}, 0);
    }

    void dashed(Shape shape, double width, Color colour, float dash) {
        g.setStroke(dashes(width, dash));
        g.setColor(colour);
        g.draw(shape);
    }

    void fill(Shape shape, Color colour) {
        g.setColor(colour);
        g.fill(shape);
    }

    void box(double x, double y, double width, double height, Color colour) {
        fill(new Rectangle2D.Double(x, y, width, height), colour);
    }

    void dot(double x, double y, double radius, Color colour) {
        fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), colour);
    }

    /** A point of the series with that index. */
    void point(int index, double x, double y, double radius, int alpha) {
        fill(Mark.of(index).at(x, y, radius), Theme.alpha(theme.colour(index), alpha));
    }

    /** A line of the series with that index: drawn through, and dashed where the colours begin again. */
    void series(int index, Shape shape, double width) {
        if (index / theme.colours() % 2 == 0) {
            draw(shape, width, theme.colour(index));
        } else {
            dashed(shape, width, theme.colour(index), 6);
        }
    }

    /** A picture of many pixels as they are, or of few as squares. */
    void image(BufferedImage image, double x, double y, double width, double height, boolean squares) {
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                squares
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        var placed = AffineTransform.getTranslateInstance(x, y);
        placed.scale(width / image.getWidth(), height / image.getHeight());
        g.drawImage(image, placed, null);
    }
}
