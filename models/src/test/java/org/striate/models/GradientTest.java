package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.datasets.Stimuli;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operation;
import org.striate.models.graph.Operations;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

class GradientTest {

    /** Adds nothing, and waits until all are here. */
    private record Meeting(CyclicBarrier both) implements Operation {

        @Override
        public String kind() {
            return "meeting";
        }

        @Override
        public Shape output(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
            try {
                both.await(5, TimeUnit.MINUTES);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            return inputs.get(0).add(0);
        }
    }

    private static Network meeting(int parties) {
        return Network.of(
                Graph.input("meeting", 1, 8, 8)
                        .then("conv", Operations.convolution(4, 3))
                        .then("meeting", new Meeting(new CyclicBarrier(parties)))
                        .then("tanh", Operations.tanh()),
                Preprocessing.plain(1, 8, 8),
                1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e300})
    void interceptThatIsNoNumberIsRefused(double intercept) {
        assertThatThrownBy(() -> Target.neuron("fc", new double[] {1, 2}, intercept))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll("neuron on fc", "an intercept of " + intercept, "a finite number");
    }

    /** More images than a pass takes, asked for in parts. */
    @Test
    void noiseOfALesionIsThatOfThePlaceInTheWholeSet() {
        var stimuli = Stimuli.tilted(40, 1).size(32);
        var noisy = Networks.tiltNet(32, 1).lesion(Lesion.noise("conv1", 1, 1));
        var told = noisy.activations(stimuli, "conv1");
        var target = Target.unit("conv1", 5);
        var driven = org.striate.models.experiments.Dream.unit("conv1", 5).drive(noisy, stimuli)[0];
        for (int i = 0; i < 40; i++) {
            assertThat(driven[i]).as("stimulus %d", i).isCloseTo(told.row(i)[5], within(1e-5));
        }
        assertThat(noisy.gradient(target, 33, stimuli.pixels(33)).values()[0]).isCloseTo(told.row(33)[5], within(1e-5));
    }

    @Test
    void twoGradientsAtOnceAreThoseOfOne() throws Exception {
        var images = new float[][] {new float[64], new float[64]};
        Arrays.fill(images[1], 0.7f);
        var alone = meeting(1);
        var together = meeting(2);
        var threads = Executors.newFixedThreadPool(2);
        try {
            var found = threads.invokeAll(Arrays.stream(images)
                    .<Callable<Gradient>>map(image -> () -> together.gradient(Target.layer("tanh"), image))
                    .toList());
            for (int i = 0; i < 2; i++) {
                var expected = alone.gradient(Target.layer("tanh"), images[i]);
                assertThat(found.get(i).get().values()).isEqualTo(expected.values());
                assertThat(found.get(i).get().pixels()).isDeepEqualTo(expected.pixels());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Throws what the engine throws where memory ends. */
    private record Greedy() implements Operation {

        @Override
        public String kind() {
            return "greedy";
        }

        @Override
        public Shape output(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
            throw new EngineException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.");
        }
    }

    @Test
    void memoryThatRanOutIsNotBlamedOnTheNetwork() {
        var network = Network.of(
                Graph.input("greedy", 1, 8, 8).then("greedy", new Greedy()), Preprocessing.plain(1, 8, 8), 1);
        assertThatThrownBy(() -> network.gradient(Target.layer("greedy"), new float[64]))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("gradient of untrained greedy: ran out of native memory")
                .hasMessageNotContaining("torch");
    }

    @Test
    @Needs(Needs.What.FIXTURES)
    void gradientThroughAnArchiveEqualsThatThroughItsGraph() {
        var input = Preprocessing.plain(3, 32, 32);
        var own = Networks.load(SmallNet.graph(32, 32), input, Shared.fixture("nets/smallnet_b.pth"));
        var image = Stimuli.pinkNoise(1, 1).size(32).toRgb().pixels(0);
        for (var kind : new String[] {"script", "trace"}) {
            var archive = Networks.torchScript(Shared.fixture("nets/smallnet_b." + kind + ".pt"), input);
            for (var target : new Target[] {Target.channel("block1", 2), Target.unit("fc2", 3), Target.layer("bn1")}) {
                var mine = own.gradient(target, image);
                var theirs = archive.gradient(target, image);
                assertThat(theirs.values()[0]).as(target.toString()).isCloseTo(mine.values()[0], within(1e-4));
                double size = 0;
                for (int i = 0; i < image.length; i++) {
                    assertThat(theirs.pixels()[0][i]).isCloseTo(mine.pixels()[0][i], within(1e-4f));
                    size += Math.abs(mine.pixels()[0][i]);
                }
                assertThat(size).as(target.toString()).isPositive();
            }
            var lesion = Lesion.silence("block1").channels(1, 2);
            var injured = archive.lesion(lesion).gradient(Target.unit("fc2", 3), image);
            assertThat(injured.values()[0])
                    .isCloseTo(
                            own.lesion(lesion)
                                    .gradient(Target.unit("fc2", 3), image)
                                    .values()[0],
                            within(1e-4));
        }
    }
}
