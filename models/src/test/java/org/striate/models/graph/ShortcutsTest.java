package org.striate.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.striate.models.graph.Operations.add;
import static org.striate.models.graph.Operations.batchNorm;
import static org.striate.models.graph.Operations.convolution;
import static org.striate.models.graph.Operations.dense;
import static org.striate.models.graph.Operations.flatten;
import static org.striate.models.graph.Operations.maxPool;
import static org.striate.models.graph.Operations.meanPool;
import static org.striate.models.graph.Operations.relu;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way that training takes, against the graph's own way and against the sums that define it. */
class ShortcutsTest {

    private static final int ITEMS = 3;

    /** Output, then the gradient of every learned tensor, of the sum of outputs times {@code up}. */
    private static Map<String, float[]> run(Graph graph, Weights weights, float[] x, float[] up) {
        var found = new LinkedHashMap<String, float[]>();
        graph.tensors().forEach((name, tensor) -> weights.tensors().get(name).setRequiresGradient(tensor.learned()));
        try (var manager = NDManager.newBaseManager();
                var collector = Engine.getInstance().newGradientCollector()) {
            var input = graph.input();
            var images = manager.create(x).reshape(x.length / input.size(), input.get(1), input.get(2), input.get(3));
            var output = Pass.output(graph, weights, images, graph.head(), node -> true);
            found.put("output", output.toFloatArray());
            collector.backward(
                    output.mul(manager.create(up).reshape(output.getShape())).sum());
            graph.tensors().forEach((name, tensor) -> {
                if (tensor.learned()) {
                    try (var gradient = weights.tensors().get(name).getGradient()) {
                        found.put(name, gradient.toFloatArray());
                        gradient.subi(gradient);
                    }
                }
            });
        }
        return found;
    }

    private static float[] normal(Random random, long count) {
        var values = new float[(int) count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Graph image(int channels, int height, int width) {
        return Graph.input("shortcut", channels, height, width);
    }

    @Test
    void aMaximumGoesBeforeARectificationAndNoBitChanges() {
        var graph = image(2, 13, 18)
                .then("conv", convolution(12, 3).padding(1))
                .hidden("norm", batchNorm())
                .then("relu", relu())
                .then("pool", maxPool(3, 2).padding(1))
                .then("pool2", maxPool(2, 2).overTheEdge())
                .hidden("flatten", flatten())
                .then("fc", dense(5))
                .then("fc.relu", relu());
        var shortened = Shortcuts.of(graph);
        assertThat(shortened.nodes().stream().map(node -> node.operation().kind()))
                .containsExactly(
                        "3 x 3 convolution",
                        "batch norm",
                        "max pool 3, stride 2",
                        "max pool 2",
                        "ReLU",
                        "flatten",
                        "dense",
                        "ReLU");
        assertThat(shortened.nodes().get(4).shape())
                .isEqualTo(graph.nodes().get(4).shape());
        assertThat(shortened.tensors()).isEqualTo(graph.tensors());
        var random = new Random(1);
        var x = normal(random, ITEMS * graph.input().size());
        var up = normal(random, ITEMS * 5);
        var expected = run(graph, Weights.random(graph, 1), x, up);
        var found = run(shortened, Weights.random(graph, 1), x, up);
        assertThat(found.keySet()).isEqualTo(expected.keySet()).hasSize(7);
        expected.forEach((name, values) -> assertThat(found.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void whatIsAskedForElsewhereKeepsItsPlace() {
        var skip = image(1, 8, 8)
                .then("conv", convolution(20, 3))
                .then("relu", relu())
                .then("pool", maxPool(2, 2))
                .then("other", maxPool(2, 2), "relu")
                .then("sum", add(), "pool", "other");
        var last =
                image(1, 8, 8).then("relu", relu()).then("pool", maxPool(2, 2)).from("relu");
        var means = image(1, 8, 8).then("relu", relu()).then("pool", meanPool(2, 2));
        var padded = image(1, 8, 8)
                .then("conv", convolution(4, 3).padding(1))
                .then("pool", maxPool(4, 4).padding(1));
        var over = image(1, 8, 8)
                .then("conv", convolution(4, 3).padding(1))
                .then("pool", maxPool(4, 4).overTheEdge());
        var spread = image(1, 8, 8)
                .then("conv", convolution(4, 3).padding(2).dilation(2))
                .then("pool", maxPool(4, 4));
        var groups = image(2, 8, 8)
                .then("conv", convolution(4, 2).padding(1).groups(2))
                .then("pool", maxPool(4, 4));
        var many = image(1, 8, 8).then("conv", convolution(4, 3)).then("pool", maxPool(2, 2));
        for (var graph : new Graph[] {skip, last, means, padded, over, spread, groups, many}) {
            assertThat(Shortcuts.of(graph).nodes()).isEqualTo(graph.nodes());
        }
    }

    /** Side padding other than that above, odd widths, windows that overlap or leave columns out, steps of two, and three colours. */
    @ParameterizedTest
    @CsvSource({
        "1, 6, 7, 7, 1, 3, 3, 48, 64, 8, 8",
        "1, 6, 3, 3, 1, 0, 0, 28, 28, 4, 4",
        "3, 18, 1, 2, 1, 1, 1, 11, 13, 4, 4",
        "3, 1, 1, 1, 1, 0, 0, 9, 10, 6, 2",
        "2, 5, 5, 3, 1, 2, 0, 12, 15, 7, 6",
        "1, 8, 2, 3, 2, 0, 3, 19, 18, 3, 3",
        "1, 8, 3, 4, 1, 0, 3, 10, 9, 2, 4"
    })
    void maximaOfPatchesAreTheSumsOfTheDefinition(
            int in,
            int out,
            int height,
            int width,
            int step,
            int rows,
            int columns,
            int imageHeight,
            int imageWidth,
            int size,
            int stride) {
        var graph = image(in, imageHeight, imageWidth)
                .then("conv", convolution(out, height, width).stride(step).padding(rows, columns))
                .then("relu", relu())
                .then("pool", maxPool(size, stride));
        var shortened = Shortcuts.of(graph);
        assertThat(shortened.nodes().get(1).operation()).isInstanceOf(PatchMaxima.class);
        var random = new Random(out);
        var x = normal(random, ITEMS * graph.input().size());
        var weight = normal(random, (long) out * in * height * width);
        var bias = normal(random, out);
        var shape = graph.nodes().get(2).shape();
        var up = normal(random, ITEMS * shape.size());
        var expected = new Sums(graph, weight, bias).of(x, up);
        var weights = Weights.of(graph, (name, tensor) -> name.equals("conv.bias") ? bias : weight);
        var found = run(shortened, weights, x, up);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> {
            assertThat(found.get(name)).as(name).hasSameSizeAs(values);
            for (int i = 0; i < values.length; i++) {
                assertThat((double) found.get(name)[i]).as("%s %d", name, i).isCloseTo(values[i], within(1e-3));
            }
        });
    }

    /** Java sees no more than 2 GB of the engine's memory at a time. */
    @Test
    void aBatchThatJavaCannotSeeIsTheEngines() {
        var graph = image(1, 9, 9).then("conv", convolution(2, 2)).then("pool", maxPool(4, 4));
        var operation = (PatchMaxima) Shortcuts.of(graph).nodes().get(1).operation();
        var weights = Weights.random(graph, 1);
        try (var manager = NDManager.newBaseManager()) {
            var x = manager.create(normal(new Random(1), ITEMS * 81)).reshape(ITEMS, 1, 9, 9);
            var tensors = weights.of(graph.nodes().get(0));
            var seen = operation.apply(List.of(x), tensors, true, 4 * ITEMS * 2 * 64);
            var unseen = operation.apply(List.of(x), tensors, true, 4 * ITEMS * 2 * 64 - 1);
            assertThat(unseen.toFloatArray()).containsExactly(seen.toFloatArray(), within(1e-6f));
        }
    }

    /** A convolution, rectified, and its maxima over windows, one sum after the other in double precision. */
    private record Sums(Graph graph, float[] weight, float[] bias) {

        Map<String, double[]> of(float[] x, float[] up) {
            var conv = (Convolution) graph.nodes().get(0).operation();
            var pool = (Pooling) graph.nodes().get(2).operation();
            var shape = graph.nodes().get(2).shape();
            int places = (int) (shape.get(2) * shape.get(3));
            var output = new double[up.length];
            var ofWeight = new double[weight.length];
            var ofBias = new double[bias.length];
            for (int i = 0; i < output.length; i++) {
                int item = i / places / conv.channels();
                int channel = i / places % conv.channels();
                int top = (int) (i % places / shape.get(3)) * pool.stride();
                int left = (int) (i % places % shape.get(3)) * pool.stride();
                double best = Double.NEGATIVE_INFINITY;
                int at = 0;
                for (int k = 0; k < pool.size() * pool.size(); k++) {
                    double value = value(x, item, channel, top + k / pool.size(), left + k % pool.size(), 0, null);
                    at = value > best ? k : at;
                    best = Math.max(best, value);
                }
                output[i] = Math.max(0, best);
                if (best > 0) {
                    ofBias[channel] += up[i];
                    value(x, item, channel, top + at / pool.size(), left + at % pool.size(), up[i], ofWeight);
                }
            }
            var all = new LinkedHashMap<String, double[]>();
            all.put("output", output);
            all.put("conv.weight", ofWeight);
            all.put("conv.bias", ofBias);
            return all;
        }

        /** One place of the convolution; adds its derivatives by the weights times {@code up} where they are wanted. */
        private double value(float[] x, int item, int channel, int row, int column, double up, double[] ofWeight) {
            var conv = (Convolution) graph.nodes().get(0).operation();
            int in = (int) graph.input().get(1);
            int tall = (int) graph.input().get(2);
            int wide = (int) graph.input().get(3);
            double sum = bias[channel];
            for (int k = 0; k < in * conv.height() * conv.width(); k++) {
                int from = k / (conv.height() * conv.width());
                int y = row * conv.stride() + k / conv.width() % conv.height() - conv.padding();
                int z = column * conv.stride() + k % conv.width() - conv.sidePadding();
                if (y >= 0 && y < tall && z >= 0 && z < wide) {
                    int w = channel * in * conv.height() * conv.width() + k;
                    double pixel = x[((item * in + from) * tall + y) * wide + z];
                    sum += weight[w] * pixel;
                    if (ofWeight != null) {
                        ofWeight[w] += up * pixel;
                    }
                }
            }
            return sum;
        }
    }
}
