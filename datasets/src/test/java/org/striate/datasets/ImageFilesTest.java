package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.striate.core.BadInput;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Against the pixels that Pillow 12.3.0 decodes. */
@Needs(Needs.What.FIXTURES)
class ImageFilesTest {

    @Test
    void aMegabyteOfZerosIsSearchedOnce() {
        var file = Arrays.copyOf("GIF89a".getBytes(StandardCharsets.US_ASCII), 1 << 20);
        file[file.length - 1] = 'x';
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> ImageFiles.requireTrailer("zeros.gif", file))
                        .isInstanceOf(BadInput.class)
                        .hasMessageContaining("cut off"));
        file[100] = ';';
        file[file.length - 1] = '\n';
        assertThatCode(() -> ImageFiles.requireTrailer("filled.gif", file)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "img_rgb.png, rgb, 255, 0",
        "img_gray.png, gray, 255, 0",
        "img_rgba.png, rgba, 255, 0",
        "img_palette.png, palette, 255, 0",
        "img_gray16.png, gray16, 65535, 0",
        "img_rgb.jpg, jpg, 255, 2" // decoders of JPEG may differ by a few levels
    })
    void pixelsArePillows(String file, String expected, double levels, double tolerance) throws IOException {
        var decoded = ImageFiles.decode(file, Files.readAllBytes(Shared.fixture("images/" + file)));
        var pixels = Npz.load(Shared.fixture("images/preprocess.npz")).array("exp_decoded_" + expected);
        int channels = pixels.shape().length == 3 ? pixels.shape()[2] : 1;
        int size = decoded.height() * decoded.width();
        assertThat(decoded.height()).isEqualTo(pixels.shape()[0]);
        assertThat(decoded.channels()).isEqualTo(Math.min(channels, 3));
        for (int i = 0; i < size; i++) {
            for (int channel = 0; channel < decoded.channels(); channel++) {
                assertThat(levels * decoded.pixels()[channel * size + i])
                        .isCloseTo(pixels.values()[i * channels + channel], within(tolerance + 0.01));
            }
        }
    }
}
