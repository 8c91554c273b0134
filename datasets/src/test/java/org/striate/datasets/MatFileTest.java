package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Against files written by SciPy 1.17.1 (versions 4 and 5) and h5py 3.16.0 (version 7.3). */
@Needs(Needs.What.FIXTURES)
class MatFileTest {

    private static MatFile load(String name) {
        return MatFile.load(Shared.fixture("mat/" + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4.mat", "v5_plain.mat", "v5_compressed.mat", "v73.mat"})
    void everyNumericVariableIsThatOfTheWriter(String name) {
        var mat = load(name);
        var expected = Expected.json("mat/" + name + ".expect.json");
        for (var variable : List.of("X", "Xc", "row", "col", "scalar", "i8", "u16", "i64", "single", "flag", "nan")) {
            if (expected.has(variable)) {
                assertThat(mat.matrix(variable).values())
                        .as(variable)
                        .isEqualTo(Expected.doubles(expected.get(variable)));
            }
        }
        assertThat(mat.text("name")).isEqualTo("V4 site");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v5_plain.mat", "v5_compressed.mat", "v73.mat"})
    void cubesComplexSparseAndEmptyArraysKeepTheirShape(String name) {
        var mat = load(name);
        var expected = Expected.json("mat/" + name + ".expect.json");
        assertThat(mat.matrix("cube").shape()).containsExactly(2, 3, 4);
        assertThat(mat.matrix("cube").at(1, 2, 3)).isEqualTo(23);
        assertThat(mat.matrix("cube").at(0, 1, 0)).isEqualTo(4);
        assertThat(mat.matrix("empty").shape()).containsExactly(0, 0);
        assertThat(mat.matrix("sp").values()).isEqualTo(Expected.doubles(expected.get("sp_dense")));
        var z = mat.matrix("z");
        assertThat(z.shape()).containsExactly(2, 3, 2);
        var real = Expected.doubles(expected.get("z_real"));
        var imaginary = Expected.doubles(expected.get("z_imag"));
        for (int i = 0; i < real.length; i++) {
            assertThat(z.values()[2 * i]).isEqualTo(real[i]);
            assertThat(z.values()[2 * i + 1]).isEqualTo(imaginary[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v5_plain.mat", "v5_compressed.mat", "v73.mat"})
    void pathsLeadIntoCellsAndStructs(String name) {
        var mat = load(name);
        assertThat(mat.text("names(0)")).isEqualTo("im1.png");
        assertThat(mat.text("names(1)")).isEqualTo("image_two.png");
        assertThat(mat.text("s.animal")).isEqualTo("Tito");
        assertThat(mat.matrix("s.rate").values()).containsExactly(1, 2, 3, 4);
        assertThat(mat.count("names")).isEqualTo(2);
        assertThat(mat.fields("s")).contains("animal", "rate");
    }

    @Test
    void nestedStructsAndStructArrays() {
        var mat = load("v5_plain.mat");
        assertThat(mat.matrix("s.nested.k").values()).containsExactly(7);
        assertThat(mat.matrix("structs(0).id").values()).containsExactly(1);
        assertThat(mat.text("structs(1).tag")).isEqualTo("bb");
        assertThat(mat.matrix("cellarr(0)").values()).containsExactly(1, 2);
        assertThat(mat.text("cellarr(1)")).isEqualTo("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v5_plain.mat", "v73.mat"})
    void wrongPathSaysWhatThereIs(String name) {
        var mat = load(name);
        assertThatThrownBy(() -> mat.matrix("s.rates"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("animal");
        assertThatThrownBy(() -> mat.text("names(2)"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> mat.matrix("name"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("text(..)");
        assertThatThrownBy(() -> mat.matrix("Y")).isInstanceOf(BadInput.class).hasMessageContaining("\"Y\"");
        assertThatThrownBy(() -> mat.matrix("X[0]"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("X[0]");
    }
}
