package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's {@code BatchNorm} (over the batch, a channel at a time) and {@code LayerNorm} (over an item's units).
 *
 * @param batch or else layer
 * @param epsilon added to the variance
 * @param affine whether it learns a factor and a summand
 */
public record Normalisation(boolean batch, double epsilon, boolean affine) implements Operation {

    /** With another summand of the variance; PyTorch's default is 1e-5. */
    public Normalisation epsilon(double epsilon) {
        return new Normalisation(batch, epsilon, affine);
    }

    public Normalisation withoutAffine() {
        return new Normalisation(batch, epsilon, false);
    }

    @Override
    public String kind() {
        return batch ? "batch norm" : "layer norm";
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public List<Tensor> tensors(List<Shape> inputs) {
        var shape = batch ? new Shape(inputs.get(0).get(1)) : inputs.get(0).slice(1);
        var tensors = new ArrayList<Tensor>();
        if (affine) {
            tensors.add(new Tensor("weight", shape, Start.ONE, true));
            tensors.add(new Tensor("bias", shape, Start.ZERO, true));
        }
        if (batch) {
            tensors.add(new Tensor("running_mean", shape, Start.ZERO, false));
            tensors.add(new Tensor("running_var", shape, Start.ONE, false));
        }
        return tensors;
    }

    @Override
    public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
        var input = inputs.get(0);
        var shape =
                batch ? new Shape(input.getShape().get(1)) : input.getShape().slice(1);
        var factor = affine ? tensors.get("weight") : input.getManager().ones(shape);
        var summand = affine ? tensors.get("bias") : input.getManager().zeros(shape);
        if (!batch) {
            return LayerNorm.layerNorm(input, shape, factor, summand, (float) epsilon)
                    .singletonOrThrow();
        }
        return BatchNorm.batchNorm(
                        input,
                        tensors.get("running_mean"),
                        tensors.get("running_var"),
                        factor,
                        summand,
                        1,
                        0.9f,
                        (float) epsilon,
                        training)
                .singletonOrThrow();
    }

    @Override
    public Window window(List<Shape> inputs) {
        return batch ? Window.POINT : Window.WHOLE;
    }
}
