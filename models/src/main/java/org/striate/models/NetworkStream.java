package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.striate.core.Activations;
import org.striate.core.Origin;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.UnitBlocks;
import org.striate.models.stream.LayerPass;
import org.striate.models.stream.StreamLimits;
import org.striate.models.stream.StreamPlan;
import org.striate.models.stream.Streaming;

/** A network whose streams keep to other limits than the usual ones. */
record NetworkStream(Network network, StreamLimits limits) implements StimulusModel {

    /** Stimuli on which the times are measured; below twice as many the whole is quicker than its measurement. */
    private static final int TRIAL = 4;

    @Override
    public void stream(StimulusSet stimuli, List<String> layers, UnitBlocks sink) {
        Exhaustion.guard(network.name(), () -> {
            var plan = plan(stimuli, layers);
            // The inputs wait beside the answers: of 1 pass there is nothing to keep.
            boolean keeps = plan.passes().size() > 1 && limits.disk() > 0;
            try (var kept = keeps ? new KeptInputs(network, stimuli, limits.folder()) : null) {
                var pass =
                        pass(keeps ? kept::of : (from, to) -> network.showing().inputs(stimuli, from, to));
                new Streaming(plan, limits, network.showing().batch()).run(pass, sink);
            }
            return plan;
        });
    }

    /** What a stream would cost. */
    StreamPlan plan(StimulusSet stimuli, List<String> layers) {
        Showing.requireSome(stimuli);
        var table = network.layers();
        var order = table.rows().stream().map(LayerTable.Row::name).toList();
        var asked = new LinkedHashSet<>(layers.isEmpty() ? table : layers);
        var own = new HashMap<String, LayerTable.Row>();
        asked.forEach(layer -> own.put(layer, table.row(layer)));
        var times =
                times(stimuli, own.values().stream().map(LayerTable.Row::name).toList());
        var costs = asked.stream()
                .map(layer -> new StreamPlan.LayerCost(
                        layer,
                        own.get(layer).name(),
                        own.get(layer).layout().units(),
                        times.getOrDefault(own.get(layer).name(), 0.0)))
                .sorted(Comparator.comparing(layer -> order.indexOf(layer.own())))
                .toList();
        return StreamPlan.of(network.name(), stimuli.size(), costs, times.getOrDefault("", 0.0), limits);
    }

    /** Seconds a stimulus until each layer is computed, and under an empty name until the input is there. */
    private Map<String, Double> times(StimulusSet stimuli, List<String> layers) {
        var times = new HashMap<String, Double>();
        if (stimuli.size() < 2 * TRIAL) {
            return times;
        }
        var inputs = network.showing().inputs(stimuli, 0, TRIAL);
        long start = System.nanoTime();
        network.showing().inputs(stimuli, 0, TRIAL);
        times.put("", seconds(start));
        for (int shown : List.of(1, TRIAL)) { // the first pass is slower than all others
            long began = System.nanoTime();
            pass((from, to) -> java.util.Arrays.copyOf(
                            inputs, shown * network.preprocessing().size()))
                    .run(0, shown, Set.copyOf(layers), (layer, answers) -> times.put(layer, seconds(began)));
        }
        return times;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9 / TRIAL;
    }

    /** Where inputs come from. */
    @FunctionalInterface
    private interface Inputs {
        float[] of(int from, int to);
    }

    private LayerPass pass(Inputs inputs) {
        var buffer = new InputBuffer();
        return (from, to, layers, sink) -> {
            try (var manager = network.program().manager().newSubManager()) {
                var input = buffer.of(
                        manager, inputs.of(from, to), network.showing().inputShape(to - from));
                network.program()
                        .run(
                                input,
                                from,
                                layers,
                                network.changes().injuries(),
                                (layer, output) -> sink.accept(layer, bytes(output)));
            }
        };
    }

    /** The engine's own memory, without a copy where it holds 32-bit floats in order. */
    private static ByteBuffer bytes(NDArray output) {
        var floats = output.getDataType() == DataType.FLOAT32 ? output : output.toType(DataType.FLOAT32, false);
        return floats.toByteBuffer(true).order(ByteOrder.nativeOrder());
    }

    @Override
    public String name() {
        return network.name();
    }

    @Override
    public List<String> layers() {
        return network.layers();
    }

    @Override
    public Map<String, Activations> activations(StimulusSet stimuli, List<String> layers) {
        return network.activations(stimuli, layers);
    }

    @Override
    public Origin origin() {
        return network.origin();
    }

    @Override
    public String toString() {
        return network + ", streamed within " + limits.memory() + " bytes of memory and " + limits.disk() + " of disk";
    }
}
