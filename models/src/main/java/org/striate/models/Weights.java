package org.striate.models;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.Pair;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.List;
import org.striate.core.Origin;
import org.striate.models.Architecture.Stage;

/** The blocks of a network with their native memory, which is freed when nobody holds this any more. */
final class Weights {

    private static final Cleaner CLEANER = Cleaner.create();

    static {
        // Natives come with the build: the engine must never look for them, or report itself, on the network.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private final NDManager manager;
    private final List<Stage> stages;
    private final SequentialBlock chain = new SequentialBlock();

    private Weights(Architecture architecture) {
        manager = NDManager.newBaseManager();
        CLEANER.register(this, manager::close);
        stages = architecture.stages();
        stages.forEach(stage -> chain.add(stage.block()));
    }

    /** He-like uniform weights of a seed, biases 0. */
    static Weights random(Architecture architecture, long seed) {
        var weights = new Weights(architecture);
        synchronized (Engine.class) { // one generator for the whole engine
            Engine.getInstance().setRandomSeed((int) seed);
            weights.initialise(
                    architecture,
                    new XavierInitializer(XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2));
        }
        return weights;
    }

    private void initialise(Architecture architecture, Initializer initializer) {
        chain.setInitializer(initializer, Parameter.Type.WEIGHT);
        chain.initialize(manager, DataType.FLOAT32, new Shape(1, 1, architecture.side(), architecture.side()));
    }

    /** The same weights in memory of their own. */
    Weights copy(Architecture architecture) {
        var copy = new Weights(architecture);
        copy.initialise(architecture, Initializer.ZEROS);
        var mine = chain.getParameters().values();
        var theirs = copy.chain.getParameters().values();
        for (int i = 0; i < mine.size(); i++) {
            mine.get(i).getArray().copyTo(theirs.get(i).getArray());
        }
        return copy;
    }

    SequentialBlock chain() {
        return chain;
    }

    NDManager manager() {
        return manager;
    }

    List<Stage> stages() {
        return stages;
    }

    /** The outputs of all stages for one batch; they belong to the input's manager. */
    List<NDArray> forward(NDArray batch) {
        var store = new ParameterStore(batch.getManager(), false);
        var outputs = new java.util.ArrayList<NDArray>();
        var current = new NDList(batch);
        for (var stage : stages) {
            current = stage.block().forward(store, current, false);
            outputs.add(current.singletonOrThrow());
        }
        return outputs;
    }

    /** SHA-256 of all parameters, in order. */
    String checksum() {
        var parameters = chain.getParameters().values();
        int bytes = (int) parameters.stream()
                .mapToLong(p -> p.getArray().size() * Float.BYTES)
                .sum();
        var buffer = ByteBuffer.allocate(bytes);
        for (var parameter : parameters) {
            for (float value : parameter.getArray().toFloatArray()) {
                buffer.putFloat(value);
            }
        }
        return Origin.sha256(buffer.array());
    }

    /** How many numbers a stage learns. */
    static long learned(Stage stage) {
        return stage.block().getParameters().stream()
                .map(Pair::getValue)
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }
}
