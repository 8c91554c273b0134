package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Against an assembly written by xarray 2026.9.0 and netCDF4 1.7.4, and files of Brain-Score's own tests. */
@Needs({Needs.What.FIXTURES, Needs.What.REAL_DATA})
class BrainIoTest {

    private static final JsonObject EXPECTED = Expected.json("brainscore/assy_test_Shared2026.nc.expect.json");

    private static NeuralResponses load(String name) {
        return BrainIo.load(Shared.fixture("brainscore/" + name));
    }

    private static StimulusSet stimuli() {
        return BrainIo.stimuli(
                Shared.fixture("brainscore/stimulus_test_Shared2026.csv"),
                Shared.fixture("brainscore/stimulus_test_Shared2026.zip"),
                8);
    }

    private static List<String> coordinate(String name) {
        return Expected.texts(
                EXPECTED.getAsJsonObject("coords").getAsJsonObject(name).getAsJsonArray("values"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assy_test_Shared2026.nc",
                "assy_test_Shared2026_h5.nc",
                "assy_test_Shared2026_legacy_image_id.nc"
            })
    void axesAndValuesAreThoseOfTheFile(String name) {
        var responses = load(name);
        assertThat(responses.presentations())
                .extracting(Presentation::stimulusId)
                .containsExactlyElementsOf(coordinate("stimulus_id"));
        assertThat(responses.presentations())
                .extracting(p -> String.valueOf(p.trial()))
                .containsExactlyElementsOf(coordinate("repetition"));
        assertThat(responses.neurons()).extracting(Neuron::id).containsExactlyElementsOf(coordinate("neuroid_id"));
        assertThat(responses.neurons())
                .extracting(n -> n.region().name())
                .containsExactlyElementsOf(coordinate("region"));
        assertThat(responses.neurons()).extracting(Neuron::subject).containsExactlyElementsOf(coordinate("animal"));
        assertThat(responses.bins()).containsExactly(new TimeBin(70, 90), new TimeBin(90, 110));
        var first = Expected.doubles(EXPECTED.get("data_first_presentation"));
        double sum = 0;
        int missing = 0;
        for (int p = 0; p < 48; p++) {
            for (int i = 0; i < 18; i++) {
                float value = responses.at(p, i / 2, i % 2);
                if (p == 0) {
                    assertThat(value).isEqualTo((float) first[i]);
                }
                sum += Float.isNaN(value) ? 0 : value;
                missing += Float.isNaN(value) ? 1 : 0;
            }
        }
        assertThat(sum).isCloseTo(EXPECTED.get("data_sum_finite").getAsDouble(), within(1e-4));
        assertThat(missing).isEqualTo(EXPECTED.get("data_nan_count").getAsInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"assy_test_Shared2026.nc", "assy_test_Shared2026_legacy_image_id.nc"})
    void averageIsXarraysInItsOrder(String name) {
        var mean = load(name).withStimuli(stimuli()).averaged();
        var expected = EXPECTED.getAsJsonObject("mean_over_repetitions");
        assertThat(mean.stimulusIds()).containsExactlyElementsOf(expected.keySet()); // sorted by the stimulus id
        for (int i = 0; i < mean.presentations().size(); i++) {
            var row = Expected.doubles(expected.get(mean.stimulusIds().get(i)));
            for (int neuron = 0; neuron < row.length; neuron++) {
                assertThat((double) mean.at(i, neuron, 0)).isCloseTo(row[neuron], within(1e-6));
            }
        }
    }

    @Test
    void firstColumnOfTheTableOrdersTheAverage() {
        var mean = load("assy_test_Shared2026.nc");
        var byObject = mean.withTables(
                        java.util.Map.of("object_name", mean.presentationTable().get("object_name")),
                        java.util.Map.of())
                .averaged();
        assertThat(byObject.presentationTable().get("object_name"))
                .containsExactly(
                        "bear", "bear", "bear", "car", "car", "car", "chair", "chair", "chair", "face", "face", "face");
    }

    @Test
    void windowWhileReadingIsTheWindowAfterwards() {
        var file = Shared.fixture("brainscore/assy_test_Shared2026.nc");
        var after = BrainIo.load(file).window(70, 110);
        var during = BrainIo.reader().window(70, 110).load(file);
        assertThat(during.bins()).containsExactly(new TimeBin(70, 110, 20));
        for (int p = 0; p < 48; p++) {
            for (int neuron = 0; neuron < 9; neuron++) {
                assertThat(during.at(p, neuron, 0)).isEqualTo(after.at(p, neuron, 0));
            }
        }
        assertThatThrownBy(() -> BrainIo.reader().window(0, 50).load(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("70.0 to 110.0 ms");
    }

    @Test
    void stimuliJoinTheirColumns() {
        var joined = load("assy_test_Shared2026.nc").withStimuli(stimuli());
        assertThat(joined.presentationTable().keySet())
                .containsExactly("stimulus_id", "object_name", "background_id", "s", "note");
        assertThat(joined.presentationTable().get("s").get(0)).isEqualTo(1.0); // im005
        assertThat(joined.where("background_id", "bg00").presentations()).hasSize(16);
        assertThat(joined.where("s", 0.5).stimulusIds()).containsExactly("im000_54cb9707");
    }

    @Test
    void picturesAreThoseOfTheArchive() throws IOException {
        var stimuli = stimuli();
        assertThat(stimuli.ids())
                .containsExactlyElementsOf(Expected.texts(EXPECTED.getAsJsonArray("stimulus_order_csv")));
        assertThat(stimuli.parameter("note")).startsWith("plain", "with, comma", "with \"quotes\"", "");
        assertThat(stimuli.height()).isEqualTo(24);
        assertThat(stimuli.pixels(0)).hasSize(3 * 24 * 24); // the first is a grey file
        assertThat(stimuli.pixels(1)).hasSize(3 * 24 * 24);
    }

    @Test
    void unpackedFolderServesAsWell(@TempDir Path folder) throws IOException {
        try (var zip = new java.util.zip.ZipFile(
                Shared.fixture("brainscore/stimulus_test_Shared2026.zip").toFile())) {
            for (var entry : java.util.Collections.list(zip.entries())) {
                Files.copy(zip.getInputStream(entry), folder.resolve(entry.getName()));
            }
        }
        var unpacked = BrainIo.stimuli(Shared.fixture("brainscore/stimulus_test_Shared2026.csv"), folder, 8);
        assertThat(unpacked.pixels(3)).isEqualTo(stimuli().pixels(3));
    }

    @Test
    void filesOfBrainScoresOwnTestsOpen() {
        var nested = BrainIo.load(Shared.realData("brainscore/assy_test_package_assembly.nc"));
        assertThat(nested.bins()).containsExactly(new TimeBin(0, 10));
        var activations = BrainIo.load(Shared.realData("brainscore/alexnet-rgb-None.nc"));
        assertThat(activations.neurons()).hasSize(13312);
        assertThat(activations.neuronTable()).containsKey("layer");
        var behaviour = BrainIo.load(Shared.realData("brainscore/resnet18-probabilities.nc"));
        assertThat(behaviour.presentations()).hasSize(240);
        assertThat(behaviour.neurons()).hasSize(24);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alexnet-probabilities.nc",
                "alexnet-rgb-1000.nc",
                "assy_test_TestMe.nc",
                "resnet34-probabilities.nc"
            })
    void everyOtherFileOfThemOpensToNumbers(String name) {
        var responses = BrainIo.load(Shared.realData("brainscore/" + name));
        assertThat(responses.stimulusIds()).isNotEmpty();
        assertThat(responses.at(0, 0, 0)).isFinite();
        assertThat(responses.averaged().stimulusIds()).containsExactlyInAnyOrderElementsOf(responses.stimulusIds());
    }

    @Test
    void tableWithoutItsPicturesNamesTheFirst(@TempDir Path folder) {
        assertThatThrownBy(() -> BrainIo.stimuli(Shared.realData("brainscore/image_test_ten_images.csv"), folder, 8))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"n0.png\"");
    }

    @Test
    void eventsBecomeSpikeTrains() {
        var file = Shared.realData("brainscore/assy_test_package_assembly_extras.nc");
        var spikes = BrainIo.spikes(file);
        assertThat(spikes.times()[0].length + spikes.times()[1].length).isEqualTo(1000);
        assertThatThrownBy(() -> BrainIo.load(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("BrainIo.spikes(path)");
    }

    @Test
    void classicNetCdfSaysHowToConvertIt() {
        assertThatThrownBy(() -> load("assy_test_Shared2026_classic.nc"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nccopy");
    }

    @Test
    void regionsAreSelected() {
        assertThat(load("assy_test_Shared2026.nc").region(Region.V1).neurons()).hasSize(3);
        assertThat(load("assy_test_Shared2026.nc").subject("Chabo").neurons()).hasSize(4);
        assertThat(load("assy_test_Shared2026.nc").where("arr", 2).neurons()).hasSize(3);
    }
}
