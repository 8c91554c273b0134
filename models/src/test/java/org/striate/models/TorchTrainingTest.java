package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.datasets.Npy;
import org.striate.models.graph.Operations;
import org.striate.models.graph.Weights;
import org.striate.testing.Needs;

/** Optimisers, a loss and routing against the PyTorch of this machine. */
@Needs(Needs.What.PYTHON_TORCH)
class TorchTrainingTest {

    private static final Map<String, LearningRule> RULES = Map.of(
            "adam", LearningRule.adam(0.002),
            "adam_decay", LearningRule.adam(0.002).weightDecay(0.1),
            "sgd", LearningRule.sgd(0.05, 0),
            "sgd_momentum", LearningRule.sgd(0.01, 0.9),
            "sgd_momentum_decay", LearningRule.sgd(0.01, 0.9).weightDecay(0.05));

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException, InterruptedException {
        var script = folder.resolve("train_lesson.py");
        try (var in = TorchTrainingTest.class.getResourceAsStream("train_lesson.py")) {
            Files.copy(in, script);
        }
        var process = new ProcessBuilder("/usr/bin/python3", script.toString(), folder.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static float[] floats(String name) {
        return ParityTest.floats(Npy.load(folder.resolve(name + ".npy")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "adam_decay", "sgd", "sgd_momentum", "sgd_momentum_decay"})
    void wholeTrainingWithAScheduleEqualsPyTorch(String rule) {
        var trained = lesson().train(
                        stimuli(),
                        "tilt",
                        Training.withDefaults()
                                .epochs(4)
                                .batch(50)
                                .inOrder()
                                .heldOut(0)
                                .schedule(Training.Schedule.STEPS)
                                .rule(RULES.get(rule)));
        var losses = floats(rule + ".losses");
        for (int epoch = 0; epoch < 4; epoch++) {
            assertThat(trained.training().loss()[epoch]).as("epoch %d", epoch).isCloseTo(losses[epoch], within(1e-5));
        }
        var weights = trained.graph("the test").weights();
        for (var name : weights.tensors().keySet()) {
            assertThat(ParityTest.largestDifference(weights.values(name), floats(rule + "." + name)))
                    .as(name)
                    .isLessThan(2e-5);
        }
        assertThat(trained.training().heldOut()).containsOnly(Double.NaN);
    }

    private static Network lesson() {
        var graph = SmallNets.tiltLesson();
        var weights = Weights.of(graph, (name, tensor) -> floats("start." + name));
        return Network.of(
                "lesson", new GraphProgram(graph, weights), Preprocessing.plain(1, 48, 64), Origin.of("test"));
    }

    private static PixelStimuli stimuli() {
        var pixels = floats("x");
        var tilt = floats("y");
        int size = 48 * 64;
        var tilts = IntStream.range(0, tilt.length)
                .mapToObj(i -> (Object) (double) tilt[i])
                .toList();
        return new PixelStimuli(
                "noise",
                IntStream.range(0, tilt.length).mapToObj(i -> "noise " + i).toList(),
                1,
                48,
                64,
                8,
                i -> Arrays.copyOfRange(pixels, i * size, (i + 1) * size),
                Map.of("tilt", tilts),
                Origin.of("test"));
    }

    @Test
    void contrastEqualsPyTorchAndItsGradient() {
        var shown = List.of(0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 2, 14, 15, 16);
        var loss = new double[1];
        var gradient = gradient(floats("nt.z"), new Shape(14, 5), z -> {
            var made = new Contrast(0.3, 0, new int[20]).loss(z, z, shown);
            loss[0] = made.getFloat();
            return made;
        });
        assertThat(loss[0]).isCloseTo(floats("nt.loss")[0], within(1e-5));
        assertThat(gradient).usingComparatorWithPrecision(1e-5f).containsExactly(floats("nt.gradient"));
    }

    @Test
    void routingEqualsPyTorchAndItsGradient() {
        var routed = new float[1][];
        var gradient = gradient(floats("route.u"), new Shape(2, 9, 4), u -> {
            var weight = u.getManager().create(floats("route.w"), new Shape(9, 4, 15));
            var v = Operations.routing(3, 5, 3).apply(List.of(u), Map.of("weight", weight), true);
            routed[0] = v.toFloatArray();
            return v.mul(u.getManager().arange(5f)).sum();
        });
        assertThat(routed[0]).usingComparatorWithPrecision(1e-5f).containsExactly(floats("route.v"));
        assertThat(gradient).usingComparatorWithPrecision(1e-5f).containsExactly(floats("route.gradient"));
    }

    private static float[] gradient(float[] values, Shape shape, Function<NDArray, NDArray> loss) {
        try (var manager = NDManager.newBaseManager();
                var collector = Engine.getInstance().newGradientCollector()) {
            var x = manager.create(values, shape);
            x.setRequiresGradient(true);
            collector.backward(loss.apply(x));
            return x.getGradient().toFloatArray();
        }
    }
}
