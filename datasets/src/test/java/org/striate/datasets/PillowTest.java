package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Pictures and movies against what Pillow, which torchvision and Brain-Score load them with, sees in the same files. */
@Needs({Needs.What.PYTHON_PILLOW, Needs.What.REAL_DATA})
class PillowTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException, InterruptedException {
        var script = folder.resolve("write_pictures.py");
        try (var in = PillowTest.class.getResourceAsStream("write_pictures.py")) {
            Files.copy(in, script);
        }
        var command = new ArrayList<>(List.of("/usr/bin/python3", script.toString(), folder.toString()));
        for (var name : List.of("grayscale.png", "grayscale2.jpg", "grayscale_alpha.png", "palletized.png")) {
            command.add(Shared.realData("brainscore/" + name).toString());
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "alpha.png, 0",
        "grey_alpha.png, 0",
        "palette.png, 0",
        "two_levels.png, 0",
        "palette.gif, 0",
        "plain.bmp, 0",
        "plain.tiff, 0",
        "packed.tif, 0",
        "cmyk.tif, 1", // Pillow rounds to whole levels
        "unmarked.jpg, 3",
        "really_png.jpg, 0",
        "turned.jpg, 3", // decoders of JPEG may differ by a few levels
        "cmyk.jpg, 3",
        "ycck.jpg, 3",
        "grayscale.png, 0",
        "grayscale2.jpg, 3",
        "grayscale_alpha.png, 0",
        "palletized.png, 0"
    })
    void pixelsArePillows(String name, double tolerance) throws IOException {
        var own = folder.resolve(name);
        var file = Files.exists(own) ? own : Shared.realData("brainscore/" + name);
        var decoded = ImageFiles.decode(name, ImageTable.bytes(file));
        var rgb = ImageSet.rgb(decoded);
        var expected = Npy.load(folder.resolve("expected/" + name + ".npy"));
        assertThat(expected.shape()).containsExactly(decoded.height(), decoded.width(), 3);
        int size = decoded.height() * decoded.width();
        for (int i = 0; i < expected.values().length; i++) {
            assertThat(255.0 * rgb[i % 3 * size + i / 3])
                    .as("%s at %d", name, i)
                    .isCloseTo(expected.values()[i], within(tolerance + 0.01));
        }
    }

    /** The JDK fills up some kinds in silence: a half picture would be shown to the network as if it were whole. */
    @ParameterizedTest
    @ValueSource(
            strings = {"alpha.png", "turned.jpg", "cmyk.jpg", "palette.gif", "plain.bmp", "plain.tiff", "packed.tif"})
    void halfAPictureIsRefused(String name) throws IOException {
        var whole = Files.readAllBytes(folder.resolve(name));
        for (double share : new double[] {0.3, 0.6, 0.9}) {
            var half = java.util.Arrays.copyOf(whole, (int) (share * whole.length));
            assertThatThrownBy(() -> ImageFiles.decode(name, half))
                    .as("%s of %s", share, name)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining(name);
        }
    }

    @ParameterizedTest
    @CsvSource({"movie1", "movie2"})
    void framesOfAGifArePillows(String name) {
        var movie = Stimuli.movie(folder.resolve(name + ".gif"), 8);
        var expected = Npy.load(folder.resolve("expected/" + name + ".npy"));
        assertThat(expected.shape()).containsExactly(5, 12, 16, 3);
        assertThat(movie.frames().size()).isEqualTo(5);
        for (int i = 0; i < expected.values().length; i++) {
            int frame = i / (12 * 16 * 3);
            int pixel = i % (12 * 16 * 3) / 3;
            assertThat(255.0 * movie.frames().pixels(frame)[i % 3 * 12 * 16 + pixel])
                    .as("frame %d", frame)
                    .isCloseTo(expected.values()[i], within(0.01));
        }
        assertThat(movie.frames().parameter("time")).containsExactly(0.0, 0.05, 0.1, 0.2, 0.25);
        assertThat(movie.framesPerSecond()).isCloseTo(5 / 0.3, within(1e-9));
    }

    @Test
    void moviesOfAFolderAreGifsAndFoldersOfFrames(@TempDir Path movies) throws IOException {
        Files.copy(folder.resolve("movie1.gif"), movies.resolve("b.gif"));
        Files.createDirectories(movies.resolve("a"));
        for (int frame : new int[] {10, 9, 2}) {
            Files.copy(folder.resolve("alpha.png"), movies.resolve("a/frame" + frame + ".png"));
        }
        Files.createDirectories(movies.resolve("a/.ipynb_checkpoints"));
        Files.copy(folder.resolve("alpha.png"), movies.resolve("a/.ipynb_checkpoints/frame1.png"));
        var loaded = Stimuli.movies(movies, 8);
        assertThat(loaded).hasSize(2);
        assertThat(loaded.get(0).frames().ids()).containsExactly("frame2.png", "frame9.png", "frame10.png");
        assertThat(loaded.get(0).framesPerSecond()).isEqualTo(25);
        assertThat(loaded.get(1).frames().size()).isEqualTo(5);
    }

    @Test
    void damagedMovieSaysHowToMakeOne() throws IOException {
        var whole = Files.readAllBytes(folder.resolve("movie1.gif"));
        var claims = whole.clone();
        java.util.Arrays.fill(claims, 6, 10, (byte) 0xff); // a screen of 65,535 x 65,535
        for (var bytes : List.of(java.util.Arrays.copyOf(whole, 200), claims, new byte[0])) {
            var file = Files.write(folder.resolve("damaged.gif"), bytes);
            assertThatThrownBy(() -> Stimuli.movie(file, 8))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("damaged.gif");
        }
        assertThatThrownBy(() -> Stimuli.movies(folder.resolve("expected"), 8))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("ffmpeg");
    }
}
