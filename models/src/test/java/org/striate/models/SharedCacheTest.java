package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.Activations;
import org.striate.core.StimulusSet;
import org.striate.datasets.Stimuli;
import org.striate.models.stream.ActivationCache;

/** One folder of activations and several processes at work in it. */
class SharedCacheTest {

    private static final String LAYER = "conv4";
    private static final long FILE = 4L * 5 * 2048 + 132;
    private static final int SETS = 6;

    @TempDir
    Path folder;

    private static Network network() {
        return Networks.objectNet(32, 8, 1);
    }

    private static StimulusSet stimuli(int set) {
        return Stimuli.shapes(5, set);
    }

    /** What each process runs: layers of several sets of stimuli, round after round, in a cache too small for all of them. */
    static final class Worker {
        private Worker() {}

        public static void main(String[] arguments) {
            var cache = ActivationCache.in(Path.of(arguments[0])).limit(Double.parseDouble(arguments[1]));
            int rounds = Integer.parseInt(arguments[2]);
            var network = network();
            var expected = new ArrayList<Activations>();
            for (int set = 0; set < SETS; set++) {
                expected.add(network.activations(stimuli(set), LAYER));
            }
            for (int round = 0; round < rounds; round++) {
                for (int set = 0; set < SETS; set++) {
                    var found = network.cached(cache).activations(stimuli(set), LAYER);
                    for (int i = 0; i < 5; i++) {
                        if (!java.util.Arrays.equals(
                                found.row(i), expected.get(set).row(i))) {
                            throw new AssertionError("round " + round + ", set " + set + ", stimulus " + i);
                        }
                    }
                }
            }
            System.out.println("all rounds right");
        }
    }

    private Process start(double limit, int rounds) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dai.djl.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        folder.toString(),
                        String.valueOf(limit),
                        String.valueOf(rounds))
                .redirectErrorStream(true)
                .start();
    }

    private static void requireRight(List<Process> processes) throws IOException, InterruptedException {
        for (var process : processes) {
            var output = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).contains("all rounds right");
        }
    }

    @Test
    void processesThatTakeEachOthersRoomStayRight() throws IOException, InterruptedException {
        requireRight(List.of(start(2.5 * FILE, 25), start(2.5 * FILE, 25)));
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.endsWith(".npy") || name.equals(".lock"));
        }
    }

    @Test
    void whatIsMappedStaysReadableWhenAnotherProcessDeletesIt() throws IOException, InterruptedException {
        var mapped = network().cached(ActivationCache.in(folder)).activations(stimuli(99), LAYER);
        requireRight(List.of(start(1.5 * FILE, 1)));
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".npy"))).hasSize(1);
        }
        var again = network().activations(stimuli(99), LAYER);
        for (int i = 0; i < 5; i++) {
            assertThat(mapped.row(i)).isEqualTo(again.row(i));
        }
    }
}
