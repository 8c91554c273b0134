package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.datasets.Npz;
import org.striate.datasets.Stimuli;
import org.striate.models.files.Checkpoint;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;
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

    /** The zoo's tiltNet with a hyperbolic tangent in the place of a rectification. */
    @Test
    void ownGraphUnderANameOfTheZooIsNotReadAsTheZoos() throws IOException {
        var graph = Graph.input("tiltNet", 1, 16, 16)
                .hidden("conv1.conv", Operations.convolution(8, 7).padding(3))
                .hidden("conv1.norm", Operations.batchNorm())
                .then("conv1", Operations.tanh())
                .hidden("conv2.pool", Operations.maxPool(4, 4))
                .hidden("conv2.conv", Operations.convolution(16, 3).padding(1))
                .hidden("conv2.norm", Operations.batchNorm())
                .then("conv2", Operations.relu())
                .hidden("dense.pool", Operations.maxPool(2, 2))
                .hidden("dense.flatten", Operations.flatten())
                .hidden("dense.linear", Operations.dense(16))
                .hidden("dense.norm", Operations.batchNorm())
                .then("dense", Operations.relu())
                .then("logits", Operations.dense(2));
        var shown = Preprocessing.grey(16, 16);
        var file = folder.resolve("own.safetensors");
        var own = Network.of(graph, shown, 1).save(file);
        assertThatThrownBy(() -> Networks.load(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(
                        file.toString(),
                        "tiltNet",
                        "Networks.load(graph, preprocessing, Path.of(\"own.safetensors\"))");
        var stimuli = Stimuli.shapes(2, 1);
        assertThat(Networks.load(graph, shown, file)
                        .activations(stimuli, "logits")
                        .row(1))
                .isEqualTo(own.activations(stimuli, "logits").row(1));
        // as files of before were
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        var sha = Origin.sha256(graph.description().getBytes(StandardCharsets.UTF_8));
        var fact = ",\\\"graph\\\":\\\"" + sha + "\\\"";
        assertThat(text).contains(fact);
        var before = text.replace(fact, " ".repeat(fact.length()));
        Files.writeString(file, before, StandardCharsets.ISO_8859_1);
        assertThat(Networks.load(file).layers()).contains("logits");
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
