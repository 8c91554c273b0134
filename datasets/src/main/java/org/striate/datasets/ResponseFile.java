package org.striate.datasets;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.TimeBin;

/**
 * Responses as named arrays: {@code values} [presentations x neurons x bins] and one array of every column; those of the
 * tables are called {@code presentation.NAME} and {@code neuron.NAME}.
 */
final class ResponseFile {

    private static final String PRESENTATION = "presentation.";
    private static final String NEURON = "neuron.";

    private ResponseFile() {}

    static void save(NeuralResponses responses, Path file) {
        var arrays = new LinkedHashMap<String, Object>();
        arrays.put("values", values(responses));
        var shown = responses.presentations();
        arrays.put("stimulus_id", shown.stream().map(Presentation::stimulusId).toList());
        arrays.put("trial", numbers(shown, p -> (double) p.trial()));
        var neurons = responses.neurons();
        arrays.put("neuron_id", neurons.stream().map(Neuron::id).toList());
        arrays.put("region", neurons.stream().map(n -> n.region().name()).toList());
        arrays.put("subject", neurons.stream().map(Neuron::subject).toList());
        arrays.put("time_bin_start", numbers(responses.bins(), TimeBin::start));
        arrays.put("time_bin_end", numbers(responses.bins(), TimeBin::end));
        arrays.put("time_bin_counted", numbers(responses.bins(), TimeBin::counted));
        arrays.put("name", List.of(responses.name()));
        arrays.put("origin", List.of(responses.origin().toJson()));
        responses.presentationTable().forEach((name, cells) -> arrays.put(PRESENTATION + name, column(cells)));
        responses.neuronTable().forEach((name, cells) -> arrays.put(NEURON + name, column(cells)));
        Npz.save(file, arrays);
    }

    private static NumericArray values(NeuralResponses responses) {
        int neurons = responses.neurons().size();
        int bins = responses.bins().size();
        int presentations = responses.presentations().size();
        Memory.require(responses.name(), 8L * presentations * neurons * bins, "Save a window or a region of it");
        var values = new double[presentations * neurons * bins];
        for (int i = 0; i < values.length; i++) {
            values[i] = responses.at(i / bins / neurons, i / bins % neurons, i % bins);
        }
        return new NumericArray(new int[] {presentations, neurons, bins}, values);
    }

    private static <T> NumericArray numbers(List<T> rows, Function<T, Double> number) {
        return NumericArray.of(rows.stream().mapToDouble(number::apply).toArray());
    }

    private static Object column(List<Object> cells) {
        return !cells.isEmpty() && cells.stream().allMatch(Number.class::isInstance)
                ? numbers(cells, cell -> ((Number) cell).doubleValue())
                : cells.stream().map(String::valueOf).toList();
    }

    static NeuralResponses load(Path file) {
        var npz = Npz.load(file);
        for (var name : List.of("values", "stimulus_id", "trial", "neuron_id", "region", "time_bin_start")) {
            if (!npz.keySet().contains(name)) {
                throw BadInput.of(
                        file.toString(),
                        "no array \"" + name + "\" among " + npz.keySet(),
                        "a file that Recordings.save wrote",
                        "Read its arrays with Npz.load(path).array(name)");
            }
        }
        var trials = npz.array("trial").ints();
        var ids = npz.text("stimulus_id");
        var neuronIds = npz.text("neuron_id");
        var regions = npz.text("region");
        var subjects = npz.text("subject");
        var starts = npz.array("time_bin_start").values();
        var ends = npz.array("time_bin_end").values();
        boolean known = npz.keySet().contains("time_bin_counted"); // files of before do not say
        var counted = known ? npz.array("time_bin_counted").values() : new double[0];
        var values = npz.array("values");
        var name = npz.text("name");
        var origin = npz.text("origin");
        requireSizes(
                file,
                values.shape(),
                List.of(ids.size(), trials.length),
                List.of(neuronIds.size(), regions.size(), subjects.size()),
                List.of(starts.length, ends.length, known ? counted.length : starts.length),
                List.of(name.size(), origin.size()));
        int width = values.shape()[1] * values.shape()[2];
        var rows = new float[values.shape()[0]][width];
        for (int i = 0; i < values.values().length; i++) {
            rows[i / width][i % width] = (float) values.values()[i];
        }
        return new NeuralResponses(
                        name.get(0),
                        each(ids.size(), i -> new Presentation(ids.get(i), trials[i])),
                        each(
                                neuronIds.size(),
                                i -> new Neuron(neuronIds.get(i), new Region(regions.get(i)), subjects.get(i))),
                        each(
                                starts.length,
                                i -> known
                                        ? new TimeBin(starts[i], ends[i], counted[i])
                                        : new TimeBin(starts[i], ends[i])),
                        rows,
                        Origin.of("recording")
                                .with("file", file.getFileName())
                                .with("sha256", Origin.sha256(file))
                                .with("made by", origin.get(0)))
                .withTables(table(npz, PRESENTATION), table(npz, NEURON));
    }

    private static void requireSizes(
            Path file,
            int[] shape,
            List<Integer> shown,
            List<Integer> neurons,
            List<Integer> bins,
            List<Integer> texts) {
        boolean agree = shape.length == 3
                && shown.stream().allMatch(size -> size == shape[0])
                && neurons.stream().allMatch(size -> size == shape[1])
                && bins.stream().allMatch(size -> size == shape[2])
                && texts.stream().allMatch(size -> size > 0);
        if (!agree) {
            throw BadInput.of(
                    file.toString(),
                    "values of shape " + Arrays.toString(shape) + " with columns of " + shown + " presentations, "
                            + neurons + " neurons, " + bins + " bins and " + texts + " names and origins",
                    "one value for each of them",
                    "Save it again: Recordings.save(responses, path)");
        }
    }

    private static <T> List<T> each(int count, java.util.function.IntFunction<T> value) {
        return IntStream.range(0, count).mapToObj(value).toList();
    }

    private static Map<String, List<Object>> table(Npz npz, String prefix) {
        var table = new LinkedHashMap<String, List<Object>>();
        for (var name : npz.keySet()) {
            if (name.startsWith(prefix)) {
                table.put(name.substring(prefix.length()), npz.column(name));
            }
        }
        return table;
    }
}
