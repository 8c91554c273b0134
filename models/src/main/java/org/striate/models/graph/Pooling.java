package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.Map;
import org.striate.core.BadInput;

/**
 * PyTorch's {@code MaxPool2d} and {@code AvgPool2d}.
 *
 * @param maximum or else the mean
 * @param size of the window
 * @param stride between windows
 * @param padding on every side
 * @param ceiling whether a last window may reach over the edge
 * @param counted whether the zeros of the padding count in a mean
 */
public record Pooling(boolean maximum, int size, int stride, int padding, boolean ceiling, boolean counted)
        implements Operation {

    public Pooling {
        if (size < 1 || stride < 1 || padding < 0 || 2 * padding > size) {
            throw BadInput.of(
                    (maximum ? "max" : "mean") + " pool",
                    "a window of " + size + ", stride " + stride + ", padding " + padding,
                    "a window and a stride of at least 1, and padding of at most half the window",
                    "Operations.maxPool(3, 2).padding(1)");
        }
    }

    public Pooling padding(int padding) {
        return new Pooling(maximum, size, stride, padding, ceiling, counted);
    }

    /** With means over the image's own pixels alone: PyTorch's {@code count_include_pad=False}. */
    public Pooling withoutPadding() {
        return new Pooling(maximum, size, stride, padding, ceiling, false);
    }

    /** With a last window that may reach over the edge: PyTorch's {@code ceil_mode}. */
    public Pooling overTheEdge() {
        return new Pooling(maximum, size, stride, padding, true, counted);
    }

    @Override
    public String kind() {
        return (maximum ? "max" : "mean") + " pool " + size + (stride == size ? "" : ", stride " + stride);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        var input = Shapes.image(kind(), inputs.get(0));
        return new Shape(input.get(0), input.get(1), places(input.get(2)), places(input.get(3)));
    }

    /** A window that would start in the right padding is left out, as in PyTorch. */
    long places(long extent) {
        long places = Shapes.places(kind(), extent + 2L * padding, size, stride, ceiling);
        return ceiling && (places - 1) * stride >= extent + padding ? places - 1 : places;
    }

    @Override
    public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
        var window = new Shape(size, size);
        var step = new Shape(stride, stride);
        var edge = new Shape(padding, padding);
        if (maximum) {
            return SlicedMaximum.fits(this, inputs.get(0))
                    ? SlicedMaximum.of(this, inputs.get(0))
                    : Pool.maxPool2d(inputs.get(0), window, step, edge, ceiling);
        }
        var means = Pool.avgPool2d(inputs.get(0), window, step, edge, ceiling, true);
        if (counted || padding == 0) {
            return means;
        }
        // The engine's binding counts the padding whatever it is told; the same mean of ones is the share that is not
        // padding.
        var ones = means.getManager()
                .ones(new Shape(
                        1,
                        1,
                        inputs.get(0).getShape().get(2),
                        inputs.get(0).getShape().get(3)));
        return means.div(Pool.avgPool2d(ones, window, step, edge, ceiling, true));
    }

    @Override
    public Window window(List<Shape> inputs) {
        return new Window(size, stride);
    }
}
