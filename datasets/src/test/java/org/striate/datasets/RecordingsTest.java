package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.BadInput;
import org.striate.core.Rdm;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

@Needs(Needs.What.REAL_DATA)
class RecordingsTest {

    private static final NamedDataSet COWLEY = Recordings.list().dataSet("cowley2023-v4");
    private static final NamedDataSet KRIEGESKORTE = Recordings.list().dataSet("kriegeskorte2008");

    private static DataFolder shared() {
        return new DataFolder(Optional.of(Shared.realData("")), Path.of("nowhere"), Path.of("nowhere"));
    }

    @Test
    void meanOverRepeatsIsThePublishedMean() {
        var mean = new CowleyV4(COWLEY, shared()).responses("all").averaged();
        var published = Npy.load(Shared.realData("cowley2023-v4/responses_repeat_averaged_210325.npy"));
        assertThat(mean.presentations()).hasSize(640);
        for (int image = 0; image < 640; image++) {
            for (int neuron = 0; neuron < 50; neuron++) {
                assertThat(mean.at(image, neuron, 0)).isEqualTo((float) published.at(neuron, image));
            }
        }
    }

    @Test
    void everyImageHasSixToTenRepeats() {
        var responses = new CowleyV4(COWLEY, shared()).responses("all");
        assertThat(responses.neurons()).hasSize(50);
        assertThat(responses.trials()).hasSize(10);
        assertThat(responses.presentations().size()).isBetween(640 * 6, 640 * 10);
    }

    @Test
    void picturesDecodeUprightAndGrey() {
        var stimuli = new CowleyV4(COWLEY, shared()).stimuli("all");
        var pixels28 = Npy.load(Shared.realData("cowley2023-v4/pixels28.npy"));
        for (int image : new int[] {0, 319, 639}) {
            var pixels = stimuli.pixels(image);
            for (int block = 0; block < 784; block++) {
                double mean = 0;
                for (int i = 0; i < 16; i++) {
                    int row = block / 28 * 4 + i / 4;
                    mean += pixels[row * 112 + block % 28 * 4 + i % 4] / 16;
                }
                // JPEG decoders may round differently by one grey level in a pixel.
                assertThat(mean)
                        .isCloseTo(pixels28.at(image, block), org.assertj.core.api.Assertions.within(1 / 255.0));
            }
        }
        assertThat(stimuli.parameter("object").stream().distinct()).hasSize(8);
    }

    @Test
    void ninetyTwoImagesCarryTheirCategories() {
        var stimuli = new NinetyTwoImages(KRIEGESKORTE, shared()).stimuli("all");
        assertThat(stimuli.size()).isEqualTo(92);
        assertThat(stimuli.parameter("category").get(0)).isEqualTo("human bodypart");
        assertThat(stimuli.parameter("face").stream()
                        .mapToDouble(f -> (double) f)
                        .sum())
                .isEqualTo(24);
        assertThat(stimuli.pixels(0)[0]).isEqualTo(128 / 255f); // the grey of every corner
    }

    @Test
    void rdmsHaveTheirPublishedFirstValues() {
        var data = new NinetyTwoImages(KRIEGESKORTE, shared());
        assertThat(data.rdms("monkey IT").get(0).at(0, 1))
                .isCloseTo(0.96691272, org.assertj.core.api.Assertions.within(1e-8));
        assertThat(data.rdms("human IT subjects"))
                .hasSize(4)
                .extracting(Rdm::name)
                .contains("human IT BE", "human IT TI");
        assertThat(data.rdms("models")).hasSize(8).extracting(Rdm::name).contains("animacy", "HMAX");
    }

    @Test
    void unknownRdmsAreNamed() {
        assertThatThrownBy(() -> new NinetyTwoImages(KRIEGESKORTE, shared()).rdms("monkey it"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"monkey IT\"?");
    }

    @Test
    void dataThatAreNotHereSayHowToGetThem(@TempDir Path empty) {
        var folder = new DataFolder(Optional.empty(), empty, empty);
        assertThatThrownBy(() -> new CowleyV4(COWLEY, folder).responses("all"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("not on this machine")
                .hasMessageContaining("Recordings.fetch(\"cowley2023-v4\")")
                .hasMessageContaining("STRIATE_DATA");
    }

    @Test
    void changedFileIsRefused(@TempDir Path folder) throws IOException {
        var file = folder.resolve("kriegeskorte2008/92_modelRDMs.mat");
        Files.createDirectories(file.getParent());
        var bytes = Files.readAllBytes(Shared.realData("kriegeskorte2008/92_modelRDMs.mat"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> new NinetyTwoImages(KRIEGESKORTE, new DataFolder(Optional.of(folder), folder, folder))
                        .rdms("models"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("SHA-256")
                .hasMessageContaining("e1d2b58bb2f9508bc13da4c81b94d1ab07823b25ed30b9563bd9d6d730c2a00a");
    }

    /** Even where size and time are as they were. */
    @Test
    void verificationReadsTheFilesOnceMore(@TempDir Path home) throws IOException {
        var before = System.setProperty("user.home", home.toString());
        try {
            var files = home.resolve(".local/share/striate/data/kriegeskorte2008");
            Files.createDirectories(files);
            for (var file : KRIEGESKORTE.files()) {
                Files.copy(Shared.realData("kriegeskorte2008/" + file.name()), files.resolve(file.name()));
            }
            assertThat(Recordings.verify("kriegeskorte2008")).containsEntry("kriegeskorte2008", Recordings.WHOLE);
            var damaged = files.resolve("92_modelRDMs.mat");
            var time = Files.getLastModifiedTime(damaged);
            var bytes = Files.readAllBytes(damaged);
            bytes[bytes.length / 2] ^= 1;
            Files.setLastModifiedTime(Files.write(damaged, bytes), time);
            assertThat(Recordings.verify("kriegeskorte2008").get("kriegeskorte2008"))
                    .contains("92_modelRDMs.mat");
        } finally {
            System.setProperty("user.home", before);
        }
    }

    @Test
    void sizesOfTheCatalogueAreThoseOfTheFiles() throws IOException {
        for (var set : List.of(COWLEY, KRIEGESKORTE)) {
            for (var file : set.files()) {
                assertThat(Files.size(Shared.realData(set.name() + "/" + file.name())))
                        .isEqualTo(file.bytes());
                assertThat(shared().checked(set, file.name())).exists();
            }
        }
    }
}
