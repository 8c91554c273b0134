package org.striate.models;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.striate.core.Activations;
import org.striate.core.Origin;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.UnitBlocks;
import org.striate.models.stream.ActivationCache;

/**
 * A network whose layers are kept on disk and not computed again: the key of a layer is a hash of the weights, the lesions, the
 * pixels that the network is shown, the layer and what is kept of it.
 */
public final class CachedNetwork implements StimulusModel {

    /** Of the files: another number and nothing older is found. */
    private static final String VERSION = "striate activations 1";

    private static final long BLOCK_BYTES = 64_000_000;

    private final Network network;
    private final ActivationCache cache;

    CachedNetwork(Network network, ActivationCache cache) {
        this.network = network;
        this.cache = cache;
    }

    /** A layer that is asked for. */
    private record Wanted(String asked, LayerTable.Row row, String key, int units) {}

    @Override
    public Map<String, Activations> activations(StimulusSet stimuli, List<String> layers) {
        return activations(stimuli, Readout.full(), layers.toArray(String[]::new));
    }

    /** As of the network; what was asked for before is read. */
    public Map<String, Activations> activations(StimulusSet stimuli, Readout readout, String... layers) {
        Showing.requireSome(stimuli);
        var wanted = wanted(stimuli, readout, layers);
        var rows = new HashMap<String, IntFunction<float[]>>();
        find(wanted, stimuli, rows);
        var missing =
                wanted.stream().filter(layer -> !rows.containsKey(layer.key())).toList();
        if (!missing.isEmpty()) {
            rows.putAll(compute(missing, stimuli, readout));
        }
        var found = new LinkedHashMap<String, Activations>();
        for (var layer : wanted) {
            var layout = readout.layout(layer.asked(), layer.row().layout());
            var origin = network.origin(layer.asked(), readout, stimuli);
            found.put(
                    layer.asked(),
                    Activations.mapped(
                            network.name(), layer.asked(), stimuli.ids(), layout, rows.get(layer.key()), origin));
        }
        return found;
    }

    private List<Wanted> wanted(StimulusSet stimuli, Readout readout, String... layers) {
        var table = network.layers();
        var content = content(stimuli);
        var wanted = new ArrayList<Wanted>();
        for (var layer : layers.length == 0 ? List.copyOf(table) : List.of(layers)) {
            var row = table.row(layer);
            var key = new ContentSum()
                    .add(content + "\n" + row.name() + "\n" + readout)
                    .hex();
            wanted.add(new Wanted(
                    layer, row, key, readout.layout(layer, row.layout()).units()));
        }
        return wanted;
    }

    /** All that every layer depends on. */
    private String content(StimulusSet stimuli) {
        var lesions = new GsonBuilder()
                .serializeSpecialFloatingPointValues()
                .create()
                .toJson(new TreeMap<>(network.changes().injuries()));
        var program = network.program();
        var sum = new ContentSum()
                .add(VERSION + "\n" + program.architecture() + "\n" + program.checksum() + "\n" + lesions);
        for (int from = 0; from < stimuli.size(); from += Showing.BATCH) {
            int to = Math.min(stimuli.size(), from + Showing.BATCH);
            sum.add(network.showing().inputs(stimuli, from, to));
        }
        return sum.hex();
    }

    private void find(List<Wanted> wanted, StimulusSet stimuli, Map<String, IntFunction<float[]>> rows) {
        for (var layer : wanted) {
            if (!rows.containsKey(layer.key())) {
                cache.find(layer.key(), stimuli.size(), layer.units()).ifPresent(found -> rows.put(layer.key(), found));
            }
        }
    }

    private Map<String, IntFunction<float[]>> compute(List<Wanted> missing, StimulusSet stimuli, Readout readout) {
        long bytes = missing.stream()
                .mapToLong(layer -> 4L * layer.units() * stimuli.size())
                .sum();
        cache.makeRoom(bytes);
        var writers = new LinkedHashMap<String, ActivationCache.Writer>();
        try {
            missing.forEach(layer -> writers.computeIfAbsent(
                    layer.row().name(), own -> cache.write(layer.key(), stimuli.size(), layer.units())));
            network.showing()
                    .rows(
                            stimuli,
                            readout,
                            writers.keySet(),
                            (layer, from, rows) -> writers.get(layer).append(rows));
            var rows = new HashMap<String, IntFunction<float[]>>();
            missing.forEach(layer -> rows.computeIfAbsent(
                    layer.key(), key -> writers.get(layer.row().name()).finish()));
            return rows;
        } finally {
            writers.values().forEach(ActivationCache.Writer::close);
        }
    }

    /** From the files, in blocks of units of all stimuli. */
    @Override
    public void stream(StimulusSet stimuli, List<String> layers, UnitBlocks sink) {
        var found = activations(stimuli, layers);
        found.forEach((layer, answers) -> {
            int width = (int) Math.max(1, BLOCK_BYTES / 4 / stimuli.size());
            for (int first = 0; first < answers.units(); first += width) {
                int from = first;
                int to = Math.min(answers.units(), first + width);
                var rows = new float[stimuli.size()][];
                java.util.Arrays.setAll(rows, i -> java.util.Arrays.copyOfRange(answers.row(i), from, to));
                sink.accept(layer, first, rows);
            }
        });
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
    public Origin origin() {
        return network.origin();
    }

    @Override
    public String toString() {
        return network + ", cached in " + cache.folder();
    }
}
