package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.datasets.Npz;
import org.striate.datasets.Stimuli;
import org.striate.models.files.Checkpoint;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

@Needs(Needs.What.FIXTURES)
class CheckpointTest {

    @TempDir
    Path folder;

    static List<String> hostile() throws IOException {
        try (var files = Files.list(Shared.fixture("bad"))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("(pth|safetensors)_.*"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void oneSentenceAndLittleMemory(String name) throws IOException {
        Checkpoint.load(Shared.fixture("bad/pth_good_tiny.pth")); // so that classes loaded on first use are not counted
        var expected = JsonParser.parseString(Files.readString(Shared.fixture("bad/expect.json")))
                .getAsJsonObject()
                .getAsJsonObject(name);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            Checkpoint.load(Shared.fixture("bad/" + name))
                    .tensors()
                    .values()
                    .forEach(tensor -> tensor.values().get());
            assertThat(expected.get("must").getAsString())
                    .as("%s was read", name)
                    .isEqualTo("accept");
        } catch (BadInput e) {
            assertThat(expected.get("must").getAsString()).as(e.getMessage()).isEqualTo("reject");
            assertThat(e.getMessage()).contains("; expected ").contains(name);
            assertThat(e.getMessage().lines()).hasSize(1);
            if (expected.has("forbidden_global")) {
                assertThat(e.getMessage())
                        .contains(expected.get("forbidden_global").getAsString());
            }
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8 << 20);
        assertThat(Path.of("/tmp/pwned_marker_abs")).doesNotExist();
        assertThat(Path.of("pwned_marker")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"smallnet_a_legacy.pth", "smallnet_a.safetensors"})
    void interruptSaysNothingAboutTheFile(String name) {
        var file = Shared.fixture("nets/" + name);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Checkpoint.load(file)).isInstanceOf(Progress.Interrupted.class);
        assertThat(Checkpoint.load(file).tensors()).isNotEmpty();
    }

    @Test
    void interruptWhileNumbersAreReadSaysNothingAboutTheFile() {
        var file = Shared.fixture("nets/smallnet_a.safetensors");
        var tensor = Checkpoint.load(file).tensors().get("conv1.weight");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tensor.values().get()).isInstanceOf(Progress.Interrupted.class);
        assertThat(tensor.values().get()).hasSize(8 * 3 * 25);
    }

    @Test
    void controlHasItsValues() {
        var tensor = Checkpoint.load(Shared.fixture("bad/pth_good_tiny.pth"))
                .tensors()
                .get("w");
        assertThat(tensor.shape()).containsExactly(2L, 2L);
        assertThat(tensor.values().get()).containsExactly(0, 1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smallnet_a_half.pth", "smallnet_a_half.safetensors"})
    void halfPrecisionIsReadExactly(String name) {
        var npz = Npz.load(Shared.fixture("nets/smallnet_a_half.npz"));
        var tensors = Checkpoint.load(Shared.fixture("nets/" + name)).tensors();
        assertThat(tensors).hasSizeGreaterThan(40);
        tensors.forEach((tensor, stored) -> assertThat(stored.values().get())
                .as(tensor)
                .containsExactly(ParityTest.floats(npz.get("in_" + tensor))));
    }

    @Test
    void wholeModuleIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> Checkpoint.load(Shared.fixture("nets/whole_module.pth")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("would call")
                .hasMessageContaining("torch.save(net.state_dict()");
    }

    @Test
    void everyMissingExtraAndMisshapenTensorIsNamed() {
        var graph = Networks.graph("resnet18", 224, 1000);
        var file = Shared.fixture("nets/smallnet_a.pth");
        assertThatThrownBy(() -> SavedNetwork.weights(graph, file, Checkpoint.load(file)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("conv1.weight of shape [8, 3, 5, 5] where [64, 3, 7, 7] is needed")
                .hasMessageContaining("fc.weight missing")
                .hasMessageContaining("grouped.bias extra");
    }

    @Test
    void savedNetworkComesBackTheSame() {
        var stimuli = Stimuli.shapes(40, 1);
        var trained = Networks.objectNet(32, 8, new Networks.Capacity(4, 2, true), 1)
                .train(stimuli, "shape", Training.withDefaults().epochs(1));
        var file = folder.resolve("net.safetensors");
        trained.save(file);
        var back = Networks.load(file);
        assertThat(back.activations(stimuli, "logits").row(3))
                .containsExactly(trained.activations(stimuli, "logits").row(3));
        assertThat(back.labels()).isEqualTo(trained.labels());
        assertThat(back.training().loss()).isEqualTo(trained.training().loss());
        assertThat(back.name()).isEqualTo(trained.name());
        assertThat(back.accuracy(stimuli, "shape")).isEqualTo(trained.accuracy(stimuli, "shape"));
    }

    @Test
    void fileTellsItsClassesAndHowItsImagesAreShown() {
        var file = folder.resolve("one.safetensors");
        var shown = new Preprocessing(3, 64, 64, List.of(0.1, 0.2, 0.3), List.of(1.0, 2.0, 3.0));
        var one = Network.of(Zoo.MAKERS.get("resnet18").make(64, 1), shown, 1);
        one.save(file);
        var back = Networks.load("resnet18", file);
        assertThat(back.preprocessing()).isEqualTo(shown);
        var stimuli = Stimuli.shapes(2, 1);
        assertThat(back.activations(stimuli, "fc").row(1))
                .hasSize(1)
                .containsExactly(one.activations(stimuli, "fc").row(1));
        var larger = Networks.load("resnet18", 96, file);
        assertThat(larger.preprocessing().mean()).isEqualTo(shown.mean());
        assertThat(larger.layers().row("layer4").layout()).hasToString("512 x 3 x 3");
    }

    @Test
    void truncatedSaveIsRefused() throws IOException {
        var file = folder.resolve("net.safetensors");
        Networks.tiltNet(32, 1).save(file);
        var bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 100));
        assertThatThrownBy(() -> Networks.load(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("whole safetensors file");
    }
}
