package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.striate.core.BadInput;
import org.striate.core.Seeds;

/** Rendered objects, morphs and movies. */
class ObjectsAndMoviesTest {

    @Test
    void objectsLieWhereTheirParametersSay() {
        var objects = Stimuli.objects(7).views(2).size(96).withoutBackground();
        for (int k = 0; k < objects.size(); k += 5) {
            var pixels = objects.pixels(k);
            double sumX = 0;
            double sumY = 0;
            int count = 0;
            for (int i = 0; i < pixels.length; i++) {
                if (Math.abs(pixels[i] - 0.5) > 0.02) {
                    sumX += i % 96 + 0.5;
                    sumY += i / 96 + 0.5;
                    count++;
                }
            }
            assertThat(count).as(objects.ids().get(k)).isGreaterThan(40);
            double x = (sumX / count / 96 - 0.5) * 8;
            double y = (0.5 - sumY / count / 96) * 8;
            assertThat(x).isCloseTo((double) objects.parameter("x").get(k), within(0.8));
            assertThat(y).isCloseTo((double) objects.parameter("y").get(k), within(0.8));
        }
    }

    @Test
    void everyCategoryHasEightDifferentObjects() {
        var objects =
                Stimuli.objects(1).variation(RenderedObjects.Variation.NONE).withoutBackground();
        assertThat(objects.groupedBy("category")).hasSize(8);
        assertThat(objects.parameter("object").stream().distinct()).hasSize(64);
        for (var category : objects.groupedBy("category").values()) {
            for (int i = 0; i < 8; i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(category.pixels(i)).isNotEqualTo(category.pixels(j));
                }
            }
        }
        assertThatThrownBy(() -> Stimuli.objects(1).categories("cars"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"car\"?");
    }

    /** The top row shows nothing but background. */
    @Test
    void backgroundsDifferBetweenSeedsAndViews() {
        var rows = new java.util.HashSet<List<Float>>();
        for (int seed = 1; seed <= 5; seed++) {
            var views = Stimuli.objects(seed)
                    .categories("car")
                    .exemplars(1)
                    .variation(RenderedObjects.Variation.NONE)
                    .views(100)
                    .size(16);
            int first = Solid.car.ordinal() * 8 * 100_003;
            for (int view = 0; view < 100; view++) {
                var row = java.util.Arrays.copyOf(views.pixels(view), 16);
                if (view < 31) { // these have always been so
                    var noise = PowerLaw.noise(16, 1, 0.1, Seeds.random(seed * 31L + first + view, 1));
                    assertThat(row).isEqualTo(java.util.Arrays.copyOf(noise, 16));
                }
                rows.add(IntStream.range(0, 16).mapToObj(i -> row[i]).toList());
            }
        }
        assertThat(rows).hasSize(500);
    }

    @Test
    void morphsGoStepByStepFromOneAnimalToTheOther() {
        var morphs = Stimuli.morphs(0, 0.25, 0.5, 0.75, 1);
        var first = morphs.pixels(0);
        double before = 0;
        for (int level = 1; level < 5; level++) {
            double distance = 0;
            var pixels = morphs.pixels(level);
            for (int i = 0; i < pixels.length; i++) {
                distance += Math.abs(pixels[i] - first[i]);
            }
            assertThat(distance).isGreaterThan(before);
            before = distance;
        }
        assertThat(morphs.parameter("category").subList(0, 5)).containsExactly("cat", "cat", "dog", "dog", "dog");
    }

    /** The same object twice as far away is hidden behind itself, whichever is drawn first. */
    @Test
    void hiddenMeshHasNoShareOfThePicture() {
        var mesh = Solid.fruit.mesh(0);
        for (boolean nearFirst : new boolean[] {true, false}) {
            var canvas = new Canvas3D(24, 2);
            canvas.draw(mesh, Canvas3D.View.of(0, 0, 0, 0, 0, nearFirst ? -4 : -8, 1));
            canvas.draw(mesh, Canvas3D.View.of(0, 0, 0, 0, 0, nearFirst ? -8 : -4, 1));
            var shares = canvas.shares();
            assertThat(shares[nearFirst ? 0 : 1]).isGreaterThan(0.02);
            assertThat(shares[nearFirst ? 1 : 0]).isZero();
        }
    }

    @Test
    void walkerStaysInTheRoomAndSeesObjects() {
        var walk = Stimuli.walk(60, 2, 16);
        assertThat(walk.frames().size()).isEqualTo(1200);
        assertThat(walk.seconds()).isEqualTo(60);
        assertThat(walk.frames().parameter("x")).allMatch(x -> Math.abs((double) x) < 5);
        assertThat(walk.frames().parameter("z")).allMatch(z -> Math.abs((double) z) < 5);
        assertThat(walk.frames().parameter("object").stream().distinct().count())
                .isGreaterThan(4);
        int frames = 0;
        for (var frame : Stimuli.walk(1, 2, 16)) {
            assertThat(frame).hasSize(256);
            frames++;
        }
        assertThat(frames).isEqualTo(20);
    }

    @Test
    void driftingGratingReturnsAfterOneCycle() {
        var movies = Stimuli.gratings().orientations(2).drifting(2, 1);
        assertThat(movies).hasSize(4);
        var frames = movies.get(0).frames();
        assertThat(frames.size()).isEqualTo(60);
        assertThat(frames.pixels(30)).containsExactly(frames.pixels(0), within(1e-5f));
        assertThat(frames.pixels(15)).isNotEqualTo(frames.pixels(0));
    }

    /** In hundredths of a second: 30 frames/s are 3, 3, 4. */
    @Test
    void gifLastsAsLongAsItsMovie(@TempDir Path folder) {
        for (double rate : new double[] {30, 24, 15, 7}) {
            var movie = new Movie(Stimuli.whiteNoise(60, 1).size(8), rate);
            movie.save(folder.resolve("movie.gif"));
            assertThat(Stimuli.movie(folder.resolve("movie.gif"), 8).seconds()).isCloseTo(60 / rate, within(0.005));
        }
        new Movie(Stimuli.whiteNoise(60, 1).size(8), 60).save(folder.resolve("movie.gif")); // beyond the fastest
        assertThat(Stimuli.movie(folder.resolve("movie.gif"), 8).framesPerSecond())
                .isCloseTo(50, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "60, 60", "61, 31", "119, 60", "121, 41"})
    void previewHasAtMostSixtyFrames(int frames, int shown, @TempDir Path folder) throws IOException {
        var html = new Movie(Stimuli.whiteNoise(frames, 1).size(8), 20).toHtml();
        var gif = html.replaceAll("(?s).*?base64,([^\"]*).*", "$1");
        Files.write(folder.resolve("preview.gif"), Base64.getDecoder().decode(gif));
        assertThat(Stimuli.movie(folder.resolve("preview.gif"), 8).frames().size())
                .isEqualTo(shown);
    }

    @Test
    void movieIsWrittenAsGif(@TempDir Path folder) throws IOException {
        var movie = Stimuli.walk(0.5, 1, 16).save(folder.resolve("walk.gif"));
        var reader = javax.imageio.ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = javax.imageio.ImageIO.createImageInputStream(
                folder.resolve("walk.gif").toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(10);
        } finally {
            reader.dispose();
        }
        assertThat(movie.toHtml()).contains("data:image/gif");
        assertThatThrownBy(() -> movie.save(folder.resolve("walk.mp4"))).isInstanceOf(BadInput.class);
    }
}
