package org.striate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.StimulusSet;
import org.striate.datasets.Npy;
import org.striate.models.LearningRule;
import org.striate.models.Network;
import org.striate.models.Networks;
import org.striate.models.Preprocessing;
import org.striate.models.Training;
import org.striate.models.files.Safetensors;
import org.striate.models.files.StoredTensor;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;

/**
 * Trains the tilt network on 48 x 64 gratings, with the inputs, initial weights, order and arguments of the peers' {@code wl_train.py};
 * then once more, whose seconds are the phase {@code again}.
 * Floor: the convolution takes {@code 2 x 6 x 49 x 48 x 64} operations an image, 1.8 MFLOP, forward and once more for its weights'
 * gradient (the image needs none): 18 GFLOP an epoch of 5,000 images, 0.2 s at 85 GFLOP/s; the rest is three passes over 6 x 48 x 64 floats
 * an image, 1.1 GB, 0.03 s at 33 GB/s.
 */
public final class TrainingJob {

    private TrainingJob() {}

    /** {@code --inputs DIR --size paper --threads 2 --epochs 1}: prints the peers' JSON line. */
    public static void main(String[] args) throws IOException {
        var size = PeerLine.argument(args, "size", "small");
        var folder = Path.of(PeerLine.argument(args, "inputs", "."), size, "train");
        int batch = Integer.parseInt(PeerLine.argument(args, "batch", "100"));
        int epochs = Integer.parseInt(PeerLine.argument(args, "epochs", "1"));
        long start = System.nanoTime();
        var stimuli = stimuli(folder);
        var network = network(folder);
        network.activations(stimuli.select(0), "out"); // loads the engine, as importing torch does
        double load = seconds(start);

        var settings = Training.withDefaults()
                .epochs(epochs)
                .batch(batch)
                .inOrder()
                .heldOut(0)
                .rule(LearningRule.sgd(5e-4, 0.99));
        double cpu = PeerLine.cpuNow();
        start = System.nanoTime();
        var trained = network.train(stimuli, "tilt", settings);
        double wall = seconds(start);
        cpu = PeerLine.cpuNow() - cpu;
        start = System.nanoTime();
        network.train(stimuli, "tilt", settings);
        double again = seconds(start);

        var params = String.format("{\"images\": %d, \"epochs\": %d, \"batch\": %d}", stimuli.size(), epochs, batch);
        var digests = "{\"mean_loss\": "
                + Arrays.stream(trained.training().loss()).average().orElseThrow() + ", \"accuracy\": "
                + trained.accuracy(stimuli, "tilt") + ", \"images_per_s\": " + stimuli.size() * epochs / wall + "}";
        int threads = Integer.parseInt(PeerLine.argument(args, "threads", "2"));
        System.out.println(new PeerLine("train", params, wall, cpu, load).json(size, threads, digests, again));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static float[] floats(Path folder, String name) {
        var values = Npy.load(folder.resolve(name + ".npy")).values();
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** In the order in which they are learned. */
    private static StimulusSet stimuli(Path folder) {
        var images = floats(folder, "images");
        var tilt = floats(folder, "tilt");
        var order = Npy.load(folder.resolve("order.npy")).ints();
        int pixels = 48 * 64;
        return new PixelStimuli(
                "gratings",
                Arrays.stream(order).mapToObj(i -> "grating " + i).toList(),
                1,
                48,
                64,
                8,
                i -> Arrays.copyOfRange(images, order[i] * pixels, (order[i] + 1) * pixels),
                Map.of(
                        "tilt",
                        Arrays.stream(order)
                                .mapToObj(i -> (Object) (double) tilt[i])
                                .toList()),
                Origin.of("peer inputs"));
    }

    private static Network network(Path folder) throws IOException {
        var graph = Graph.input("tilt", 1, 48, 64)
                .then("conv", Operations.convolution(6, 7).padding(3))
                .then("relu", Operations.relu())
                .then("pool", Operations.maxPool(8, 8))
                .then("flatten", Operations.flatten())
                .then("fc", Operations.dense(10))
                .then("fc.relu", Operations.relu())
                .then("out", Operations.dense(1));
        var tensors = new LinkedHashMap<String, StoredTensor>();
        graph.tensors().forEach((name, tensor) -> {
            var values = floats(folder, name.replace('.', '_'));
            var shape = IntStream.range(0, tensor.shape().dimension())
                    .mapToObj(i -> tensor.shape().get(i))
                    .toList();
            tensors.put(name, new StoredTensor(List.copyOf(shape), () -> values));
        });
        var file = Files.createTempFile("tilt", ".safetensors");
        try {
            Safetensors.save(file, tensors, Map.of());
            return Networks.load(graph, Preprocessing.plain(1, 48, 64), file);
        } finally {
            Files.delete(file);
        }
    }
}
