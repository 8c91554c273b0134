package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The greatest value in each window, down and then across, of slices of the whole image: as many steps as a window has rows and columns,
 * each of which the engine takes many values at a time, where its own pooling visits each window's values one by one. The values are
 * equal, but those that are equally great would share the gradient. See decision 96.
 */
final class SlicedMaximum {

    private SlicedMaximum() {}

    /** Whether it gives what the engine gives: each window's first pixel behind the padding is in the image, and no gradient can be wanted. */
    static boolean fits(Pooling pooling, NDArray image) {
        var shape = image.getShape();
        return pooling.size() > 1
                && !JniUtils.isGradMode()
                && (pooling.places(shape.get(2)) - 1) * pooling.stride() < shape.get(2)
                && (pooling.places(shape.get(3)) - 1) * pooling.stride() < shape.get(3);
    }

    /** @return belongs to the image's manager */
    static NDArray of(Pooling pooling, NDArray image) {
        try (var manager = image.getManager().newSubManager()) {
            var greatest = along(3, pooling, along(2, pooling, Numbers.in(manager, image)));
            greatest.attach(image.getManager());
            return greatest;
        }
    }

    /** Of all windows together: their pixels 0, then 1, .., of which those in the padding are left out. */
    private static NDArray along(int axis, Pooling pooling, NDArray values) {
        long extent = values.getShape().get(axis);
        long stride = pooling.stride();
        long places = pooling.places(extent);
        var greatest = slice(axis, values, 0, places, stride);
        for (int offset = -pooling.padding(); offset < pooling.size() - pooling.padding(); offset++) {
            long first = offset < 0 ? (-offset + stride - 1) / stride : 0;
            long end = Math.min(places, Math.floorDiv(extent - 1 - offset, stride) + 1);
            if (offset != 0 && first < end) {
                greatest = greater(
                        axis, greatest, first, end, slice(axis, values, first * stride + offset, end - first, stride));
            }
        }
        return greatest;
    }

    /** The greater of these values and the pixels, which are there from {@code first} to {@code end}; frees both. */
    private static NDArray greater(int axis, NDArray values, long first, long end, NDArray pixels) {
        var outer = values.getManager();
        try (var manager = outer.newSubManager()) {
            values.attach(manager);
            pixels.attach(manager);
            var better = slice(axis, values, first, end - first, 1).maximum(pixels);
            var found = end - first == values.getShape().get(axis) ? better : between(axis, values, first, better, end);
            found.attach(outer);
            return found;
        }
    }

    /** The same values before {@code first} and from {@code end} on. */
    private static NDArray between(int axis, NDArray values, long first, NDArray better, long end) {
        var parts = new NDList(better);
        if (first > 0) {
            parts.add(0, slice(axis, values, 0, first, 1));
        }
        long after = values.getShape().get(axis) - end;
        if (after > 0) {
            parts.add(slice(axis, values, end, after, 1));
        }
        return NDArrays.concat(parts, axis);
    }

    private static NDArray slice(int axis, NDArray of, long first, long count, long stride) {
        return of.get(new NDIndex().addAllDim(axis).addSliceDim(first, first + (count - 1) * stride + 1, stride));
    }
}
