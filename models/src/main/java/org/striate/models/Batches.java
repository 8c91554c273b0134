package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;

/**
 * Puts stimuli into batches. Every size of batch has one tensor, which lies in a buffer that each batch is written into: nothing
 * is allocated from step to step.
 */
final class Batches implements AutoCloseable {

    /** A tensor and the memory it lies in. */
    private record Place(NDArray tensor, FloatBuffer memory) {}

    /** The garbage-first collector never moves what is larger than half a region: 16 MB at most below 64 GB of heap. */
    private static final int UNMOVED = 16 << 20;

    private static final int HEADER = 64; // more than any array's, so that it does not begin a region more

    private final float[][] inputs;
    private final int together;
    private final Shape shape;
    private final NDManager manager = NDManager.newBaseManager();
    private final Map<Integer, Place> places = new HashMap<>();

    /**
     * @param inputs [arrays][together * channels * height * width], the last perhaps shorter
     * @param together stimuli in one array
     * @param shape of one input: 1 x channels x height x width
     */
    Batches(float[][] inputs, int together, Shape shape) {
        this.inputs = inputs;
        this.together = together;
        this.shape = shape;
    }

    /** All stimuli, rendered. */
    static Batches of(Showing showing, StimulusSet stimuli, String afterInterrupt) {
        var shape = showing.inputShape(1);
        int together = (int) Math.max(1, (UNMOVED - HEADER) / Float.BYTES / shape.size());
        var inputs = new ArrayList<float[]>();
        showing.rendered(stimuli, together, afterInterrupt, (from, some) -> inputs.add(some));
        return new Batches(inputs.toArray(float[][]::new), together, shape);
    }

    int stimuli() {
        int last = inputs.length - 1;
        return last * together + inputs[last].length / (int) shape.size();
    }

    /**
     * The stimuli as one batch; valid until the next batch of that size.
     *
     * @param shown indices of stimuli
     * @param random decides what the augmentations do
     */
    NDArray of(List<Integer> shown, List<Augmentation> augmentations, Random random) {
        var place = places.computeIfAbsent(shown.size(), this::place);
        int size = (int) shape.size();
        if (augmentations.isEmpty()) {
            for (int i = 0; i < shown.size(); i++) {
                int stimulus = shown.get(i);
                place.memory.put(i * size, inputs[stimulus / together], stimulus % together * size, size);
            }
            return place.tensor;
        }
        var seeds = shown.stream().mapToLong(i -> random.nextLong()).toArray(); // so that cores do not share one
        IntStream.range(0, shown.size())
                .parallel()
                .forEach(i -> place.memory.put(
                        i * size, augmented(image(shown.get(i)), augmentations, new Random(seeds[i]))));
        return place.tensor;
    }

    /** The first pixel of a stimulus that is not finite; 0 if all are. */
    float odd(int stimulus) {
        int size = (int) shape.size();
        var array = inputs[stimulus / together];
        int at = stimulus % together * size;
        for (int i = at; i < at + size; i++) {
            if (!Float.isFinite(array[i])) {
                return array[i];
            }
        }
        return 0;
    }

    private float[] image(int stimulus) {
        int size = (int) shape.size();
        int at = stimulus % together * size;
        return Arrays.copyOfRange(inputs[stimulus / together], at, at + size);
    }

    private float[] augmented(float[] image, List<Augmentation> augmentations, Random random) {
        var shown = image;
        for (var augmentation : augmentations) {
            shown = augmentation.apply(shown, (int) shape.get(1), (int) shape.get(2), (int) shape.get(3), random);
        }
        return shown;
    }

    private Place place(int count) {
        long bytes = shape.size() * Float.BYTES;
        if (count * bytes > Integer.MAX_VALUE) {
            throw BadInput.of(
                    "training",
                    "a batch of " + count + " images of " + shape.slice(1) + ", " + count * bytes / 1_000_000 + " MB",
                    "at most " + Integer.MAX_VALUE / bytes + " together, 2147 MB",
                    "settings.batch(64)");
        }
        var memory = ByteBuffer.allocateDirect((int) (count * bytes)).order(ByteOrder.nativeOrder());
        var whole = new Shape(count, shape.get(1), shape.get(2), shape.get(3));
        return new Place(manager.create(memory, whole, DataType.FLOAT32), memory.asFloatBuffer());
    }

    /** SHA-256 of a text and all inputs. */
    String checksum(String text) {
        var sum = new ContentSum().add(text);
        for (var input : inputs) {
            sum.add(input);
        }
        return sum.hex();
    }

    /**
     * Parts of so many; a rest of fewer than say something goes with the part before, one alone always, since it has no statistics.
     *
     * @param fewest stimuli that say something; see {@link Objective#fewest}
     */
    static List<List<Integer>> parts(List<Integer> order, int size, int fewest) {
        var parts = new ArrayList<List<Integer>>();
        for (int from = 0; from < order.size(); ) {
            int to = Math.min(order.size(), from + size);
            to = order.size() - to < Math.max(2, fewest) ? order.size() : to;
            parts.add(order.subList(from, to));
            from = to;
        }
        return parts;
    }

    @Override
    public void close() {
        manager.close();
    }
}
