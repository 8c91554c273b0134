package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Cleaner;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.random.RandomGeneratorFactory;

/** The tensors of a graph by name, in native memory, which is freed when nobody holds this any more. */
public final class Weights {

    private static final Cleaner CLEANER = Cleaner.create();

    static {
        // Natives come with the build: the engine must never look for them, or report itself, on the network.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private final NDManager manager = NDManager.newBaseManager();
    private final Map<String, NDArray> tensors = new LinkedHashMap<>();

    private Weights() {
        CLEANER.register(this, manager::close);
    }

    /**
     * The start of learning; the same on every machine.
     *
     * @param seed of the Gaussian weights
     */
    public static Weights random(Graph graph, long seed) {
        return of(graph, (name, tensor) -> start(tensor, seed * 1_000_003 + name.hashCode()));
    }

    /**
     * Weights with given values.
     *
     * @param values full name and tensor to its numbers, in the order of the shape, the last index running fastest
     */
    public static Weights of(Graph graph, BiFunction<String, Operation.Tensor, float[]> values) {
        var weights = new Weights();
        graph.tensors().forEach((name, tensor) -> {
            // What the engine makes of an array stays in a buffer of Java's; a copy is in memory of its own.
            try (var buffered = weights.manager.create(values.apply(name, tensor), tensor.shape())) {
                weights.tensors.put(name, buffered.duplicate());
            }
        });
        return weights;
    }

    private static float[] start(Operation.Tensor tensor, long seed) {
        var values = new float[Math.toIntExact(tensor.shape().size())];
        switch (tensor.start()) {
            case ONE -> java.util.Arrays.fill(values, 1);
            case HE -> {
                double deviation =
                        Math.sqrt(2.0 / (values.length / (double) tensor.shape().get(0)));
                var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextGaussian(0, deviation);
                }
            }
            case ZERO -> {}
        }
        return values;
    }

    /** The same weights in memory of their own. */
    public Weights copy() {
        var copy = new Weights();
        tensors.forEach((name, tensor) -> {
            var own = tensor.duplicate();
            own.attach(copy.manager);
            copy.tensors.put(name, own);
        });
        return copy;
    }

    /** Frees the memory now rather than when nobody holds this any more. */
    public void free() {
        manager.close();
    }

    /** Full name to tensor, in order. */
    public Map<String, NDArray> tensors() {
        return java.util.Collections.unmodifiableMap(tensors);
    }

    /** A node's own tensors by their short names. */
    Map<String, NDArray> of(Graph.Node node) {
        var own = new LinkedHashMap<String, NDArray>();
        node.tensors().forEach((name, tensor) -> own.put(tensor.name(), tensors.get(name)));
        return own;
    }

    /** The parent of memory for passes through the network. */
    public NDManager manager() {
        return manager;
    }

    /** One tensor's numbers, a copy. */
    public float[] values(String name) {
        return tensors.get(name).toFloatArray();
    }

    public Shape shape(String name) {
        return tensors.get(name).getShape();
    }

    /** SHA-256 of all names and numbers, in order. */
    public String checksum() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            tensors.forEach((name, tensor) -> {
                digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                digest.update(tensor.toByteBuffer(true)); // the engine's own memory, little-endian
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
