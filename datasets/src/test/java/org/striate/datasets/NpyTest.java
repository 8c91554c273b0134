package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.core.BadInput;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Against files written by NumPy 2.4.6; what they hold stands beside them as JSON. */
@Needs(Needs.What.FIXTURES)
class NpyTest {

    static Stream<Map.Entry<String, JsonElement>> numericFiles() {
        return Expected.json("npy/expect.json").entrySet().stream()
                .filter(e -> e.getKey().endsWith(".npy") && !e.getKey().startsWith("strings"));
    }

    @ParameterizedTest
    @MethodSource("numericFiles")
    void holdsWhatNumpyWrote(Map.Entry<String, JsonElement> file) {
        var array = Npy.load(Shared.fixture("npy/" + file.getKey()));
        var expected = file.getValue().getAsJsonObject();
        assertThat(Arrays.copyOf(array.shape(), expected.getAsJsonArray("shape").size()))
                .isEqualTo(Expected.ints(expected.get("shape")));
        assertThat(array.values()).isEqualTo(Expected.doubles(expected.get("values_C_order")));
    }

    @ParameterizedTest
    @MethodSource("numericFiles")
    void rowsAreThoseOfTheWhole(Map.Entry<String, JsonElement> file) {
        var path = Shared.fixture("npy/" + file.getKey());
        var whole = Npy.load(path);
        if (whole.shape().length == 0 || whole.shape()[0] < 2) {
            return;
        }
        int rowSize = whole.values().length / whole.shape()[0];
        var second = Npy.open(path).rows(1, 1);
        assertThat(second.values()).isEqualTo(Arrays.copyOfRange(whole.values(), rowSize, 2 * rowSize));
        assertThat(second.shape()[0]).isEqualTo(1);
    }

    @Test
    void complexNumbersHaveTwoParts() {
        assertThat(Npy.load(Shared.fixture("npy/c8_F_be.npy")).shape()).containsExactly(3, 4, 2);
    }

    @Test
    void textIsRead() {
        assertThat(Npy.text(Shared.fixture("npy/strings_U.npy"))).containsExactly("V1", "", "café", "視覚");
        assertThat(Npy.text(Shared.fixture("npy/strings_S.npy"))).containsExactly("ab", "", "xyz");
        assertThatThrownBy(() -> Npy.load(Shared.fixture("npy/strings_S.npy")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Npy.text(path)");
    }

    @Test
    void archiveHoldsWhatNumpyWrote() {
        for (var name : List.of("stored.npz", "deflated.npz")) {
            var npz = Npz.load(Shared.fixture("npy/" + name));
            var expected =
                    Expected.json("npy/expect.json").getAsJsonObject(name).getAsJsonObject("X");
            assertThat(npz.array("X").shape()).isEqualTo(Expected.ints(expected.get("shape")));
            assertThat(npz.array("X").values()).isEqualTo(Expected.doubles(expected.get("values_C_order")));
        }
        var deflated = Npz.load(Shared.fixture("npy/deflated.npz"));
        assertThat(deflated.keySet()).contains("layer/conv1");
        assertThat(deflated.text("names")).containsExactly("a", "bb");
        assertThat(Npz.load(Shared.fixture("npy/empty.npz")).keySet()).isEmpty();
    }

    /** An archive whose directory claims that its one member X has so many bytes, not compressed. */
    static Path claiming(Path file, int bytes) throws IOException {
        Npz.save(file, Map.of("X", NumericArray.of(1, 2)));
        var zip = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int directory = zip.getInt(zip.capacity() - 6); // where it begins, at the end of the end record
        zip.putShort(directory + 10, (short) 0); // the method: stored
        zip.putInt(directory + 20, bytes).putInt(directory + 24, bytes);
        return Files.write(file, zip.array());
    }

    @Test
    void memberOfMoreThanTwoGigabytesIsNotCalledDamaged(@TempDir Path folder) throws IOException {
        var npz = Npz.load(claiming(folder.resolve("large.npz"), (int) 3_000_000_000L));
        assertThatThrownBy(() -> npz.array("X"))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "large.npz:X: 3.0 GB; expected at most 2.1 GB in an archive. Take it out with unzip large.npz "
                                + "X.npy, then read parts of it: Npy.open(Path.of(\"X.npy\")).rows(0, 1000)");
    }

    @Test
    void unknownArrayNamesTheNearest() {
        assertThatThrownBy(() -> Npz.load(Shared.fixture("npy/stored.npz")).array("Y"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean");
    }

    @Test
    void rowsBeyondTheEndAreRefused() {
        assertThatThrownBy(() -> Npy.open(Shared.fixture("npy/f8_C_le.npy")).rows(2, 2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("rows 2 to 4");
    }

    @Test
    void whatIsSavedIsReadAgain(@TempDir Path folder) {
        var array = new NumericArray(new int[] {2, 1, 3}, new double[] {1, -0.0, Double.NaN, 4, 5e-324, 6});
        Npy.save(folder.resolve("ä b.npy"), array);
        assertThat(Npy.load(folder.resolve("ä b.npy")).shape()).isEqualTo(array.shape());
        assertThat(Npy.load(folder.resolve("ä b.npy")).values()).isEqualTo(array.values());

        var arrays = new LinkedHashMap<String, Object>();
        arrays.put("X", array);
        arrays.put("名前", List.of("", "視覚", "😀"));
        arrays.put("one", NumericArray.of(1, 2));
        Npz.save(folder.resolve("a.npz"), arrays);
        var npz = Npz.load(folder.resolve("a.npz"));
        assertThat(npz.keySet()).containsExactly("X", "名前", "one");
        assertThat(npz.array("X").values()).isEqualTo(array.values());
        assertThat(npz.text("名前")).containsExactly("", "視覚", "😀");
    }

    /** As NumPy writes {@code np.zeros((4, 0))}: a header and nothing after it. */
    @Test
    void emptyArrayHasItsShape(@TempDir Path folder) throws IOException {
        var literal = "{'descr': '<f8', 'fortran_order': False, 'shape': (4, 0), }";
        var header = "\u0093NUMPY\u0001\u0000v\u0000" + literal + " ".repeat(117 - literal.length()) + "\n";
        Files.write(folder.resolve("empty.npy"), header.getBytes(StandardCharsets.ISO_8859_1));
        var empty = Npy.load(folder.resolve("empty.npy"));
        assertThat(empty.shape()).containsExactly(4, 0);
        assertThat(empty.rows()).hasDimensions(4, 0);
        Npz.save(folder.resolve("empty.npz"), Map.of("empty", empty));
        assertThat(Npz.load(folder.resolve("empty.npz")).array("empty").shape()).containsExactly(4, 0);
        Files.write(
                folder.resolve("claims.npy"),
                header.replace("(4, 0), }    ", "(4, 1), }    ").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Npy.load(folder.resolve("claims.npy"))).isInstanceOf(BadInput.class);
    }

    @Test
    void archiveWithTextCountsItsArrays() {
        var npz = Npz.load(Shared.fixture("npy/deflated.npz")); // holds texts too
        assertThat(npz.size()).isEqualTo(npz.keySet().size());
        assertThat(npz.isEmpty()).isFalse();
        assertThat(npz.containsKey("names")).isTrue();
        assertThat(npz.containsKey("nothing")).isFalse();
    }

    @Test
    void wholeNumbersBeyondAnIntAreRefused() {
        assertThat(NumericArray.of(-0x1p31, 0x1p31 - 1, 0.5).ints())
                .containsExactly(Integer.MIN_VALUE, Integer.MAX_VALUE, 1);
        for (double value : new double[] {3e9, -3e9, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> NumericArray.of(1, value).ints())
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("a value of " + value);
        }
    }

    @Test
    void responsesWithColumnsOfOtherLengthsAreRefused(@TempDir Path folder) {
        var arrays = new LinkedHashMap<String, Object>();
        arrays.put("values", NumericArray.of(new double[][] {{1, 2}, {3, 4}}));
        for (var name : List.of("stimulus_id", "neuron_id", "region", "subject", "name", "origin")) {
            arrays.put(name, List.of("a", "b"));
        }
        for (var name : List.of("trial", "time_bin_start", "time_bin_end")) {
            arrays.put(name, NumericArray.of(0));
        }
        var file = folder.resolve("responses.npz");
        Npz.save(file, arrays); // values of two dimensions
        assertThatThrownBy(() -> Recordings.open(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("values of shape [2, 2]");
        arrays.put("values", new NumericArray(new int[] {2, 2, 1}, new double[] {1, 2, 3, 4}));
        Npz.save(file, arrays); // one trial for two presentations
        assertThatThrownBy(() -> Recordings.open(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("[2, 1] presentations");
        arrays.put("trial", NumericArray.of(0, 1));
        Npz.save(file, arrays);
        assertThat(Recordings.open(file).at(1, 0, 0)).isEqualTo(3);
    }

    @Test
    void missingFileIsNamed() {
        var missing = Path.of("no such file.npy");
        assertThatThrownBy(() -> Npy.load(missing)).isInstanceOf(BadInput.class).hasMessageContaining("no such file");
        assertThatThrownBy(() -> Npz.load(missing)).isInstanceOf(BadInput.class).hasMessageContaining("no such file");
        assertThatThrownBy(() -> MatFile.load(missing))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> Hdf5.load(missing))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> Csv.load(missing)).isInstanceOf(BadInput.class).hasMessageContaining("no such file");
        assertThatThrownBy(() -> BrainIo.load(missing))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no such file");
    }
}
