package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BadInputTest {

    @Test
    void sentenceHoldsSubjectValueExpectationAndMend() {
        assertThat(BadInput.of("folds", "1", "at least 2", "Folds.of(5, 42)"))
                .hasMessage("folds: 1; expected at least 2. Folds.of(5, 42)");
    }

    @Test
    void nearNameIsOffered() {
        assertThat(BadInput.unknown("layer", "layer33", "resnet18", List.of("conv1", "layer3"), "network.layers()"))
                .hasMessage("layer \"layer33\" is not in resnet18; did you mean \"layer3\"? All names:"
                        + " network.layers()");
    }

    @Test
    void farNameIsNotOffered() {
        assertThat(BadInput.unknown("layer", "hippocampus", "resnet18", List.of("conv1"), "network.layers()"))
                .hasMessage("layer \"hippocampus\" is not in resnet18. All names: network.layers()");
    }
}
