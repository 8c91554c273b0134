package org.striate.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.SpikeTrains;
import org.striate.core.TimeBin;
import org.striate.datasets.NetCdf.Variable;

/**
 * Reads assemblies with settings; see {@link BrainIo}.
 *
 * @param group the group of the file that holds the assembly; empty for the root
 * @param start of a window in ms; NaN for all bins
 * @param end of a window in ms
 */
public record BrainIoReader(String group, double start, double end) {

    /** Takes the assembly of a group inside the file. */
    public BrainIoReader group(String group) {
        return new BrainIoReader(group, start, end);
    }

    /**
     * Averages the bins that lie within a window while reading, so that only one bin is held.
     *
     * @param start in ms after onset
     * @param end in ms after onset
     */
    public BrainIoReader window(double start, double end) {
        return new BrainIoReader(group, start, end);
    }

    /** See {@link BrainIo#load}. */
    public NeuralResponses load(Path file) {
        var netCdf = NetCdf.load(file, group);
        var data = dataVariable(file, netCdf);
        var axes = AssemblyAxes.of(file, data);
        var presentationTable = coordinates(netCdf, data, axes.presentation());
        var neuronTable = coordinates(netCdf, data, axes.neuron());
        var bins = bins(coordinates(netCdf, data, axes.time()), axes.bins());
        var keep = window(file, bins);
        var presentations = presentations(presentationTable, axes.presentations());
        var values = axes.values(netCdf, keep);
        var kept = Double.isNaN(start)
                ? bins
                : List.of(TimeBin.averaged(IntStream.range(0, keep.length)
                        .filter(b -> keep[b] >= 0)
                        .mapToObj(bins::get)
                        .toList()));
        presentationTable.remove("repetition");
        var name = netCdf.file()
                .attribute(data.path(), "identifier")
                .map(String::valueOf)
                .orElse(file.getFileName().toString());
        return new NeuralResponses(
                        name, presentations, neurons(neuronTable, axes.neurons()), kept, values, origin(file))
                .withTables(presentationTable, neuronTable);
    }

    /** See {@link BrainIo#spikes}. */
    public SpikeTrains spikes(Path file) {
        var netCdf = NetCdf.load(file, group);
        var data = dataVariable(file, netCdf);
        var table = coordinates(netCdf, data, data.dimensions().get(0));
        var ids = table.get("neuroid_id");
        if (data.dimensions().size() != 1 || ids == null) {
            throw BadInput.of(
                    file.toString(), "dimensions " + data.dimensions(), "event, with neuroid_id", "BrainIo.load(path)");
        }
        var times = netCdf.file().array(data.path()).values();
        var first = new LinkedHashMap<Object, Integer>();
        var trains = new HashMap<Object, List<Double>>();
        for (int i = 0; i < times.length; i++) {
            first.putIfAbsent(ids.get(i), i);
            trains.computeIfAbsent(ids.get(i), id -> new ArrayList<>()).add(times[i]);
        }
        var rows = first.values().stream().mapToInt(Integer::intValue).toArray();
        var neuronTable = new LinkedHashMap<String, List<Object>>();
        table.forEach((name, cells) ->
                neuronTable.put(name, Arrays.stream(rows).mapToObj(cells::get).toList()));
        return new SpikeTrains(
                file.getFileName().toString(),
                neurons(neuronTable, rows.length),
                first.keySet().stream()
                        .map(id -> trains.get(id).stream()
                                .mapToDouble(Double::doubleValue)
                                .sorted()
                                .toArray())
                        .toArray(double[][]::new),
                origin(file));
    }

    private Origin origin(Path file) {
        var origin = Origin.of("recording").with("file", file.getFileName()).with("sha256", Origin.sha256(file));
        if (!group.isEmpty()) {
            origin = origin.with("group", group);
        }
        return Double.isNaN(start) ? origin : origin.with("window", start + " to " + end + " ms");
    }

    /** The variable with the most dimensions; among equals the one that names its coordinates. */
    private static Variable dataVariable(Path file, NetCdf netCdf) {
        Variable best = null;
        for (var variable : netCdf.variables()) {
            boolean more = best == null
                    || variable.dimensions().size() > best.dimensions().size();
            boolean named = variable.dimensions().size() >= 1
                    && netCdf.file().attribute(variable.path(), "coordinates").isPresent();
            if (more
                    || named
                            && variable.dimensions().size() == best.dimensions().size()) {
                best = variable;
            }
        }
        if (best == null || best.dimensions().isEmpty()) {
            throw BadInput.of(file.toString(), "no variable with dimensions", "an assembly", "Hdf5.load(path).names()");
        }
        return best;
    }

    /** The variables of one dimension, in the order of the file; old files call the stimulus id image_id. */
    private static Map<String, List<Object>> coordinates(NetCdf netCdf, Variable data, String dimension) {
        var table = new LinkedHashMap<String, List<Object>>();
        for (var variable : netCdf.variables()) {
            if (variable.dimensions().equals(List.of(dimension)) && !variable.equals(data)) {
                table.put(variable.name(), netCdf.values(variable));
            }
        }
        if (table.containsKey("image_id") && !table.containsKey("stimulus_id")) {
            table.put("stimulus_id", table.get("image_id"));
        }
        return table;
    }

    /** Where the file does not number the trials, a trial's number counts the earlier ones of the same stimulus. */
    private static List<Presentation> presentations(Map<String, List<Object>> table, int count) {
        var ids = table.containsKey("stimulus_id")
                ? table.get("stimulus_id")
                : table.values().stream().findFirst().orElse(null);
        var repetitions = table.get("repetition");
        var presentations = new ArrayList<Presentation>(count);
        var shown = new HashMap<String, Integer>();
        for (int i = 0; i < count; i++) {
            var id = ids == null ? "stimulus " + (i + 1) : Stimuli.id(ids.get(i));
            int earlier = shown.merge(id, 1, Integer::sum) - 1;
            int trial = repetitions == null ? earlier : (int) number("repetition", repetitions.get(i));
            presentations.add(new Presentation(id, trial));
        }
        return presentations;
    }

    private static List<Neuron> neurons(Map<String, List<Object>> table, int count) {
        var ids = table.containsKey("neuroid_id")
                ? table.get("neuroid_id")
                : table.values().stream().findFirst().orElse(null);
        var neurons = new ArrayList<Neuron>(count);
        for (int i = 0; i < count; i++) {
            neurons.add(new Neuron(
                    ids == null ? "neuroid " + (i + 1) : Stimuli.id(ids.get(i)),
                    new Region(
                            table.containsKey("region")
                                    ? Stimuli.id(table.get("region").get(i))
                                    : "unknown"),
                    table.containsKey("animal") ? Stimuli.id(table.get("animal").get(i)) : "unknown"));
        }
        return neurons;
    }

    private static List<TimeBin> bins(Map<String, List<Object>> table, int count) {
        var starts = table.get("time_bin_start");
        var ends = table.get("time_bin_end");
        var bins = new ArrayList<TimeBin>(count);
        for (int i = 0; i < count; i++) {
            bins.add(
                    starts == null || ends == null
                            ? new TimeBin(Double.NaN, Double.NaN) // the file does not say
                            : new TimeBin(
                                    number("time_bin_start", starts.get(i)), number("time_bin_end", ends.get(i))));
        }
        return bins;
    }

    private static double number(String coordinate, Object value) {
        if (value instanceof Double number) {
            return number;
        }
        throw BadInput.of(
                "coordinate " + coordinate,
                "\"" + value + "\"",
                "numbers",
                "Convert it in Python: assembly[\"" + coordinate + "\"].astype(float)");
    }

    /** For every bin the column it goes to, or -1. */
    private int[] window(Path file, List<TimeBin> bins) {
        var keep = new int[bins.size()];
        for (int b = 0; b < keep.length; b++) {
            var bin = bins.get(b);
            keep[b] = Double.isNaN(start) ? b : bin.within(start, end) ? 0 : -1;
        }
        if (Arrays.stream(keep).allMatch(column -> column < 0)) {
            throw BadInput.of(
                    file.toString(),
                    "no time bin within " + start + " to " + end + " ms",
                    "a window within " + bins.get(0).start() + " to "
                            + bins.get(bins.size() - 1).end() + " ms",
                    "BrainIo.reader().window(70, 170)");
        }
        return keep;
    }
}
