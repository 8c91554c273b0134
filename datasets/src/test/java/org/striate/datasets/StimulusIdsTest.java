package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.striate.core.BadInput;
import org.striate.core.Region;
import org.striate.core.StimulusSet;

/** An id stands for one picture, on whatever grid, and comes once. */
class StimulusIdsTest {

    /** Sets of one size each; a set keeps its picture on another grid, or its ids tell the size. */
    static Stream<IntFunction<StimulusSet>> sizes() {
        return Stream.of(
                size -> Stimuli.whiteNoise(4, 7).size(size),
                size -> Stimuli.pinkNoise(4, 7).size(size),
                size -> Stimuli.sparseNoise(4, 7).size(size),
                size -> Stimuli.deadLeaves(4, 7).size(size),
                size -> Stimuli.textures(3, 1, 7).size(size),
                size -> Stimuli.shapes(16, 7).size(size),
                size -> Stimuli.tilted(8, 7).size(size),
                size -> Stimuli.objects(7).size(size).select(0, 20, 40, 60),
                size -> Stimuli.objects(7).size(size).withoutBackground().select(0, 20, 40, 60),
                size -> Stimuli.letters().size(size).select(0, 12, 25),
                size -> Stimuli.morphs(0, 1).size(size));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void anIdIsSharedBySizesOnlyWhereThePictureIs(IntFunction<StimulusSet> sized) {
        for (int size : new int[] {32, 48, 64, 96}) {
            var small = sized.apply(size);
            var large = sized.apply(2 * size);
            if (!small.ids().equals(large.ids())) {
                assertThat(small.ids()).doesNotContainAnyElementsOf(large.ids());
                continue;
            }
            var reduced = large.resized(size);
            double sum = 0;
            for (int i = 0; i < small.size(); i++) {
                double r = correlation(small.pixels(i), reduced.pixels(i));
                assertThat(r).as("%s at %d pixels", small.ids().get(i), size).isGreaterThan(0.8); // bars a pixel wide
                sum += r;
            }
            assertThat(sum / small.size()).as("at %d pixels", size).isGreaterThan(0.9);
        }
    }

    @Test
    void picturesThatAreTheSameOnEveryGridShareTheirIds() {
        assertThat(Stimuli.textures(2, 2, 7).size(100).ids())
                .isEqualTo(Stimuli.textures(2, 2, 7).ids());
        assertThat(Stimuli.objects(7).withoutBackground().size(32).ids())
                .isEqualTo(Stimuli.objects(7).withoutBackground().ids());
        assertThat(Stimuli.whiteNoise(2, 7).size(32).size(64).ids())
                .containsExactly("white noise 7/0", "white noise 7/1");
    }

    /** Else the network would look at other noise than the cells, and the score would be too low without a word. */
    @Test
    void responsesToAnotherSizesNoiseDoNotMatch() {
        var stimuli = Stimuli.pinkNoise(3, 7);
        var responses = SimulatedCortex.standard().neurons(1).record(stimuli, Region.V1, 1);
        assertThat(responses.matching(stimuli.resized(128)).presentations()).hasSize(3);
        assertThatThrownBy(() -> responses.matching(stimuli.size(128)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("pink noise 7/0, 128 pixels");
    }

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

    private static double correlation(float[] a, float[] b) {
        return SimulatedCortexTest.correlation(doubles(a), doubles(b));
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
