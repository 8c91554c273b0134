package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.TimeBin;
import org.striate.testing.Needs;

/** Both ways with the tools that own the formats: h5py, netCDF4, SciPy, NumPy, as Debian packs them. */
@Needs(Needs.What.PYTHON_SCIENCE)
class ForeignToolsTest {

    @TempDir
    Path folder;

    private void python(String script) throws IOException, InterruptedException {
        var source = folder.resolve(script);
        try (var in = ForeignToolsTest.class.getResourceAsStream(script)) {
            Files.copy(in, source);
        }
        var process = new ProcessBuilder("/usr/bin/python3", source.toString(), folder.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private double[] expected(String name) {
        return Npy.load(folder.resolve("expected/" + name + ".npy")).values();
    }

    @Test
    void whatTheToolsWriteIsRead() throws IOException, InterruptedException {
        python("write_files.py");
        for (var bounds : List.of("earliest", "latest")) {
            var hdf5 = Hdf5.load(folder.resolve(bounds + ".h5"));
            for (var kind : List.of("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8")) {
                assertThat(hdf5.array("plain_" + kind).values()).isEqualTo(expected(bounds + "_" + kind));
                assertThat(hdf5.array("chunked_" + kind).values()).isEqualTo(expected(bounds + "_" + kind));
            }
            assertThat(hdf5.array("fixed_holes").values()).isEqualTo(expected(bounds + "_fixed_holes"));
            assertThat(hdf5.array("checked").values()).isEqualTo(expected(bounds + "_checked"));
            assertThat(hdf5.array("many/d39").values()).containsExactly(39, 39, 39);
            assertThatThrownBy(() -> hdf5.array("triples")) // never wrong numbers
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("every value is an array of [3]");
        }
        assertThat(Hdf5.load(folder.resolve("earliest.h5")).array("holes").values())
                .isEqualTo(expected("earliest_holes"));
        var latest = Hdf5.load(folder.resolve("latest.h5"));
        assertThatThrownBy(() -> latest.array("holes")) // never wrong numbers
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("h5repack");
        checkAssembly();
        for (var name : List.of("mat5_0.mat", "mat5_1.mat")) {
            var mat = MatFile.load(folder.resolve(name));
            for (var variable : List.of("cube", "ints", "complex", "sparse")) {
                assertThat(mat.matrix(variable).values()).as(variable).isEqualTo(expected(variable));
            }
        }
    }

    @Test
    void whatACarelessReaderGetsWrong() throws IOException, InterruptedException {
        python("write_files.py");
        checkMatlab();
        checkNwb();
        checkCompoundColumns();
        checkLargeHdf5();
        checkUnnumbered();
        for (var name : List.of("repetition", "time_bin_start")) {
            assertThatThrownBy(() -> BrainIo.load(folder.resolve(name + ".nc")))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("coordinate " + name + ": \"first\"; expected numbers");
        }
        var packed = BrainIo.load(folder.resolve("packed.nc"));
        var expected = expected("packed");
        for (int i = 0; i < expected.length; i++) {
            assertThat((Double) (double) packed.at(i / 2, i % 2, 0)).isEqualTo((Double) expected[i]);
        }
        assertThatThrownBy(() -> Npy.load(folder.resolve("records.npy")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("structured array");
        assertThatThrownBy(() -> Npy.load(folder.resolve("days.npy")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("data type 'M8[D]'; expected")
                .hasMessageContaining("a.astype('int64')");
        var tenths = BrainIo.reader().window(0, 0.3).load(folder.resolve("tenths.nc"));
        assertThat(tenths.bins())
                .isEqualTo(
                        BrainIo.load(folder.resolve("tenths.nc")).window(0, 0.3).bins());
        assertThat(tenths.at(0, 0, 0)).isEqualTo(2); // the mean of 1, 2 and 3
    }

    private void checkLargeHdf5() {
        var large = Hdf5.load(folder.resolve("large.h5"));
        assertThat(large.rows("large", 2049, 1).at(0, (1 << 17) - 1)).isEqualTo(7);
        assertThatThrownBy(() -> large.array("large"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Read it in parts");
    }

    private void checkMatlab() {
        var mat4 = MatFile.load(folder.resolve("mat4.mat"));
        assertThat(mat4.matrix("wide").values()).isEqualTo(expected("wide"));
        assertThat(mat4.text("text")).isEqualTo("V4 site");
        assertThatThrownBy(() -> MatFile.load(folder.resolve("mat4_sparse.mat")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("without sparse arrays");
        for (var name : List.of("mat5_structs_0.mat", "mat5_structs_1.mat")) {
            checkDeepStructs(MatFile.load(folder.resolve(name)));
        }
        var mat5 = MatFile.load(folder.resolve("mat5_rest.mat"));
        assertThat(mat5.matrix("phasors").shape()).containsExactly(2, 2, 2);
        assertThat(mat5.matrix("phasors").values()).isEqualTo(expected("phasors"));
        assertThat(mat5.matrix("large").values()).containsExactly(0x1p63 + 4096);
        var mat73 = MatFile.load(folder.resolve("mat73.mat"));
        assertThat(mat73.count("sessions")).isEqualTo(2);
        assertThat(mat73.text("sessions(1).animal")).isEqualTo("Chabo");
        assertThat(mat73.matrix("sessions(0).rate").values()).containsExactly(1.5, 1.5);
        assertThat(mat73.matrix("cells(0).k").values()).containsExactly(7);
        assertThat(mat73.text("long")).hasSize(100_000).startsWith("abab");
        checkReferencesAreReadOnce(mat73);
        assertThatThrownBy(() -> mat73.count("giant"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("4294967296 elements; expected at most 2147483647");
        assertThatThrownBy(() -> mat73.matrix("giant")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> mat73.matrix("wide"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("find(S)");
    }

    /** Struct arrays of 2 x 2 x 2, one by itself, one in a struct and one in a cell, and a variable after them. */
    private static void checkDeepStructs(MatFile mat) {
        for (var path : List.of("structs", "outer.structs", "cells(0)")) {
            assertThat(mat.count(path)).as(path).isEqualTo(8);
            for (int i = 0; i < 8; i++) { // in column-major order
                assertThat(mat.matrix(path + "(" + i + ").x").values())
                        .containsExactly(4 * (i % 2) + 2 * (i / 2 % 2) + i / 4);
            }
        }
        assertThat(mat.text("outer.after")).isEqualTo("V4");
        assertThat(mat.matrix("cells(1)").values()).containsExactly(7);
        assertThat(mat.matrix("zebra").values()).containsExactly(1, 2);
    }

    /** Were they read for every element, these would take more than a gigabyte. */
    private static void checkReferencesAreReadOnce(MatFile mat73) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 200; i++) {
            assertThat(mat73.text("many(" + 249 * i + ")")).isEqualTo("Tito");
            assertThat(mat73.text("crowd(" + 249 * i + ").animal")).isEqualTo("Chabo");
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64L << 20);
    }

    private void checkCompoundColumns() {
        var nwb = Nwb.load(folder.resolve("columns.nwb"));
        assertThat(nwb.trials())
                .containsEntry(
                        "timeseries",
                        List.of(
                                List.of(Map.of("idx_start", 0.0, "count", 2.0, "timeseries", "acquisition/lfp")),
                                List.of(),
                                List.of(Map.of("idx_start", 2.0, "count", 1.0, "timeseries", "acquisition/lfp"))))
                .containsEntry(
                        "corners",
                        List.of(
                                Map.of("x", List.of(0.0, 1.0), "name", "a"),
                                Map.of("x", List.of(2.0, 3.0), "name", "b"),
                                Map.of("x", List.of(4.0, 5.0), "name", "c")));
        assertThatThrownBy(() -> Hdf5.load(folder.resolve("columns.nwb")).text("intervals/trials/timeseries"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a compound of [idx_start, count, timeseries]")
                .hasMessageContaining(".table(..)");
    }

    private void checkUnnumbered() {
        var responses = BrainIo.load(folder.resolve("unnumbered.nc"));
        assertThat(responses.presentations())
                .containsExactly(
                        new Presentation("a", 0),
                        new Presentation("a", 1),
                        new Presentation("b", 0),
                        new Presentation("b", 1),
                        new Presentation("a", 2));
        assertThat(responses.trials()).containsExactly(0, 1, 2);
    }

    private void checkNwb() {
        var nwb = Nwb.load(folder.resolve("columns.nwb"));
        assertThat(nwb.trials())
                .containsEntry("image_index", List.of(4.0, 5.0, 4.0))
                .containsEntry("place", List.of(List.of(0.0, 1.0), List.of(2.0, 3.0), List.of(4.0, 5.0)))
                .containsEntry("tags", List.of(List.of(), List.of("a", "b"), List.of("c")))
                .containsEntry(
                        "deep",
                        List.of(List.of(List.of(0.0, 1.0)), List.of(), List.of(List.of(2.0), List.of(3.0, 4.0))))
                .containsEntry("stimulus", List.of(7.0, 8.0, 9.0))
                .containsEntry("stimulus_index", List.of(1.0, 2.0, 3.0))
                .containsEntry("answered", List.of(Double.NaN, 0.5, Double.NaN))
                .containsEntry("never", List.of(Double.NaN, Double.NaN, Double.NaN))
                .doesNotContainKeys("tags_index", "deep_index");
        assertThat(nwb.units().neurons())
                .containsExactly(
                        new Neuron("unit 3000000000", new Region("unknown"), "unknown"),
                        new Neuron("unit 1", new Region("unknown"), "unknown"));
        assertThat(nwb.series("acquisition/lfp").values()).containsExactly(1, 6, 2, 16, 3, 26);
        assertThat(nwb.times("acquisition/lfp")).containsExactly(0.5, 1, 1.5);
        assertThatThrownBy(() -> nwb.times("acquisition/torn"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("2 timestamps; expected 4");
        assertThat(nwb.stimuli("deep_pictures", 8).pixels(0)).containsExactly(0, 1, 32767 / 65535f, 1);
        assertThat(nwb.stimuli("float_pictures", 8).pixels(0)).containsExactly(0, 1, 0.5f, 1);
        assertThatThrownBy(() -> nwb.stimuli("wild_pictures", 8).pixels(0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a pixel of 255.0");
    }

    private void checkAssembly() {
        var responses = BrainIo.load(folder.resolve("assembly.nc"));
        assertThat(responses.presentationTable().keySet()).containsExactly("texture_type", "stimulus_id");
        var values = expected("assembly"); // presentations x neurons x bins
        for (int i = 0; i < values.length; i++) {
            assertThat((Double) (double) responses.at(i / 20, i / 5 % 4, i % 5)).isEqualTo((Double) values[i]);
        }
        var window = BrainIo.reader().window(10, 40).load(folder.resolve("assembly.nc"));
        var means = expected("assembly_window");
        for (int i = 0; i < means.length; i++) {
            assertThat((double) window.at(i / 4, i % 4, 0)).isCloseTo(means[i], within(1e-6));
        }
        // By texture_type first, as the file has it, then by stimulus.
        assertThat(responses.averaged().stimulusIds()).containsExactly("a", "b", "c");
        assertThat(responses.averaged().presentationTable().get("texture_type"))
                .containsExactly("noise", "noise", "noise", "texture", "texture", "texture");
    }

    @ParameterizedTest
    @ValueSource(strings = {"earliest", "latest"})
    void numbersOfANamedTypeAreNeverZeros(String bounds) throws IOException, InterruptedException {
        python("write_hdf5_kinds.py");
        var hdf5 = Hdf5.load(folder.resolve("named_" + bounds + ".h5"));
        var doors = Map.<String, Consumer<String>>of(
                "plain", hdf5::array,
                "chunked", name -> hdf5.rows(name, 0, 2),
                "text", hdf5::text,
                "pairs", hdf5::table);
        doors.forEach((name, door) -> assertThatThrownBy(() -> door.accept(name))
                .as(name)
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(name + ": a datatype with a name of its own")
                .hasMessageContaining("a = f[\"" + name + "\"][()]; del f[\"" + name + "\"]; f[\"" + name + "\"] = a"));
        assertThat(hdf5.array("mended").values()).containsExactly(1.5, 2.5, 3.5);
        var nwb = Nwb.load(folder.resolve("named.nwb"));
        assertThatThrownBy(nwb::units)
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("units/spike_times: a datatype");
    }

    @Test
    void rowsOfUnequalLengthAreNoNumbers() throws IOException, InterruptedException {
        python("write_hdf5_kinds.py");
        var hdf5 = Hdf5.load(folder.resolve("ragged.h5"));
        for (var name : List.of("even", "chunked")) {
            assertThatThrownBy(() -> hdf5.array(name))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("Read it with Hdf5.load(path).ragged(..)");
            assertThatThrownBy(() -> hdf5.rows(name, 0, 2)).isInstanceOf(BadInput.class);
            assertThatThrownBy(() -> hdf5.objects(name)).isInstanceOf(BadInput.class);
        }
        assertThat(hdf5.ragged("chunked")).isDeepEqualTo(new double[][] {{}, {7, 8, 9, 10}, {}, {}});
    }

    @Test
    void compoundInsideACompoundHasColumns() throws IOException, InterruptedException {
        python("write_hdf5_kinds.py");
        assertThat(Hdf5.load(folder.resolve("nested.h5")).table("nested"))
                .isEqualTo(Map.of("in.x", List.of(1.0, 3.0), "in.y", List.of(2.5, 4.5), "k", List.of(5.0, 6.0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual", "external", "region"})
    void whatTheLibraryDoesNotKnowIsNotCalledDamage(String kind) throws IOException, InterruptedException {
        python("write_hdf5_kinds.py");
        var hdf5 = Hdf5.load(folder.resolve(kind + ".h5"));
        assertThatThrownBy(hdf5::names)
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(kind, "in /group/", "f[name] = a")
                .hasMessageNotContaining("damaged");
        assertThat(hdf5.array("a").values()).containsExactly(0, 1, 2);
        var mended = Hdf5.load(folder.resolve(kind + "_mended.h5"));
        assertThat(mended.names()).hasSize(2);
        assertThat(mended.array(mended.names().get(1)).values()).containsExactly(0, 1, 2);
    }

    @Test
    void whatWeWriteIsReadByNumpy() throws IOException, InterruptedException {
        var array = new NumericArray(
                new int[] {2, 3, 4},
                IntStream.range(0, 24).mapToDouble(i -> i / 8.0).toArray());
        Npy.save(folder.resolve("array.npy"), array);
        var arrays = new LinkedHashMap<String, Object>();
        arrays.put("X", array);
        arrays.put("names", List.of("V1", "", "café", "視覚"));
        arrays.put("empty", NumericArray.of());
        Npz.save(folder.resolve("archive.npz"), arrays);
        var table = new LinkedHashMap<String, List<Object>>();
        table.put("name", List.of("a, \"b\"\nc", "視覚"));
        table.put("x", List.of(0.1, Double.NaN));
        Csv.save(folder.resolve("table.csv"), table);
        Recordings.save(
                new NeuralResponses(
                        "toy",
                        List.of(new Presentation("s", 0), new Presentation("t", 0)),
                        List.of(new Neuron("n", Region.V1, "M")),
                        List.of(new TimeBin(0, 10)),
                        new float[][] {{1}, {2}},
                        Origin.of("test")),
                folder.resolve("responses.npz"));
        python("check_files.py");
    }
}
