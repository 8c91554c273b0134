package org.striate.datasets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;
import javax.imageio.ImageReader;
import org.striate.datasets.ImageFiles.Decoded;

/**
 * JPEG files of four inks, which not every JDK turns into light, and none as Pillow does: cyan, magenta, yellow, black, stored inverted as Adobe's
 * programs do, or with the first three as luminance and two colour differences (YCCK).
 */
final class Cmyk {

    /** Of Adobe's marker: the first three inks are luminance and colour differences. */
    private static final int YCCK = 2;

    /** Version 1.1, square pixels, no thumbnail. */
    private static final byte[] JFIF = {
        (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };

    private Cmyk() {}

    /** Whether the bytes are a JPEG file whose frame has four components. */
    static boolean is(byte[] content) {
        int frame = frame(content);
        return frame > 0 && content[frame + 9] == 4;
    }

    /**
     * A JPEG file with a JFIF marker where nothing tells its colours: libjpeg takes them for luminance and differences, the
     * JDK for red, green and blue unless they are numbered from 1. Any other bytes as they are.
     */
    static byte[] marked(byte[] content) {
        int frame = frame(content);
        if (frame < 0
                || content[frame + 9] != 3
                || content[frame + 10] == 1
                || content[frame + 10] == 'R'
                || marker(content, code -> code == 0xe0 || code == 0xee) > 0) {
            return content;
        }
        return ByteBuffer.allocate(content.length + JFIF.length)
                .put(content, 0, 2)
                .put(JFIF)
                .put(content, 2, content.length - 2)
                .array();
    }

    private static int frame(byte[] content) {
        return marker(content, code -> code >= 0xc0 && code <= 0xcf && code != 0xc4 && code != 0xc8 && code != 0xcc);
    }

    static Decoded read(ImageReader reader, byte[] content) throws IOException {
        var raster = reader.readRaster(0, null);
        if (raster.getNumBands() != 4) {
            throw new IOException(raster.getNumBands() + " bands of colour");
        }
        boolean differences = transform(content) == YCCK;
        int size = raster.getWidth() * raster.getHeight();
        var pixels = new float[3 * size];
        var inks = new float[4];
        for (int i = 0; i < size; i++) {
            raster.getPixel(i % raster.getWidth(), i / raster.getWidth(), inks);
            if (differences) {
                toInks(inks);
            }
            for (int channel = 0; channel < 3; channel++) {
                pixels[channel * size + i] = inks[channel] / 255 * inks[3] / 255; // inverted: 255 is no ink
            }
        }
        return new Decoded(3, raster.getHeight(), raster.getWidth(), pixels);
    }

    /** From ITU-R BT.601 luminance and differences, in place. */
    private static void toInks(float[] samples) {
        float luminance = samples[0];
        float blue = samples[1] - 128;
        float red = samples[2] - 128;
        samples[0] = 255 - clipped(luminance + 1.402f * red);
        samples[1] = 255 - clipped(luminance - 0.344136f * blue - 0.714136f * red);
        samples[2] = 255 - clipped(luminance + 1.772f * blue);
    }

    private static float clipped(float level) {
        return Math.max(0, Math.min(255, level));
    }

    /** The transform that Adobe's marker (APP14) names; 0 where there is none. */
    private static int transform(byte[] jpeg) {
        int adobe = marker(jpeg, code -> code == 0xee);
        return adobe > 0 && jpeg[adobe + 4] == 'A' && jpeg[adobe + 5] == 'd' ? jpeg[adobe + 15] : 0;
    }

    /** Where the first marker of a kind stands before the scan, with at least 16 bytes from there on; -1 for none. */
    private static int marker(byte[] jpeg, IntPredicate kind) {
        boolean isJpeg = jpeg.length > 2 && (jpeg[0] & 255) == 0xff && (jpeg[1] & 255) == 0xd8;
        int at = isJpeg ? 2 : jpeg.length;
        while (at + 15 < jpeg.length && (jpeg[at] & 255) == 0xff && (jpeg[at + 1] & 255) != 0xda) {
            if (kind.test(jpeg[at + 1] & 255)) {
                return at;
            }
            at += 2 + ((jpeg[at + 2] & 255) << 8 | jpeg[at + 3] & 255);
        }
        return -1;
    }
}
