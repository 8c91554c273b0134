package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.BadInput;

/**
 * PyTorch's {@code AdaptiveAvgPool2d}: output {@code i} of {@code m} is the mean of inputs {@code floor(i n / m)} to
 * {@code ceil((i + 1) n / m) - 1}.
 *
 * @param height of the output
 * @param width of the output
 */
public record AdaptivePooling(int height, int width) implements Operation {

    public AdaptivePooling {
        if (height < 1 || width < 1) {
            throw BadInput.of(
                    "mean pool to " + height + " x " + width,
                    "no parts",
                    "at least 1 x 1",
                    "Operations.meanPoolTo(1, 1)");
        }
    }

    @Override
    public String kind() {
        return "mean pool to " + height + " x " + width;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        var input = Shapes.image(kind(), inputs.get(0));
        return new Shape(input.get(0), input.get(1), height, width);
    }

    @Override
    public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
        var input = inputs.get(0);
        if (input.getShape().get(2) == height && input.getShape().get(3) == width) {
            return input.reshape(input.getShape()); // another handle, so that each may be freed
        }
        return means(means(input, 2, height), 3, width);
    }

    private static NDArray means(NDArray input, int axis, int places) {
        long extent = input.getShape().get(axis);
        var means = IntStream.range(0, places)
                .mapToObj(i -> {
                    long from = start(i, extent, places);
                    long to = end(i, extent, places);
                    return input.get(new NDIndex(axis == 2 ? ":, :, {}:{}, :" : ":, :, :, {}:{}", from, to))
                            .mean(new int[] {axis}, true);
                })
                .toArray(NDArray[]::new);
        return means.length == 1 ? means[0] : ai.djl.ndarray.NDArrays.concat(new NDList(means), axis);
    }

    @Override
    public Window window(List<Shape> inputs) {
        var input = inputs.get(0);
        int size = Math.max(largest(input.get(2), height), largest(input.get(3), width));
        boolean whole = largest(input.get(2), height) == input.get(2) && largest(input.get(3), width) == input.get(3);
        return whole ? Window.WHOLE : new Window(size, input.get(2) / (double) height);
    }

    /** Of the parts that an extent is cut into. */
    private static int largest(long extent, int places) {
        return (int) IntStream.range(0, places)
                .mapToLong(i -> end(i, extent, places) - start(i, extent, places))
                .max()
                .orElseThrow();
    }

    private static long start(int i, long extent, int places) {
        return i * extent / places;
    }

    private static long end(int i, long extent, int places) {
        return ((i + 1) * extent + places - 1) / places;
    }
}
