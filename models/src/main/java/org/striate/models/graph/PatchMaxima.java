package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * A convolution of the image and the maximum over windows of it, for training. Only the place with a window's maximum has a gradient, so
 * each filter learns from the patches of the image under these places: they are gathered, and the maxima are their products with the
 * filters. The engine's own way back visits every pixel.
 */
record PatchMaxima(Convolution convolution, Pooling pooling) implements Operation {

    /** Whether the two nodes, of which the second is all that uses the first, can be computed so, gathering no more than is convolved. */
    static boolean fit(Graph.Node first, Graph.Node second) {
        return first.operation() instanceof Convolution convolution
                && first.inputs().get(0) < 0
                && convolution.dilation() == 1
                && convolution.groups() == 1
                && second.operation() instanceof Pooling pooling
                && pooling.maximum()
                && !pooling.ceiling()
                && pooling.padding() == 0
                && area(second.shape()) * patch(convolution, first.inputShapes().get(0)) <= area(first.shape());
    }

    private static long area(Shape shape) {
        return shape.get(2) * shape.get(3);
    }

    private static long patch(Convolution convolution, Shape image) {
        return image.get(1) * convolution.height() * convolution.width();
    }

    /** A node in the place of the second, with the tensors of the first. */
    static Graph.Node of(Graph.Node first, Graph.Node second) {
        var both = new PatchMaxima((Convolution) first.operation(), (Pooling) second.operation());
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
        return apply(inputs, tensors, training, Integer.MAX_VALUE);
    }

    /** @param most bytes of the engine's that Java can see at a time; where the convolution takes more, the engine does it all */
    NDArray apply(List<NDArray> inputs, Map<String, NDArray> tensors, boolean training, long most) {
        var image = inputs.get(0);
        if (Float.BYTES * convolution.output(List.of(image.getShape())).size() > most) {
            return pooling.apply(List.of(convolution.apply(inputs, tensors, training)), Map.of(), training);
        }
        long batch = image.getShape().get(0);
        long filters = convolution.channels();
        try (var manager = image.getManager().newSubManager()) {
            var patches = patches(manager, image, tensors.get("weight"));
            var weight = Numbers.in(manager, tensors.get("weight")).reshape(filters, -1, 1);
            var maxima = patches.batchMatMul(weight);
            var bias = tensors.get("bias");
            if (bias != null) {
                maxima = maxima.add(Numbers.in(manager, bias).reshape(filters, 1, 1));
            }
            var size = output(List.of(image.getShape()));
            var found = maxima.reshape(filters, batch, size.get(2) * size.get(3))
                    .transpose(1, 0, 2)
                    .reshape(batch, filters, size.get(2), size.get(3));
            found.attach(image.getManager());
            return found;
        }
    }

    /** What lies under the maxima: filters x (batch x windows) x (channels x height x width of a filter). */
    private NDArray patches(NDManager manager, NDArray image, NDArray weight) {
        var own = Numbers.in(manager, image);
        try (var convolved = unrecorded(own, weight)) {
            var grid = new Grid(image.getShape(), convolved.getShape(), output(List.of(image.getShape())));
            var patches =
                    manager.create(new Shape(convolution.channels(), grid.batch * grid.windows(), grid.patchSize()));
            var pixels = memory(own);
            var values = memory(convolved);
            var gathered = memory(patches);
            Parallel.each(grid.batch, item -> grid.gather(item, pixels, values, gathered));
            return patches;
        }
    }

    /** The convolution, without the way back; a summand changes no maximum's place. */
    private NDArray unrecorded(NDArray image, NDArray weight) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return convolution.apply(image, Map.of("weight", weight), false);
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /** The engine's own memory. */
    private static FloatBuffer memory(NDArray array) {
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /** Where things lie. */
    private final class Grid {

        private final int batch;
        private final int channels;
        private final int height;
        private final int width;
        private final int convolvedHeight;
        private final int convolvedWidth;
        private final int rows;
        private final int columns;

        Grid(Shape image, Shape convolved, Shape windows) {
            batch = (int) image.get(0);
            channels = (int) image.get(1);
            height = (int) image.get(2);
            width = (int) image.get(3);
            convolvedHeight = (int) convolved.get(2);
            convolvedWidth = (int) convolved.get(3);
            rows = (int) windows.get(2);
            columns = (int) windows.get(3);
        }

        int windows() {
            return rows * columns;
        }

        int patchSize() {
            return channels * convolution.height() * convolution.width();
        }

        /** The patches of one image, for every filter. */
        void gather(int item, FloatBuffer pixels, FloatBuffer values, FloatBuffer patches) {
            var padded = padded(item, pixels);
            var plane = new float[convolvedHeight * convolvedWidth];
            var found = new float[windows() * patchSize()];
            for (int filter = 0; filter < convolution.channels(); filter++) {
                values.get((item * convolution.channels() + filter) * plane.length, plane);
                for (int window = 0; window < windows(); window++) {
                    int first =
                            window / columns * pooling.stride() * convolvedWidth + window % columns * pooling.stride();
                    copy(padded, greatest(plane, first), found, window * patchSize());
                }
                patches.put((filter * batch + item) * found.length, found);
            }
        }

        private int paddedWidth() {
            return width + 2 * convolution.sidePadding();
        }

        private int paddedHeight() {
            return height + 2 * convolution.padding();
        }

        private float[] padded(int item, FloatBuffer pixels) {
            var padded = new float[channels * paddedHeight() * paddedWidth()];
            for (int row = 0; row < channels * height; row++) {
                int at = (row / height * paddedHeight() + convolution.padding() + row % height) * paddedWidth()
                        + convolution.sidePadding();
                pixels.get((item * channels * height + row) * width, padded, at, width);
            }
            return padded;
        }

        /** The first of the greatest values in a window; one that is no number counts as greatest, as in PyTorch. */
        private int greatest(float[] plane, int first) {
            int at = first;
            float most = plane[first];
            for (int row = 0; row < pooling.size(); row++) {
                int start = first + row * convolvedWidth;
                for (int i = start; i < start + pooling.size(); i++) {
                    if (plane[i] > most || Float.isNaN(plane[i])) {
                        at = i;
                        most = plane[i];
                    }
                }
            }
            return at;
        }

        private void copy(float[] padded, int convolvedAt, float[] found, int start) {
            int to = start;
            int top = convolvedAt / convolvedWidth * convolution.stride();
            int left = convolvedAt % convolvedWidth * convolution.stride();
            for (int channel = 0; channel < channels; channel++) {
                int from = (channel * paddedHeight() + top) * paddedWidth() + left;
                for (int row = 0; row < convolution.height(); row++) {
                    System.arraycopy(padded, from, found, to, convolution.width());
                    from += paddedWidth();
                    to += convolution.width();
                }
            }
        }
    }
}
