package org.striate.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Files of before PyTorch 0.4, and what claims more than it holds. */
class HostileTensorsTest {

    @TempDir
    Path folder;

    @Test
    @Needs(Needs.What.FIXTURES)
    void tensorsOfBeforePyTorch04AreRead() throws IOException {
        var known = Shared.fixture("nets/smallnet_a.pth");
        var old = folder.resolve("old.pth");
        try (var zip = new ZipFile(known.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(old))) {
            for (var entry : zip.stream().toList()) {
                var bytes = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith("data.pkl")) {
                    bytes = new String(bytes, StandardCharsets.ISO_8859_1)
                            .replace("_rebuild_tensor_v2\n", "_rebuild_tensor\n")
                            .getBytes(StandardCharsets.ISO_8859_1);
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(bytes);
            }
        }
        var expected = Checkpoint.load(known).tensors();
        var found = Checkpoint.load(old).tensors();
        assertThat(found).hasSameSizeAs(expected);
        expected.forEach((name, tensor) -> assertThat(found.get(name).values().get())
                .as(name)
                .isEqualTo(tensor.values().get()));
    }

    /** As {@code pickle.dumps(OrderedDict([("a", 1)]), 0)} gives in Python 2. */
    @Test
    void dictionariesOfPython2KeepTheirItems() throws IOException {
        var bytes =
                ByteBuffer.wrap("ccollections\nOrderedDict\n(((S'a'\nI1\nlltR.".getBytes(StandardCharsets.US_ASCII));
        assertThat(new SafePickle(bytes, key -> key).next()).isEqualTo(Map.of("a", 1));
    }

    /** As {@code torch.save(dict, file, _use_new_zipfile_serialization=False)}: pickles, then each storage's count and numbers. */
    @Test
    void weightsOfAnOldTrainingCheckpointAreReadWithoutItsOptimiser() throws IOException {
        var state = "(S'state_dict'\n(S'w'\n" + tensor("7", 2) + "dS'optimizer'\n(S'exp_avg'\n" + tensor("3", 3)
                + "dS'epoch'\nI5\nd.";
        var pickles = ("L" + new BigInteger("1950a86a20f9469cfc6c", 16) + "L\n." + "I1001\n." + "(d." + state
                        + "(S'3'\nS'7'\nl.")
                .getBytes(StandardCharsets.US_ASCII);
        var bytes = ByteBuffer.allocate(pickles.length + 2 * 8 + 5 * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(pickles).putLong(3).putFloat(9).putFloat(9).putFloat(9);
        bytes.putLong(2).putFloat(1.5f).putFloat(-2);
        var found = Checkpoint.load(Files.write(folder.resolve("old.tar"), bytes.array()))
                .tensors();
        assertThat(found).containsOnlyKeys("w");
        assertThat(found.get("w").values().get()).containsExactly(1.5f, -2);
    }

    private static String tensor(String key, int count) {
        return "ctorch._utils\n_rebuild_tensor_v2\n((S'storage'\nctorch\nFloatStorage\nS'" + key + "'\nS'cpu'\nI"
                + count + "\nNtQI0\n(I" + count + "\nt(I1\ntI00\nccollections\nOrderedDict\n(tRtR";
    }

    @Test
    void memoryIsTakenForNumbersThatAreThere() {
        var eight = new ByteArrayInputStream(new byte[8]);
        assertThatThrownBy(() -> Numbers.F32.read(eight, Integer.MAX_VALUE, 100))
                .isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": {\"dtype\": \"F32\", \"shape\": 5, \"data_offsets\": [0, 0]}}",
                "{\"a\": 1}",
                "{\"__metadata__\": 5}",
                "{\"__metadata__\": {\"x\": null}}"
            })
    void headersOfOtherKindsAreRefused(String header) throws IOException {
        var file = folder.resolve("odd.safetensors");
        var text = header.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(text.length).put(text).array());
        assertThatThrownBy(() -> Checkpoint.load(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("safetensors");
    }
}
