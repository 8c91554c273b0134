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
import org.striate.core.PixelStimuli;
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
     * The sorted units with their spike times. The region is the units' own column {@code location}, {@code region},
     * {@code area} or {@code brain_area}, else the location of a unit's first electrode.
     *
     * @throws BadInput if the file holds no units
     */
    public SpikeTrains units() {
        require("units", UNITS + "/spike_times_index");
        var times = file.array(UNITS + "/spike_times").values();
        var ends = file.array(UNITS + "/spike_times_index").ints();
        var regions = regions(ends.length);
        var subject = text("general/subject/subject_id");
        var ids = names.contains(UNITS + "/id")
                ? file.array(UNITS + "/id").ints()
                : IntStream.range(0, ends.length).toArray();
        var trains = new double[ends.length][];
        var neurons = new ArrayList<Neuron>();
        for (int i = 0; i < ends.length; i++) {
            int start = i == 0 ? 0 : ends[i - 1];
            if (ends[i] < start || ends[i] > times.length) {
                throw BadInput.of(
                        name + " units/spike_times_index",
                        "unit " + i + " ends at " + ends[i] + " after " + start,
                        "ascending places up to " + times.length,
                        "Validate the file: python -m pynwb.validate file.nwb");
            }
            trains[i] = Arrays.copyOfRange(times, start, ends[i]);
            neurons.add(new Neuron("unit " + ids[i], new Region(regions.get(i)), subject));
        }
        return new SpikeTrains(name, neurons, trains, origin);
    }

    private List<String> regions(int units) {
        for (var column : List.of("location", "region", "area", "brain_area")) {
            if (names.contains(UNITS + "/" + column)) {
                return file.text(UNITS + "/" + column);
            }
        }
        if (names.contains(UNITS + "/electrodes")
                && names.contains(UNITS + "/electrodes_index")
                && names.contains(ELECTRODES + "/location")) {
            var electrodes = file.array(UNITS + "/electrodes").ints();
            var ends = file.array(UNITS + "/electrodes_index").ints();
            var locations = file.text(ELECTRODES + "/location");
            return IntStream.range(0, units)
                    .mapToObj(i -> {
                        int start = i == 0 ? 0 : ends[i - 1];
                        return ends[i] > start ? locations.get(electrodes[start]) : "unknown";
                    })
                    .toList();
        }
        return java.util.Collections.nCopies(units, "unknown");
    }

    private String text(String path) {
        return names.contains(path) ? file.text(path).get(0) : "unknown";
    }

    /** The trials: column to values, numbers as {@link Double}. */
    public Map<String, List<Object>> trials() {
        return table(TRIALS);
    }

    /**
     * A table such as {@code intervals/epochs} or {@code general/extracellular_ephys/electrodes}: column to values; the
     * cells of a ragged column are lists.
     *
     * @throws BadInput if there is none
     */
    public Map<String, List<Object>> table(String path) {
        require("table " + path, path + "/id");
        var table = new LinkedHashMap<String, List<Object>>();
        for (var column : names) {
            if (!column.startsWith(path + "/") || column.indexOf('/', path.length() + 1) >= 0) {
                continue;
            }
            var title = column.substring(path.length() + 1);
            if (!title.endsWith("_index") && !title.equals("id")) {
                var cells = file.read(
                        root -> FlatValues.objects(file.dataSet(root, column).getDataFlat()));
                table.put(
                        title, names.contains(column + "_index") ? ragged(cells, column + "_index") : booleans(cells));
            }
        }
        return table;
    }

    /** h5py writes a boolean as an enumeration. */
    private static List<Object> booleans(List<Object> cells) {
        boolean flags = cells.stream().allMatch(cell -> cell.equals("TRUE") || cell.equals("FALSE"));
        return flags
                ? cells.stream()
                        .map(cell -> (Object) (cell.equals("TRUE") ? 1.0 : 0.0))
                        .toList()
                : cells;
    }

    private List<Object> ragged(List<Object> cells, String index) {
        var ends = file.array(index).ints();
        return IntStream.range(0, ends.length)
                .mapToObj(i -> (Object) List.copyOf(cells.subList(i == 0 ? 0 : ends[i - 1], ends[i])))
                .toList();
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
        if (!trials.containsKey(stimulus)) {
            throw BadInput.unknown(
                    "column", stimulus, "the trials of " + name, trials.keySet(), "nwb.trials().keySet()");
        }
        var shown = new HashMap<String, Integer>();
        var presentations = trials.get(stimulus).stream()
                .map(value -> {
                    var id = Stimuli.id(value);
                    return new Presentation(id, shown.merge(id, 1, Integer::sum) - 1);
                })
                .toList();
        var onsets = trials.get("start_time").stream()
                .mapToDouble(time -> (double) time)
                .toArray();
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
        var shape = Arrays.stream(file.shape(path)).mapToInt(Math::toIntExact).toArray();
        int channels = shape.length == 4 ? shape[3] : 1;
        if (shape.length < 3 || shape.length > 4 || channels != 1 && channels != 3) {
            throw BadInput.of(
                    name + " " + path,
                    "shape " + Arrays.toString(shape),
                    "frames x height x width, perhaps x 3",
                    "Hdf5.load(path).array(\"" + path + "\")");
        }
        var group = path.substring(0, path.length() - "/data".length());
        var times = times(group, shape[0]);
        return new PixelStimuli(
                series,
                IntStream.range(0, shape[0]).mapToObj(String::valueOf).toList(),
                channels,
                shape[1],
                shape[2],
                degrees,
                i -> channelFirst(file.rows(path, i, 1).values(), channels, shape[1] * shape[2]),
                Map.of("time", Arrays.stream(times).mapToObj(t -> (Object) t).toList()),
                origin.with("series", path));
    }

    private List<String> imageSeries() {
        return names.stream()
                .filter(n -> n.matches("stimulus/(presentation|templates)/[^/]+/data"))
                .map(n -> n.split("/")[2])
                .toList();
    }

    /** From bytes to [0, 1], channels first. */
    private static float[] channelFirst(double[] bytes, int channels, int size) {
        var pixels = new float[channels * size];
        for (int i = 0; i < size; i++) {
            for (int channel = 0; channel < channels; channel++) {
                pixels[channel * size + i] = (float) (bytes[i * channels + channel] / 255);
            }
        }
        return pixels;
    }

    /**
     * A time series in its unit: {@code data * conversion + offset}.
     *
     * @param path such as {@code acquisition/lfp}
     * @return [samples x the other dimensions]
     * @throws BadInput if there is none
     */
    public NumericArray series(String path) {
        require("time series " + path, path + "/data");
        var stored = file.array(path + "/data");
        double conversion = number(path + "/data", "conversion", 1);
        double offset = number(path + "/data", "offset", 0);
        var values = Arrays.stream(stored.values())
                .map(value -> value * conversion + offset)
                .toArray();
        return new NumericArray(stored.shape(), values);
    }

    /** When the samples of a time series were taken, in seconds: its timestamps, or its start and rate. */
    public double[] times(String path) {
        return times(path, Math.toIntExact(file.shape(path + "/data")[0]));
    }

    private double[] times(String group, int count) {
        if (names.contains(group + "/timestamps")) {
            return file.array(group + "/timestamps").values();
        }
        require("times of " + group, group + "/starting_time");
        double start = file.array(group + "/starting_time").values()[0];
        double rate = number(group + "/starting_time", "rate", Double.NaN);
        return IntStream.range(0, count).mapToDouble(i -> start + i / rate).toArray();
    }

    private double number(String path, String attribute, double otherwise) {
        return file.attribute(path, attribute).map(value -> (Double) value).orElse(otherwise);
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
