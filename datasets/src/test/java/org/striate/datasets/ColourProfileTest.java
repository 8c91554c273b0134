package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourProfileTest {

    /** Pillow's {@code convert("RGB")} leaves the samples alone; the JDK would brighten those of linear light. */
    @Test
    void samplesAreThoseOfTheFile() throws IOException {
        var image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, i / 16 * 0x101000 + 0x40);
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        var plain = out.toByteArray();
        var profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        var title = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1);
        int length = 2 + title.length + profile.length;
        int start = 4 + ((plain[4] & 255) << 8 | plain[5] & 255); // behind JFIF's own segment
        var profiled = ByteBuffer.allocate(plain.length + 2 + length)
                .put(plain, 0, start)
                .put(new byte[] {(byte) 0xff, (byte) 0xe2, (byte) (length >> 8), (byte) length})
                .put(title)
                .put(profile)
                .put(plain, start, plain.length - start)
                .array();
        var expected = ImageFiles.decode("plain", plain).pixels();
        assertThat(ImageFiles.decode("profiled", profiled).pixels()).containsExactly(expected);
        var cut = Arrays.copyOf(profiled, start + 10);
        assertThat(ColourProfile.removed(cut)).isEqualTo(cut);
    }

    /** Of TIFF files too, whose 16 bits a transform would make 8. */
    @ParameterizedTest
    @ValueSource(ints = {DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT})
    void samplesOfTiffAreThoseOfTheFile(int type) throws IOException {
        var space = new ICC_ColorSpace(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB));
        var model = new ComponentColorModel(space, false, false, Transparency.OPAQUE, type);
        var image = new BufferedImage(model, model.createCompatibleWritableRaster(16, 8), false, null);
        int most = type == DataBuffer.TYPE_BYTE ? 255 : 65_535;
        var expected = new float[3 * 8 * 16];
        for (int i = 0; i < expected.length; i++) {
            int sample = i * 7919 % (most + 1);
            image.getRaster().setSample(i % 16, i / 16 % 8, i / 128, sample);
            expected[i] = sample / (float) most;
        }
        var out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "tif", out)).isTrue();
        assertThat(new String(out.toByteArray(), StandardCharsets.ISO_8859_1)).contains("acsp"); // mark of a profile
        assertThat(ImageFiles.decode("profiled.tif", out.toByteArray()).pixels())
                .containsExactly(expected);
    }
}
