package org.striate.models.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.StimulusSet;
import org.striate.datasets.Npy;
import org.striate.datasets.NumericArray;
import org.striate.models.Lesion;
import org.striate.models.Network;
import org.striate.models.Networks;
import org.striate.models.Preprocessing;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;
import org.striate.testing.Needs;

/** Lesions against PyTorch's hooks, ascent against PyTorch's autograd and Adam. */
@Needs(Needs.What.PYTHON_TORCH)
class TorchExperimentsTest {

    private static final int HEIGHT = 12;
    private static final int WIDTH = 14;
    private static final Preprocessing PLAIN = Preprocessing.plain(1, HEIGHT, WIDTH);

    @TempDir
    static Path folder;

    private static float[] start;

    @BeforeAll
    static void runPyTorch() throws IOException, InterruptedException {
        var random = new Random(5);
        start = new float[HEIGHT * WIDTH];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) (0.3 * random.nextGaussian());
        }
        save("start", HEIGHT, WIDTH, i -> start[i]);
        save("down", HEIGHT, HEIGHT, i -> wave(i, HEIGHT));
        save("across", WIDTH, WIDTH, i -> wave(i, WIDTH));
        var squares = new double[1];
        for (int i = 0; i < start.length; i++) {
            squares[0] += amplitude(i) * amplitude(i);
        }
        save("amplitudes", HEIGHT, WIDTH, i -> amplitude(i) * Math.sqrt(start.length / squares[0]));
        var script = folder.resolve("experiments.py");
        try (var in = TorchExperimentsTest.class.getResourceAsStream("experiments.py")) {
            Files.copy(in, script);
        }
        var process = new ProcessBuilder("/usr/bin/python3", script.toString(), folder.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static double wave(int i, int side) {
        double angle = 2 * Math.PI * (i / side) * (i % side) / side;
        return (Math.cos(angle) + Math.sin(angle)) / Math.sqrt(side);
    }

    private static double amplitude(int i) {
        double y = Math.min(i / WIDTH, HEIGHT - i / WIDTH) / (double) HEIGHT;
        double x = Math.min(i % WIDTH, WIDTH - i % WIDTH) / (double) WIDTH;
        return 1 / Math.max(Math.hypot(y, x), 1.0 / WIDTH);
    }

    private static void save(String name, int rows, int columns, java.util.function.IntToDoubleFunction values) {
        var array = new double[rows * columns];
        java.util.Arrays.setAll(array, values);
        Npy.save(folder.resolve(name + ".npy"), new NumericArray(new int[] {rows, columns}, array));
    }

    private static List<Network> both() {
        var graph = Graph.input("net", 1, HEIGHT, WIDTH)
                .then("0", Operations.convolution(8, 5).padding(2))
                .then("1", Operations.relu())
                .then("2", Operations.maxPool(2, 2))
                .then("3", Operations.convolution(8, 3).padding(1))
                .then("4", Operations.relu())
                .then("5", Operations.flatten())
                .then("6", Operations.dense(5));
        return List.of(
                Networks.load(graph, PLAIN, folder.resolve("net.pth")),
                Networks.torchScript(folder.resolve("net.pt"), PLAIN));
    }

    private static StimulusSet images() {
        var images = Npy.load(folder.resolve("images.npy")).values();
        int size = HEIGHT * WIDTH;
        return new PixelStimuli(
                "random",
                List.of("0", "1", "2", "3", "4", "5"),
                1,
                HEIGHT,
                WIDTH,
                8,
                i -> {
                    var pixels = new float[size];
                    for (int j = 0; j < size; j++) {
                        pixels[j] = (float) images[i * size + j];
                    }
                    return pixels;
                },
                Map.of(),
                Origin.of("test"));
    }

    @Test
    void lesionedNetworkEqualsPyTorchWithHooks() {
        var expected = Npy.load(folder.resolve("lesioned.npy")).values();
        for (var network : both()) {
            // The mean of one image whose unit answers 0.25: a clamp to a value of the test's choosing.
            var unit = (1 * 6 + 3) * 7 + 4;
            var quarter = Lesion.clamp("3", images().select(0)).units(unit);
            var silenced = network.lesion(Lesion.silence("1").channels(2, 5));
            float now = silenced.activations(images().select(0), "3").row(0)[unit];
            var clamped = silenced.lesion(quarter);
            assertThat(clamped.activations(images(), "3").row(4)[unit]).isEqualTo(now);
            var silent = silenced.activations(images(), "6");
            assertThat(silent.units()).isEqualTo(5);
            var answers = silenced.lesion(Lesion.silence("3").units(unit)).activations(images(), "6");
            var weights = both().get(0).synapses().weights("6.weight");
            for (int i = 0; i < 6; i++) {
                for (int k = 0; k < 5; k++) {
                    // A unit that answers 0 before and 0.25 in PyTorch differs by its weight times 0.25.
                    double shifted = answers.row(i)[k] + 0.25 * weights[k * 336 + unit];
                    assertThat(shifted).isCloseTo(expected[i * 5 + k], within(2e-5));
                }
            }
        }
    }

    @Test
    void tenStepsOfAscentEqualPyTorch() {
        var expected = Npy.load(folder.resolve("dream.npy")).values();
        for (var network : both()) {
            try (var spectrum = new Spectrum(1, HEIGHT, WIDTH, true, false)) {
                var first = spectrum.pixels(start);
                var shown = new PixelStimuli(
                        "start", List.of("0"), 1, HEIGHT, WIDTH, 8, i -> first.clone(), Map.of(), Origin.of("test"));
                var dream = Dream.channel("4", 3)
                        .from(shown, 0)
                        .jitter(0)
                        .totalVariation(0.3)
                        .steps(10);
                var found = dream.on(network).pixels(0);
                for (int i = 0; i < found.length; i++) {
                    assertThat((double) found[i]).isCloseTo(expected[i], within(2e-3));
                }
            }
        }
    }
}
