package org.striate.models;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.striate.core.StimulusSet;
import org.striate.datasets.Stimuli;

@EnabledOnOs(OS.LINUX)
class MemoryTest {

    private static final int WARM = 60;

    private final StimulusSet stimuli = Stimuli.tilted(64, 1);

    @Test
    void activationsHoldMemoryFlat() {
        var network = Networks.tiltNet(64, 1);
        ResidentMemory.requireFlat(WARM, turn -> network.activations(stimuli, List.of()));
    }

    @Test
    void trainingHoldsMemoryFlat() {
        var network = Networks.tiltNet(64, 1);
        var settings = Training.withDefaults().epochs(1);
        ResidentMemory.requireFlat(WARM, turn -> network.train(stimuli, "tilt", settings));
    }
}
