package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.core.BadInput;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Against files written by NumPy 2.4.6 and SciPy 1.17.1; what they hold stands beside them as JSON. */
@Needs(Needs.What.FIXTURES)
class ReadersTest {

    private static JsonObject json(String fixture) throws IOException {
        return JsonParser.parseString(Files.readString(Shared.fixture(fixture))).getAsJsonObject();
    }

    static Stream<Map.Entry<String, JsonElement>> numericNpyFiles() throws IOException {
        return json("npy/expect.json").entrySet().stream()
                .filter(e -> e.getKey().endsWith(".npy"))
                .filter(e -> !e.getKey().matches("(c8|c16|strings).*"));
    }

    @ParameterizedTest
    @MethodSource("numericNpyFiles")
    void npyHoldsWhatNumpyWrote(Map.Entry<String, JsonElement> file) {
        var array = Npy.load(Shared.fixture("npy/" + file.getKey()));
        var expected = file.getValue().getAsJsonObject();
        assertThat(array.shape()).isEqualTo(ints(expected.getAsJsonArray("shape")));
        assertThat(array.values()).isEqualTo(doubles(expected.getAsJsonArray("values_C_order")));
    }

    @ParameterizedTest
    @MethodSource("otherNpyFiles")
    void textAndComplexNumbersAreRefused(String file) {
        assertThatThrownBy(() -> Npy.load(Shared.fixture("npy/" + file)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("data type '");
    }

    static List<String> otherNpyFiles() {
        return List.of("strings_U.npy", "strings_S.npy", "c8_C_le.npy", "c16_F_be.npy");
    }

    @Test
    void npzHoldsWhatNumpyWrote() throws IOException {
        for (var name : List.of("stored.npz", "deflated.npz")) {
            var npz = Npz.load(Shared.fixture("npy/" + name));
            var expected = json("npy/expect.json").getAsJsonObject(name).getAsJsonObject("X");
            assertThat(npz.array("X").shape()).isEqualTo(ints(expected.getAsJsonArray("shape")));
            assertThat(npz.array("X").values()).isEqualTo(doubles(expected.getAsJsonArray("values_C_order")));
        }
        assertThat(Npz.load(Shared.fixture("npy/empty.npz")).keySet()).isEmpty();
    }

    @Test
    void unknownArrayNamesTheNearest() {
        assertThatThrownBy(() -> Npz.load(Shared.fixture("npy/stored.npz")).array("Y"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean");
    }

    static List<String> hostileFiles() throws IOException {
        try (var files = Files.list(Shared.fixture("bad"))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("(npy|mat5|mat73|mat|npz)_.*"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("hostileFiles")
    void hostileFileGivesOneSentence(String name) throws IOException {
        var file = Shared.fixture("bad/" + name);
        var must = json("bad/expect.json").getAsJsonObject(name).get("must").getAsString();
        try {
            if (name.endsWith(".npy")) {
                Npy.load(file);
            } else if (name.endsWith(".npz")) {
                Npz.load(file).values().forEach(NumericArray::values);
            } else {
                MatFile.load(file);
            }
            assertThat(must).as("%s was read", name).isEqualTo("reject_or_ignore");
        } catch (BadInput e) {
            assertThat(e).hasMessageContaining(name).hasMessageContaining("; expected ");
        }
        assertThat(Path.of("pwned_marker")).doesNotExist();
        assertThat(Path.of("../../pwned_marker.npy")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("matFiles")
    void matHoldsWhatScipyWrote(String name) throws IOException {
        var mat = MatFile.load(Shared.fixture("mat/" + name));
        var expected = json("mat/" + name + ".expect.json");
        var x = expected.getAsJsonArray("X");
        for (int i = 0; i < x.size(); i++) {
            assertThat(mat.matrix("X").rows()[i]).isEqualTo(doubles(x.get(i).getAsJsonArray()));
        }
        assertThat(mat.matrix("scalar").values()).containsExactly(2.5);
        assertThat(mat.matrix("u16").values()).containsExactly(1, 65535);
        assertThat(mat.matrix("single").values()[0])
                .isCloseTo(
                        expected.getAsJsonArray("single")
                                .get(0)
                                .getAsJsonArray()
                                .get(0)
                                .getAsDouble(),
                        within(0.0));
    }

    static List<String> matFiles() {
        return List.of("v5_plain.mat", "v5_compressed.mat");
    }

    @Test
    void hdf5MatFileSaysSo() {
        assertThatThrownBy(() -> MatFile.load(Shared.fixture("mat/v73.mat")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("version 7.3");
    }

    @Test
    void missingFileIsNamed() {
        var missing = Path.of("no such file.npy");
        assertThatThrownBy(() -> Npy.load(missing))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no such file.npy");
        assertThatThrownBy(() -> Npz.load(missing))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no such file.npy");
        assertThatThrownBy(() -> MatFile.load(missing))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no such file.npy");
    }

    private static int[] ints(JsonArray array) {
        return IntStream.range(0, array.size())
                .map(i -> array.get(i).getAsInt())
                .toArray();
    }

    private static double[] doubles(JsonArray array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> number(array.get(i)))
                .toArray();
    }

    private static double number(JsonElement element) {
        var value = element.getAsJsonPrimitive();
        return value.isBoolean() ? (value.getAsBoolean() ? 1 : 0) : Double.parseDouble(value.getAsString());
    }
}
