package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.striate.core.BadInput;

/**
 * PyTorch's {@code Linear}.
 *
 * @param units that come out
 * @param bias whether every unit has one
 */
public record Dense(int units, boolean bias) implements Operation {

    public Dense withoutBias() {
        return new Dense(units, false);
    }

    @Override
    public String kind() {
        return "dense";
    }

    @Override
    public Shape output(List<Shape> inputs) {
        var input = inputs.get(0);
        if (input.dimension() != 2) {
            throw BadInput.of(
                    kind(), "an input of shape " + input, "batch x units", "Put Operations.flatten() before it");
        }
        return new Shape(input.get(0), units);
    }

    @Override
    public List<Tensor> tensors(List<Shape> inputs) {
        var weight = new Shape(units, Shapes.units(inputs.get(0)));
        var tensors = new ArrayList<>(List.of(new Tensor("weight", weight, Start.HE, true)));
        if (bias) {
            tensors.add(new Tensor("bias", new Shape(units), Start.ZERO, true));
        }
        return tensors;
    }

    @Override
    public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
        return Linear.linear(inputs.get(0), tensors.get("weight"), tensors.get("bias"))
                .singletonOrThrow();
    }

    @Override
    public Window window(List<Shape> inputs) {
        return Window.WHOLE;
    }
}
