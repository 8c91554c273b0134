package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.sun.management.ThreadMXBean;
import io.jhdf.HdfFile;
import io.jhdf.api.DatasetCreationOptions;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.core.TimeBin;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Against a file in the layout of NWB 2 written by h5py 3.16.0, and files of pynwb's own tests. */
@Needs({Needs.What.FIXTURES, Needs.What.REAL_DATA})
class NwbTest {

    private static final JsonObject EXPECTED = Expected.json("nwb/nwb_like.nwb.expect.json");

    private static Nwb file() {
        return Nwb.load(Shared.fixture("nwb/nwb_like.nwb"));
    }

    @Test
    void unitsHaveTheirSpikesAndRegions() {
        var units = file().units();
        var expected = EXPECTED.getAsJsonObject("units");
        assertThat(units.neurons())
                .extracting(n -> n.region().name())
                .containsExactly("V1", "IT", "V1", "IT", "V1", "IT");
        for (int i = 0; i < 6; i++) {
            assertThat(units.times()[i])
                    .isEqualTo(Expected.doubles(
                            expected.getAsJsonArray("spike_times").get(i)));
        }
    }

    @Test
    void trialsAreATable() {
        var trials = file().trials();
        EXPECTED.getAsJsonObject("trials").entrySet().forEach(column -> {
            var cells = trials.get(column.getKey()).stream()
                    .mapToDouble(cell -> (double) cell)
                    .toArray();
            assertThat(cells).as(column.getKey()).isEqualTo(Expected.doubles(column.getValue()));
        });
    }

    @Test
    void countsAreThoseOfTheWindow() {
        var responses = file().responses("stimulus", List.of(new TimeBin(0, 500)));
        var expected = Expected.doubles(EXPECTED.get("counts_trials_x_units"));
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) responses.at(i / 6, i % 6, 0)).isEqualTo(expected[i]);
        }
        assertThat(responses.presentations().get(3).stimulusId()).isEqualTo("1");
        assertThat(responses.presentations().get(3).trial()).isEqualTo(1);
    }

    @Test
    void imagesAndSeriesHaveTheirTimesAndUnits() {
        var images = file().stimuli("images", 8);
        var row = Expected.doubles(EXPECTED.getAsJsonObject("images").get("frame1_row0"));
        for (int i = 0; i < row.length; i++) {
            assertThat(images.pixels(1)[i] * 255.0).isCloseTo(row[i], within(1e-4));
        }
        var times =
                images.parameter("time").stream().mapToDouble(t -> (double) t).toArray();
        var expected = Expected.doubles(EXPECTED.getAsJsonObject("images").get("timestamps"));
        for (int i = 0; i < times.length; i++) {
            assertThat(times[i]).isCloseTo(expected[i], within(1e-12));
        }
        var lfp = file().series("acquisition/lfp").rows()[0];
        assertThat(lfp).containsExactly(Expected.doubles(EXPECTED.get("lfp_volts_row0")), within(1e-12));
        assertThat(file().times("acquisition/lfp")).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.2_nwbfile.nwb", "1.5.1_timeseries_no_unit.nwb", "2.2.0_subject_no_age__reference.nwb"})
    void filesOfThreeAgesOpenAndSayThatTheyHoldNoUnits(String name) {
        var nwb = Nwb.load(Shared.realData("nwb/" + name));
        assertThat(nwb.names()).contains("session_start_time");
        assertThatThrownBy(nwb::units).isInstanceOf(BadInput.class).hasMessageContaining("no units");
    }

    @Test
    void seriesOfAnOldFileHasItsTimes() {
        var nwb = Nwb.load(Shared.realData("nwb/1.5.1_timeseries_no_unit.nwb"));
        var path = nwb.names().stream()
                .filter(name -> name.endsWith("/data"))
                .findFirst()
                .orElseThrow()
                .replaceFirst("/data$", "");
        assertThat(nwb.times(path)).hasSize(nwb.series(path).shape()[0]);
    }

    @Test
    void spikesOutOfOrderAreSorted(@TempDir Path folder) {
        var path = folder.resolve("unsorted.nwb");
        try (var file = HdfFile.write(path)) {
            file.putAttribute("nwb_version", "2.6.0");
            var units = file.putGroup("units");
            units.putDataset("spike_times", new double[] {0.1, 0.2, 1.3, 0.1, 1.2});
            units.putDataset("spike_times_index", new int[] {2, 5});
            var trials = file.putGroup("intervals").putGroup("trials");
            trials.putDataset("id", new int[] {0, 1});
            trials.putDataset("start_time", new double[] {0, 1});
            trials.putDataset("stimulus", new double[] {7, 7});
        }
        var nwb = Nwb.load(path);
        assertThat(nwb.units().times()).isDeepEqualTo(new double[][] {{0.1, 0.2}, {0.1, 1.2, 1.3}});
        var responses = nwb.responses("stimulus", List.of(new TimeBin(0, 500)));
        assertThat(responses.at(0, 1, 0)).isEqualTo(1);
        assertThat(responses.at(1, 1, 0)).isEqualTo(2);
    }

    /** Were a chunk of 64 frames decoded for each of them, they would take a gigabyte. */
    @Test
    void chunkOfFramesIsDecodedOnce(@TempDir Path folder) {
        var path = folder.resolve("chunked.nwb");
        var frames = new byte[150][64][64];
        for (int i = 0; i < 150 * 64 * 64; i++) {
            frames[i / 4096][i / 64 % 64][i % 64] = (byte) (i % 101 + i / 4096 % 20);
        }
        try (var file = HdfFile.write(path)) {
            file.putAttribute("nwb_version", "2.6.0");
            var series = file.putGroup("stimulus").putGroup("presentation").putGroup("movie");
            var chunks = DatasetCreationOptions.builder()
                    .chunkDimensions(64, 64, 64)
                    .deflate()
                    .build();
            series.putDataset("data", frames, chunks);
            series.putDataset("timestamps", new double[150]);
        }
        var movie = Nwb.load(path).stimuli("movie", 8);
        movie.pixels(0); // so that classes loaded on first use are not counted
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(IntStream.range(0, 150).filter(i -> !isFrame(movie.pixels(i), frames[i])))
                .isEmpty();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64L << 20);
        var fresh = Nwb.load(path).stimuli("movie", 8);
        assertThat(IntStream.range(0, 600)
                        .map(i -> i * 37 % 150)
                        .parallel()
                        .filter(i -> !isFrame(fresh.pixels(i), frames[i])))
                .isEmpty();
    }

    private static boolean isFrame(float[] pixels, byte[][] frame) {
        return IntStream.range(0, 4096).allMatch(i -> pixels[i] == frame[i / 64][i % 64] / 127f);
    }

    @Test
    void unknownColumnNamesTheNearest() {
        assertThatThrownBy(() -> file().responses("stimuls", List.of(new TimeBin(0, 500))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"stimulus\"?");
        assertThatThrownBy(() -> file().stimuli("imges", 8))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"images\"?");
    }
}
