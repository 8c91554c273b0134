package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;

/** Shows a network stimuli, batch by batch, and takes its answers. */
record Showing(Network network) {

    /** Stimuli shown together, at most. */
    static final int BATCH = 32;

    /** A batch whose widest layer is larger is made smaller; each pass holds a few layers of that size. */
    private static final long WIDEST_BYTES = 128 << 20;

    /** Gets what is kept of each batch's answers, in the order of the stimuli. */
    @FunctionalInterface
    interface Rows {
        void take(String layer, int from, float[][] rows);
    }

    /** Gets the input of each batch. */
    @FunctionalInterface
    interface Batch {
        void run(int from, NDArray input);
    }

    /** See {@link Network#activations(StimulusSet, Readout, String...)}. */
    Map<String, Activations> activations(StimulusSet stimuli, Readout readout, String... layers) {
        var table = network.layers();
        var wanted = layers.length == 0 ? List.copyOf(table) : List.of(layers);
        var own = new LinkedHashMap<String, LayerTable.Row>();
        wanted.forEach(layer -> own.put(layer, table.row(layer)));
        if (!fits(stimuli, readout, own)) {
            return network.cached().activations(stimuli, readout, own.keySet().toArray(String[]::new));
        }
        var rows = new HashMap<String, float[][]>();
        own.values().forEach(row -> rows.put(row.name(), new float[stimuli.size()][]));
        rows(
                stimuli,
                readout,
                rows.keySet(),
                (layer, from, batch) -> System.arraycopy(batch, 0, rows.get(layer), from, batch.length));
        var found = new LinkedHashMap<String, Activations>();
        own.forEach((asked, row) -> {
            var layout = readout.layout(asked, row.layout());
            var from = network.origin(asked, readout, stimuli);
            found.put(asked, new Activations(network.name(), asked, stimuli.ids(), layout, rows.get(row.name()), from));
        });
        return found;
    }

    private static boolean fits(StimulusSet stimuli, Readout readout, Map<String, LayerTable.Row> layers) {
        long bytes = 0;
        for (var entry : layers.entrySet()) {
            bytes += 4L
                    * stimuli.size()
                    * readout.layout(entry.getKey(), entry.getValue().layout()).units();
        }
        var runtime = Runtime.getRuntime();
        return bytes <= 0.9 * (runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory());
    }

    /** What is kept of layers, in one pass of all stimuli. */
    void rows(StimulusSet stimuli, Readout readout, Set<String> layers, Rows sink) {
        var name = network.name();
        Exhaustion.guard(name, () -> {
            batches(
                    stimuli,
                    "running " + name,
                    (from, input) -> network.program()
                            .run(
                                    input,
                                    from,
                                    layers,
                                    network.changes().injuries(),
                                    (layer, output) -> sink.take(layer, from, readout.of(output))));
            return name;
        });
    }

    /** All stimuli once, under a bar of progress. */
    void batches(StimulusSet stimuli, String work, Batch batch) {
        requireSome(stimuli);
        var buffer = new InputBuffer();
        int together = batch();
        try (var progress = Progress.of(work, stimuli.size())) {
            for (int from = 0; from < stimuli.size(); from += together) {
                int to = Math.min(stimuli.size(), from + together);
                try (var manager = network.program().manager().newSubManager()) {
                    batch.run(from, buffer.of(manager, inputs(stimuli, from, to), inputShape(to - from)));
                }
                progress.step(to - from, "");
            }
        }
    }

    /** Stimuli shown together. */
    int batch() {
        long widest = network.layers().rows().stream()
                .mapToLong(row -> 4L * row.layout().units())
                .max()
                .orElse(1);
        return (int) Math.max(1, Math.min(BATCH, WIDEST_BYTES / widest));
    }

    /** Gets the inputs of some stimuli, one behind the other. */
    @FunctionalInterface
    interface Inputs {
        void take(int from, float[] inputs);
    }

    /**
     * All inputs once, under a bar of progress.
     *
     * @param together how many stimuli lie in one array
     * @param afterInterrupt what an interrupt should say
     */
    void rendered(StimulusSet stimuli, int together, String afterInterrupt, Inputs sink) {
        try (var progress = Progress.of("rendering " + stimuli.name(), stimuli.size())) {
            progress.afterInterrupt(afterInterrupt);
            int size = network.preprocessing().size();
            for (int from = 0; from < stimuli.size(); from += together) {
                int to = Math.min(stimuli.size(), from + together);
                var inputs = new float[(to - from) * size];
                for (int part = from; part < to; part += BATCH) {
                    int end = Math.min(to, part + BATCH);
                    write(stimuli, part, end, inputs, (part - from) * size);
                    progress.step(end - part, "");
                }
                sink.take(from, inputs);
            }
        }
    }

    static void requireSome(StimulusSet stimuli) {
        if (stimuli.size() == 0) {
            throw BadInput.of("stimuli", "none", "at least one", "Stimuli.gratings()");
        }
    }

    Shape inputShape(int batch) {
        var input = network.preprocessing();
        return new Shape(batch, input.channels(), input.height(), input.width());
    }

    /** Rendered and preprocessed. */
    float[] inputs(StimulusSet stimuli, int from, int to) {
        var inputs = new float[(to - from) * network.preprocessing().size()];
        write(stimuli, from, to, inputs, 0);
        return inputs;
    }

    /** On all cores, from index {@code at} on. */
    private void write(StimulusSet stimuli, int from, int to, float[] inputs, int at) {
        var preprocessing = network.preprocessing();
        int size = preprocessing.size();
        IntStream.range(from, to)
                .parallel()
                .forEach(i -> preprocessing.write(stimuli, i, inputs, at + (i - from) * size));
    }
}
