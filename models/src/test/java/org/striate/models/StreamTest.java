package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.UnitBlocks;
import org.striate.datasets.Stimuli;
import org.striate.models.stream.StreamLimits;
import org.striate.models.stream.StreamPlan;
import org.striate.models.stream.StreamPlan.LayerCost;

class StreamTest {

    private static final int MANY = 40;

    @TempDir
    Path folder;

    private final Network network = Networks.objectNet(64, 8, 1);
    private final StimulusSet stimuli = Stimuli.shapes(MANY, 1);

    private StreamLimits limits(double memory, double disk) {
        return StreamLimits.withDefaults().memory(memory).disk(disk).folder(folder);
    }

    /** Puts a stream together again; blocks must follow each other. */
    private static Map<String, float[][]> gathered(StimulusModel model, StimulusSet stimuli, List<String> layers) {
        var blocks = new LinkedHashMap<String, List<float[][]>>();
        var next = new LinkedHashMap<String, Integer>();
        model.stream(stimuli, layers, (layer, first, rows) -> {
            assertThat(first).isEqualTo(next.getOrDefault(layer, 0));
            next.put(layer, first + rows[0].length);
            var copy = new float[rows.length][];
            java.util.Arrays.setAll(copy, i -> rows[i].clone());
            blocks.computeIfAbsent(layer, l -> new ArrayList<>()).add(copy);
        });
        var whole = new LinkedHashMap<String, float[][]>();
        blocks.forEach((layer, parts) -> {
            var rows = new float[stimuli.size()][next.get(layer)];
            int at = 0;
            for (var part : parts) {
                for (int i = 0; i < rows.length; i++) {
                    System.arraycopy(part[i], 0, rows[i], at, part[i].length);
                }
                at += part[0].length;
            }
            whole.put(layer, rows);
        });
        return whole;
    }

    @ParameterizedTest
    @CsvSource({"1e9, 0, held at once", "3e6, 0, held in passes", "1e6, 1e9, in a file", "1e6, 8e6, in a file by passes"
    })
    void streamEqualsActivationsAtEveryLimit(double memory, double disk, String how) {
        var layers = List.of("conv1", "dense", "conv4", "output");
        var streamed = gathered(network.within(limits(memory, disk)), stimuli, layers);
        assertThat(streamed).as(how).containsOnlyKeys(layers);
        var activations = network.activations(stimuli, layers);
        layers.forEach(layer -> {
            for (int i = 0; i < MANY; i++) {
                assertThat(streamed.get(layer)[i])
                        .as(layer)
                        .isEqualTo(activations.get(layer).row(i));
            }
        });
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void streamWaitsInAFolderInMemoryToo() throws IOException {
        var memory = Files.createTempDirectory(Path.of("/dev/shm"), "stream");
        try {
            var limits = limits(1e6, 1e9).folder(memory);
            var streamed = gathered(network.within(limits), stimuli, List.of("conv1"));
            var whole = network.activations(stimuli, "conv1");
            for (int i = 0; i < MANY; i++) {
                assertThat(streamed.get("conv1")[i]).isEqualTo(whole.row(i));
            }
        } finally {
            Files.delete(memory); // which is empty
        }
    }

    @Test
    void oneLayerUnderTwoNamesComesTwice() {
        var dial = Networks.objectNet(32, 8, new Networks.Capacity(4, 2, true), 1);
        var streamed = gathered(dial, stimuli, List.of("conv1", "conv1.2"));
        assertThat(streamed.get("conv1")).isDeepEqualTo(streamed.get("conv1.2"));
    }

    @Test
    void passesAreOnlyAsDeepAsTheyMust() {
        var layers = List.of(
                new LayerCost("a", "a", 1000, 0.001),
                new LayerCost("b", "b", 500, 0.01),
                new LayerCost("c", "c", 10, 0.1));
        // 250 stimuli: 1000 bytes a unit, so 1000 units at once in memory and 1510 of them in all.
        var plan = StreamPlan.of("net", 250, layers, 0, limits(1_000_000, 0));
        assertThat(plan.passes()).hasSize(2);
        assertThat(plan.passes().get(0).parts()).containsExactly(new StreamPlan.Part(layers.get(0), 0, 510));
        assertThat(plan.passes().get(1).parts()).hasSize(3);
        assertThat(plan.seconds()).isCloseTo(250 * (0.001 + 0.1), org.assertj.core.api.Assertions.within(1e-9));
        assertThat(plan.onDisk()).isFalse();
        var onDisk = StreamPlan.of("net", 250, layers, 0, limits(1_000_000, 1e9));
        // A pass of 0.25 s more costs more than 1.5 MB to a file and back.
        assertThat(onDisk.onDisk()).isTrue();
        assertThat(onDisk.passes()).hasSize(1);
        assertThat(onDisk.disk()).isEqualTo(1_510_000);
        assertThat(onDisk)
                .hasToString("Stream of net: 3 layers, 250 stimuli, 1.5 MB in 1 pass, 0.1 MB of memory, 1.5 MB"
                        + " of disk, about 25 s of passes and disk");
    }

    @Test
    void nothingIsLeftOfAStreamThatFails() throws IOException {
        var model = network.within(limits(1e6, 1e9));
        UnitBlocks failing = (layer, first, rows) -> {
            throw new IllegalStateException("enough");
        };
        assertThatThrownBy(() -> model.stream(stimuli, List.of("conv1"), failing))
                .hasMessage("enough");
        assertThat(folder).isEmptyDirectory();
        try (var kept = Files.list(folder)) {
            assertThat(kept).isEmpty();
        }
    }

    @Test
    void interruptEndsAStreamBetweenBatches() {
        var model = network.within(limits(1e6, 1e9));
        Consumer<UnitBlocks> run = sink -> model.stream(stimuli, List.of("conv1"), sink);
        assertThatThrownBy(() -> run.accept(
                        (layer, first, rows) -> Thread.currentThread().interrupt()))
                .isInstanceOf(Progress.Interrupted.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(folder).isEmptyDirectory();
        assertThat(network.activations(stimuli.select(0), "output").units()).isEqualTo(8);
    }

    @Test
    void costIsSaidBeforehand() {
        assertThat(network.cost(stimuli, "conv1").toString())
                .startsWith("Stream of untrained objectNet: 1 layer, 40 stimuli, 10.5 MB in 1 pass, 10.5 MB of memory");
        var shown = new ArrayList<String>();
        Progress.showOn(progress -> shown.add(progress.toString()));
        try {
            network.within(limits(1e6, 1e9)).stream(stimuli, List.of("conv1"), (layer, first, rows) -> {});
        } finally {
            Progress.showOn(progress -> {});
        }
        assertThat(shown.get(0)).contains("0/20", "1 pass", "of memory", "10.5 MB of disk");
    }

    @Test
    void whatCannotBeStreamedSaysWhy() {
        UnitBlocks nobody = (layer, first, rows) -> {};
        assertThatThrownBy(() -> network.stream(stimuli, List.of("conv9"), nobody))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"conv");
        assertThatThrownBy(() -> network.stream(stimuli.select(), List.of("conv1"), nobody))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("stimuli: none");
        assertThatThrownBy(() -> StreamLimits.withDefaults().memory(10))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("10 bytes of memory");
    }

    @Test
    @org.striate.testing.Needs(org.striate.testing.Needs.What.FIXTURES)
    void archivesStreamToo() {
        var file = org.striate.testing.Shared.fixture("nets/smallnet_b.script.pt");
        var archive = Networks.torchScript(file, Preprocessing.plain(3, 32, 32));
        var streamed = gathered(archive.within(limits(1e6, 1e9)), stimuli, List.of("block1", "output"));
        var activations = archive.activations(stimuli, List.of("block1", "output"));
        assertThat(streamed.get("block1")[39])
                .isEqualTo(activations.get("block1").row(39));
        assertThat(streamed.get("output")[39])
                .isEqualTo(activations.get("output").row(39));
    }
}
