package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import org.striate.core.BadInput;

/** Capsules (Sabour, Frosst and Hinton 2017): groups of units whose length says whether something is there, and whose direction how. */
public final class Capsules {

    /** Keeps the root of a length away from 0, where it has no slope. */
    private static final float EPSILON = 1e-9f;

    private Capsules() {}

    /**
     * The paper's equation 1: the direction of {@code s}, with the length {@code |s|^2 / (1 + |s|^2)}.
     *
     * @param s ... x dimensions
     */
    static NDArray squash(NDArray s) {
        var square = s.square().sum(new int[] {-1}, true).add(EPSILON);
        return s.mul(square.sqrt().div(square.add(1)));
    }

    static NDArray lengthsOf(NDArray capsules) {
        return capsules.square().sum(new int[] {-1}).add(EPSILON).sqrt();
    }

    /** Each position's channels in groups of so many: batch x capsules x dimensions, squashed. */
    record Primary(int dimensions) implements Operation {

        @Override
        public String kind() {
            return "capsules of " + dimensions;
        }

        @Override
        public Shape output(List<Shape> inputs) {
            var input = Shapes.image(kind(), inputs.get(0));
            if (dimensions < 1 || input.get(1) % dimensions != 0) {
                throw BadInput.of(
                        kind(),
                        input.get(1) + " channels",
                        "a multiple of the dimensions of a capsule",
                        "Operations.convolution(8 * " + Math.max(1, dimensions) + ", 3)");
            }
            return new Shape(input.get(0), Shapes.units(input) / dimensions, dimensions);
        }

        @Override
        public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
            var input = inputs.get(0);
            var shape = input.getShape();
            return squash(
                    input.reshape(shape.get(0), shape.get(1) / dimensions, dimensions, shape.get(2) * shape.get(3))
                            .transpose(0, 1, 3, 2)
                            .reshape(shape.get(0), -1, dimensions));
        }

        @Override
        public Window window(List<Shape> inputs) {
            return Window.POINT;
        }
    }

    /**
     * Routing by agreement (the paper's procedure 1). Each capsule {@code i} below predicts each capsule {@code j} above by a matrix
     * of its own; what it gives to {@code j} grows with the agreement of its prediction with {@code j}'s output.
     *
     * @param classes capsules above
     * @param dimensions of each
     * @param iterations at least 1; 3 in the paper
     */
    record Routing(int classes, int dimensions, int iterations) implements Operation {

        @Override
        public String kind() {
            return classes + " capsules of " + dimensions + ", " + iterations + " routing iterations";
        }

        @Override
        public Shape output(List<Shape> inputs) {
            if (inputs.get(0).dimension() != 3 || classes < 1 || dimensions < 1 || iterations < 1) {
                throw BadInput.of(
                        kind(),
                        "an input of shape " + inputs.get(0),
                        "batch x capsules x dimensions, and all at least 1",
                        "Put it behind Operations.primaryCapsules(8)");
            }
            return new Shape(inputs.get(0).get(0), classes, dimensions);
        }

        /** [capsules below x their dimensions x (classes * dimensions)] */
        @Override
        public List<Tensor> tensors(List<Shape> inputs) {
            var below = inputs.get(0);
            var shape = new Shape(below.get(1), below.get(2), (long) classes * dimensions);
            return List.of(new Tensor("weight", shape, Start.HE, true));
        }

        @Override
        public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
            var below = inputs.get(0);
            long batch = below.getShape().get(0);
            long count = below.getShape().get(1);
            // Predictions, batch x classes x capsules below x dimensions.
            var predicted = below.transpose(1, 0, 2)
                    .matMul(tensors.get("weight"))
                    .reshape(count, batch, classes, dimensions)
                    .transpose(1, 2, 0, 3)
                    .reshape(batch * classes, count, dimensions);
            var logits = below.getManager().zeros(new Shape(batch, classes, count));
            var above = below;
            for (int i = 0; i < iterations; i++) {
                var coupling = logits.softmax(1).reshape(batch * classes, 1, count);
                above = squash(coupling.matMul(predicted)); // (batch classes) x 1 x dimensions
                if (i < iterations - 1) {
                    var agreement = predicted.matMul(above.transpose(0, 2, 1));
                    logits = logits.add(agreement.reshape(batch, classes, count));
                }
            }
            return above.reshape(batch, classes, dimensions);
        }

        @Override
        public Window window(List<Shape> inputs) {
            return Window.WHOLE;
        }
    }

    /** How long each capsule is: batch x capsules. */
    record Lengths() implements Operation {

        @Override
        public String kind() {
            return "lengths";
        }

        @Override
        public Shape output(List<Shape> inputs) {
            return requireCapsules(kind(), inputs.get(0)).slice(0, 2);
        }

        @Override
        public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
            return lengthsOf(inputs.get(0));
        }
    }

    /** The longest capsule as it is and the others as 0, in one row. */
    record Longest() implements Operation {

        @Override
        public String kind() {
            return "longest capsule";
        }

        @Override
        public Shape output(List<Shape> inputs) {
            var input = requireCapsules(kind(), inputs.get(0));
            return new Shape(input.get(0), Shapes.units(input));
        }

        @Override
        public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
            var lengths = lengthsOf(inputs.get(0));
            return only(inputs.get(0), lengths.argMax(1).toLongArray());
        }
    }

    /**
     * One capsule of each item as it is and the others as 0.
     *
     * @param capsules batch x capsules x dimensions
     * @param kept [batch] the capsule that is left
     * @return batch x (capsules * dimensions)
     */
    public static NDArray only(NDArray capsules, long[] kept) {
        int count = (int) capsules.getShape().get(1);
        var mask = new float[kept.length * count];
        for (int i = 0; i < kept.length; i++) {
            mask[i * count + (int) kept[i]] = 1;
        }
        var factors = capsules.getManager().create(mask, new Shape(kept.length, count, 1));
        return capsules.mul(factors).reshape(kept.length, -1);
    }

    private static Shape requireCapsules(String kind, Shape shape) {
        if (shape.dimension() != 3) {
            throw BadInput.of(
                    kind,
                    "an input of shape " + shape,
                    "batch x capsules x dimensions",
                    "Put it behind Operations.routing(8, 16, 3)");
        }
        return shape;
    }
}
