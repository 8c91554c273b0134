package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.Map;

/**
 * A convolution of the image by a few filters and the maximum over windows of it, two neighbouring columns at a time. oneDNN works with
 * 16 channels whether there are so many or not; so each filter is used twice in filters that are one column wider and step two, once
 * at their left and once at their right. The windows' maximum is the greater of that of the even and that of the odd columns.
 */
record ColumnPairs(Convolution convolution, Pooling pooling) implements Operation {

    private static final int BLOCK = 16;
    /** With windows closer to each other, the greater of so many pairs takes longer than the filters save. */
    private static final int FEW_WINDOWS = 4;

    private static final Shape ONE = new Shape(1, 1);

    /** Whether the two nodes, of which the second is all that uses the first, can be computed so, and with less work. */
    static boolean fit(Graph.Node first, Graph.Node second) {
        return first.operation() instanceof Convolution convolution
                && first.inputs().get(0) < 0
                && 2 * convolution.channels() <= BLOCK
                && convolution.stride() == 1
                && convolution.dilation() == 1
                && convolution.groups() == 1
                && second.operation() instanceof Pooling pooling
                && pooling.maximum()
                && !pooling.ceiling()
                && pooling.padding() == 0
                && pooling.size() % 2 == 0
                && pooling.stride() % 2 == 0
                && pooling.stride() >= FEW_WINDOWS
                && !WholeBlocks.engineIsWrong();
    }

    /** A node in the place of the second, with the tensors of the first. */
    static Graph.Node of(Graph.Node first, Graph.Node second) {
        var both = new ColumnPairs((Convolution) first.operation(), (Pooling) second.operation());
        return new Graph.Node(
                second.layer(), first.module(), both, first.inputs(), first.inputShapes(), second.shape());
    }

    @Override
    public String kind() {
        return convolution.kind() + ", " + pooling.kind();
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return pooling.output(List.of(convolution.output(inputs)));
    }

    @Override
    public List<Tensor> tensors(List<Shape> inputs) {
        return convolution.tensors(inputs);
    }

    @Override
    public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
        try (var manager = inputs.get(0).getManager().newSubManager()) {
            var columns = columns(manager, inputs.get(0), tensors.get("weight"), tensors.get("bias"));
            var window = new Shape(pooling.size(), pooling.size() / 2);
            var step = new Shape(pooling.stride(), pooling.stride() / 2);
            var greatest = Pool.maxPool2d(columns, window, step, new Shape(0, 0), false);
            var shape = greatest.getShape();
            long places = shape.get(2) * shape.get(3);
            var pairs = greatest.reshape(shape.get(0) * convolution.channels(), 1, 2, places);
            var found = Pool.maxPool2d(pairs, new Shape(2, 1), new Shape(2, 1), new Shape(0, 0), false)
                    .reshape(shape.get(0), convolution.channels(), shape.get(2), shape.get(3));
            found.attach(inputs.get(0).getManager());
            return found;
        }
    }

    /** Batch x (2 x channels) x rows x half the columns, the even ones of a channel before its odd ones. */
    private NDArray columns(NDManager manager, NDArray image, NDArray weight, NDArray bias) {
        var own = in(manager, image);
        var filters = in(manager, weight);
        var shape = weight.getShape();
        var zeros = manager.zeros(new Shape(shape.get(0), shape.get(1), shape.get(2), 1));
        var left = filters.concat(zeros, 3).expandDims(1);
        var right = zeros.concat(filters, 3).expandDims(1);
        var both = left.concat(right, 1).reshape(2 * shape.get(0), shape.get(1), shape.get(2), shape.get(3) + 1);
        var summands = bias == null
                ? null
                : in(manager, bias).reshape(-1, 1).repeat(1, 2).reshape(-1);
        var step = new Shape(1, 2);
        var margin = new Shape(convolution.padding(), convolution.sidePadding());
        return Conv2d.conv2d(own, both, summands, step, margin, ONE, 1).singletonOrThrow();
    }

    /** The same tensor, so that what is computed from it belongs to this manager. */
    private static NDArray in(NDManager manager, NDArray tensor) {
        var same = tensor.reshape(tensor.getShape());
        same.attach(manager);
        return same;
    }
}
