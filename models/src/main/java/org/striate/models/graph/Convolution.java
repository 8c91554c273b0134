package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.striate.core.BadInput;

/**
 * PyTorch's {@code Conv2d} with zero padding.
 *
 * @param channels that come out
 * @param height of the filters
 * @param width of the filters
 * @param stride down and across
 * @param padding rows above and below
 * @param sidePadding columns left and right
 * @param dilation steps between the filter's pixels
 * @param groups of channels that do not meet
 * @param bias whether every channel has one
 */
public record Convolution(
        int channels,
        int height,
        int width,
        int stride,
        int padding,
        int sidePadding,
        int dilation,
        int groups,
        boolean bias)
        implements Operation {

    public Convolution {
        if (channels < 1
                || height < 1
                || width < 1
                || stride < 1
                || padding < 0
                || sidePadding < 0
                || dilation < 1
                || groups < 1) {
            throw BadInput.of(
                    "convolution",
                    channels + " channels of " + height + " x " + width + ", stride " + stride + ", padding " + padding
                            + " and " + sidePadding,
                    "all at least 1, padding at least 0",
                    "Operations.convolution(64, 3)");
        }
    }

    /** Steps of so many pixels. */
    public Convolution stride(int stride) {
        return new Convolution(channels, height, width, stride, padding, sidePadding, dilation, groups, bias);
    }

    /** Zeros on every side. */
    public Convolution padding(int padding) {
        return padding(padding, padding);
    }

    /** Zeros above and below, left and right. */
    public Convolution padding(int rows, int columns) {
        return new Convolution(channels, height, width, stride, rows, columns, dilation, groups, bias);
    }

    public Convolution dilation(int dilation) {
        return new Convolution(channels, height, width, stride, padding, sidePadding, dilation, groups, bias);
    }

    public Convolution groups(int groups) {
        return new Convolution(channels, height, width, stride, padding, sidePadding, dilation, groups, bias);
    }

    public Convolution withoutBias() {
        return new Convolution(channels, height, width, stride, padding, sidePadding, dilation, groups, false);
    }

    @Override
    public String kind() {
        return height + " x " + width + " convolution" + (stride > 1 ? ", stride " + stride : "")
                + (dilation > 1 ? ", dilation " + dilation : "") + (groups > 1 ? ", " + groups + " groups" : "");
    }

    @Override
    public Shape output(List<Shape> inputs) {
        var input = Shapes.image(kind(), inputs.get(0));
        if (input.get(1) % groups != 0 || channels % groups != 0) {
            throw BadInput.of(
                    kind(),
                    input.get(1) + " channels in, " + channels + " out",
                    "multiples of " + groups + ", the groups",
                    "Operations.convolution(64, 3).groups(1)");
        }
        return new Shape(
                input.get(0),
                channels,
                Shapes.places(kind(), input.get(2) + 2L * padding, dilation * (height - 1) + 1, stride, false),
                Shapes.places(kind(), input.get(3) + 2L * sidePadding, dilation * (width - 1) + 1, stride, false));
    }

    @Override
    public List<Tensor> tensors(List<Shape> inputs) {
        var filters = new Shape(channels, inputs.get(0).get(1) / groups, height, width);
        var tensors = new ArrayList<>(List.of(new Tensor("weight", filters, Start.HE, true)));
        if (bias) {
            tensors.add(new Tensor("bias", new Shape(channels), Start.ZERO, true));
        }
        return tensors;
    }

    @Override
    public NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training) {
        return apply(inputs.get(0), tensors, JniUtils.isGradMode());
    }

    /** @param backwards whether the gradient to what comes in may be wanted */
    NDArray apply(NDArray x, Map<String, NDArray> tensors, boolean backwards) {
        var weight = tensors.get("weight");
        return WholeBlocks.areNeeded(this, x.getShape().get(1), backwards)
                ? WholeBlocks.apply(this, x, weight, tensors.get("bias"))
                : convolved(x, weight, tensors.get("bias"));
    }

    NDArray convolved(NDArray x, NDArray weight, NDArray bias) {
        return Conv2d.conv2d(
                        x,
                        weight,
                        bias,
                        new Shape(stride, stride),
                        new Shape(padding, sidePadding),
                        new Shape(dilation, dilation),
                        groups)
                .singletonOrThrow();
    }

    @Override
    public Window window(List<Shape> inputs) {
        return new Window(dilation * (Math.max(height, width) - 1) + 1, stride);
    }
}
