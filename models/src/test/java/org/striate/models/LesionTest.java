package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;
import org.striate.datasets.Stimuli;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;
import org.striate.models.graph.Weights;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

class LesionTest {

    private static final int UNITS = 8 * 36;
    private static final StimulusSet STIMULI =
            Stimuli.whiteNoise(70, 1).size(12).resized(6);

    private final Network network = Network.of(
            Graph.input("hand", 1, 6, 6)
                    .then("conv", Operations.convolution(8, 3).padding(1))
                    .then("relu", Operations.relu())
                    .hidden("flatten", Operations.flatten())
                    .then("fc", Operations.dense(3)),
            Preprocessing.plain(1, 6, 6),
            1);

    /** [stimuli][units] */
    private static float[][] answers(Network network, String layer) {
        var answers = network.activations(STIMULI, layer);
        return IntStream.range(0, answers.stimuli()).mapToObj(answers::row).toArray(float[][]::new);
    }

    /** The dense layer of answers by hand; its biases are 0 at the start. */
    private void assertDownstream(Network lesioned, float[][] expected) {
        assertThat(answers(lesioned, "relu")).isDeepEqualTo(expected);
        var weights = network.synapses().weights("fc.weight");
        var found = answers(lesioned, "fc");
        for (int i = 0; i < found.length; i++) {
            for (int k = 0; k < 3; k++) {
                double sum = 0;
                for (int u = 0; u < UNITS; u++) {
                    sum += weights[k * UNITS + u] * expected[i][u];
                }
                assertThat((double) found[i][k]).isCloseTo(sum, within(1e-5));
            }
        }
    }

    @Test
    void silencedChannelsReadZeroAndWhatLiesBehindIsTheHandComputation() {
        var expected = answers(network, "relu");
        for (var row : expected) {
            Arrays.fill(row, 3 * 36, 4 * 36, 0);
            Arrays.fill(row, 5 * 36, 6 * 36, 0);
        }
        assertDownstream(network.lesion(Lesion.silence("relu").channels(3, 5)), expected);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void silencedUnitsAreSilentWhateverTheyAnswered(float odd) {
        var graph = Graph.input("odd", 1, 6, 6)
                .then("conv", Operations.convolution(2, 3).padding(1))
                .hidden("flatten", Operations.flatten())
                .then("fc", Operations.dense(3));
        var good = Weights.random(graph, 1);
        var broken = Weights.of(graph, (name, tensor) -> {
            var values = good.values(name);
            values[0] = name.equals("conv.bias") ? odd : values[0];
            return values;
        });
        var shown = Preprocessing.plain(1, 6, 6);
        var whole = Network.of("whole", new GraphProgram(graph, good), shown, Origin.of("test"));
        var network = Network.of("broken", new GraphProgram(graph, broken), shown, Origin.of("test"));
        var lesion = Lesion.silence("conv").channels(0);
        assertThat(answers(network.lesion(lesion), "fc")).isDeepEqualTo(answers(whole.lesion(lesion), "fc"));
        var image = STIMULI.pixels(0);
        assertThat(network.lesion(lesion).gradient(Target.unit("fc", 1), image).pixels())
                .isDeepEqualTo(whole.lesion(lesion)
                        .gradient(Target.unit("fc", 1), image)
                        .pixels());
        var shift = new float[72];
        Arrays.fill(shift, 2.5f);
        var clamp = new Injury(IntStream.range(0, 72).toArray(), new float[72], shift, new float[0], 1, "test");
        try (var manager = NDManager.newBaseManager()) {
            var output = manager.full(new Shape(2, 2, 6, 6), odd);
            assertThat(clamp.apply(output, 0).toFloatArray()).hasSize(144).containsOnly(2.5f);
        }
    }

    @Test
    void silencedLayerOfAnArchiveIsSilentWhateverItAnswered(@TempDir Path folder) throws IOException {
        var file = Archives.nested(folder.resolve("net.pt"), "self", "return torch.div(half, 0.)");
        var network = Networks.torchScript(file, Preprocessing.plain(1, 6, 6));
        assertThat(answers(network, "output")[0]).contains(Float.POSITIVE_INFINITY);
        var found = answers(network.lesion(Lesion.silence("output").units(0, 7)), "output");
        assertThat(new float[] {found[0][0], found[1][7]}).containsOnly(0f);
        assertThat(found[0][1]).isInfinite();
    }

    @Test
    void clampedUnitsReadTheirMean() {
        var expected = answers(network, "relu");
        for (int unit : new int[] {7, 100, 287}) {
            double sum = 0;
            for (var row : expected) {
                sum += row[unit];
            }
            for (var row : expected) {
                row[unit] = (float) (sum / expected.length);
            }
        }
        var lesioned = network.lesion(Lesion.clamp("relu", STIMULI).units(7, 100, 287));
        var found = answers(lesioned, "relu");
        for (int i = 0; i < found.length; i++) {
            for (int u = 0; u < UNITS; u++) {
                assertThat(found[i][u]).isCloseTo(expected[i][u], within(1e-6f));
            }
        }
    }

    @Test
    void shuffleIsOnePermutationOfTheChosenUnits() {
        var before = answers(network, "conv");
        var found = answers(network.lesion(Lesion.shuffle("conv", 5).channels(2)), "conv");
        var sorted = found[0].clone();
        var same = before[0].clone();
        Arrays.sort(sorted);
        Arrays.sort(same);
        assertThat(sorted).isEqualTo(same);
        int moved = 0;
        for (int u = 0; u < UNITS; u++) {
            int unit = u;
            int from = IntStream.range(0, UNITS)
                    .filter(v -> IntStream.range(0, found.length).allMatch(i -> before[i][v] == found[i][unit]))
                    .findFirst()
                    .orElse(-1);
            assertThat(from).isNotNegative();
            assertThat(from == u || u / 36 == 2 && from / 36 == 2).isTrue();
            moved += from == u ? 0 : 1;
        }
        assertThat(moved).isGreaterThan(20);
        assertThat(answers(network.lesion(Lesion.shuffle("conv", 5).channels(2)), "conv"))
                .isDeepEqualTo(found);
        assertThat(answers(network.lesion(Lesion.shuffle("conv", 6).channels(2)), "conv")[0])
                .isNotEqualTo(found[0]);
    }

    @Test
    void noiseHasTheStatedDeviationAndMeanZero() {
        var before = answers(network, "conv");
        var found = answers(network.lesion(Lesion.noise("conv", 0.7, 3).channels(0, 1)), "conv");
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < found.length; i++) {
            for (int u = 0; u < 72; u++) {
                double noise = found[i][u] - before[i][u];
                sum += noise;
                squares += noise * noise;
            }
            assertThat(Arrays.copyOfRange(found[i], 72, UNITS)).isEqualTo(Arrays.copyOfRange(before[i], 72, UNITS));
        }
        int n = found.length * 72;
        assertThat(sum / n).isCloseTo(0, within(4 * 0.7 / Math.sqrt(n)));
        assertThat(Math.sqrt(squares / n)).isCloseTo(0.7, within(4 * 0.7 / Math.sqrt(2.0 * n)));
    }

    /** A single unit: over many the neighbourhood of the stimuli's seeds would not show. */
    @Test
    void noiseOfOneUnitIsAnotherForEveryStimulus() {
        int n = 1000;
        var one = new Injury(new int[1], new float[] {1}, new float[1], new float[] {1}, 1, "noise");
        try (var manager = NDManager.newBaseManager()) {
            var noise = one.tensors(manager, 0, n).get("shift").toFloatArray();
            double mean = IntStream.range(0, n).mapToDouble(i -> noise[i]).sum() / n;
            double squares =
                    IntStream.range(0, n).mapToDouble(i -> noise[i] * noise[i]).sum() / n;
            double next = IntStream.range(1, n)
                            .mapToDouble(i -> noise[i] * noise[i - 1])
                            .sum()
                    / n;
            assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(n)));
            assertThat(squares).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
            assertThat(next).isCloseTo(0, within(4 / Math.sqrt(n)));
        }
    }

    @Test
    void meansOfANoisyLayerAreThoseOfItsAnswers() {
        var noisy = network.lesion(Lesion.noise("conv", 1, 1));
        var answers = answers(noisy, "conv");
        var means = Moments.of(noisy, "conv", STIMULI, false).mean();
        for (int u = 0; u < UNITS; u++) {
            int unit = u;
            assertThat(means[u])
                    .isCloseTo(
                            Arrays.stream(answers)
                                    .mapToDouble(row -> row[unit])
                                    .average()
                                    .orElseThrow(),
                            within(1e-5));
        }
    }

    @Test
    void lesionOfNothingLeavesTheNoiseAsItWas() {
        var noisy = network.lesion(Lesion.noise("conv", 0.7, 3));
        var expected = answers(noisy, "conv");
        assertThat(answers(noisy.lesion(Lesion.silence("conv").random(0, 1)), "conv"))
                .isDeepEqualTo(expected);
        assertThat(answers(noisy.lesion(Lesion.noise("conv", 0.7, 8).random(0, 1)), "conv"))
                .isDeepEqualTo(expected);
        var after = network.lesion(Lesion.silence("conv").random(0, 1)).lesion(Lesion.noise("conv", 0.7, 3));
        assertThat(answers(after, "conv")).isDeepEqualTo(expected);
    }

    @Test
    void silencedUnitLeavesTheNoiseOfTheOthers() {
        var noisy = network.lesion(Lesion.noise("conv", 0.7, 3));
        var expected = answers(noisy, "conv");
        for (var row : expected) {
            row[3] = 0;
        }
        assertThat(answers(noisy.lesion(Lesion.silence("conv").units(3)), "conv"))
                .isDeepEqualTo(expected);
    }

    @Test
    void lesionsAddUpInTheirOrder() {
        var shuffled = network.lesion(Lesion.shuffle("relu", 2));
        var expected = answers(shuffled, "relu");
        for (var row : expected) {
            Arrays.fill(row, 0, 36, 0);
        }
        assertDownstream(shuffled.lesion(Lesion.silence("relu").channels(0)), expected);
        assertThat(answers(network.lesion(Lesion.silence("conv")).lesion(Lesion.noise("relu", 1, 1)), "conv")[0])
                .containsOnly(0);
    }

    @Test
    void lesionIsAViewThatSaysWhatItIs() {
        var lesioned = network.lesion(Lesion.silence("relu").channels(3).random(0.5, 9));
        assertThat(lesioned.program()).isSameAs(network.program());
        assertThat(lesioned.toString())
                .contains("silence in relu, channel 3, random 0.5 units, seed 9 (18 of 288 units)");
        assertThat(lesioned.layers().row("relu").kind())
                .isEqualTo("ReLU; silence in relu, channel 3, random 0.5 units," + " seed 9 (18 of 288 units)");
        assertThat(lesioned.name()).isEqualTo("untrained hand with lesion");
        assertThat(lesioned.activations(STIMULI, "fc").origin().toString()).contains("lesion", "18 of 288 units");
        assertThat(lesioned.origin())
                .isNotEqualTo(network.lesion(Lesion.silence("relu").channels(3).random(0.5, 8))
                        .origin());
        assertThat(network.toString()).doesNotContain("silence");
    }

    @Test
    void wholeLayerIsSilencedAndSaidSo() {
        var lesioned = network.lesion(Lesion.silence("relu"));
        assertThat(lesioned.toString()).contains("all 288 units");
        for (var row : answers(lesioned, "fc")) {
            assertThat(row).containsOnly(0);
        }
    }

    @Test
    void randomAndRankedStrikeExactlyTheirShare() {
        var ranking = IntStream.range(0, 8)
                .mapToDouble(c -> c == 4 ? Double.NaN : c % 4)
                .toArray();
        assertThat(Lesion.silence("relu").random(0.1, 1).struck(network).cardinality())
                .isEqualTo(29);
        assertThat(Lesion.silence("relu")
                        .byChannel()
                        .random(0.5, 1)
                        .struck(network)
                        .cardinality())
                .isEqualTo(4 * 36);
        var first = Lesion.silence("relu").byChannel().highest(3, ranking).struck(network);
        assertThat(first.stream().map(unit -> unit / 36).distinct().toArray()).containsExactly(2, 3, 7);
        assertThat(Lesion.silence("relu").random(0, 1).struck(network).isEmpty())
                .isTrue();
    }

    @Test
    void placesAreThoseOfTheImage() {
        var upper = Lesion.silence("relu").within(0, 0, 0.5, 1).struck(network);
        assertThat(upper.stream().allMatch(unit -> unit % 36 < 18)).isTrue();
        assertThat(upper.cardinality()).isEqualTo(8 * 18);
        var disc = Lesion.silence("relu").channels(1).disc(0.5, 0.5, 0.13).struck(network);
        assertThat(disc.stream().map(unit -> unit - 36).toArray()).containsExactly(14, 15, 20, 21);
    }

    /** An image twice as wide as high: a radius of a quarter of the width reaches from edge to edge. */
    @Test
    void discIsRoundOnAnImageThatIsNotSquare() {
        var wide = Network.of(
                Graph.input("wide", 1, 8, 16).then("conv", Operations.convolution(1, 1)),
                Preprocessing.plain(1, 8, 16),
                1);
        var struck = Lesion.silence("conv").disc(0.5, 0.5, 0.25).struck(wide);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 16; x++) {
                boolean inside = Math.hypot(y + 0.5 - 4, x + 0.5 - 8) <= 4;
                assertThat(struck.get(y * 16 + x)).as("row %d, column %d", y, x).isEqualTo(inside);
            }
        }
    }

    @Test
    void mostSelectiveUnitsHaveTheLargestDPrime() {
        var shapes = Stimuli.shapes(40, 1);
        var selectivity = LayerSelectivity.of(
                network, "relu", shapes, "shape", shapes.parameter("shape").get(0));
        var answers = network.activations(shapes, "relu");
        int unit = 50;
        var in = IntStream.range(0, 40)
                .filter(i -> shapes.parameter("shape")
                        .get(i)
                        .equals(shapes.parameter("shape").get(0)))
                .mapToDouble(i -> answers.row(i)[unit])
                .toArray();
        var out = IntStream.range(0, 40)
                .filter(i -> !shapes.parameter("shape")
                        .get(i)
                        .equals(shapes.parameter("shape").get(0)))
                .mapToDouble(i -> answers.row(i)[unit])
                .toArray();
        assertThat(in.length).isNotEqualTo(out.length);
        double squares = (in.length - 1) * variance(in) + (out.length - 1) * variance(out);
        double byHand = (mean(in) - mean(out)) / Math.sqrt(squares / (in.length + out.length - 2));
        assertThat(selectivity.units()[unit]).isCloseTo(byHand, within(1e-4 * Math.abs(byHand) + 1e-9));
        var chosen = Lesion.silence("relu")
                .mostSelective(5, shapes, "shape", shapes.parameter("shape").get(0))
                .struck(network);
        var limit =
                chosen.stream().mapToDouble(u -> selectivity.units()[u]).min().orElseThrow();
        assertThat(Arrays.stream(selectivity.units()).filter(d -> d > limit).count())
                .isEqualTo(4);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    @Test
    void whatCannotBeLesionedIsNamed() {
        assertThatThrownBy(() -> network.lesion(Lesion.silence("rely")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"relu\"?");
        assertThatThrownBy(() -> network.lesion(Lesion.silence("relu").units(288)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("unit 288; expected 0 to 287, since the layer has 8 x 6 x 6 units");
        assertThatThrownBy(() -> network.lesion(Lesion.silence("relu").channels(8)))
                .hasMessageContaining("channel 8; expected 0 to 7");
        assertThatThrownBy(() -> network.lesion(Lesion.silence("fc").within(0, 0, 0.5, 0.5)))
                .hasMessageContaining("a place, in a layer whose units have none");
        assertThatThrownBy(() -> network.lesion(Lesion.silence("relu").highest(2, new double[8])))
                .hasMessageContaining("8 values; expected 288, one for each unit")
                .hasMessageContaining("byChannel()");
        assertThatThrownBy(() -> network.lesion(Lesion.silence("fc").highest(4, new double[3])))
                .hasMessageContaining("the first 4 units; expected 0 to 3");
        assertThatThrownBy(() -> Lesion.silence("relu").ranked(new double[288], 5))
                .hasMessageContaining("a share of 5.0");
        assertThatThrownBy(() -> Lesion.silence("relu").random(1.5, 1)).hasMessageContaining("a share of 1.5");
        assertThatThrownBy(() -> Lesion.noise("relu", Double.NaN, 1)).hasMessageContaining("a deviation of NaN");
        assertThatThrownBy(() -> network.lesion(Lesion.silence("relu"))
                        .train(Stimuli.tilted(40, 1), "tilt", Training.withDefaults()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("with lesions in [relu]");
    }

    @Test
    @Needs(Needs.What.FIXTURES)
    void archiveIsLesionedAsAGraphIs() {
        var input = Preprocessing.plain(3, 32, 32);
        var own = Networks.load(SmallNet.graph(32, 32), input, Shared.fixture("nets/smallnet_b.pth"));
        var archive = Networks.torchScript(Shared.fixture("nets/smallnet_b.script.pt"), input);
        var lesion = Lesion.noise("block1", 0.5, 4).channels(0, 3);
        var silence = Lesion.silence("relu1").random(0.3, 2);
        var mine = answers(own.lesion(lesion).lesion(silence), "fc2");
        var theirs = answers(archive.lesion(lesion).lesion(silence), "fc2");
        for (int i = 0; i < mine.length; i++) {
            for (int u = 0; u < mine[i].length; u++) {
                assertThat(theirs[i][u]).isCloseTo(mine[i][u], within(5e-5f));
            }
        }
    }
}
