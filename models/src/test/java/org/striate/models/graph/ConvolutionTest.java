package org.striate.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions and their gradients against the sums that define them, whatever the engine makes of the channels. */
class ConvolutionTest {

    private static final int SIDE = 6;
    private static final int ITEMS = 3;

    @ParameterizedTest
    @CsvSource({
        "1, 6, 3, 1",
        "1, 6, 7, 1",
        "2, 9, 5, 1",
        "3, 24, 5, 1",
        "16, 20, 3, 1",
        "32, 6, 1, 1",
        "48, 33, 5, 1",
        "2, 16, 3, 1",
        "12, 16, 3, 1",
        "20, 20, 3, 1",
        "24, 12, 1, 1",
        "16, 32, 3, 1",
        "17, 33, 5, 1",
        "4, 6, 3, 2",
        "8, 16, 3, 4",
        "40, 40, 3, 2",
        "24, 36, 3, 2",
        "60, 24, 5, 3",
        "20, 20, 3, 20",
        "12, 24, 3, 12",
        "12, 12, 5, 12",
        "32, 32, 3, 32",
        "33, 33, 3, 33",
        "32, 64, 3, 2",
        "9, 9, 1, 3"
    })
    void sumsAndGradientsAreThoseOfTheDefinition(int in, int out, int side, int groups) {
        var random = new Random(100L * in + out);
        int inside = in / groups;
        var x = normal(random, ITEMS * in * SIDE * SIDE);
        var weight = normal(random, out * inside * side * side);
        var up = normal(random, ITEMS * out * SIDE * SIDE);
        int margin = side / 2;
        var sums = new double[up.length];
        var ofX = new double[x.length];
        var ofWeight = new double[weight.length];
        for (int item = 0; item < ITEMS; item++) {
            for (int o = 0; o < out; o++) {
                for (int i = 0; i < inside; i++) {
                    int channel = o / (out / groups) * inside + i;
                    for (int k = 0; k < side * side; k++) {
                        int w = (o * inside + i) * side * side + k;
                        for (int place = 0; place < SIDE * SIDE; place++) {
                            int row = place / SIDE + k / side - margin;
                            int column = place % SIDE + k % side - margin;
                            if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
                                int from = ((item * in + channel) * SIDE + row) * SIDE + column;
                                int to = (item * out + o) * SIDE * SIDE + place;
                                sums[to] += (double) x[from] * weight[w];
                                ofX[from] += (double) up[to] * weight[w];
                                ofWeight[w] += (double) up[to] * x[from];
                            }
                        }
                    }
                }
            }
        }
        for (boolean imagesMove : List.of(true, false)) { // as in a dream, and as in the first layer of a training
            requireClose(
                    x,
                    weight,
                    up,
                    new Shape(out, inside, side, side),
                    groups,
                    imagesMove,
                    List.of(sums, ofX, ofWeight));
        }
    }

    private static void requireClose(
            float[] x,
            float[] weight,
            float[] up,
            Shape shape,
            int groups,
            boolean imagesMove,
            List<double[]> expected) {
        int out = (int) shape.get(0);
        int side = (int) shape.get(2);
        try (var manager = NDManager.newBaseManager()) {
            var images = manager.create(x, new Shape(ITEMS, shape.get(1) * groups, SIDE, SIDE));
            var filters = manager.create(weight, shape);
            images.setRequiresGradient(imagesMove);
            filters.setRequiresGradient(true);
            var convolution = Operations.convolution(out, side)
                    .padding(side / 2)
                    .groups(groups)
                    .withoutBias();
            try (var collector = Engine.getInstance().newGradientCollector()) {
                var answer = imagesMove
                        ? convolution.apply(List.of(images.reshape(images.getShape())), Map.of("weight", filters), true)
                        : convolution.apply(images, Map.of("weight", filters), false);
                requireClose(answer.toFloatArray(), expected.get(0));
                collector.backward(
                        answer.mul(manager.create(up, answer.getShape())).sum());
            }
            if (imagesMove) {
                requireClose(images.getGradient().toFloatArray(), expected.get(1));
            }
            requireClose(filters.getGradient().toFloatArray(), expected.get(2));
        }
    }

    private static float[] normal(Random random, int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void requireClose(float[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).as("value %d", i).isCloseTo(expected[i], within(2e-4));
        }
    }
}
