package org.striate.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;

/**
 * Neurodata Without Borders, version 2: spike times of units, tables of trials, pictures shown, time series.
 *
 * <pre>{@code
 * var nwb       = Nwb.load(Path.of("session.nwb"));
 * var responses = nwb.responses("stimulus", TimeBin.between(0, 300, 10));
 * }</pre>
 */
public final class Nwb {

    private static final String UNITS = "units";
    private static final String TRIALS = "intervals/trials";
    private static final String START = "start_time";
    private static final String ELECTRODES = "general/extracellular_ephys/electrodes";

    private final Hdf5 file;
    private final String name;
    private final List<String> names;
    private final Origin origin;

    private Nwb(Path path) {
        this.file = Hdf5.load(path);
        this.name = path.getFileName().toString();
        this.names = file.names();
        this.origin = Origin.of("recording").with("file", name).with("sha256", Origin.sha256(path));
    }

    /**
     * Opens a file.
     *
     * @throws BadInput if it is missing, damaged or no NWB file
     */
    public static Nwb load(Path path) {
        var nwb = new Nwb(path);
        if (nwb.file.attribute("", "nwb_version").isEmpty()) {
            throw BadInput.of(
                    path.toString(), "no attribute nwb_version", "an NWB file of version 2", "Hdf5.load(path)");
        }
        return nwb;
    }

    /** The paths of all data sets. */
    public List<String> names() {
        return names;
    }

    /**
     * The sorted units with their spike times. The region is the units' own column of texts {@code location}, {@code
     * region}, {@code area} or {@code brain_area}, else the location of a unit's first electrode.
     *
     * @throws BadInput if the file holds no units
     */
    public SpikeTrains units() {
        require("units", UNITS + "/spike_times_index");
        var times = file.array(UNITS + "/spike_times").values();
        var ends = group(UNITS).ends(UNITS + "/spike_times_index", times.length);
        var ids = names.contains(UNITS + "/id")
                ? file.objects(UNITS + "/id").stream().map(Stimuli::id).toList()
                : IntStream.range(0, ends.length).mapToObj(String::valueOf).toList();
        var regions = regions(ends.length);
        if (ids.size() != ends.length || regions.size() != ends.length) {
            throw BadInput.of(
                    name + " units",
                    ids.size() + " ids, " + regions.size() + " regions and " + ends.length + " spike trains",
                    "as many of each",
                    "Validate the file: python -m pynwb.validate file.nwb");
        }
        var subject = text("general/subject/subject_id");
        var trains = new double[ends.length][];
        var neurons = new ArrayList<Neuron>();
        for (int i = 0; i < ends.length; i++) {
            trains[i] = Arrays.copyOfRange(times, i == 0 ? 0 : ends[i - 1], ends[i]);
            Arrays.sort(trains[i]); // NWB recommends an order, and requires none
            neurons.add(new Neuron("unit " + ids.get(i), new Region(regions.get(i)), subject));
        }
        return new SpikeTrains(name, neurons, trains, origin);
    }

    private List<String> regions(int units) {
        for (var column : List.of("location", "region", "area", "brain_area")) {
            var values = names.contains(UNITS + "/" + column) ? file.objects(UNITS + "/" + column) : List.of();
            if (!values.isEmpty() && values.stream().allMatch(String.class::isInstance)) {
                return values.stream().map(String::valueOf).toList();
            }
        }
        if (names.contains(UNITS + "/electrodes")
                && names.contains(UNITS + "/electrodes_index")
                && names.contains(ELECTRODES + "/location")) {
            var electrodes = file.array(UNITS + "/electrodes").ints();
            var ends = group(UNITS).ends(UNITS + "/electrodes_index", electrodes.length);
            var locations = file.text(ELECTRODES + "/location");
            return IntStream.range(0, ends.length)
                    .mapToObj(i -> {
                        int start = i == 0 ? 0 : ends[i - 1];
                        return ends[i] > start ? location(locations, electrodes[start]) : "unknown";
                    })
                    .toList();
        }
        return java.util.Collections.nCopies(units, "unknown");
    }

    private String location(List<String> locations, int electrode) {
        if (electrode < 0 || electrode >= locations.size()) {
            throw BadInput.of(
                    name + " units/electrodes",
                    "electrode " + electrode,
                    "0 to " + (locations.size() - 1),
                    "Validate the file: python -m pynwb.validate file.nwb");
        }
        return locations.get(electrode);
    }

    private NwbTable group(String path) {
        return new NwbTable(file, names, path);
    }

    private String text(String path) {
        return names.contains(path) ? file.text(path).stream().findFirst().orElse("unknown") : "unknown";
    }

    /** The trials: column to values, numbers as {@link Double}. */
    public Map<String, List<Object>> trials() {
        return table(TRIALS);
    }

    /**
     * A table such as {@code intervals/epochs} or {@code general/extracellular_ephys/electrodes}: column to values; the
     * cells of a ragged column are lists, and so are those of a column with several values a row. The cells of a compound
     * column, such as {@code timeseries}, are maps of its fields; a reference is the path of what it leads to.
     *
     * @throws BadInput if there is none
     */
    public Map<String, List<Object>> table(String path) {
        require("table " + path, path + "/id");
        return group(path).columns();
    }

    /**
     * Spike counts in every trial. A trial's number counts the earlier ones of the same stimulus.
     *
     * @param stimulus the column of {@link #trials()} that names the stimulus
     * @param bins in ms after {@code start_time}
     * @return trials x units x bins
     * @throws BadInput if the file holds no units or no trials with these columns
     */
    public NeuralResponses responses(String stimulus, List<TimeBin> bins) {
        var trials = trials();
        for (var column : List.of(stimulus, START)) {
            if (!trials.containsKey(column)) {
                throw BadInput.unknown(
                        "column", column, "the trials of " + name, trials.keySet(), "nwb.trials().keySet()");
            }
        }
        var shown = new HashMap<String, Integer>();
        var presentations = trials.get(stimulus).stream()
                .map(value -> {
                    var id = Stimuli.id(value);
                    return new Presentation(id, shown.merge(id, 1, Integer::sum) - 1);
                })
                .toList();
        var onsets = file.array(TRIALS + "/" + START).values();
        return units().counts(presentations, onsets, bins);
    }

    /**
     * The pictures of an image series below {@code stimulus/presentation} or {@code stimulus/templates}; the parameter
     * {@code time} is when each was shown, in seconds.
     *
     * @param series the name of the series
     * @param degrees width in degrees of visual angle
     * @throws BadInput if there is none of that name
     */
    public StimulusSet stimuli(String series, double degrees) {
        var path = names.stream()
                .filter(n -> n.matches("stimulus/(presentation|templates)/.*") && n.endsWith("/" + series + "/data"))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown("image series", series, name, imageSeries(), "nwb.names()"));
        return new NwbSeries(file, names, path.substring(0, path.length() - "/data".length()))
                .pictures(degrees, origin);
    }

    private List<String> imageSeries() {
        return names.stream()
                .filter(n -> n.matches("stimulus/(presentation|templates)/[^/]+/data"))
                .map(n -> n.split("/")[2])
                .toList();
    }

    /**
     * A time series in its unit: {@code data * conversion * channel_conversion + offset}, the second factor one a channel
     * where the series has it.
     *
     * @param path such as {@code acquisition/lfp}
     * @return [samples x the other dimensions]
     * @throws BadInput if there is none
     */
    public NumericArray series(String path) {
        return new NwbSeries(file, names, path).values();
    }

    /**
     * When the samples of a time series were taken, in seconds: its timestamps, or its start and rate.
     *
     * @throws BadInput if there is none
     */
    public double[] times(String path) {
        return new NwbSeries(file, names, path).times();
    }

    private void require(String what, String path) {
        if (!names.contains(path)) {
            throw BadInput.of(name, "no " + what, "a file with " + path, "List what there is: nwb.names()");
        }
    }

    @Override
    public String toString() {
        return "Nwb " + name + ": " + names.size() + " data sets";
    }
}
