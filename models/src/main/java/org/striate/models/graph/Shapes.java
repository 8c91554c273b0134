package org.striate.models.graph;

import ai.djl.ndarray.types.Shape;
import org.striate.core.BadInput;

/** Arithmetic of shapes. */
final class Shapes {

    private Shapes() {}

    /** The shape itself, if it is an image's. */
    static Shape image(String kind, Shape shape) {
        if (shape.dimension() != 4) {
            throw BadInput.of(
                    kind, "an input of shape " + shape, "batch x channels x height x width", "Put it before flatten()");
        }
        return shape;
    }

    /** How many places a window has. */
    static long places(String kind, long extent, long window, int stride, boolean ceiling) {
        if (extent < window) {
            throw BadInput.of(
                    kind,
                    "an input of " + extent + " pixels with its padding",
                    "at least " + window,
                    "Make the network's input larger");
        }
        long room = extent - window;
        return (ceiling ? (room + stride - 1) / stride : room / stride) + 1;
    }

    /** Numbers in one item of a batch. */
    static long units(Shape shape) {
        return shape.size() / shape.get(0);
    }
}
