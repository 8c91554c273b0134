package org.striate.models;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.striate.core.Activations;
import org.striate.core.Origin;
import org.striate.core.Progress;
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
    private static final String VERSION = "striate activations 2";

    private static final long BLOCK_BYTES = 64_000_000;

    private final Network network;
    private final ActivationCache cache;
    private final long blockBytes;

    CachedNetwork(Network network, ActivationCache cache) {
        this(network, cache, BLOCK_BYTES);
    }

    /** @param blockBytes of what a stream hands out at a time */
    CachedNetwork(Network network, ActivationCache cache, long blockBytes) {
        this.network = network;
        this.cache = cache;
        this.blockBytes = blockBytes;
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
        var rows = rows(wanted, stimuli, readout);
        var found = new LinkedHashMap<String, Activations>();
        for (var layer : wanted) {
            var layout = readout.layout(layer.asked(), layer.row().layout());
            var origin = network.origin(layer.asked(), readout, stimuli);
            var own = rows.get(layer.key());
            found.put(
                    layer.asked(),
                    Activations.mapped(network.name(), layer.asked(), stimuli.ids(), layout, own::of, origin));
        }
        return found;
    }

    /** By key; those that are not there are computed. */
    private Map<String, Activations.Rows> rows(List<Wanted> wanted, StimulusSet stimuli, Readout readout) {
        var rows = new HashMap<String, Activations.Rows>();
        find(wanted, stimuli, rows);
        var missing =
                wanted.stream().filter(layer -> !rows.containsKey(layer.key())).toList();
        if (!missing.isEmpty()) {
            rows.putAll(compute(missing, stimuli, readout));
        }
        return rows;
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
        network.showing().rendered(stimuli, Showing.BATCH, "", (from, inputs) -> sum.add(inputs));
        return sum.hex();
    }

    private void find(List<Wanted> wanted, StimulusSet stimuli, Map<String, Activations.Rows> rows) {
        for (var layer : wanted) {
            if (!rows.containsKey(layer.key())) {
                cache.find(layer.key(), stimuli.size(), layer.units()).ifPresent(found -> rows.put(layer.key(), found));
            }
        }
    }

    private Map<String, Activations.Rows> compute(List<Wanted> missing, StimulusSet stimuli, Readout readout) {
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
            var rows = new HashMap<String, Activations.Rows>();
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
        Showing.requireSome(stimuli);
        var wanted = wanted(stimuli, Readout.full(), layers.stream().distinct().toArray(String[]::new));
        var rows = rows(wanted, stimuli, Readout.full());
        int width = (int) Math.max(1, blockBytes / 4 / stimuli.size());
        try (var progress = Progress.of("reading layers of " + network.name(), wanted.size())) {
            for (var layer : wanted) {
                var own = rows.get(layer.key());
                for (int first = 0; first < layer.units(); first += width) {
                    int from = first;
                    int to = Math.min(layer.units(), first + width);
                    var block = new float[stimuli.size()][];
                    Arrays.setAll(block, i -> own.of(i, from, to));
                    sink.accept(layer.asked(), first, block);
                    progress.step(to == layer.units() ? 1 : 0, layer.asked());
                }
            }
        }
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
