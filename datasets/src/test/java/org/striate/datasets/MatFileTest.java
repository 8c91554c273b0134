package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Against files written by SciPy 1.17.1 (versions 4 and 5) and h5py 3.16.0 (version 7.3). */
@Needs(Needs.What.FIXTURES)
class MatFileTest {

    @TempDir
    Path folder;

    /** Version 5 by hand: the 128 bytes of text, version and byte order, then one matrix (MathWorks, MAT-File Format). */
    private MatFile version5(int arrayClass, int[] size, int[]... parts) throws IOException {
        var matrix = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        matrix.putInt(6).putInt(8).putInt(arrayClass).putInt(2); // flags: class, most non-zero values
        matrix.putInt(5).putInt(8).putInt(size[0]).putInt(size[1]);
        matrix.putShort((short) 1).putShort((short) 1).put(new byte[] {'s', 0, 0, 0});
        for (var part : parts) {
            matrix.putInt(5).putInt(4 * part.length);
            for (int value : part) {
                matrix.putInt(value);
            }
            matrix.position((matrix.position() + 7) / 8 * 8);
        }
        var file = ByteBuffer.allocate(136 + matrix.position()).order(ByteOrder.LITTLE_ENDIAN);
        file.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII));
        file.position(124).putShort((short) 0x0100).put(new byte[] {'I', 'M'});
        file.putInt(14).putInt(matrix.position()).put(matrix.flip());
        return MatFile.load(Files.write(folder.resolve("hand.mat"), file.array()));
    }

    @Test
    void sparseArrayWithRowsBeyondItsSizeIsDamaged() throws IOException {
        var good = version5(5, new int[] {2, 2}, new int[] {1, 0}, new int[] {0, 1, 2}, new int[] {5, 7});
        assertThat(good.matrix("s").values()).containsExactly(0, 7, 5, 0);
        for (var rows : new int[][] {{2, 0}, {-1, 0}, {1_000_000, 0}}) {
            var bad = version5(5, new int[] {2, 2}, rows, new int[] {0, 1, 2}, new int[] {5, 7});
            assertThatThrownBy(() -> bad.matrix("s"))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("hand.mat: damaged");
        }
        var beyond = version5(5, new int[] {2, 2}, new int[] {1, 0}, new int[] {0, 1, 9}, new int[] {5, 7});
        assertThatThrownBy(() -> beyond.matrix("s")).isInstanceOf(BadInput.class);
    }

    @Test
    void cellsAndFieldsThatNoBytesStandForAreRefused() throws IOException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int arrayClass : new int[] {1, 2}) { // cells, structs
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThatThrownBy(() -> version5(arrayClass, new int[] {1, 500_000_000}, new int[] {32}, new int[8]))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("hand.mat: damaged");
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 20);
        }
    }

    /** Version 4 by hand: five integers, the name, the characters column by column. */
    @Test
    void rowsOfCharactersOfVersion4AreLines() throws IOException {
        var bytes = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(51).putInt(2).putInt(3).putInt(0).putInt(2).put("t\0".getBytes(StandardCharsets.US_ASCII));
        bytes.put("VI4T  ".getBytes(StandardCharsets.US_ASCII));
        var file = Files.write(folder.resolve("hand4.mat"), bytes.array());
        assertThat(MatFile.load(file).text("t")).isEqualTo("V4 \nIT ");
    }

    /** Only their first bytes are written. */
    @Test
    void filesOfMoreThanTwoGigabytesAreNotCalledDamaged() throws IOException {
        var version4 = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        version4.putInt(50).putInt(1).putInt(1).putInt(0).putInt(2);
        var version5 = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        version5.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII));
        for (var head : List.of(version4, version5)) {
            var path = folder.resolve("large.mat");
            try (var file = new RandomAccessFile(path.toFile(), "rw")) {
                file.write(head.array());
                file.setLength(3_000_000_000L);
            }
            assertThatThrownBy(() -> MatFile.load(path))
                    .isInstanceOf(BadInput.class)
                    .hasMessage(path + ": 3.0 GB; expected at most 2.1 GB in a file before version 7.3. "
                            + "Save it in MATLAB: save(file, '-v7.3')");
        }
    }

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
