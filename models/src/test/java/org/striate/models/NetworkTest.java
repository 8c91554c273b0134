package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.UnitLayout;
import org.striate.datasets.Stimuli;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;

class NetworkTest {

    private static final Training SHORT = Training.withDefaults().epochs(2);

    @Test
    void layersHaveTheShapesThatTheyGive() {
        var network = Networks.objectNet(64, 8, 1);
        assertThat(network.layers()).containsExactly("conv1", "conv2", "conv3", "conv4", "dense", "logits");
        var activations = network.activations(Stimuli.shapes(3, 1), List.of());
        network.layers().rows().forEach(row -> {
            var layer = activations.get(row.name());
            assertThat(layer.layout()).isEqualTo(row.layout());
            assertThat(layer.stimuli()).isEqualTo(3);
        });
        assertThat(activations.get("conv2").layout()).hasToString("32 x 32 x 32");
        assertThat(network.layers().rows().get(0).parameters()).isEqualTo(16 * 25 + 16 + 2 * 16);
        assertThat(network.layers().row("conv2").kind()).isEqualTo("max pool 2, 3 x 3 convolution, batch norm, ReLU");
        assertThat(network.layers().row("conv2").field()).isEqualTo(5 + 1 + 2 * 2);
    }

    /** Araujo, Norris and Sim 2019, "Computing receptive fields of convolutional neural networks", table of networks. */
    @ParameterizedTest
    @CsvSource({
        "alexnet, features.0, 11", "alexnet, features, 195", "vgg16, features.30, 212", "vgg16, features.29, 196",
        "alexnet, avgpool, 195", "vgg16, avgpool, 212", "alexnet, classifier.0, 195", "vgg16, classifier.0, 0",
        "resnet18, conv1, 7", "resnet18, maxpool, 11", "resnet18, layer1, 43", "resnet18, layer2, 99",
        "resnet18, layer3, 211", "resnet18, layer4, 435", "resnet18, fc, 0"
    })
    void receptiveFieldsAreThosePublished(String name, String layer, int field) {
        var table = new LayerTable(
                name, new UnitLayout(3, 224, 224), new GraphProgram(Networks.graph(name, 224, 1000), null).layers());
        assertThat(table.row(layer).field()).isEqualTo(field);
    }

    /** The pixels that the gradient of a unit in the middle reaches. */
    @ParameterizedTest
    @ValueSource(strings = {"down", "parts", "up", "conv", "norm"})
    void receptiveFieldIsWhatTheGradientReaches(String layer) {
        var graph = Graph.input("fields", 1, 64, 64)
                .then("down", Operations.convolution(3, 3).stride(2).padding(1))
                .then("parts", Operations.meanPoolTo(16, 16))
                .then("up", Operations.upsample())
                .then("conv", Operations.convolution(3, 5).padding(2))
                .then("norm", Operations.layerNorm());
        assertFieldIsWhatTheGradientReaches(graph, layer);
    }

    /** Layers that are finer than the image. */
    @ParameterizedTest
    @ValueSource(strings = {"up", "conv", "second"})
    void receptiveFieldIsWhatTheGradientReachesOnAFinerGrid(String layer) {
        var graph = Graph.input("fields", 1, 64, 64)
                .then("up", Operations.upsample())
                .then("conv", Operations.convolution(3, 3).padding(1))
                .then("second", Operations.convolution(3, 3).padding(1));
        assertFieldIsWhatTheGradientReaches(graph, layer);
    }

    private static void assertFieldIsWhatTheGradientReaches(Graph graph, String layer) {
        var network = Network.of(graph, Preprocessing.plain(1, 64, 64), 1);
        var slopes = network.gradient(
                        Target.centre(layer, 0),
                        Stimuli.pinkNoise(1, 1).size(64).pixels(0))
                .pixels()[0];
        var columns = IntStream.range(0, slopes.length)
                .filter(i -> slopes[i] != 0)
                .map(i -> i % 64)
                .summaryStatistics();
        int reached = columns.getMax() - columns.getMin() + 1;
        assertThat(network.layers().row(layer).field()).isEqualTo(reached == 64 ? 0 : reached);
    }

    @Test
    void batchesDoNotChangeTheAnswer() {
        var network = Networks.tiltNet(64, 1);
        var stimuli = Stimuli.shapes(40, 1);
        var together = network.activations(stimuli, "dense");
        var alone = network.activations(stimuli.select(39), "dense");
        for (int unit = 0; unit < together.units(); unit++) {
            assertThat(together.row(39)[unit])
                    .isCloseTo(alone.row(0)[unit], org.assertj.core.api.Assertions.within(1e-5f));
        }
    }

    /** PyTorch records on every thread by default, which no answer needs. */
    @Test
    void noThreadRecordsForAGradientThatNobodyWants() throws InterruptedException {
        var network = Networks.objectNet(16, 2, 1);
        var seen = new ArrayList<Boolean>();
        var thread = new Thread(() -> {
            network.showing()
                    .batches(
                            Stimuli.shapes(2, 1),
                            "running",
                            (from, input) -> network.program()
                                    .run(
                                            input,
                                            from,
                                            Set.of("conv2"),
                                            Map.of(),
                                            (layer, answers) -> seen.add(JniUtils.isGradMode())));
            seen.add(JniUtils.isGradMode());
        });
        thread.start();
        thread.join();
        assertThat(seen).as("while it runs, then as it was").containsExactly(false, true);
    }

    @Test
    void meanOverPositionsIsThatOfTheUnits() {
        var network = Networks.tiltNet(64, 1);
        var stimuli = Stimuli.shapes(3, 1);
        var all = network.activations(stimuli, "conv2");
        var means = network.activations(stimuli, Readout.full().spatialMean(), "conv2", "dense");
        int places = all.units() / all.layout().channels();
        assertThat(means.get("conv2").units()).isEqualTo(all.layout().channels());
        assertThat(means.get("dense").row(1))
                .isEqualTo(network.activations(stimuli, "dense").row(1));
        for (int channel = 0; channel < all.layout().channels(); channel++) {
            double sum = 0;
            for (int place = 0; place < places; place++) {
                sum += all.row(2)[channel * places + place];
            }
            assertThat(means.get("conv2").row(2)[channel])
                    .isCloseTo((float) (sum / places), org.assertj.core.api.Assertions.within(1e-5f));
        }
    }

    @Test
    void rectifiedLayersAreNotNegative() {
        for (float value : Networks.tiltNet(64, 1)
                .activations(Stimuli.shapes(2, 1), "conv1")
                .row(0)) {
            assertThat(value).isNotNegative();
        }
    }

    @Test
    void trainingTellsTiltAndLeavesTheOldNetworkAlone() {
        var stimuli = Stimuli.tilted(600, 1);
        var untrained = Networks.tiltNet(64, 1);
        var before = untrained.activations(stimuli.select(0), "logits").row(0);
        var trained = untrained.train(stimuli, "tilt", Training.withDefaults().epochs(5));
        assertThat(trained.accuracy(Stimuli.tilted(200, 2), "tilt")).isGreaterThan(0.9);
        assertThat(untrained.activations(stimuli.select(0), "logits").row(0)).isEqualTo(before);
        assertThat(trained.training().epochs()).isEqualTo(5);
        assertThat(trained.name()).isEqualTo("tiltNet");
        assertThat(untrained.name()).isEqualTo("untrained tiltNet");
        assertThat(trained.origin().toString()).contains("weights sha256", "seed=1", "tilted gratings");
    }

    @Test
    void sameSeedSameWeights() {
        var stimuli = Stimuli.tilted(100, 1);
        var one = Networks.tiltNet(64, 3).train(stimuli, "tilt", SHORT);
        var two = Networks.tiltNet(64, 3).train(stimuli, "tilt", SHORT);
        var other = Networks.tiltNet(64, 4).train(stimuli, "tilt", SHORT);
        assertThat(one.origin().settings().get("weights sha256"))
                .isEqualTo(two.origin().settings().get("weights sha256"))
                .isNotEqualTo(other.origin().settings().get("weights sha256"));
    }

    @Test
    void interruptedTrainingLeavesTheOldNetworkUsable() {
        var network = Networks.tiltNet(64, 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> network.train(Stimuli.tilted(100, 1), "tilt", SHORT))
                .isInstanceOf(Progress.Interrupted.class);
        assertThat(network.activations(Stimuli.tilted(1, 1), "logits").units()).isEqualTo(2);
    }

    @Test
    void unknownLayerNamesTheNearest() {
        assertThatThrownBy(() -> Networks.tiltNet(64, 1).activations(Stimuli.tilted(1, 1), "conv3"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"conv3\" is not in untrained tiltNet; did you mean \"conv");
    }

    @Test
    void labelsThatDoNotFitTheOutputsSaySo() {
        assertThatThrownBy(() -> Networks.tiltNet(64, 1).train(Stimuli.shapes(80, 1), "shape", SHORT))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("80 to classify shape with 8 outputs")
                .hasMessageContaining("network.withHead(\"dense\", 1, 8)");
    }

    @Test
    void graphThatCannotBeIsRefusedWhereItIsMade() {
        var graph = Graph.input("own", 1, 8, 8).then("conv", Operations.convolution(2, 3));
        assertThatThrownBy(() -> graph.then("fc", Operations.dense(3)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("dense: an input of shape (1, 2, 6, 6); expected batch x units")
                .hasMessageContaining("Operations.flatten()");
        assertThatThrownBy(() -> Operations.maxPool(2, 0)).hasMessageContaining("a window of 2, stride 0");
        assertThatThrownBy(() -> Operations.maxPool(2, 2).padding(2)).hasMessageContaining("padding 2");
        assertThatThrownBy(() -> Operations.meanPool(0, 1)).hasMessageContaining("a window of 0");
        assertThatThrownBy(() -> Operations.meanPoolTo(0, 0)).hasMessageContaining("at least 1 x 1");
        assertThatThrownBy(() -> Operations.dropout(1.5)).hasMessageContaining("a probability of 1.5");
        assertThatThrownBy(() -> Operations.convolution(4, 3).padding(0, -3)).hasMessageContaining("padding 0 and -3");
        assertThatThrownBy(() -> graph.then("sum", Operations.add()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("sum: 1 input; expected at least 2");
        assertThatThrownBy(() -> graph.then("relu", Operations.relu()).alias("conv"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("two layers named \"conv\"");
        assertThat(graph.alias("conv").alias("first").alias("first").indexOf("first"))
                .isZero();
    }

    @Test
    void tensorsAreSharedOnlyWhereThatIsAskedFor() {
        var once = Graph.input("own", 1, 8, 8)
                .hidden("c", Operations.convolution(4, 3).padding(1))
                .then("a", Operations.relu());
        for (var again : List.<UnaryOperator<Graph>>of(
                graph -> graph.hidden("c", Operations.convolution(4, 3)),
                graph -> graph.hidden("c", Operations.batchNorm()),
                graph -> graph.then("c", Operations.convolution(4, 3)))) {
            assertThatThrownBy(() -> again.apply(once))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContainingAll(
                            "graph own: two operations with tensors of module \"c\"",
                            "a module for each",
                            "graph.shared(\"c-t1\", \"c\", ...)");
        }
        assertThatThrownBy(() -> once.shared("b", "c", Operations.convolution(4, 3)))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll("c.weight of shape (4, 4, 3, 3)", "(4, 1, 3, 3)");
        assertThat(once.then("mean", Operations.meanPoolTo(1, 1))
                        .then("c", Operations.relu())
                        .tensors())
                .containsOnlyKeys("c.weight", "c.bias");
    }

    @Test
    void graphWithoutAnAnswerIsRefused() {
        var shown = Preprocessing.plain(1, 8, 8);
        var input = Graph.input("own", 1, 8, 8);
        var hidden = input.then("conv", Operations.convolution(2, 3)).hidden("flatten", Operations.flatten());
        for (var graph : List.of(input, hidden, hidden.alias("answer"))) {
            assertThatThrownBy(() -> Network.of(graph, shown, 1))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContainingAll("graph own", "a layer at the end", "graph.then(\"out\", ");
        }
        assertThat(Network.of(hidden.from("conv"), shown, 1).output()).isEqualTo("conv");
    }

    @Test
    void checksumIsThatOfNamesAndNumbersInOrder() throws NoSuchAlgorithmException {
        var network = Networks.named("resnet18", 32, 2, 1);
        var weights = network.graph("the test").weights();
        var digest = MessageDigest.getInstance("SHA-256");
        weights.tensors().forEach((name, tensor) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            for (float value : weights.values(name)) {
                int bits = Float.floatToRawIntBits(value);
                digest.update(new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)});
            }
        });
        assertThat(weights.checksum()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        weights.checksum();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }

    @Test
    void inputThatCannotBePooledSaysSo() {
        assertThatThrownBy(() -> Networks.objectNet(60, 8, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("60 pixels")
                .hasMessageContaining("multiple of 16");
    }
}
