package org.striate.models;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import org.striate.core.BadInput;

/**
 * A target's value for each image, and how each pixel changes it.
 *
 * @param values [images]
 * @param pixels [images][channels x height x width], the derivative of the value with respect to the pixel
 */
public record Gradient(double[] values, float[][] pixels) {

    /** @param first how many stimuli were shown before, for noise that depends on it */
    static Gradient of(Network network, Target target, long first, float[][] images) {
        var values = new double[images.length];
        var pixels = new float[images.length][];
        for (int from = 0; from < images.length; from += Showing.BATCH) {
            int to = Math.min(images.length, from + Showing.BATCH);
            part(network, target, Arrays.copyOfRange(images, from, to), first, from, values, pixels);
        }
        return new Gradient(values, pixels);
    }

    private static void part(
            Network network, Target target, float[][] images, long first, int from, double[] values, float[][] pixels) {
        var row = network.layers().row(target.layer());
        var inputs = inputs(network, images);
        try {
            var gradient = Exhaustion.guard(
                    "gradient of " + network.name(), () -> pass(network, target, row, inputs, first, from, values));
            read(network.preprocessing(), gradient, from, images.length, pixels);
        } catch (EngineException e) {
            throw BadInput.of(
                    network.name(),
                    "no gradient from " + row.name() + " to the image (" + reason(e) + ")",
                    "a network whose operations the engine can differentiate",
                    "Export it outside torch.no_grad() and without freezing: torch.jit.trace(net.eval(),"
                            + " image).save(\"net.pt\")");
        }
    }

    /** The derivatives with respect to the inputs; fills in the values. */
    private static float[] pass(
            Network network, Target target, LayerTable.Row row, float[] inputs, long first, int from, double[] values) {
        var program = network.program();
        try (var manager = program.manager().newSubManager()) {
            var input = manager.create(
                    inputs,
                    network.showing()
                            .inputShape(inputs.length / network.preprocessing().size()));
            input.setRequiresGradient(true);
            return recorded(() -> {
                program.run(
                        input,
                        first + from,
                        Set.of(row.name()),
                        network.changes().injuries(),
                        (layer, output) -> {
                            var found = target.of(output, row);
                            backward(found.sum());
                            var numbers = found.toFloatArray();
                            for (int i = 0; i < numbers.length; i++) {
                                values[from + i] = numbers[i];
                            }
                        });
                try (var gradient = input.getGradient()) {
                    return gradient.toFloatArray();
                }
            });
        }
    }

    /** What is computed in here can be differentiated; not by the engine's collector, of which a process can have one at a time. */
    static <T> T recorded(Supplier<T> work) {
        return recorded(true, work);
    }

    /** @param wanted or else nothing computed in here can be differentiated; threads differ in what they do by themselves */
    static <T> T recorded(boolean wanted, Supplier<T> work) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(wanted);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /** Adds the derivatives of a single number to the gradients of what it was computed from. */
    static void backward(NDArray value) {
        JniUtils.backward((PtNDArray) value, (PtNDArray) value.onesLike(), false, false);
    }

    /** The engine's last line; those before it are its code. */
    private static String reason(EngineException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .reduce("", (before, line) -> line)
                .strip();
    }

    private static float[] inputs(Network network, float[][] images) {
        var preprocessing = network.preprocessing();
        int size = preprocessing.size();
        int area = preprocessing.height() * preprocessing.width();
        var inputs = new float[images.length * size];
        for (int i = 0; i < images.length; i++) {
            if (images[i].length != size) {
                throw BadInput.of(
                        "image " + i,
                        images[i].length + " pixels",
                        preprocessing.channels() + " x " + preprocessing.height() + " x " + preprocessing.width()
                                + ", the input of " + network.name(),
                        "stimuli.resized(" + preprocessing.height() + ", " + preprocessing.width() + ").pixels(0)");
            }
            for (int j = 0; j < size; j++) {
                int channel = j / area;
                inputs[i * size + j] =
                        (images[i][j] - preprocessing.mean().get(channel).floatValue())
                                / preprocessing.deviation().get(channel).floatValue();
            }
        }
        return inputs;
    }

    private static void read(Preprocessing preprocessing, float[] gradient, int from, int images, float[][] pixels) {
        int size = preprocessing.size();
        int area = preprocessing.height() * preprocessing.width();
        for (int i = 0; i < images; i++) {
            pixels[from + i] = Arrays.copyOfRange(gradient, i * size, (i + 1) * size);
            for (int j = 0; j < size; j++) {
                pixels[from + i][j] /= preprocessing.deviation().get(j / area).floatValue();
            }
        }
    }
}
