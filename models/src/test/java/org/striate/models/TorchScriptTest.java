package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.core.UnitLayout;
import org.striate.datasets.Npz;
import org.striate.datasets.Stimuli;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Archives that PyTorch 2.13 scripted and traced, against what it computed itself. */
@Needs(Needs.What.FIXTURES)
class TorchScriptTest {

    @ParameterizedTest
    @ValueSource(strings = {"smallnet_a script", "smallnet_a trace", "smallnet_b script", "smallnet_b trace"})
    void everySubmoduleEqualsPyTorch(String both) {
        var name = both.split(" ")[0];
        var npz = Npz.load(Shared.fixture("nets/" + name + ".npz"));
        var input = npz.get("in_x");
        var program = ScriptProgram.load(
                Shared.fixture("nets/" + name + "." + both.split(" ")[1] + ".pt"),
                Preprocessing.plain(3, input.shape()[2], input.shape()[3]));
        var layers = npz.keySet().stream()
                .filter(key -> key.startsWith("exp_") && !key.startsWith("exp_y"))
                .map(key -> key.substring(4))
                .collect(Collectors.toSet());
        var table = new LayerTable(name, new UnitLayout(3, 224, 224), program.layers());
        assertThat(table).containsAll(layers).contains("output", "block1.relu-t0");
        assertThat(table.row("fc1").parameters()).isEqualTo(24 * 120 + 24);
        assertThat(table.row("block2.downsample.0").kind()).isEqualTo("Conv2d");
        var outputs = ParityTest.run(program, input, layers);
        outputs.forEach((layer, found) -> assertThat(
                        ParityTest.largestDifference(found, ParityTest.floats(npz.get("exp_" + layer))))
                .as(layer)
                .isLessThan(5e-5));
        assertThat(outputs).hasSameSizeAs(layers);
    }

    @Test
    void networkOfAnArchiveIsANetwork() {
        var network = Networks.torchScript(Shared.fixture("nets/smallnet_b.script.pt"), Preprocessing.plain(3, 32, 32));
        var found = network.activations(Stimuli.shapes(3, 1), "block1");
        assertThat(found.layout()).hasToString("12 x 4 x 4");
        assertThat(network.output()).isEqualTo("output");
        assertThatThrownBy(() -> network.activations(Stimuli.shapes(3, 1), "block9"))
                .hasMessageContaining("did you mean \"block");
        assertThatThrownBy(() -> network.train(Stimuli.shapes(40, 1), "shape", Training.withDefaults()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a network of TorchScript");
    }

    @Test
    void archiveWithoutSubmodulesSaysWhyItHasNoLayers(@TempDir Path folder) throws IOException {
        var frozen = Archives.write(folder.resolve("frozen.pt"), "return torch.relu(torch.sub(x, 0.5))");
        var network = Networks.torchScript(frozen, Preprocessing.plain(1, 8, 8));
        assertThat(network.layers()).containsExactly("output");
        assertThat(network.layers().toString()).contains("torch.jit.freeze");
        assertThat(network.layers().toHtml()).contains("torch.jit.freeze");
        assertThatThrownBy(() -> network.activations(Stimuli.shapes(1, 1), "layer1"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("torch.jit.freeze");
        var whole = Networks.torchScript(Shared.fixture("nets/smallnet_b.script.pt"), Preprocessing.plain(3, 32, 32));
        assertThat(whole.layers().toString()).doesNotContain("freeze");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch.dropout(x, 0.5, True)",
                "torch.feature_dropout(torch.relu(x), 0.10000000000000001, True)",
                "torch.batch_norm(torch.relu(x), weight, bias, mean, var, True, 0.10000000000000001, 1.0000000000000001e-05, True)"
            })
    void traceMadeWhileLearningIsRefused(String call, @TempDir Path folder) throws IOException {
        var file = Archives.learning(folder.resolve("net.pt"), "return " + call);
        assertThatThrownBy(() -> Networks.torchScript(file, Preprocessing.plain(1, 8, 8)))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(
                        file.toString(), "traced as it learns", call, "torch.jit.trace(net.eval(), image)");
    }

    /** Noise that is meant, and what learning does not change. */
    @Test
    void traceThatAnswersAlikeInBothModesIsRead(@TempDir Path folder) throws IOException {
        var meant = Archives.write(folder.resolve("meant.pt"), "return torch.dropout(x, 0.5, True)");
        var none = Archives.learning(folder.resolve("none.pt"), "return torch.dropout(x, 0., True)");
        var batch = Archives.learning(
                folder.resolve("batch.pt"),
                "return torch.batch_norm(x, None, None, None, None, True, 0.1, 1e-05, True)");
        for (var file : new Path[] {meant, none, batch}) {
            assertThat(Networks.torchScript(file, Preprocessing.plain(1, 8, 8)).layers())
                    .containsExactly("output");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"self", "this"})
    void submoduleCalledOutputIsALayerBesideTheAnswer(String self, @TempDir Path folder) throws IOException {
        var file = Archives.nested(folder.resolve("net.pt"), self, "return torch.neg(half)");
        var network = Networks.torchScript(file, Preprocessing.plain(1, 8, 8));
        assertThat(network.layers()).containsExactly("output-t0", "output");
        assertThat(network.output()).isEqualTo("output");
        assertThat(network.layers().row("output-t0").kind()).isEqualTo("Half");
        var stimuli = Stimuli.shapes(2, 1).resized(8, 8);
        var answers = network.activations(stimuli, List.of());
        var pixels = stimuli.grey(1);
        for (int i = 0; i < pixels.length; i++) {
            assertThat(answers.get("output-t0").row(1)[i]).isEqualTo(pixels[i] / 2);
            assertThat(answers.get("output").row(1)[i]).isEqualTo(-pixels[i] / 2);
        }
    }

    @Test
    void answerWithoutTheBatchInFrontIsNoLayerAndTheTableSaysSo(@TempDir Path folder) throws IOException {
        var file = Archives.nested(folder.resolve("net.pt"), "self", "return torch.sum(half)");
        var network = Networks.torchScript(file, Preprocessing.plain(1, 8, 8));
        assertThat(network.layers()).containsExactly("output-t0");
        assertThat(network.layers().toString()).contains("the archive's own answer is no layer");
        var alone = Archives.write(folder.resolve("alone.pt"), "return torch.sum(x)");
        assertThatThrownBy(() -> Networks.torchScript(alone, Preprocessing.plain(1, 8, 8)))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll("no module", "batch in front", "torch.flatten(x, 1)");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 7})
    void weightsOfOtherPrecisionAreRefusedWithTheWayOut(int type, @TempDir Path folder) throws IOException {
        var file = Archives.write(
                folder.resolve("net.pt"),
                "return torch.matmul(torch.flatten(x, 1), torch.to(torch.ones([64, 2]), " + type + "))");
        assertThatThrownBy(() -> Networks.torchScript(file, Preprocessing.plain(1, 8, 8)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("torch.jit.trace(net.float().eval(), image)");
    }

    /** In a thread of Java's usual stack; cells have a larger one. */
    @Test
    void codeOfThousandsOfLinesIsRead(@TempDir Path folder) throws Exception {
        var body = "y = torch.relu(x)\n" + "    y = torch.add(y, 0.001)\n".repeat(4000) + "    return y";
        var file = Archives.write(folder.resolve("long.pt"), body);
        var failed = new Throwable[1];
        var reader = new Thread(
                null,
                () -> org.striate.models.files.TorchScript.load(file).probed(folder.resolve("copy.pt"), false),
                "reader",
                1 << 20);
        reader.setUncaughtExceptionHandler((thread, e) -> failed[0] = e);
        reader.start();
        reader.join();
        assertThat(failed[0]).isNull();
    }

    @Test
    void fullTemporaryFolderIsNoFaultOfTheArchive(@TempDir Path folder) throws IOException {
        var archive = org.striate.models.files.TorchScript.load(
                Archives.write(folder.resolve("net.pt"), "return torch.relu(x)"));
        assertThatThrownBy(() -> archive.probed(Path.of("/dev/full"), false))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll("temporary folder /dev: no room", "-Djava.io.tmpdir");
    }

    @Test
    void stateDictIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> Networks.torchScript(Shared.fixture("nets/smallnet_a.pth")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("constants.pkl")
                .hasMessageContaining("torch.jit.script");
        assertThatThrownBy(() -> Networks.load("resnet18", Shared.fixture("nets/smallnet_a.script.pt")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Networks.torchScript(");
    }

    @Test
    void injuryInAnArchiveEqualsThatInAGraph() {
        var npz = Npz.load(Shared.fixture("nets/smallnet_b.npz"));
        var file = Shared.fixture("nets/smallnet_b.pth");
        var graph = SmallNet.graph(32, 32);
        var own = new GraphProgram(
                graph, SavedNetwork.weights(graph, file, org.striate.models.files.Checkpoint.load(file)));
        var script = ScriptProgram.load(Shared.fixture("nets/smallnet_b.script.pt"), Preprocessing.plain(3, 32, 32));
        int units = new LayerTable("", new UnitLayout(3, 224, 224), own.layers())
                .row("block1")
                .layout()
                .units();
        var source = new int[units];
        var scale = new float[units];
        var shift = new float[units];
        for (int u = 0; u < units; u++) {
            source[u] = units - 1 - u;
            scale[u] = u % 3;
            shift[u] = u % 5 - 2;
        }
        var injury = Map.of("block1", new Injury(source, scale, shift, new float[0], 1, "a test"));
        var layers = java.util.Set.of("block1", "fc2");
        var mine = ParityTest.run(own, npz.get("in_x"), layers, injury);
        var theirs = ParityTest.run(script, npz.get("in_x"), layers, injury);
        var whole = ParityTest.run(own, npz.get("in_x"), layers);
        layers.forEach(layer -> {
            assertThat(ParityTest.largestDifference(mine.get(layer), theirs.get(layer)))
                    .isLessThan(5e-5);
            assertThat(ParityTest.largestDifference(mine.get(layer), whole.get(layer)))
                    .isGreaterThan(0.01);
        });
    }
}
