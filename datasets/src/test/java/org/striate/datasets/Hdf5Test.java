package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Against files written by h5py 3.16.0 (HDF5 2.0.0) in its oldest and its newest format. */
@Needs(Needs.What.FIXTURES)
class Hdf5Test {

    private static final String EARLIEST = "hdf5/variants_earliest.h5";
    private static final String LATEST = "hdf5/variants_latest.h5";

    @ParameterizedTest
    @ValueSource(strings = {EARLIEST, LATEST})
    void numbersAreThoseOfH5py(String file) {
        var hdf5 = Hdf5.load(Shared.fixture(file));
        var expected = Expected.json(file + ".expect.json");
        for (var name : List.of(
                "contiguous_f64",
                "chunked_fletcher",
                "extendable",
                "big_endian",
                "float16",
                "never_written",
                "bool",
                "scalar",
                "soft",
                "hard")) {
            var key = name.equals("chunked_fletcher") ? "chunked_fletcher_f32" : name;
            assertThat(hdf5.array(name).values()).as(name).isEqualTo(Expected.doubles(expected.get(key)));
        }
        assertThat(sum(hdf5, "chunked_gzip_shuffle"))
                .isEqualTo(expected.get("chunked_gzip_shuffle_sum").getAsDouble());
        assertThat(hdf5.array("chunked_gzip_shuffle").at(30, 20))
                .isEqualTo(expected.get("chunked_gzip_shuffle_[30,20]").getAsDouble());
        assertThat(sum(hdf5, "lzf")).isEqualTo(expected.get("lzf_sum").getAsDouble());
        assertThat(hdf5.array("zero_rows").shape()).containsExactly(0, 3);
    }

    private static double sum(Hdf5 hdf5, String name) {
        return Arrays.stream(hdf5.array(name).values()).sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {EARLIEST, LATEST})
    void whatWasNeverWrittenHasTheFillValue(String file) {
        var hdf5 = Hdf5.load(Shared.fixture(file));
        assertThat(sum(hdf5, "partly_written")).isEqualTo(-10);
        assertThat(hdf5.rows("partly_written", 4, 2).values()).containsExactly(2, 2, -1, -1, -1, -1, -1, -1);
    }

    @ParameterizedTest
    @ValueSource(strings = {EARLIEST, LATEST})
    void rowsAreThoseOfTheWhole(String file) {
        var hdf5 = Hdf5.load(Shared.fixture(file));
        for (var name : List.of("contiguous_f64", "chunked_gzip_shuffle", "chunked_fletcher", "extendable", "lzf")) {
            var whole = hdf5.array(name);
            int rowSize = whole.values().length / whole.shape()[0];
            for (int from = 0; from < whole.shape()[0] - 2; from++) {
                assertThat(hdf5.rows(name, from, 2).values())
                        .as("%s from row %d", name, from)
                        .isEqualTo(Arrays.copyOfRange(whole.values(), from * rowSize, (from + 2) * rowSize));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EARLIEST, LATEST})
    void textsRaggedRowsTablesAndAttributesAreThoseOfH5py(String file) {
        var hdf5 = Hdf5.load(Shared.fixture(file));
        assertThat(hdf5.text("vlen_str")).containsExactly("V1", "", "café");
        assertThat(hdf5.text("fixed_str")).containsExactly("ab", "cde");
        assertThat(hdf5.ragged("ragged")).isDeepEqualTo(new double[][] {{1, 2}, {3.5}});
        assertThat(hdf5.table("compound"))
                .containsEntry("id", List.of(1.0, 3.0))
                .containsEntry("x", List.of(2.5, -1.0));
        assertThat(hdf5.attribute("", "title")).contains("variants");
        assertThat(hdf5.attribute("", "numbers")).contains(List.of(1.5, 2.5));
        assertThat(hdf5.attribute("contiguous_f64", "unit")).contains("spikes/s");
        assertThat(hdf5.attribute("contiguous_f64", "none")).isEmpty();
        assertThat(hdf5.names()).contains("g/sub/x");
    }

    /** {@code h5py.File(path, "w", libver="v112")} of h5py 3.16.0 made the file; "v114" makes the same bytes. */
    @Test
    void boundsOfHdf5112AreRead() throws URISyntaxException {
        var hdf5 = Hdf5.load(Path.of(Hdf5Test.class.getResource("v112.h5").toURI()));
        assertThat(hdf5.array("bool").values()).containsExactly(1, 0, 1);
        assertThat(hdf5.table("compound")).isEqualTo(Map.of("id", List.of(1.0, 3.0), "x", List.of(2.5, -1.0)));
    }

    @Test
    void wrongDoorSaysWhichIsRight() {
        var hdf5 = Hdf5.load(Shared.fixture(EARLIEST));
        assertThatThrownBy(() -> hdf5.array("vlen_str"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(".text(..)");
        assertThatThrownBy(() -> hdf5.array("compound"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(".table(..)");
        assertThatThrownBy(() -> hdf5.text("scalar"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(".array(..)");
        assertThatThrownBy(() -> hdf5.array("g/sub/y"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"g/sub/x\"?");
    }

    @Test
    void lackOfMemoryIsNotCalledDamage() {
        assertThatThrownBy(() -> Hdf5.load(Shared.fixture(EARLIEST)).read(root -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("memory")
                .hasMessageNotContaining("damaged");
    }

    @Test
    void cyclesEndAndClaimsAreRefused() {
        var hdf5 = Hdf5.load(Shared.fixture("bad/hdf5_cycle_and_claims.h5"));
        assertThat(hdf5.names()).contains("huge_unwritten").hasSizeLessThan(20);
        assertThatThrownBy(() -> hdf5.array("huge_unwritten"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("claims [1000000, 1000000]");
    }
}
