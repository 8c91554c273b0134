package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;
import org.striate.datasets.Npy;
import org.striate.datasets.Stimuli;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;
import org.striate.models.stream.ActivationCache;

class CacheTest {

    private static final String LAYER = "conv4";

    @TempDir
    Path folder;

    private final Network network = Networks.objectNet(32, 8, 1);
    private final StimulusSet stimuli = Stimuli.shapes(5, 1);

    private CachedNetwork cached() {
        return network.cached(ActivationCache.in(folder));
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(file -> !file.endsWith(".lock")).sorted().toList();
        }
    }

    private void requireSame(Activations found, Network of) {
        var expected = of.activations(stimuli, LAYER);
        assertThat(found.layout()).isEqualTo(expected.layout());
        for (int i = 0; i < stimuli.size(); i++) {
            assertThat(found.row(i)).containsExactly(expected.row(i));
        }
    }

    @Test
    void secondRunReadsWhatTheFirstWrote() throws IOException {
        requireSame(cached().activations(stimuli, LAYER), network);
        assertThat(files()).hasSize(1);
        assertThat(shownDuring(() -> requireSame(cached().activations(stimuli, LAYER), Networks.objectNet(32, 8, 1))))
                .as("the comparison's own pass alone")
                .isEqualTo(1);
        var numbers = Npy.load(files().get(0));
        assertThat(numbers.shape())
                .containsExactly(5, network.layers().row(LAYER).layout().units());
        assertThat((float) numbers.values()[7])
                .isEqualTo(cached().activations(stimuli, LAYER).row(0)[7]);
    }

    private static long shownDuring(Runnable work) {
        var passes = new ArrayList<String>();
        Progress.showOn(progress -> {
            if (progress.finished()) {
                passes.add(progress.work());
            }
        });
        try {
            work.run();
        } finally {
            Progress.showOn(progress -> {});
        }
        return passes.stream().filter(pass -> pass.startsWith("running")).count();
    }

    @Test
    void everythingThatMattersIsInTheKey() throws IOException {
        cached().activations(stimuli, LAYER);
        var lesioned = network.lesion(Lesion.silence(LAYER).channels(0));
        var cache = ActivationCache.in(folder);
        requireSame(lesioned.cached(cache).activations(stimuli, LAYER), lesioned);
        var other = Networks.objectNet(32, 8, 2);
        requireSame(other.cached(cache).activations(stimuli, LAYER), other);
        var brighter = network.preprocessing(Preprocessing.plain(1, 32, 32));
        requireSame(brighter.cached(cache).activations(stimuli, LAYER), brighter);
        cached().activations(Stimuli.shapes(5, 2), LAYER);
        cached().activations(stimuli, Readout.full().spatialMean(), LAYER);
        cached().activations(stimuli, "conv3");
        assertThat(files()).hasSize(7);
        // Names and alone the order of what is asked do not.
        cached().activations(stimuli, List.of("conv3", LAYER));
        assertThat(files()).hasSize(7);
    }

    /** Neither a sum nor a rectification has weights, and random weights depend on names and a seed alone. */
    @Test
    void equalWeightsInAnotherArchitectureAreAnotherNetwork() {
        var cache = ActivationCache.in(folder);
        for (boolean skips : new boolean[] {false, true}) {
            var dial = Networks.objectNet(32, 8, new Networks.Capacity(4, 2, skips), 1);
            assertThat(dial.cached(cache).activations(stimuli, "output").row(0))
                    .containsExactly(dial.activations(stimuli, "output").row(0));
        }
        for (var operation : List.of(Operations.relu(), Operations.tanh())) {
            var graph = Graph.input("own", 1, 32, 32)
                    .then("conv", Operations.convolution(2, 3))
                    .then("bent", operation);
            var own = Network.of(graph, Preprocessing.plain(1, 32, 32), 1);
            assertThat(own.cached(cache).activations(stimuli, "bent").row(0))
                    .containsExactly(own.activations(stimuli, "bent").row(0));
        }
    }

    @Test
    void damagedFileIsComputedAgain() throws IOException {
        cached().activations(stimuli, LAYER);
        var file = files().get(0);
        var bytes = Files.readAllBytes(file);
        for (int at : new int[] {3, 200, bytes.length - 1}) {
            var damaged = bytes.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            requireSame(cached().activations(stimuli, LAYER), network);
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        }
        Files.write(file, Arrays.copyOf(bytes, 1000));
        requireSame(cached().activations(stimuli, LAYER), network);
        Files.write(file, new byte[0]);
        requireSame(cached().activations(stimuli, LAYER), network);
    }

    @Test
    void leastRecentlyUsedGoesFirst() throws IOException {
        long each = 4L * 5 * 2048 + 132;
        var cache = ActivationCache.in(folder).limit(2.5 * each);
        var first = files(cache, 1, List.of());
        Files.setLastModifiedTime(first.get(0), FileTime.fromMillis(1000));
        var second = files(cache, 2, first);
        Files.setLastModifiedTime(second.get(0), FileTime.fromMillis(2000));
        files(cache, 1, List.of()); // used again
        var third = files(cache, 3, List.of());
        assertThat(third).hasSize(2).contains(first.get(0)).doesNotContain(second.get(0));
        assertThatThrownBy(() -> network.cached(cache.limit(1000)).activations(stimuli, "conv1"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the limit of the cache")
                .hasMessageContaining("ActivationCache.standard().limit(");
    }

    private List<Path> files(ActivationCache cache, long seed, List<Path> without) throws IOException {
        network.cached(cache).activations(Stimuli.shapes(5, seed), LAYER);
        return files().stream().filter(file -> !without.contains(file)).toList();
    }

    @Test
    void interruptLeavesNoFile() throws IOException {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> cached().activations(stimuli, LAYER)).isInstanceOf(Progress.Interrupted.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void interruptKeepsWhatIsThere() throws IOException {
        cached().activations(stimuli, LAYER);
        var units = network.layers().row(LAYER).layout().units();
        var key = files().get(0).getFileName().toString().replace(".npy", "");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ActivationCache.in(folder).find(key, stimuli.size(), units))
                .isInstanceOf(Progress.Interrupted.class);
        assertThat(files()).hasSize(1);
    }

    @Test
    void everyNumberOfAStreamIsReadOnce() {
        var few = new CachedNetwork(network, ActivationCache.in(folder), 20_000); // 1000 units of 5 stimuli
        few.stream(stimuli, List.of("conv1"), (layer, first, rows) -> {});
        var expected = network.activations(stimuli, "conv1");
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var allocated = new ArrayList<Long>();
        var found = new float[5][expected.units()];
        few.stream(stimuli, List.of("conv1"), (layer, first, rows) -> {
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(rows[i], 0, found[i], first, rows[i].length);
            }
            allocated.add(threads.getCurrentThreadAllocatedBytes());
        });
        assertThat(allocated).hasSize(17);
        assertThat(allocated.get(16) - allocated.get(0)).isLessThan(2 * 4L * 5 * expected.units());
        for (int i = 0; i < 5; i++) {
            assertThat(found[i]).isEqualTo(expected.row(i));
        }
    }

    @Test
    void interruptIsTakenBetweenBlocksAndWhileInputsAreRendered() {
        var few = new CachedNetwork(network, ActivationCache.in(folder), 20_000);
        var seen = new ArrayList<Integer>();
        assertThatThrownBy(() -> few.stream(stimuli, List.of("conv1"), (layer, first, rows) -> {
                    seen.add(first);
                    Thread.currentThread().interrupt();
                }))
                .isInstanceOf(Progress.Interrupted.class);
        assertThat(seen).containsExactly(0);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> few.activations(stimuli, "conv1"))
                .isInstanceOf(Progress.Interrupted.class)
                .hasMessageContaining("rendering");
    }

    @Test
    void streamReadsTheFiles() {
        var expected = network.activations(stimuli, LAYER);
        cached().stream(stimuli, List.of(LAYER), (layer, first, rows) -> {
            assertThat(Map.entry(layer, first)).isEqualTo(Map.entry(LAYER, 0));
            assertThat(rows[4]).containsExactly(expected.row(4));
        });
    }
}
