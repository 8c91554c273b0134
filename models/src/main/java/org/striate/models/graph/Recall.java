package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;

/**
 * A modern Hopfield layer (Ramsauer et al. 2020): patterns {@code X}, learned or given as the tensor {@code patterns} [patterns x
 * units], are recalled from a state {@code q} by {@code X softmax(beta X' q)}.
 *
 * @param patterns that are stored
 * @param beta how sharply the nearest is preferred
 */
record Recall(int patterns, double beta) implements Operation {

    @Override
    public String kind() {
        return "recall of " + patterns + " patterns, beta " + beta;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return new Shape(inputs.get(0).get(0), Shapes.units(inputs.get(0)));
    }

    @Override
    public List<Tensor> tensors(List<Shape> inputs) {
        var shape = new Shape(patterns, Shapes.units(inputs.get(0)));
        return List.of(new Tensor("patterns", shape, Start.HE, true));
    }

    @Override
    public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
        var stored = tensors.get("patterns");
        var state = inputs.get(0).reshape(inputs.get(0).getShape().get(0), -1);
        try (var columns = stored.transpose()) { // would belong to the weights and stay as long as they
            return Numbers.times(state.matMul(columns), beta).softmax(1).matMul(stored);
        }
    }

    @Override
    public Window window(List<Shape> inputs) {
        return Window.WHOLE;
    }
}
