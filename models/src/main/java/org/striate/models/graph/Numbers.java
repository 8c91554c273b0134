package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Numbers in what a gradient goes through. What the engine's binding makes of the number in {@code x.mul(0.5f)} lies in a buffer of
 * Java that is let go at once, though the way back still reads it: once the collector has been by, the gradient is multiplied by
 * whatever lies there then. The memory of these belongs to the engine.
 */
public final class Numbers {

    private Numbers() {}

    /** {@code x n}. */
    public static NDArray times(NDArray x, double n) {
        try (var number = number(x, n)) {
            return x.mul(number);
        }
    }

    /** The larger of each value and n. */
    public static NDArray atLeast(NDArray x, double n) {
        try (var number = number(x, n)) {
            return x.maximum(number);
        }
    }

    /** A tensor without dimensions. */
    private static NDArray number(NDArray x, double n) {
        return x.getManager().full(new Shape(), (float) n, x.getDataType());
    }

    /** The same tensor by another handle, so that what is computed from it belongs to this manager and is freed with it. */
    public static NDArray in(NDManager manager, NDArray tensor) {
        var same = tensor.reshape(tensor.getShape());
        same.attach(manager);
        return same;
    }

    /** The same values in memory of the engine's, for a tensor that is made of an array and closed before the way back. */
    public static NDArray owned(NDArray made) {
        try (made) {
            return made.duplicate();
        }
    }
}
