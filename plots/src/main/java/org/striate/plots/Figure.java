package org.striate.plots;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Pictures;
import org.striate.core.Showable;
import org.striate.core.WholeFile;

/** A picture of a result. The last value of a cell appears below it; {@link #save} writes it to a file. */
public final class Figure implements Showable {

    /** Pixels in the file for one of the layout, so that print and sharp screens lose nothing. */
    private static final int SCALE = 2;

    /** Draws into an area of the figure's width and height. */
    @FunctionalInterface
    interface Painter {
        void paint(Graphics2D graphics);
    }

    private final String description;
    private final int width;
    private final int height;
    private final Painter painter;

    /**
     * @param description one line that says what there is to see, for those who do not see it
     * @param width in pixels at 1x
     * @param height in pixels at 1x
     */
    Figure(String description, int width, int height, Painter painter) {
        this.description = description;
        this.width = width;
        this.height = height;
        this.painter = painter;
    }

    /** This figure with another at its right. */
    public Figure beside(Figure other) {
        return new Figure(
                description + " Right: " + other.description,
                width + other.width,
                Math.max(height, other.height),
                graphics -> {
                    painter.paint((Graphics2D) graphics.create());
                    other.painter.paint((Graphics2D) graphics.create(width, 0, other.width, other.height));
                });
    }

    /** This figure with another below it. */
    public Figure above(Figure other) {
        return new Figure(
                description + " Below: " + other.description,
                Math.max(width, other.width),
                height + other.height,
                graphics -> {
                    painter.paint((Graphics2D) graphics.create());
                    other.painter.paint((Graphics2D) graphics.create(0, height, other.width, other.height));
                });
    }

    /** The picture, twice as many pixels across and down as its layout has. */
    BufferedImage image() {
        var image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.scale(SCALE, SCALE);
        graphics.setColor(Theme.BACKGROUND);
        graphics.fillRect(0, 0, width, height);
        painter.paint(graphics);
        graphics.dispose();
        return image;
    }

    /** The picture as a PNG file's bytes. */
    public byte[] toPng() {
        return Pictures.png(image());
    }

    /**
     * Writes the picture to a file, whole or not at all.
     *
     * @throws BadInput if the name does not end in .png or the file cannot be written
     */
    public Figure save(Path file) {
        if (!file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".png")) {
            throw BadInput.of(
                    "file " + file,
                    "no kind of picture that is written",
                    "a name that ends in .png",
                    "figure.save(Path.of(\"figure.png\"))");
        }
        WholeFile.write(file, out -> out.write(toPng()));
        return this;
    }

    @Override
    public Map<String, Object> toMime() {
        var forms = new LinkedHashMap<String, Object>();
        forms.put("text/plain", toString());
        forms.put("image/png", toPng());
        return forms;
    }

    @Override
    public String toString() {
        return "Figure: " + description;
    }

    @Override
    public String toHtml() {
        return "<img width=\"" + width + "\" alt=\"" + Html.escape(description) + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(toPng()) + "\"/>";
    }
}
