package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.core.BadInput;

/** An id stands for one picture and comes once. */
class StimulusIdsTest {

    static Stream<Arguments> twice() {
        return Stream.of(
                refused(() -> Stimuli.words("dog", "cat", "dog"), "words: \"dog\" twice"),
                refused(() -> Stimuli.checkerboards(1, 1), "checks per degree: 1.0 twice"),
                refused(() -> Stimuli.morphs(0.5, 0.5), "morph levels: 0.5 twice"),
                refused(() -> Stimuli.radialFrequency(3, 3), "lobes: 3 twice"),
                refused(() -> Stimuli.gratings().spatialFrequencies(1, 2, 1), "spatial frequencies: 1.0 twice"),
                refused(() -> Stimuli.gratings().contrasts(0.5, 0.5), "contrasts: 0.5 twice"),
                refused(() -> Stimuli.gabors().diameters(2, 2), "diameters: 2.0 twice"));
    }

    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }

    @ParameterizedTest
    @MethodSource("twice")
    void aValueGivenTwiceIsRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining("expected every value once. Stimuli.");
    }
}
