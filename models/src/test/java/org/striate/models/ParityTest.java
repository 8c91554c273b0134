package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.datasets.Npz;
import org.striate.datasets.NumericArray;
import org.striate.models.files.Checkpoint;
import org.striate.models.graph.Weights;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Every layer of the networks that PyTorch 2.13 computed in float64. */
@Needs(Needs.What.FIXTURES)
class ParityTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smallnet_a smallnet_a.pth",
                "smallnet_a smallnet_a_legacy.pth",
                "smallnet_a smallnet_a_checkpoint.pth",
                "smallnet_a smallnet_a.safetensors",
                "smallnet_b smallnet_b.pth",
                "smallnet_b smallnet_b.safetensors"
            })
    void everyLayerEqualsPyTorch(String both) {
        var npz = Npz.load(Shared.fixture("nets/" + both.split(" ")[0] + ".npz"));
        var input = npz.get("in_x");
        var graph = SmallNet.graph(input.shape()[2], input.shape()[3]);
        var file = Shared.fixture("nets/" + both.split(" ")[1]);
        var weights = SavedNetwork.weights(graph, file, Checkpoint.load(file));
        var layers = npz.keySet().stream()
                .filter(name -> name.startsWith("exp_") && !name.startsWith("exp_y"))
                .map(name -> name.substring(4))
                .collect(Collectors.toSet());
        assertThat(layers).hasSizeGreaterThan(30);
        var outputs = run(new GraphProgram(graph, weights), input, layers);
        outputs.forEach((layer, found) -> assertThat(largestDifference(found, floats(npz.get("exp_" + layer))))
                .as(layer)
                .isLessThan(5e-5));
        assertThat(outputs.get("fc2")[0]).isCloseTo((float) npz.get("exp_y64").values()[0], within(2e-6f));
    }

    static Map<String, float[]> run(Program program, NumericArray input, Set<String> layers) {
        return run(program, input, layers, Map.of());
    }

    static Map<String, float[]> run(
            Program program, NumericArray input, Set<String> layers, Map<String, Injury> injuries) {
        var outputs = new LinkedHashMap<String, float[]>();
        var shape = new Shape(Arrays.stream(input.shape()).asLongStream().toArray());
        try (var manager = program.manager().newSubManager()) {
            program.run(
                    manager.create(floats(input), shape),
                    0,
                    layers,
                    injuries,
                    (layer, output) -> outputs.put(layer, output.toFloatArray()));
        }
        return outputs;
    }

    static double largestDifference(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    static float[] floats(NumericArray array) {
        var floats = new float[array.values().length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) array.values()[i];
        }
        return floats;
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam bce", "adam cross_entropy", "sgd_momentum bce", "sgd_momentum cross_entropy"})
    void trainingEqualsPyTorch(String both) {
        var name = both.replace(' ', '_');
        var npz = Npz.load(Shared.fixture("nets/train_" + name + ".npz"));
        int outputs = both.endsWith("bce") ? 1 : 4;
        var graph = TrainingNet.graph(outputs);
        var weights = Weights.of(graph, (tensor, t) -> floats(npz.get("w0_" + tensor)));
        var targets = npz.get("in_y").ints();
        var objective = outputs == 1 ? new Objective.Choice(targets) : new Objective.Classes(targets);
        var rule = both.startsWith("adam") ? LearningRule.adam(0.01) : LearningRule.sgd(0.05, 0.9);
        var losses = TrainingNet.train(graph, weights, floats(npz.get("in_x")), objective, rule);
        var expected = npz.get("exp_losses").values();
        for (int i = 0; i < expected.length; i++) {
            assertThat(losses.get(i)).as("loss %d", i).isCloseTo(expected[i], within(2e-4));
        }
        // The bias in front of a batch norm has no gradient but rounding, which Adam makes as large as any other; the
        // mean
        // takes it away again.
        var compared = weights.tensors().keySet().stream()
                .filter(tensor -> !(rule.adam() && tensor.matches("0.bias|1.running_mean")))
                .toList();
        compared.forEach(tensor -> assertThat(weights.values(tensor))
                .as(tensor)
                .usingComparatorWithPrecision(2e-3f)
                .containsExactly(floats(npz.get("w_end_" + tensor))));
    }
}
