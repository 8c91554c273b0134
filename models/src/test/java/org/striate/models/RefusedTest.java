package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;
import org.striate.datasets.Stimuli;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** What cannot be done is said in one sentence, and the network answers afterwards as before. */
class RefusedTest {

    private static final StimulusSet SHAPES = Stimuli.shapes(3, 1);

    private static void refused(Network network, ThrowingCallable call, String... said) {
        var before = network.activations(SHAPES, network.output());
        var checksum = network.origin().toString();
        assertThatThrownBy(call)
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(said)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        assertThat(network.activations(SHAPES, network.output()).row(2)).isEqualTo(before.row(2));
        assertThat(network.origin().toString()).isEqualTo(checksum);
    }

    /** Batches of 32 images, of which a part that is no layer of its own would take 268 GB. */
    @Test
    void batchThatFitsNowhereIsRefused() {
        var graph = Graph.input("wide", 1, 512, 512)
                .hidden("wide", Operations.convolution(8_000, 1))
                .then("pool", Operations.meanPoolTo(1, 1))
                .hidden("flatten", Operations.flatten())
                .then("out", Operations.dense(2));
        var network = Network.of(graph, Preprocessing.plain(1, 512, 512), 1);
        assertThatThrownBy(() -> network.activations(Stimuli.shapes(32, 1), "pool"))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll("wide", "ran out of native memory", "fewer layers or smaller images")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        assertThatThrownBy(() -> network.train(Stimuli.tilted(36, 1), "tilt", Training.withDefaults()))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(
                        "training of untrained wide", "ran out of native memory", "settings.batch(16)");
        var small = Networks.tiltNet(64, 1);
        assertThat(small.activations(SHAPES, "logits").units()).isEqualTo(2);
        assertThat(network.layers()).containsExactly("pool", "out");
    }

    @Test
    void noStimuliAreRefused() {
        var none = SHAPES.where("shape", value -> false);
        assertThat(none.size()).isZero();
        var network = Networks.tiltNet(64, 1);
        refused(network, () -> network.activations(none, "conv1"), "stimuli: none; expected at least one");
        refused(network, () -> network.cached().activations(none, "conv1"), "stimuli: none");
        refused(network, () -> network.stream(none, List.of("conv1"), (layer, first, rows) -> {}), "stimuli: none");
        refused(
                network,
                () -> network.train(none, Task.simclr(0.5), Training.withDefaults()),
                "0 to learn from; expected at least 20");
    }

    @Test
    void imagesOfAnotherSizeAreFittedAndRawOnesRefused() {
        var network = Networks.tiltNet(64, 1);
        var wide = SHAPES.resized(40, 60); // grows either way: else stimuli are block means
        var fitted = network.activations(wide, "logits").row(0);
        assertThat(fitted)
                .isEqualTo(network.activations(wide.resized(64, 64), "logits").row(0));
        refused(
                network,
                () -> network.gradient(Target.unit("logits", 0), new float[3 * 64 * 64]),
                "image 0: 12288 pixels; expected 1 x 64 x 64",
                "stimuli.resized(64, 64)");
        refused(
                network,
                () -> network.preprocessing(Preprocessing.imageNet(64, 64)),
                "of (1, 3, 64, 64); expected (1, 1, 64, 64), the input of untrained tiltNet");
    }

    @Test
    @Needs(Needs.What.FIXTURES)
    void archiveOfOtherChannelsIsRefused() {
        var file = Shared.fixture("nets/smallnet_b.script.pt");
        assertThatThrownBy(() -> Networks.torchScript(file, Preprocessing.plain(1, 32, 32)))
                .isInstanceOf(BadInput.class)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .hasMessageContainingAll("to have 3 channels, but got 1 channels");
        var network = Networks.torchScript(file, Preprocessing.plain(3, 32, 32));
        refused(
                network,
                () -> network.preprocessing(Preprocessing.plain(1, 32, 32)),
                "of (1, 1, 32, 32); expected (1, 3, 32, 32)");
    }

    @Test
    void lesionOfAllUnitsLeavesWhatTheBiasesSay() {
        var network = Networks.tiltNet(64, 1);
        int units = network.layers().row("dense").layout().units();
        var silent = network.lesion(
                Lesion.silence("dense").units(IntStream.range(0, units).toArray()));
        var answers = silent.activations(SHAPES, List.of("dense", "logits"));
        assertThat(answers.get("dense").row(1)).containsOnly(0f);
        var bias = network.graph("the test").weights().values("logits.bias");
        assertThat(answers.get("logits").row(1)).containsExactly(bias);
        var everything = network;
        for (var layer : network.layers()) {
            everything = everything.lesion(Lesion.silence(layer));
        }
        everything
                .activations(SHAPES, List.of())
                .forEach((layer, found) -> assertThat(found.row(0)).as(layer).containsOnly(0f));
        refused(
                network,
                () -> network.lesion(Lesion.silence("dense").units(units)),
                "unit " + units + "; expected 0 to");
    }
}
