package org.striate.datasets;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.striate.core.BadInput;

/**
 * Picture files as pixels: PNG, JPEG, GIF, BMP, TIFF by what they hold, whatever their names end in, as Pillow's {@code
 * convert("RGB")} decodes them. An alpha channel is left out, not blended; 16 bits keep their precision; grey files give one
 * channel; of a moving GIF the first frame. A camera's note to turn the picture (EXIF) is not followed, as torchvision and
 * Brain-Score do not: a network sees what they show it.
 */
final class ImageFiles {

    /** A header may claim any size; beyond this many pixels a picture is refused. */
    private static final long MOST_PIXELS = 64_000_000;
    /** No compression of these formats reaches so many pixels a byte. */
    private static final long MOST_A_BYTE = 10_000;

    private ImageFiles() {}

    private static final Pattern HALF = Pattern.compile("(?i)premature|corrupt|truncated");

    /**
     * @param pixels [channels x height x width] in [0, 1]
     */
    record Decoded(int channels, int height, int width, float[] pixels) {}

    /**
     * @param name for messages
     * @throws BadInput if the bytes are no whole picture of a known kind
     */
    static Decoded decode(String name, byte[] file) {
        var content = Cmyk.marked(ColourProfile.removed(file));
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw bad(name, "no picture, or one of an unknown kind");
            }
            var reader = readers.next();
            try {
                reader.setInput(in, true, true);
                requireSize(name, reader.getWidth(0), reader.getHeight(0), content.length);
                reader.addIIOReadWarningListener((source, warning) -> refuseHalf(name, warning));
                requireTrailer(name, content);
                return Cmyk.is(content) ? Cmyk.read(reader, content) : pixels(name, reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) { // damaged pictures raise either
            if (e instanceof BadInput already) {
                throw already;
            }
            throw bad(name, "damaged (" + e.getMessage() + ")");
        }
    }

    /** @throws BadInput if no picture of so few bytes has so many pixels */
    static void requireSize(String name, int width, int height, int bytes) {
        if ((long) width * height > Math.min(MOST_PIXELS, MOST_A_BYTE * bytes)) {
            throw bad(name, "claims " + width + " x " + height + " pixels in " + bytes + " bytes");
        }
    }

    /** The JDK fills up what is missing of a JPEG file with grey, and only warns. */
    private static void refuseHalf(String name, String warning) {
        if (HALF.matcher(warning).find()) {
            throw bad(name, "damaged (" + warning + ")");
        }
    }

    /** The JDK fills up what is missing of a GIF or PNG file with colour 0, and does not even warn. */
    static void requireTrailer(String name, byte[] content) {
        var text = new String(content, StandardCharsets.ISO_8859_1);
        boolean whole = text.startsWith("GIF")
                ? endsLikeGif(text)
                : !text.startsWith("\u0089PNG") || text.lastIndexOf("IEND") > 0;
        if (!whole) {
            throw bad(name, "cut off before its end mark");
        }
    }

    /** Some programs fill up the end with blanks or zeros. */
    private static boolean endsLikeGif(String text) {
        int end = text.length();
        while (text.charAt(end - 1) <= ' ') {
            end--;
        }
        return text.charAt(end - 1) == ';';
    }

    private static BadInput bad(String name, String wrong) {
        return BadInput.of(
                "picture " + name,
                wrong,
                "a whole PNG, JPEG, GIF, BMP or TIFF file of at most " + MOST_PIXELS + " pixels",
                "Open it in a viewer and save it again as PNG");
    }

    private static Decoded pixels(String name, BufferedImage image) {
        int height = image.getHeight();
        int width = image.getWidth();
        var model = image.getColorModel();
        int space = model.getColorSpace().getType();
        boolean grey = space == ColorSpace.TYPE_GRAY;
        boolean inks = space == ColorSpace.TYPE_CMYK;
        int channels = grey ? 1 : 3;
        var pixels = new float[channels * height * width];
        // The samples themselves: getRGB() would take grey for linear light and brighten it, and follow a colour
        // profile.
        boolean direct = grey || space == ColorSpace.TYPE_RGB && model instanceof ComponentColorModel;
        if (model.getComponentSize(0) > 16) {
            throw bad(name, model.getComponentSize(0) + " bits a sample");
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                int rgb = direct || inks ? 0 : image.getRGB(x, y);
                for (int channel = 0; channel < channels; channel++) {
                    float level =
                            direct || inks ? sample(image, x, y, channel) : (rgb >> 16 - 8 * channel & 255) / 255f;
                    pixels[channel * height * width + at] = inks ? (1 - level) * (1 - sample(image, x, y, 3)) : level;
                }
            }
        }
        return new Decoded(channels, height, width, pixels);
    }

    /** From 0 to 1. */
    private static float sample(BufferedImage image, int x, int y, int band) {
        return image.getRaster().getSample(x, y, band)
                / (float) ((1 << image.getColorModel().getComponentSize(band)) - 1);
    }
}
