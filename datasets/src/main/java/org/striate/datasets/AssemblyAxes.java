package org.striate.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.datasets.NetCdf.Variable;

/**
 * Which dimension of an assembly is which; files differ in their order.
 *
 * @param time empty where the assembly has no time bins
 */
record AssemblyAxes(Variable data, String presentation, String neuron, String time) {

    /** Values of a block that are read at once. */
    private static final int BLOCK = 1 << 22;

    /** @throws BadInput if there are other dimensions than these */
    static AssemblyAxes of(Path file, Variable data) {
        var left = new ArrayList<>(data.dimensions());
        var time = take(left, "time_bin", false);
        var neuron = take(left, "neuroid", false);
        var presentation = take(left, "presentation", true);
        if (neuron.isEmpty()) {
            neuron = take(left, "choice", true); // behaviour: presentations x choices
        }
        if (neuron.isEmpty() || !left.isEmpty()) {
            throw BadInput.of(
                    file.toString(),
                    "dimensions " + data.dimensions(),
                    "presentation, neuroid and perhaps time_bin",
                    "Read spike times with BrainIo.spikes(path), anything else with Hdf5.load(path)");
        }
        return new AssemblyAxes(data, presentation, neuron, time);
    }

    /** The dimension of that name, else, where allowed, the first one left; or an empty text. */
    private static String take(List<String> left, String name, boolean any) {
        if (left.remove(name)) {
            return name;
        }
        return any && !left.isEmpty() ? left.remove(0) : "";
    }

    int presentations() {
        return length(presentation);
    }

    int neurons() {
        return length(neuron);
    }

    int bins() {
        return length(time);
    }

    private int length(String dimension) {
        int at = data.dimensions().indexOf(dimension);
        return at < 0 ? 1 : data.shape()[at];
    }

    /**
     * Reads the values block by block; those that equal the file's fill value become NaN.
     *
     * @param columnOf [bins] the column each bin is averaged into, or -1
     * @return [presentations x (neurons * columns)]
     */
    float[][] values(NetCdf netCdf, int[] columnOf) {
        int columns = Arrays.stream(columnOf).max().orElse(0) + 1;
        boolean averages = columns < columnOf.length;
        Memory.require(
                data.name(),
                (averages ? 12L : 4L) * presentations() * neurons() * columns,
                "Average a window while reading: BrainIo.reader().window(70, 170).load(path)");
        var values = new float[presentations()][neurons() * columns];
        var counts = averages ? new short[presentations()][neurons() * columns] : new short[0][];
        var sums = averages ? new double[presentations()][neurons() * columns] : new double[0][];
        each(netCdf, (presentation, neuron, bin, value) -> {
            int column = neuron * columns + columnOf[bin];
            if (!averages) {
                values[presentation][column] = (float) value;
            } else if (columnOf[bin] >= 0 && !Double.isNaN(value)) {
                sums[presentation][column] += value;
                counts[presentation][column]++;
            }
        });
        for (int p = 0; p < sums.length; p++) {
            for (int i = 0; i < sums[p].length; i++) {
                values[p][i] = (float) (sums[p][i] / counts[p][i]);
            }
        }
        return values;
    }

    private interface Taker {
        void take(int presentation, int neuron, int bin, double value);
    }

    private void each(NetCdf netCdf, Taker taker) {
        var shape = data.shape();
        var fill = netCdf.file().attribute(data.path(), "_FillValue").orElse(Double.NaN);
        double missing = fill instanceof Double number ? number : Double.NaN;
        double scale = number(netCdf, "scale_factor", 1); // packed in integers, by the conventions of NetCDF
        double offset = number(netCdf, "add_offset", 0);
        int most = Math.max(1, BLOCK / Math.max(1, Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b)));
        // index[role] is the place along presentations, neurons, bins
        var role = data.dimensions().stream()
                .mapToInt(name -> name.equals(presentation) ? 0 : name.equals(neuron) ? 1 : 2)
                .toArray();
        var index = new int[3];
        try (var progress = Progress.of("reading " + data.name(), shape[0])) {
            for (int from = 0; from < shape[0]; from += most) {
                int rows = Math.min(most, shape[0] - from);
                var block = netCdf.file().rows(data.path(), from, rows).values();
                for (int i = 0; i < block.length; i++) {
                    int rest = i;
                    for (int d = role.length - 1; d > 0; d--) {
                        index[role[d]] = rest % shape[d];
                        rest /= shape[d];
                    }
                    index[role[0]] = rest + from;
                    double value = block[i] == missing ? Double.NaN : block[i] * scale + offset;
                    taker.take(index[0], index[1], index[2], value);
                }
                progress.step(rows, "");
            }
        }
    }

    private double number(NetCdf netCdf, String attribute, double otherwise) {
        return netCdf.file()
                .attribute(data.path(), attribute)
                .filter(Double.class::isInstance)
                .map(value -> (double) value)
                .orElse(otherwise);
    }
}
