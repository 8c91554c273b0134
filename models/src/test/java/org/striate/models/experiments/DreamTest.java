package org.striate.models.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.Progress;
import org.striate.datasets.Stimuli;
import org.striate.models.Lesion;
import org.striate.models.Network;
import org.striate.models.Networks;
import org.striate.models.Preprocessing;
import org.striate.models.Target;
import org.striate.models.files.Safetensors;
import org.striate.models.files.StoredTensor;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

class DreamTest {

    @ParameterizedTest
    @CsvSource({"1, 12, 16, true, false", "3, 12, 9, true, true", "3, 7, 12, false, true", "3, 8, 8, false, false"})
    void gradientOfTheParameterisationEqualsFiniteDifferences(
            int channels, int height, int width, boolean waves, boolean colours) {
        var random = new Random(1);
        try (var spectrum = new Spectrum(channels, height, width, waves, colours)) {
            var numbers = normal(spectrum.size(), random);
            var weights = normal(spectrum.size(), random);
            var gradient = spectrum.back(spectrum.pixels(numbers), weights);
            for (int i = 0; i < numbers.length; i += 5) {
                var more = numbers.clone();
                var less = numbers.clone();
                more[i] += 1e-2f;
                less[i] -= 1e-2f;
                double slope = (dot(spectrum.pixels(more), weights) - dot(spectrum.pixels(less), weights)) / 2e-2;
                assertThat((double) gradient[i]).isCloseTo(slope, within(2e-3 + 2e-3 * Math.abs(slope)));
            }
            var pixels = spectrum.pixels(numbers);
            var again = spectrum.pixels(spectrum.numbers(pixels));
            for (int i = 0; i < pixels.length; i++) {
                if (pixels[i] > 1 / 255.0 && pixels[i] < 254 / 255.0) {
                    assertThat(again[i]).isCloseTo(pixels[i], within(0.05f));
                }
            }
        }
    }

    @Test
    void gradientOfTheRoughnessEqualsFiniteDifferences() {
        var image = normal(2 * 5 * 4, new Random(2));
        var roughness = new Roughness(5, 4);
        var gradient = new float[image.length];
        roughness.add(image, 3, gradient);
        for (int i = 0; i < image.length; i++) {
            var more = image.clone();
            var less = image.clone();
            more[i] += 1e-2f;
            less[i] -= 1e-2f;
            assertThat((double) gradient[i])
                    .isCloseTo(3 * (roughness.of(more) - roughness.of(less)) / 2e-2, within(2e-3));
        }
        assertThat(roughness.of(new float[40])).isCloseTo(1e-4, within(1e-9));
    }

    private static float[] normal(int size, Random random) {
        var values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @Test
    void dreamDrivesItsTargetMoreThanTheBestOfManyStimuli() {
        var network = NetworksForExperiments.grey(1);
        var dream = Dream.of(
                        Target.unit("relu2", 100),
                        Target.channel("relu2", 3),
                        Target.centre("conv1", 2),
                        Target.neuron("fc", new double[] {1, -2, 0, 0.5}, 3))
                .steps(100)
                .rate(0.1);
        var images = dream.on(network);
        var stimuli = Stimuli.gratings()
                .orientations(8)
                .spatialFrequencies(0.25, 0.5, 1)
                .phases(4)
                .size(16);
        var best = dream.drive(network, stimuli);
        var own = dream.drive(network, images);
        for (int t = 0; t < 4; t++) {
            assertThat(images.drive(t))
                    .as(images.ids().get(t))
                    .isGreaterThan(Arrays.stream(best[t]).max().orElseThrow());
            assertThat(own[t][t]).isCloseTo(images.drive(t), within(1e-4));
            assertThat(images.curve(t)).hasSize(101).endsWith(images.drive(t));
            assertThat(images.curve(t)[0]).isLessThan(images.drive(t));
        }
        assertThat(network.activations(images, "relu2").row(0)[100]).isCloseTo((float) images.drive(0), within(1e-3f));
        var logits = network.activations(images, "fc").row(3);
        assertThat(logits[0] - 2 * logits[1] + 0.5 * logits[3] + 3).isCloseTo(images.drive(3), within(1e-3));
    }

    @Test
    void sameSeedSameImage() {
        var network = NetworksForExperiments.coloured(1);
        var dream = Dream.channel("conv2", 1).steps(8).totalVariation(0.1);
        var one = dream.on(network);
        assertThat(dream.on(network).pixels(0)).isEqualTo(one.pixels(0));
        assertThat(dream.seed(2).on(network).pixels(0)).isNotEqualTo(one.pixels(0));
        assertThat(one.toString())
                .isEqualTo("Dreams: dreams of untrained coloured: 1 stimuli, 3 x 24 x 20 pixels, 8.0 deg");
        assertThat(one.toHtml()).contains("<img", "conv2, channel 1", "8 steps of Adam", "weights sha256");
        var both = one.and(Dream.layer("conv1").steps(2).on(network));
        assertThat(both.ids()).containsExactly("dream 0 of conv2, channel 1", "dream 1 of conv1, all units");
        assertThat(both.pixels(0)).isEqualTo(one.pixels(0));
        var wider = Dream.layer("conv1").steps(2).degrees(4).on(network);
        assertThat(wider.origin().settings().get("settings")).contains("4.0 deg");
        assertThatThrownBy(() -> one.and(wider))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("4.0 degrees wide; expected 8.0")
                .hasMessageContaining("dream.degrees(8.0)");
    }

    private static Network large() {
        return Network.of(
                Graph.input("large", 1, 64, 64)
                        .then("conv", Operations.convolution(2, 9).padding(4)),
                Preprocessing.grey(64, 64),
                1);
    }

    /** A 32nd of 64 pixels: 2. */
    @Test
    void jitterIsThatOfTheSeed() {
        var dream = Dream.centre("conv", 1).steps(8);
        var one = dream.on(large());
        assertThat(dream.on(large()).pixels(0)).isEqualTo(one.pixels(0));
        assertThat(dream.jitter(2).on(large()).pixels(0)).isEqualTo(one.pixels(0));
        assertThat(dream.jitter(0).on(large()).pixels(0)).isNotEqualTo(one.pixels(0));
    }

    /** A linear unit: its slopes are those of the moved image, each at the place that its pixel came from. */
    @Test
    void jitterIsTakenBackFromTheGradient() {
        var network = large();
        var target = Target.centre("conv", 1);
        var design = new Dream.Design();
        var filter = network.gradient(target, new float[4096]).pixels()[0];
        try (var spectrum = new Spectrum(1, 64, 64, false, false)) {
            var numbers = normal(4096, new Random(3));
            var pixels = spectrum.pixels(numbers);
            var slope = new float[4096];
            double value = new Ascent(network, target, design).climb(spectrum, numbers, slope, 2, -1);
            double expected = network.gradient(target, new float[4096]).values()[0];
            var still = new float[4096];
            for (int i = 0; i < 4096; i++) {
                int moved = (i / 64 + 2) % 64 * 64 + (i % 64 + 63) % 64;
                expected += (double) filter[moved] * pixels[i];
                still[i] = filter[moved];
            }
            assertThat(value).isCloseTo(expected, within(1e-3));
            assertThat(slope).usingComparatorWithPrecision(1e-5f).containsExactly(spectrum.back(pixels, still));
        }
    }

    @Test
    void roughnessThatCostsMakesASmootherImage() {
        var network = NetworksForExperiments.coloured(1);
        var dream = Dream.centre("conv2", 1).steps(30).pixels();
        var roughness = new Roughness(24, 20);
        var plain = dream.on(network);
        var smooth = dream.totalVariation(50).on(network);
        double rough = roughness.of(plain.pixels(0));
        double less = roughness.of(smooth.pixels(0));
        assertThat(less).isLessThan(0.9 * rough);
        assertThat(smooth.drive(0) - 50 * less).isGreaterThan(plain.drive(0) - 50 * rough);
    }

    @Test
    void interruptStopsASynthesis() {
        var network = NetworksForExperiments.grey(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Dream.unit("relu2", 0, 1).steps(100_000).on(network))
                .isInstanceOf(Progress.Interrupted.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> DeepDream.of("relu2").on(network, Stimuli.shapes(8, 1), 0))
                .isInstanceOf(Progress.Interrupted.class);
        assertThat(Dream.unit("conv1", 0).steps(1).on(network).size()).isEqualTo(1);
    }

    @Test
    void targetThatNothingMovesIsNamed() {
        var network = NetworksForExperiments.grey(1);
        var silenced = network.lesion(Lesion.silence("relu2").units(100));
        assertThatThrownBy(() -> Dream.unit("relu2", 100).on(silenced))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("relu2, unit 100: a gradient of 0")
                .hasMessageContaining("dream.orFrom(stimuli)");
        assertThatThrownBy(() -> Dream.unit("relu2", 512).on(network)).hasMessageContaining("0 to 511");
        assertThatThrownBy(() -> Dream.unit("relu3", 5).on(network)).hasMessageContaining("did you mean \"relu");
        assertThatThrownBy(() -> Dream.neuron("fc", new double[3], 0).on(network))
                .hasMessageContaining("3 weights; expected 4, one for each unit");
        assertThatThrownBy(() -> Dream.neuron("fc", new double[] {Double.NaN}, 0))
                .hasMessageContaining("NaN on unit 0");
    }

    @Test
    void dreamMayStartAtAStimulus() {
        var network = NetworksForExperiments.coloured(1);
        var stimuli = Stimuli.shapes(8, 1).size(64);
        var start = Images.fitting(network.preprocessing(), stimuli).pixels(2);
        var image =
                Dream.centre("conv2", 0).from(stimuli, 2).steps(0).on(network).pixels(0);
        for (int i = 0; i < image.length; i++) {
            assertThat(image[i]).isCloseTo(Math.max(1 / 255f, Math.min(254 / 255f, start[i])), within(0.01f));
        }
    }

    /** Its unit adds up 7 x 7 pixels and answers from 40 on: to white, not to noise around 0.5. */
    @Test
    void targetThatNoiseDoesNotMoveStartsAtTheBestStimulus(@TempDir Path folder) {
        var graph = Graph.input("white", 1, 7, 7)
                .then("conv", Operations.convolution(1, 7))
                .then("relu", Operations.relu());
        var ones = new float[49];
        Arrays.fill(ones, 1);
        var file = folder.resolve("white.safetensors");
        Safetensors.save(
                file,
                Map.of(
                        "conv.weight", new StoredTensor(List.of(1L, 1L, 7L, 7L), () -> ones),
                        "conv.bias", new StoredTensor(List.of(1L), () -> new float[] {-40})),
                Map.of());
        var network = Networks.load(graph, Preprocessing.plain(1, 7, 7), file);
        var greys = new PixelStimuli(
                "greys",
                List.of("black", "light", "white", "grey"),
                1,
                7,
                7,
                1,
                i -> {
                    var pixels = new float[49];
                    Arrays.fill(pixels, new float[] {0, 0.9f, 1, 0.5f}[i]);
                    return pixels;
                },
                Map.of(),
                Origin.of("test"));
        var dream = Dream.unit("relu", 0).steps(0);
        assertThatThrownBy(() -> dream.on(network)).isInstanceOf(BadInput.class);
        var image = dream.orFrom(greys).on(network);
        assertThat(image.drive(0)).isCloseTo(49 * 254 / 255.0 - 40, within(0.1));
        assertThat(image.origin().toString()).contains("from the best of greys");
        assertThatThrownBy(() -> dream.orFrom(greys.select(0, 3)).on(network))
                .hasMessageContaining("a gradient of 0 at stimulus black");
    }

    @Test
    void deepDreamRaisesTheLayerAndKeepsTheImage() {
        var network = NetworksForExperiments.coloured(1);
        var stimuli = Stimuli.shapes(8, 1).size(32);
        var target = Target.layer("conv2");
        var dreamt = DeepDream.of(target).octaves(3).steps(6).on(network, stimuli, 1);
        assertThat(dreamt.height()).isEqualTo((int) Math.round(24 * 1.4 * 1.4));
        assertThat(dreamt.width()).isEqualTo(dreamt.height());
        var before = Images.fitting(network.preprocessing(), stimuli).pixels(1);
        var after = Images.fitting(network.preprocessing(), dreamt).pixels(0);
        var drives = network.gradient(target, before, after).values();
        assertThat(drives[1]).isGreaterThan(1.1 * drives[0]);
        for (float pixel : dreamt.pixels(0)) {
            assertThat(pixel).isBetween(0f, 1f);
        }
        assertThat(dreamt.parameter("shape")).isEqualTo(stimuli.select(1).parameter("shape"));
        assertThat(DeepDream.of(target)
                        .octaves(3)
                        .steps(6)
                        .on(network, stimuli, 1)
                        .pixels(0))
                .isEqualTo(dreamt.pixels(0));
    }

    @Test
    @Needs(Needs.What.FIXTURES)
    void archiveOfTorchScriptDreamsToo() {
        var input = Preprocessing.plain(3, 32, 32);
        var network = Networks.torchScript(Shared.fixture("nets/smallnet_b.script.pt"), input);
        var images = Dream.unit("fc2", 5).steps(20).on(network);
        assertThat(images.drive(0)).isGreaterThan(images.curve(0)[0]);
    }
}
