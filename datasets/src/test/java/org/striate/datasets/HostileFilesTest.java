package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.core.BadInput;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Every broken or hostile file of a format that this module reads. */
@Needs(Needs.What.FIXTURES)
class HostileFilesTest {

    /** No file here is larger than 60 kB; a reader that believes a claim would need gigabytes, one that inflates a bomb half of one. */
    private static final long MOST_ALLOCATED = 128L << 20;

    @TempDir
    Path folder;

    static List<String> files() throws IOException {
        try (var files = Files.list(Shared.fixture("bad"))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> !name.matches("(pth|safetensors)_.*|expect.json"))
                    .sorted()
                    .toList();
        }
    }

    /** So that classes loaded on first use are not counted. */
    @BeforeEach
    void warmUp() {
        read(Shared.fixture("npy/f4_C_le.npy"));
        read(Shared.fixture("npy/deflated.npz"));
        read(Shared.fixture("mat/v5_compressed.mat"));
        read(Shared.fixture("mat/v73.mat"));
        read(Shared.fixture("hdf5/variants_latest.h5"));
        read(Shared.fixture("images/img_rgb.png"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void oneSentenceAndLittleMemory(String name) throws IOException {
        var file = Shared.fixture("bad/" + name);
        var must = Expected.json("bad/expect.json")
                .getAsJsonObject(name)
                .get("must")
                .getAsString();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            read(file);
            assertThat(must).as("%s was read", name).isNotEqualTo("reject");
        } catch (BadInput e) {
            assertThat(e.getMessage()).contains("; expected ").contains(name.replaceFirst("\\..*", ""));
            assertThat(e.getMessage().lines()).hasSize(1);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes allocated for %s", name).isLessThan(MOST_ALLOCATED);
        assertThat(Path.of("pwned_marker")).doesNotExist();
        assertThat(Path.of("../../pwned_marker.npy")).doesNotExist();
        assertThat(Path.of("/tmp/pwned_marker_abs")).doesNotExist();
    }

    /** 104 bytes, found by fuzzing: a root header that claims 858,667,527 bytes of messages. */
    @Test
    void hdf5HeaderThatClaimsNearlyAGigabyte() throws IOException {
        var bytes = Base64.getDecoder()
                .decode("iUhERg0KGgoCCAgAAAAAAAAAAAD//////////zRsAAAAAAAAMAAAAAAAAAC10kSoAUZPSERSAgzHOS4z"
                        + "LGhkZjU9MS4xNC42ZGY1PTEuMTQuNo3thzQOAAAAAAgAAAAAAABi//9lbnQ=");
        var file = Files.write(folder.resolve("claims.h5"), bytes);
        assertThatThrownBy(() -> Hdf5.load(file)).isInstanceOf(BadInput.class); // loads the reader's classes
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> Hdf5.load(file)).isInstanceOf(BadInput.class).hasMessageContaining("whole HDF5 file");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }

    private void read(Path file) {
        var name = file.getFileName().toString();
        if (name.endsWith(".npy")) {
            Npy.load(file);
        } else if (name.endsWith(".npz")) {
            var npz = Npz.load(file);
            npz.keySet().forEach(member -> npz.column(member));
        } else if (name.endsWith(".mat")) {
            var mat = MatFile.load(file);
            mat.names().forEach(mat::count);
        } else if (name.endsWith(".h5")) {
            var hdf5 = Hdf5.load(file);
            hdf5.names().stream().filter(n -> n.startsWith("huge")).forEach(hdf5::array);
        } else if (name.endsWith(".nc")) {
            BrainIo.load(file);
        } else if (name.endsWith(".png")) {
            picture(file);
        } else if (name.endsWith(".csv")) {
            BrainIo.stimuli(file, Shared.fixture("brainscore/stimulus_test_Shared2026.zip"), 8);
        } else if (name.endsWith(".zip")) {
            BrainIo.stimuli(Shared.fixture("bad/stimuli_missing_member.csv"), file, 8);
        } else {
            throw new AssertionError("no reader for " + name);
        }
    }

    private void picture(Path file) {
        try {
            Files.copy(file, folder.resolve(file.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Stimuli.folder(folder, 8).pixels(0);
        folder.resolve(file.getFileName()).toFile().delete();
    }
}
