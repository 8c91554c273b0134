package org.striate.models;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.util.Arrays;
import java.util.Set;
import org.striate.core.BadInput;

/**
 * A target's value for each image, and how each pixel changes it.
 *
 * @param values [images]
 * @param pixels [images][channels x height x width], the derivative of the value with respect to the pixel
 */
public record Gradient(double[] values, float[][] pixels) {

    static Gradient of(Network network, Target target, float[][] images) {
        var values = new double[images.length];
        var pixels = new float[images.length][];
        for (int from = 0; from < images.length; from += Showing.BATCH) {
            int to = Math.min(images.length, from + Showing.BATCH);
            part(network, target, Arrays.copyOfRange(images, from, to), from, values, pixels);
        }
        return new Gradient(values, pixels);
    }

    private static void part(
            Network network, Target target, float[][] images, int from, double[] values, float[][] pixels) {
        var program = network.program();
        var row = network.layers().row(target.layer());
        try (var manager = program.manager().newSubManager();
                var collector = Engine.getInstance().newGradientCollector()) {
            var input =
                    manager.create(inputs(network, images), network.showing().inputShape(images.length));
            input.setRequiresGradient(true);
            program.run(input, from, Set.of(row.name()), network.changes().injuries(), (layer, output) -> {
                var found = target.of(output, row);
                collector.backward(found.sum());
                var numbers = found.toFloatArray();
                for (int i = 0; i < numbers.length; i++) {
                    values[from + i] = numbers[i];
                }
            });
            try (var gradient = input.getGradient()) {
                read(network.preprocessing(), gradient.toFloatArray(), from, images.length, pixels);
            }
        } catch (EngineException e) {
            throw BadInput.of(
                    network.name(),
                    "no gradient from " + row.name() + " to the image (" + reason(e) + ")",
                    "a network whose operations the engine can differentiate",
                    "Export it outside torch.no_grad() and without freezing: torch.jit.trace(net.eval(), image).save(\"net.pt\")");
        }
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
