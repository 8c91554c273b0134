package org.striate.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.datasets.Npz;
import org.striate.datasets.NumericArray;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Single operations against what PyTorch 2.13 computed in float64. */
@Needs(Needs.What.FIXTURES)
class LayerParityTest {

    private static final Map<String, Operation> OPERATIONS = Map.ofEntries(
            Map.entry("conv_k3", Operations.convolution(4, 3)),
            Map.entry(
                    "conv_stride2_pad1", Operations.convolution(4, 3).stride(2).padding(1)),
            Map.entry(
                    "conv_dil2_groups3",
                    Operations.convolution(9, 3).padding(2).dilation(2).groups(3)),
            Map.entry("conv_1x1_nobias", Operations.convolution(5, 1).withoutBias()),
            Map.entry(
                    "depthwise_mult2", Operations.convolution(12, 3).padding(1).groups(6)),
            Map.entry("conv_k11_s4_p2", Operations.convolution(4, 11).stride(4).padding(2)),
            Map.entry("bn2d", Operations.batchNorm()),
            Map.entry("bn1d", Operations.batchNorm()),
            Map.entry("layernorm_last2", Operations.layerNorm()),
            Map.entry("maxpool3_2", Operations.maxPool(3, 2)),
            Map.entry("maxpool_ceil", Operations.maxPool(3, 2).overTheEdge()),
            Map.entry("maxpool_ceil_pad", Operations.maxPool(3, 3).padding(1).overTheEdge()),
            Map.entry("avgpool", Operations.meanPool(2, 2)),
            Map.entry("avgpool_pad_incl", Operations.meanPool(3, 2).padding(1)),
            Map.entry(
                    "avgpool_pad_excl_ceil",
                    Operations.meanPool(3, 2).padding(1).withoutPadding().overTheEdge()),
            Map.entry("adaptive_avg_1", Operations.meanPoolTo(1, 1)),
            Map.entry("adaptive_avg_4x5", Operations.meanPoolTo(4, 5)),
            Map.entry("adaptive_avg_up", Operations.meanPoolTo(13, 6)),
            Map.entry("linear", Operations.dense(5)),
            Map.entry("linear_3d", Operations.dense(5).withoutBias()),
            Map.entry("relu", Operations.relu()),
            Map.entry("gelu", Operations.gelu()),
            Map.entry("sigmoid", Operations.sigmoid()),
            Map.entry("tanh", Operations.tanh()),
            Map.entry("upsample_nearest", Operations.upsample()));

    /** Layers that graphs do not have. */
    private static final Set<String> ABSENT = Set.of(
            "conv_asym", // two strides
            "conv_same",
            "conv_reflect",
            "groupnorm",
            "lrn",
            "maxpool_dil",
            "adaptive_max_3",
            "relu6",
            "leaky",
            "elu",
            "gelu_tanh",
            "silu",
            "hardswish",
            "softmax",
            "prelu",
            "softplus",
            "upsample_bilinear",
            "convtranspose",
            "mha",
            "encoder_prenorm_gelu");

    /** Axes in front that are no part of an item: a norm over the last two, a dense layer on the last. */
    private static final Map<String, Integer> FRONT = Map.of("layernorm_last2", 2, "linear_3d", 2);

    private static Map<String, NumericArray> fixture() {
        return Npz.load(Shared.fixture("nets/layers.npz"));
    }

    @Test
    void everyLayerIsTriedOrNamed() {
        var all = fixture().keySet().stream()
                .map(key -> key.substring(0, key.indexOf('/')))
                .collect(Collectors.toSet());
        var known = new HashSet<>(ABSENT);
        known.addAll(OPERATIONS.keySet());
        assertThat(known).isEqualTo(all).hasSize(OPERATIONS.size() + ABSENT.size());
    }

    static List<String> tried() {
        return OPERATIONS.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("tried")
    void operationEqualsPyTorch(String name) {
        var arrays = fixture();
        var operation = OPERATIONS.get(name);
        var shape = items(arrays.get(name + "/in").shape(), FRONT.getOrDefault(name, 1));
        var item = new Shape(1).addAll(shape.slice(1));
        var expected = arrays.get(name + "/out");
        try (var manager = NDManager.newBaseManager()) {
            var tensors = new HashMap<String, NDArray>();
            operation
                    .tensors(List.of(item))
                    .forEach(tensor -> tensors.put(
                            tensor.name(),
                            manager.create(floats(arrays.get(name + "/" + tensor.name())), tensor.shape())));
            var given = arrays.keySet().stream()
                    .filter(key -> key.startsWith(name + "/"))
                    .map(key -> key.substring(name.length() + 1))
                    .filter(key -> !List.of("in", "out", "num_batches_tracked").contains(key))
                    .collect(Collectors.toSet());
            assertThat(tensors.keySet()).isEqualTo(given);
            var input = manager.create(floats(arrays.get(name + "/in")), shape);
            var found = operation.apply(List.of(input), tensors, false);
            assertThat(operation.output(List.of(item)).slice(1))
                    .isEqualTo(found.getShape().slice(1))
                    .isEqualTo(
                            items(expected.shape(), FRONT.getOrDefault(name, 1)).slice(1));
            var values = found.toFloatArray();
            assertThat(values).hasSize(expected.values().length);
            for (int i = 0; i < values.length; i++) {
                double value = expected.values()[i];
                assertThat((double) values[i])
                        .as("%s, value %d", name, i)
                        .isCloseTo(value, within(1e-5 * Math.max(1, Math.abs(value))));
            }
        }
    }

    /** The first axes as one, and where an item is a map without channels, one channel. */
    private static Shape items(int[] shape, int front) {
        long items = Arrays.stream(shape, 0, front).asLongStream().reduce(1, (a, b) -> a * b);
        var rest = new Shape(
                Arrays.stream(shape, front, shape.length).asLongStream().toArray());
        var channel = rest.dimension() == 2 ? new Shape(1) : new Shape();
        return new Shape(items).addAll(channel).addAll(rest);
    }

    private static float[] floats(NumericArray array) {
        var floats = new float[array.values().length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) array.values()[i];
        }
        return floats;
    }
}
