package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
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
