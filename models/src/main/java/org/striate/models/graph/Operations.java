package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.striate.core.BadInput;

/** The operations that graphs are made of, with PyTorch's defaults. */
public final class Operations {

    private static final Operation RELU = Plain.pointwise("ReLU", Activation::relu);

    private Operations() {}

    /** An operation without tensors. */
    private record Plain(String kind, Function<List<Shape>, Shape> shape, Body body, Window seen) implements Operation {

        private interface Body {
            NDArray apply(List<NDArray> inputs, boolean training);
        }

        Plain(String kind, Function<List<Shape>, Shape> shape, Body body) {
            this(kind, shape, body, Window.POINT);
        }

        static Plain pointwise(String kind, UnaryOperator<NDArray> function) {
            return new Plain(kind, inputs -> inputs.get(0), (inputs, training) -> function.apply(inputs.get(0)));
        }

        @Override
        public Shape output(List<Shape> inputs) {
            return shape.apply(inputs);
        }

        @Override
        public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
            return body.apply(inputs, training);
        }

        @Override
        public Window window(List<Shape> inputs) {
            return seen;
        }

        @Override
        public String toString() {
            return kind; // functions print where they lie in memory
        }
    }

    /** Square filters, stride 1, no padding, with a bias. */
    public static Convolution convolution(int channels, int size) {
        return convolution(channels, size, size);
    }

    /** Filters of height x width, stride 1, no padding, with a bias. */
    public static Convolution convolution(int channels, int height, int width) {
        return new Convolution(channels, height, width, 1, 0, 0, 1, 1, true);
    }

    public static Normalisation batchNorm() {
        return new Normalisation(true, 1e-5, true);
    }

    public static Normalisation layerNorm() {
        return new Normalisation(false, 1e-5, true);
    }

    public static Pooling maxPool(int size, int stride) {
        return new Pooling(true, size, stride, 0, false, true);
    }

    public static Pooling meanPool(int size, int stride) {
        return new Pooling(false, size, stride, 0, false, true);
    }

    /** The mean over parts, so that height x width of them are left. */
    public static AdaptivePooling meanPoolTo(int height, int width) {
        return new AdaptivePooling(height, width);
    }

    /** A layer in which every unit sees all units before it. */
    public static Dense dense(int units) {
        return new Dense(units, true);
    }

    /** The same every time, so that it can be told by its identity. */
    public static Operation relu() {
        return RELU;
    }

    public static Operation sigmoid() {
        return Plain.pointwise("sigmoid", Activation::sigmoid);
    }

    public static Operation tanh() {
        return Plain.pointwise("tanh", Activation::tanh);
    }

    public static Operation gelu() {
        return Plain.pointwise("GELU", x -> Activation.gelu(x));
    }

    /** Each pixel four times: twice the height and width. */
    public static Operation upsample() {
        return new Plain(
                "upsample 2",
                inputs -> {
                    var input = Shapes.image("upsample 2", inputs.get(0));
                    return new Shape(input.get(0), input.get(1), 2 * input.get(2), 2 * input.get(3));
                },
                (inputs, training) -> inputs.get(0).repeat(2, 2).repeat(3, 2),
                new Operation.Window(1, 0.5));
    }

    /** Channels, rows and columns as one row of units. */
    public static Operation flatten() {
        return new Plain(
                "flatten",
                inputs -> new Shape(inputs.get(0).get(0), Shapes.units(inputs.get(0))),
                (inputs, training) ->
                        inputs.get(0).reshape(inputs.get(0).getShape().get(0), -1));
    }

    /** The units of one row as channels x height x width; the way back from {@link #flatten}. */
    public static Operation reshape(int channels, int height, int width) {
        return new Plain(
                "reshape",
                inputs -> new Shape(inputs.get(0).get(0), channels, height, width),
                (inputs, training) -> inputs.get(0).reshape(-1, channels, height, width));
    }

    /** In training silences each unit with this probability and scales up the others; else does nothing. */
    public static Operation dropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw BadInput.of("dropout", "a probability of " + rate, "from 0 to below 1", "Operations.dropout(0.5)");
        }
        return new Plain(
                "dropout " + rate,
                inputs -> inputs.get(0),
                (inputs, training) -> training
                        ? Dropout.dropout(inputs.get(0), (float) rate, true).singletonOrThrow()
                        : inputs.get(0).reshape(inputs.get(0).getShape()));
    }

    /** The sum of inputs of one shape. */
    public static Operation add() {
        return new Plain(
                "sum",
                inputs -> {
                    if (inputs.size() < 2) {
                        throw BadInput.of(
                                "sum",
                                inputs.size() + " input",
                                "at least 2",
                                "Name them: graph.then(\"sum\", Operations.add(), \"conv1\", \"conv2\")");
                    }
                    if (inputs.stream().distinct().count() > 1) {
                        throw BadInput.of(
                                "sum", "shapes " + inputs, "one shape", "Bring them to one by a 1 x 1 convolution");
                    }
                    return inputs.get(0);
                },
                (inputs, training) -> inputs.stream().reduce(NDArray::add).orElseThrow());
    }

    /** Channels in groups of so many as capsules: batch x capsules x dimensions, their length squashed to below 1. */
    public static Operation primaryCapsules(int dimensions) {
        return new Capsules.Primary(dimensions);
    }

    /**
     * Capsules that the capsules below route their predictions to by agreement (Sabour et al. 2017).
     *
     * @param iterations of the routing, 3 in the paper
     */
    public static Operation routing(int classes, int dimensions, int iterations) {
        return new Capsules.Routing(classes, dimensions, iterations);
    }

    /** How long each capsule is: how sure it is that its thing is there. */
    public static Operation lengths() {
        return new Capsules.Lengths();
    }

    /** The longest capsule as it is, the others as 0. */
    public static Operation longestCapsule() {
        return new Capsules.Longest();
    }

    /**
     * A modern Hopfield layer: {@code X softmax(beta X' q)} of stored patterns (Ramsauer et al. 2020).
     *
     * @param patterns how many are stored, in the tensor {@code patterns}
     * @param beta how sharply the nearest is preferred
     */
    public static Operation recall(int patterns, double beta) {
        if (patterns < 1 || !(beta > 0)) {
            throw BadInput.of(
                    "recall",
                    patterns + " patterns, beta " + beta,
                    "at least 1 and a beta above 0",
                    "Operations.recall(64, 4)");
        }
        return new Recall(patterns, beta);
    }
}
