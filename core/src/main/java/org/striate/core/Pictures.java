package org.striate.core;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadataNode;

/** Stimuli as pictures of 8 bits a channel. */
public final class Pictures {

    private static final int COLUMNS = 8;
    private static final int MOST = 16;
    private static final int THUMBNAIL = 72;
    private static final int GAP = 4;
    private static final String PNG_METADATA = "javax_imageio_png_1.0";

    private Pictures() {}

    /** One stimulus, pixel by pixel. */
    public static BufferedImage of(StimulusSet stimuli, int index) {
        return of(stimuli.pixels(index), stimuli.channels(), stimuli.height(), stimuli.width());
    }

    /**
     * @param pixels [channels x height x width]; values beyond [0, 1] are clipped
     * @param channels 1 or 3
     */
    public static BufferedImage of(float[] pixels, int channels, int height, int width) {
        int size = height * width;
        boolean grey = channels == 1;
        var image = new BufferedImage(width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        var raster = image.getRaster();
        for (int i = 0; i < size; i++) {
            for (int channel = 0; channel < channels; channel++) {
                raster.setSample(i % width, i / width, channel, level(pixels[channel * size + i]));
            }
        }
        return image;
    }

    private static int level(float pixel) {
        return Math.max(0, Math.min(255, Math.round(255 * pixel)));
    }

    /** A picture as the bytes of a PNG file. */
    public static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * A picture of several pixels for one of its layout as the bytes of a PNG file, which tells so: at scale 2 its density is
     * 192 pixels an inch, where 96 are usual.
     */
    public static byte[] png(BufferedImage image, int scale) {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            var metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            metadata.mergeTree(PNG_METADATA, density(scale));
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, metadata));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadataNode density(int scale) {
        var perMeter = String.valueOf(Math.round(scale * 96 / 0.0254));
        var density = new IIOMetadataNode("pHYs");
        density.setAttribute("pixelsPerUnitXAxis", perMeter);
        density.setAttribute("pixelsPerUnitYAxis", perMeter);
        density.setAttribute("unitSpecifier", "meter");
        var root = new IIOMetadataNode(PNG_METADATA);
        root.appendChild(density);
        return root;
    }

    /** Up to 16 stimuli, evenly chosen, as an HTML image. */
    static String contactSheet(StimulusSet stimuli) {
        return "<img alt=\"" + Html.escape(Math.min(MOST, stimuli.size()) + " of " + stimuli)
                + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png(sheet(stimuli))) + "\"/>";
    }

    /** The same as pixels. */
    static BufferedImage sheet(StimulusSet stimuli) {
        int shown = Math.min(MOST, stimuli.size());
        int rows = (shown + COLUMNS - 1) / COLUMNS;
        int columns = Math.min(COLUMNS, Math.max(1, shown));
        var sheet = new BufferedImage(
                columns * (THUMBNAIL + GAP), Math.max(1, rows * (THUMBNAIL + GAP)), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        for (int k = 0; k < shown; k++) {
            int index = (int) ((long) k * stimuli.size() / shown);
            double longer = Math.max(stimuli.width(), stimuli.height());
            int width = (int) Math.max(1, Math.round(THUMBNAIL * stimuli.width() / longer));
            int height = (int) Math.max(1, Math.round(THUMBNAIL * stimuli.height() / longer));
            graphics.drawImage(
                    rgb(of(stimuli, index)),
                    k % COLUMNS * (THUMBNAIL + GAP) + (THUMBNAIL - width) / 2,
                    k / COLUMNS * (THUMBNAIL + GAP) + (THUMBNAIL - height) / 2,
                    width,
                    height,
                    null);
        }
        graphics.dispose();
        return sheet;
    }

    /** The same levels in RGB: drawn directly, Java2D would take grey for linear light and brighten it. */
    public static BufferedImage rgb(BufferedImage image) {
        if (image.getType() != BufferedImage.TYPE_BYTE_GRAY) {
            return image;
        }
        var rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                rgb.setRGB(x, y, image.getRaster().getSample(x, y, 0) * 0x010101);
            }
        }
        return rgb;
    }
}
