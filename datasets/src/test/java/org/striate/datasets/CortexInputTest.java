package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.core.Region;
import org.striate.core.StimulusSet;

/** What the simulated cortex refuses, since its counts would mean nothing. */
class CortexInputTest {

    private static final SimulatedCortex CORTEX = SimulatedCortex.standard().neurons(2);
    private static final StimulusSet OBJECTS = Stimuli.objects(1).exemplars(1).size(16);

    @Test
    void boundaryOfAValueThatNothingHasIsRefused() {
        assertThatThrownBy(() ->
                        CORTEX.boundary("category", List.of("animal", "Face")).record(OBJECTS, Region.VLPFC, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("category \"Face\" is not in objects; did you mean \"face\"?")
                .hasMessageContaining("stimuli.parameter(\"category\")");
        assertThatThrownBy(() -> CORTEX.boundary("category", List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no value; expected at least one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1e0"})
    void boundaryComparesNumbersAsNumbers(String one) {
        var morphs = Stimuli.morphs(0, 1);
        assertThat(CORTEX.boundary("morph", List.of(one)).expectedCounts(morphs, Region.VLPFC))
                .isEqualTo(CORTEX.boundary("category", List.of("dog")).expectedCounts(morphs, Region.VLPFC));
        assertThatThrownBy(() -> CORTEX.boundary("morph", List.of("2")).expectedCounts(morphs, Region.VLPFC))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("morph \"2\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void reliabilityOfNoTrialIsRefused(int trials) {
        assertThatThrownBy(() -> CORTEX.reliability(OBJECTS, Region.IT, trials))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("trials: " + trials + "; expected at least 1");
    }

    @Test
    void reliabilityOfNoStimulusIsRefused() {
        var none = OBJECTS.where("category", value -> false);
        for (var region : List.of(Region.V1, Region.IT)) {
            assertThatThrownBy(() -> CORTEX.reliability(none, region, 2))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("stimuli: none; expected at least one");
        }
        assertThat(CORTEX.reliability(OBJECTS.select(0), Region.IT, 2)).containsOnly(Double.NaN);
    }
}
