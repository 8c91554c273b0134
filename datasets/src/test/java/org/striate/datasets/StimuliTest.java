package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;

class StimuliTest {

    static StimulusSet[] sets() {
        return new StimulusSet[] {
            Stimuli.gratings().spatialFrequencies(0.5, 2),
            Stimuli.gratings().contrasts(0.1, 1).diameters(2, 4).at(1, -1),
            Stimuli.gabors().phases(1),
            Stimuli.plaids(),
            Stimuli.checkerboards(0.5, 1),
            Stimuli.whiteNoise(5, 3),
            Stimuli.pinkNoise(5, 3),
            Stimuli.sparseNoise(5, 3),
            Stimuli.deadLeaves(5, 3),
            Stimuli.textures(2, 2, 3),
            Stimuli.radialFrequency(2, 5),
            Stimuli.letters(),
            Stimuli.words("house", "tree"),
            Stimuli.faces(2, 2, 3),
            Stimuli.eyes(2, 2, 3),
            Stimuli.objects(3),
            Stimuli.objects(3)
                    .views(2)
                    .variation(RenderedObjects.Variation.HIGH)
                    .size(32),
            Stimuli.morphs(),
            Stimuli.walk(1, 3, 32).frames(),
            Stimuli.gratings().orientations(2).drifting(2, 0.5).get(1).frames(),
            Stimuli.tilted(20, 3),
            Stimuli.shapes(20, 3),
            Stimuli.objects(3).resized(20),
            Stimuli.letters().onScreen(12),
            Stimuli.letters().onScreen(4),
            Stimuli.letters().toRgb(),
            Stimuli.objects(3).where("category", "car"),
        };
    }

    @ParameterizedTest
    @MethodSource("sets")
    void contractOfAStimulusSet(StimulusSet stimuli) {
        assertThat(stimuli.ids()).hasSize(stimuli.size()).doesNotHaveDuplicates();
        stimuli.parameters().values().forEach(column -> assertThat(column).hasSize(stimuli.size()));
        int last = stimuli.size() - 1;
        var pixels = stimuli.pixels(last);
        assertThat(pixels).hasSize(stimuli.channels() * stimuli.height() * stimuli.width());
        for (float pixel : pixels) {
            assertThat(pixel).isBetween(0f, 1f);
        }
        assertThat(stimuli.pixels(last)).isEqualTo(pixels);
        assertThat(stimuli.select(last, 0).pixels(0)).isEqualTo(pixels);
        assertThat(stimuli.select(last, 0).ids())
                .containsExactly(stimuli.ids().get(last), stimuli.ids().get(0));
        assertThat(stimuli.toHtml()).contains("<table>");
        assertThatThrownBy(() -> stimuli.select(last + 1)).isInstanceOf(BadInput.class);
    }

    /** Two designs of eight pictures each: an id is shared exactly where a picture is. */
    @Test
    void facesOfOtherDesignsShareIdsOnlyWithTheirPictures() {
        for (var pair : List.of(
                List.of(Stimuli.faces(4, 2, 1), Stimuli.faces(2, 4, 1)),
                List.of(Stimuli.eyes(4, 2, 1), Stimuli.eyes(2, 4, 1)))) {
            var a = pair.get(0);
            var b = pair.get(1);
            int shared = 0;
            for (int i = 0; i < 8; i++) {
                for (int j = 0; j < 8; j++) {
                    boolean same = java.util.Arrays.equals(a.pixels(i), b.pixels(j));
                    assertThat(a.ids().get(i).equals(b.ids().get(j))).isEqualTo(same);
                    shared += same ? 1 : 0;
                }
            }
            assertThat(shared).isEqualTo(2); // the first two views of the first identity
            assertThat(a.origin()).isNotEqualTo(b.origin());
        }
    }

    @Test
    void whatMakesOtherPicturesIsInTheOrigin() {
        assertThat(Stimuli.plaids(45).origin()).isNotEqualTo(Stimuli.plaids(90).origin());
        assertThat(Stimuli.plaids(45).ids())
                .doesNotContainAnyElementsOf(Stimuli.plaids(90).ids());
        assertThat(Stimuli.plaids(45).parameter("crossing")).containsOnly(45.0);
        assertThat(Stimuli.gratings().parameters()).doesNotContainKey("crossing");
        assertThat(Stimuli.objects(1).origin())
                .isNotEqualTo(Stimuli.objects(1).withoutBackground().origin());
        var movies = Stimuli.gratings()
                .orientations(2)
                .spatialFrequencies(0.5, 1)
                .contrasts(0.5, 1)
                .diameters(4, 8)
                .drifting(2, 0.1);
        assertThat(movies).extracting(movie -> movie.frames().origin()).doesNotHaveDuplicates();
        assertThat(movies).extracting(movie -> movie.frames().ids()).doesNotHaveDuplicates();
    }

    @Test
    void horizontalStripesAreConstantAlongARow() {
        var pixels = Stimuli.gratings().orientations(1).phases(1).pixels(0);
        int row = 32 * 64;
        for (int column = 26; column < 38; column++) { // where the aperture is flat
            assertThat(pixels[row + column]).isCloseTo(pixels[row + 32], within(1e-6f));
        }
    }

    @Test
    void verticalStripesRepeatWithTheirPeriod() {
        // 1 cycle/deg at 8 pixels/deg: period 8 pixels. Index 4 of 8 orientations is 90 degrees.
        var stimuli = Stimuli.gratings().phases(1);
        var pixels = stimuli.pixels(4);
        assertThat(stimuli.parameter("orientation").get(4)).isEqualTo(90.0);
        assertThat(pixels[32 * 64 + 24]).isCloseTo(pixels[32 * 64 + 32], within(1e-5f));
        assertThat(pixels[32 * 64 + 28]).isCloseTo(1 - pixels[32 * 64 + 32], within(1e-5f));
    }

    @Test
    void frequencyBeyondHalfACyclePerPixelIsRefused() {
        assertThatThrownBy(() -> Stimuli.gratings().spatialFrequencies(5))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("5.0 cycles/deg")
                .hasMessageContaining("up to 4.0");
    }

    static Stream<Arguments> undrawable() {
        return Stream.of(
                refused(() -> Stimuli.gratings().drifting(40, 1), "drift: 40.0 Hz; expected less than 30.0"),
                refused(() -> Stimuli.gratings().drifting(-30, 1), "drift: -30.0 Hz"), // both directions are one movie
                refused(() -> Stimuli.gratings().drifting(Double.NaN, 1), "drift: NaN Hz"),
                refused(() -> Stimuli.gratings().drifting(Double.POSITIVE_INFINITY, 1), "drift: Infinity Hz"),
                refused(() -> Stimuli.gratings().at(Double.NaN, 0), "centre: NaN, 0.0 deg"),
                refused(() -> Stimuli.gabors().at(0, Double.POSITIVE_INFINITY), "centre: 0.0, Infinity deg"),
                refused(() -> Stimuli.checkerboards(0), "checks per degree: 0.0"),
                refused(() -> Stimuli.checkerboards(1, -1), "checks per degree: -1.0"),
                refused(() -> Stimuli.checkerboards(Double.NaN), "checks per degree: NaN"),
                refused(() -> Stimuli.checkerboards(Double.POSITIVE_INFINITY), "checks per degree: Infinity"),
                refused(() -> Stimuli.checkerboards(9).pixels(0), "checkerboard: 9.0 checks/deg on 8.0 pixels/deg"),
                refused(() -> Stimuli.checkerboards(4).size(24).pixels(0), "checkerboard: 4.0 checks/deg"),
                refused(() -> Stimuli.radialFrequency(3, 0), "lobes: 0"),
                refused(() -> Stimuli.radialFrequency(-3), "lobes: -3"));
    }

    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }

    @ParameterizedTest
    @MethodSource("undrawable")
    void whatCannotBeDrawnIsRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(BadInput.class).hasMessageStartingWith(message);
    }

    @Test
    void finestChecksAreOfOnePixel() {
        var pixels = Stimuli.checkerboards(8).pixels(0);
        for (int i = 0; i < pixels.length; i++) {
            assertThat(pixels[i]).isEqualTo((i % 64 + i / 64) % 2 == 0 ? 1f : 0f);
        }
        assertThat(Stimuli.checkerboards(9).size(72).pixels(0)).containsOnly(0f, 1f); // as the message says
    }

    @Test
    void halfOfTheTiltedLeanLeft() {
        var tilt = Stimuli.tilted(100, 1).parameter("tilt");
        assertThat(tilt.stream().filter("left"::equals)).hasSize(50);
    }

    @Test
    void everyShapeComesEquallyOften() {
        var kinds = Stimuli.shapes(80, 1).parameter("shape");
        assertThat(kinds.stream().distinct()).hasSize(8);
        assertThat(kinds.stream().filter("star"::equals)).hasSize(10);
    }

    @Test
    void shapeCoversItsCentreUnlessItIsHollow() {
        var stimuli = Stimuli.shapes(8, 5);
        var kinds = stimuli.parameter("shape");
        for (int i : IntStream.range(0, 8)
                .filter(k -> kinds.get(k).equals("disc") || kinds.get(k).equals("bar"))
                .toArray()) {
            int x = (int) ((double) stimuli.parameter("x").get(i) * 64);
            int y = (int) ((double) stimuli.parameter("y").get(i) * 64);
            float pixel = stimuli.pixels(i)[y * 64 + x];
            assertThat(pixel < 0.26f || pixel > 0.74f)
                    .as("luminance of the shape, not of the ground")
                    .isTrue();
        }
    }

    @Test
    void anotherSeedGivesOtherPictures() {
        assertThat(Stimuli.shapes(8, 1).pixels(0))
                .isNotEqualTo(Stimuli.shapes(8, 2).pixels(0));
    }

    @Test
    void pinkNoiseFallsAsOneOverFAndWhiteNoiseIsFlat() {
        assertThat(slope(Stimuli.pinkNoise(8, 1).size(128))).isCloseTo(-1, within(0.1));
        assertThat(slope(Stimuli.whiteNoise(8, 1).size(128))).isCloseTo(0, within(0.1));
    }

    @Test
    void deadLeavesHaveTheSpectrumOfScenes() {
        assertThat(slope(Stimuli.deadLeaves(8, 1).size(128))).isBetween(-1.6, -0.9);
    }

    @Test
    void matchedNoiseHasTheTexturesSpectrumAndNotItsEdges() {
        var textures = Stimuli.textures(6, 2, 1);
        for (int family = 0; family < 6; family++) {
            var same = textures.where("family", family);
            double texture = slope(same.where("type", "texture"));
            double noise = slope(same.where("type", "noise"));
            assertThat(noise).isCloseTo(texture, within(0.35));
        }
    }

    /** Of log amplitude on log frequency, from 3 to 20 cycles a picture. */
    private static double slope(StimulusSet stimuli) {
        int size = stimuli.width();
        var amplitude = new double[22];
        var count = new int[22];
        for (int k = 0; k < stimuli.size(); k++) {
            var pixels = stimuli.pixels(k);
            var real = new double[size * size];
            for (int i = 0; i < real.length; i++) {
                real[i] = pixels[i] - 0.5;
            }
            var imaginary = new double[real.length];
            Fourier.transform(real, imaginary, size, false);
            for (int i = 1; i < real.length; i++) {
                int u = i % size <= size / 2 ? i % size : i % size - size;
                int v = i / size <= size / 2 ? i / size : i / size - size;
                int radius = (int) Math.round(Math.hypot(u, v));
                if (radius < amplitude.length) {
                    amplitude[radius] += Math.hypot(real[i], imaginary[i]);
                    count[radius]++;
                }
            }
        }
        double xx = 0;
        double xy = 0;
        double meanX = IntStream.range(3, 21).mapToDouble(Math::log).average().orElseThrow();
        double meanY = IntStream.range(3, 21)
                .mapToDouble(r -> Math.log(amplitude[r] / count[r]))
                .average()
                .orElseThrow();
        for (int r = 3; r < 21; r++) {
            xx += Math.pow(Math.log(r) - meanX, 2);
            xy += (Math.log(r) - meanX) * (Math.log(amplitude[r] / count[r]) - meanY);
        }
        return xy / xx;
    }

    @Test
    void fourierTransformIsThatOfItsDefinition() {
        var random = new java.util.Random(1);
        var values = random.doubles(64).toArray();
        var real = values.clone();
        var imaginary = new double[64];
        Fourier.transform(real, imaginary, 8, false);
        for (int k = 0; k < 64; k++) {
            double sumReal = 0;
            double sumImaginary = 0;
            for (int i = 0; i < 64; i++) {
                double angle = -2 * Math.PI * ((i % 8) * (k % 8) + (i / 8) * (k / 8)) / 8.0;
                sumReal += values[i] * Math.cos(angle);
                sumImaginary += values[i] * Math.sin(angle);
            }
            assertThat(real[k]).isCloseTo(sumReal, within(1e-10));
            assertThat(imaginary[k]).isCloseTo(sumImaginary, within(1e-10));
        }
        Fourier.transform(real, imaginary, 8, true);
        assertThat(real).containsExactly(values, within(1e-12));
    }

    @Test
    void tableFiltersGroupsAndSorts() {
        var gratings = Stimuli.gratings().spatialFrequencies(2, 0.5).phases(1);
        assertThat(gratings.where("orientation", 90).ids()).hasSize(2);
        assertThat(gratings.where("orientation", o -> (double) o > 90).size()).isEqualTo(6);
        assertThat(gratings.sortedBy("spatialFrequency")
                        .parameter("spatialFrequency")
                        .get(0))
                .isEqualTo(0.5);
        assertThat(gratings.groupedBy("spatialFrequency").keySet()).containsExactly(2.0, 0.5);
        assertThat(gratings.matching(List.of(gratings.ids().get(3))).parameter("orientation"))
                .containsExactly(22.5);
        assertThatThrownBy(() -> gratings.where("orientation", 91))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("stimuli.parameter(\"orientation\")");
        assertThatThrownBy(() -> gratings.sortedBy("frequency")).isInstanceOf(BadInput.class);
    }

    @Test
    void screenPadsWithGreyOrCuts() {
        var letters = Stimuli.letters(); // 64 pixels, 8 deg
        var wide = letters.onScreen(16);
        assertThat(wide.width()).isEqualTo(128);
        assertThat(wide.pixels(0)[0]).isEqualTo(0.5f);
        assertThat(wide.pixels(0)[64 * 128 + 64]).isEqualTo(letters.pixels(0)[32 * 64 + 32]);
        var narrow = letters.onScreen(4);
        assertThat(narrow.width()).isEqualTo(32);
        assertThat(narrow.pixels(0)[16 * 32 + 16]).isEqualTo(letters.pixels(0)[32 * 64 + 32]);
        assertThat(letters.resized(32).degrees()).isEqualTo(8);
        var half = letters.resized(64, 32).pixels(0); // narrower alone: means of two neighbours
        var whole = letters.pixels(0);
        for (int i = 0; i < half.length; i++) {
            assertThat(half[i]).isCloseTo((whole[2 * i] + whole[2 * i + 1]) / 2, within(1e-6f));
        }
    }

    @Test
    void savedStimuliAreReadAgain(@TempDir Path folder) {
        var faces = Stimuli.faces(2, 2, 1);
        Stimuli.save(faces, folder);
        var again = BrainIo.stimuli(folder.resolve("stimuli.csv"), folder, 8);
        assertThat(again.ids()).isEqualTo(faces.ids());
        assertThat(again.parameters()).isEqualTo(faces.parameters());
        for (int i = 0; i < faces.size(); i++) {
            assertThat(again.grey(i)).containsExactly(faces.pixels(i), within(0.5f / 255 + 1e-4f));
        }
    }

    @Test
    void folderOfPicturesHasItsCategories(@TempDir Path folder) throws IOException {
        for (var category : List.of("faces", "letters")) {
            var set = category.equals("faces")
                    ? Stimuli.faces(2, 1, 1)
                    : Stimuli.letters().select(0, 1, 2);
            Stimuli.save(set, folder.resolve(category));
        }
        var stimuli = Stimuli.folder(folder, 8);
        assertThat(stimuli.size()).isEqualTo(5);
        assertThat(stimuli.where("category", "letters").size()).isEqualTo(3);
        Stimuli.save(Stimuli.faces(1, 1, 1).size(32), folder.resolve("small"));
        var mixed = Stimuli.folder(folder, 8);
        assertThatThrownBy(() -> mixed.pixels(5))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("32 x 32 pixels")
                .hasMessageContaining("Stimuli.folder(path, 8, 224)");
        assertThat(Stimuli.folder(folder, 8, 20).pixels(5)).hasSize(3 * 400);
    }

    @Test
    void aPictureIsNoFolder(@TempDir Path folder) throws IOException {
        var picture = Files.createFile(folder.resolve("cat.png"));
        assertThatThrownBy(() -> Stimuli.folder(picture, 8))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a file; expected a folder of pictures")
                .hasMessageContaining("Stimuli.folder(Path.of(\"" + folder);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // where only administrators make links
    void linkedFoldersAreFollowed(@TempDir Path folder) throws IOException {
        Stimuli.save(Stimuli.faces(2, 1, 1), folder.resolve("elsewhere/faces"));
        Stimuli.save(Stimuli.letters().select(0, 1, 2), folder.resolve("set/letters"));
        Files.createSymbolicLink(folder.resolve("set/faces"), folder.resolve("elsewhere/faces"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("set"));
        assertThat(Stimuli.folder(folder.resolve("set"), 8).size()).isEqualTo(5);
        var linked = Stimuli.folder(folder.resolve("link"), 8);
        assertThat(linked.where("category", "faces").size()).isEqualTo(2);
        assertThat(Stimuli.movies(folder.resolve("set"), 8))
                .extracting(movie -> movie.frames().size())
                .containsExactly(2, 3);
        Files.createSymbolicLink(folder.resolve("set/nowhere"), folder.resolve("missing"));
        assertThat(Stimuli.folder(folder.resolve("set"), 8).size()).isEqualTo(5);
        Files.createSymbolicLink(folder.resolve("set/again"), folder.resolve("set"));
        assertThat(Stimuli.folder(folder.resolve("set"), 8).size()).isEqualTo(5);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksBackAddNothing(@TempDir Path folder) throws IOException {
        var set = folder.resolve("set");
        Stimuli.save(Stimuli.letters().select(0, 1, 2), set);
        var plain = Stimuli.folder(set, 8);
        Files.createSymbolicLink(set.resolve(".up"), Path.of(".."));
        Files.createSymbolicLink(set.resolve("latest"), Path.of("."));
        Files.createSymbolicLink(set.resolve("above"), Path.of(".."));
        assertThat(Stimuli.folder(set, 8).ids()).isEqualTo(plain.ids());
        assertThat(Stimuli.folder(set, 8).parameters()).isEqualTo(plain.parameters());
        Stimuli.save(Stimuli.faces(2, 1, 1), set.resolve("faces"));
        Files.createSymbolicLink(set.resolve("faces/all"), Path.of(".."));
        assertThat(Stimuli.folder(set, 8).size()).isEqualTo(5);
    }

    @Test
    void letterThatNoFontHasIsRefused() {
        assertThatThrownBy(() -> Stimuli.words("\uFFFE").pixels(0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no glyph");
    }
}
