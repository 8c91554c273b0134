package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.models.files.Checkpoint;
import org.striate.models.files.TorchScript;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** Good files cut short, with bytes flipped and with lengths that claim too much, at seeded places. */
@Needs(Needs.What.FIXTURES)
class DamagedCheckpointTest {

    private static final int DAMAGES = Integer.getInteger("striate.damages", 150);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smallnet_a.pth",
                "smallnet_a_legacy.pth",
                "smallnet_a.safetensors",
                "smallnet_b_checkpoint.pth",
                "smallnet_a.script.pt",
                "smallnet_a.trace.pt"
            })
    void damagedFileGivesOneSentenceOrItsNumbers(String name) throws IOException {
        damagesOf(name, Files.readAllBytes(Shared.fixture("nets/" + name)), DamagedCheckpointTest::read);
    }

    /** The facts of a network stand in the header. */
    @Test
    void damagedNetworkGivesOneSentenceOrANetwork() throws IOException {
        var file = folder.resolve("net.safetensors");
        Networks.tiltNet(16, 1).save(file);
        damagesOf("damaged.safetensors", Files.readAllBytes(file), Networks::load);
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (var wrong : List.of(
                "deviation\\\":[0.25]>deviation\\\":[-0.5]",
                "classes\\\":2>classes\\\":-",
                "channels\\\":1>channels\\\":7",
                "curve\\\":[[>curve\\\":[{",
                "width\\\":16>width\\\":-6")) {
            var both = wrong.split(">");
            assertThat(text).contains(both[0]);
            Files.writeString(file, text.replace(both[0], both[1]), StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> Networks.load(file)).as(wrong).isInstanceOf(BadInput.class);
        }
    }

    private void damagesOf(String name, byte[] good, Consumer<Path> reading) throws IOException {
        var random = new Random(7);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        reading.accept(write(name, good)); // so that classes loaded on first use are not counted
        for (int i = 0; i < DAMAGES; i++) {
            var damaged = damage(good, random, i % 3);
            long before = threads.getCurrentThreadAllocatedBytes();
            var file = write(name, damaged);
            try {
                reading.accept(file);
            } catch (BadInput e) {
                assertThat(e.getMessage().lines()).as("damage %d", i).hasSize(1);
            } catch (Throwable e) {
                throw new AssertionError(name + ", damage " + i, e);
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes for damage %d", i)
                    .isLessThan(20L * good.length + (64 << 20));
        }
    }

    private static void read(Path file) {
        if (file.toString().endsWith(".pt")) {
            TorchScript.load(file).probed(file.resolveSibling("probed.zip"), true);
        } else {
            Checkpoint.load(file)
                    .tensors()
                    .values()
                    .forEach(tensor -> tensor.values().get());
        }
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] damage(byte[] good, Random random, int kind) {
        if (kind == 0) {
            return Arrays.copyOf(good, random.nextInt(good.length));
        }
        var damaged = good.clone();
        // Names, shapes and lengths are at the ends; in between are numbers, of which any are valid.
        int reach = Math.min(good.length, 4096);
        int at = random.nextBoolean() ? random.nextInt(reach) : good.length - 1 - random.nextInt(reach);
        if (kind == 1) {
            damaged[at] ^= (byte) (1 << random.nextInt(8));
        } else {
            Arrays.fill(damaged, at, Math.min(good.length, at + 4), (byte) 0x7f);
        }
        return damaged;
    }
}
