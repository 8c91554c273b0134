package org.striate.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.StimulusSet;

/**
 * A time series of NWB: a group with data, and timestamps or a start and a rate.
 *
 * @param names of all data sets of the file
 * @param path of the group
 */
record NwbSeries(Hdf5 file, List<String> names, String path) {

    private String data() {
        return path + "/data";
    }

    /** {@code data * conversion * channel_conversion + offset}. */
    NumericArray values() {
        require("time series " + path, data());
        var stored = file.array(data());
        double conversion = number(data(), "conversion", 1);
        double offset = number(data(), "offset", 0);
        var channels = names.contains(path + "/channel_conversion")
                ? file.array(path + "/channel_conversion").values()
                : new double[] {1};
        var shape = stored.shape();
        if (channels.length != 1 && (shape.length == 0 || shape[shape.length - 1] != channels.length)) {
            throw bad(
                    channels.length + " channel conversions for shape " + Arrays.toString(shape),
                    "one a channel, which is the last dimension");
        }
        var values = IntStream.range(0, stored.values().length)
                .mapToDouble(i -> stored.values()[i] * conversion * channels[i % channels.length] + offset)
                .toArray();
        return new NumericArray(shape, values);
    }

    /** In seconds, one a sample. */
    double[] times() {
        require("time series " + path, data());
        var shape = file.shape(data());
        int count = shape.length == 0 ? 1 : Math.toIntExact(shape[0]);
        var times = names.contains(path + "/timestamps")
                ? file.array(path + "/timestamps").values()
                : regularTimes(count);
        if (times.length != count) {
            throw bad(times.length + " timestamps", count + ", one a sample");
        }
        return times;
    }

    private double[] regularTimes(int count) {
        require("times of " + path, path + "/starting_time");
        var start = file.array(path + "/starting_time").values();
        double rate = number(path + "/starting_time", "rate", Double.NaN);
        if (start.length != 1 || !(rate > 0)) {
            throw bad(
                    "a starting time of " + start.length + " values and a rate of " + rate,
                    "one value, with an attribute rate above 0 in Hz");
        }
        return IntStream.range(0, count).mapToDouble(i -> start[0] + i / rate).toArray();
    }

    /** Its frames as stimuli; the parameter time is when each was shown. */
    StimulusSet pictures(double degrees, Origin origin) {
        var shape = Arrays.stream(file.shape(data())).mapToInt(Math::toIntExact).toArray();
        int channels = shape.length == 4 ? shape[3] : 1;
        if (shape.length < 3 || shape.length > 4 || channels != 1 && channels != 3) {
            throw bad("shape " + Arrays.toString(shape), "frames x height x width, perhaps x 3");
        }
        var frames = new RowBlocks(file, data());
        double white = file.largest(data());
        return new PixelStimuli(
                path.substring(path.lastIndexOf('/') + 1),
                IntStream.range(0, shape[0]).mapToObj(String::valueOf).toList(),
                channels,
                shape[1],
                shape[2],
                degrees,
                i -> channelFirst(frames.row(i), channels, white),
                Map.of("time", Arrays.stream(times()).mapToObj(t -> (Object) t).toList()),
                origin.with("series", data()));
    }

    /** To [0, 1], channels first: whole numbers by the largest one of their type, others as they are. */
    private float[] channelFirst(double[] values, int channels, double white) {
        int size = values.length / channels;
        var pixels = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            double pixel = values[i] / white;
            if (!(pixel >= 0 && pixel <= 1)) {
                throw bad("a pixel of " + values[i], "0 to " + white + " in numbers of this type");
            }
            pixels[i % channels * size + i / channels] = (float) pixel;
        }
        return pixels;
    }

    private double number(String of, String attribute, double otherwise) {
        return file.attribute(of, attribute)
                .filter(Double.class::isInstance)
                .map(value -> (double) value)
                .orElse(otherwise);
    }

    private void require(String what, String dataSet) {
        if (!names.contains(dataSet)) {
            throw BadInput.of(
                    file.file().getFileName().toString(),
                    "no " + what,
                    "a file with " + dataSet,
                    "List what there is: nwb.names()");
        }
    }

    private BadInput bad(String wrong, String expected) {
        return BadInput.of(
                file.file().getFileName() + " " + path,
                wrong,
                expected,
                "Read it as it is: Hdf5.load(path).array(\"" + data() + "\")");
    }
}
