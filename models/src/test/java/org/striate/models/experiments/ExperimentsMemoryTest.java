package org.striate.models.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.striate.datasets.Stimuli;
import org.striate.models.Lesion;
import org.striate.models.Network;

class ExperimentsMemoryTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryStaysFlatOverSynthesesLesionsAndPruning() throws IOException {
        var network = NetworksForExperiments.grey(1);
        often(network);
        long warm = nativePages();
        often(network);
        // 100 turns that lost an image's pass each would add a third.
        assertThat(nativePages()).isLessThan((long) (1.1 * warm));
    }

    private static void often(Network network) {
        var stimuli = Stimuli.whiteNoise(8, 1).size(16);
        for (int i = 0; i < 100; i++) {
            Dream.channel("relu2", i % 8).steps(4).on(network);
            network.lesion(Lesion.noise("relu1", 1, i).random(0.5, i)).activations(stimuli, "fc");
            Pruning.activity(0.5, stimuli).on(network);
            if (i % 10 == 9) {
                System.gc(); // so that the Cleaner frees what is unreachable
            }
        }
    }

    /** Resident memory without the heap, which the build keeps at one size. */
    private static long nativePages() throws IOException {
        long resident =
                Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
        return resident - Runtime.getRuntime().totalMemory() / 4096;
    }
}
