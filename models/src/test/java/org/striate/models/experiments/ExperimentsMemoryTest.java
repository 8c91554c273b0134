package org.striate.models.experiments;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.striate.datasets.Stimuli;
import org.striate.models.Lesion;
import org.striate.models.ResidentMemory;

class ExperimentsMemoryTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryStaysFlatOverSynthesesLesionsAndPruning() {
        var network = NetworksForExperiments.grey(1);
        var stimuli = Stimuli.whiteNoise(8, 1).size(16);
        ResidentMemory.requireFlat(100, turn -> {
            Dream.channel("relu2", turn % 8).steps(4).on(network);
            network.lesion(Lesion.noise("relu1", 1, turn).random(0.5, turn)).activations(stimuli, "fc");
            Pruning.activity(0.5, stimuli).on(network);
        });
    }
}
