package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;

/** What one node of a graph computes. Shapes have the batch in front: batch x channels x height x width, or batch x units. */
public interface Operation {

    /** How a tensor starts before any learning. */
    enum Start {
        /** Gaussian of variance 2 / fan-in (He et al. 2015), fan-in being all sizes but the first. */
        HE,
        ZERO,
        ONE
    }

    /**
     * A tensor that the operation computes with.
     *
     * @param name PyTorch's, such as {@code weight} or {@code running_mean}
     * @param shape without a batch
     * @param start its value in an untrained network
     * @param learned whether training moves it by its gradient
     */
    record Tensor(String name, Shape shape, Start start, boolean learned) {}

    /**
     * The part of the input that one output sees, for receptive fields.
     *
     * @param size pixels of the input layer that one output sees, down and across; 0 for all of them
     * @param stride pixels between neighbours; below 1 where there are more of them than before
     */
    record Window(int size, double stride) {
        static final Window POINT = new Window(1, 1);
        static final Window WHOLE = new Window(0, 1);
    }

    /** In words: {@code 3 x 3 convolution, stride 2}. What computes otherwise needs another: what is kept is known by it. */
    String kind();

    /**
     * The shape that comes out.
     *
     * @param inputs shapes with a batch of 1
     * @throws org.striate.core.BadInput if they do not fit
     */
    Shape output(List<Shape> inputs);

    /** The tensors that inputs of these shapes need; none by default. */
    default List<Tensor> tensors(List<Shape> inputs) {
        return List.of();
    }

    /**
     * Computes.
     *
     * @param inputs in the order of the node
     * @param tensors by name, as in {@link #tensors}
     * @param training whether statistics of the batch are used and updated, and units dropped out
     * @return belongs to the first input's manager
     */
    NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training);

    /** What one output sees of inputs of these shapes; one pixel by default. */
    default Window window(List<Shape> inputs) {
        return Window.POINT;
    }
}
