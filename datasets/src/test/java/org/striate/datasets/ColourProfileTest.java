package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

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
}
