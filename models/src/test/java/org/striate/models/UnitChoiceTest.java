package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;

class UnitChoiceTest {

    private static Network channels(int n) {
        return Network.of(
                Graph.input("row", 1, 2, 2).then("conv", Operations.convolution(n, 1)),
                Preprocessing.plain(1, 2, 2),
                1);
    }

    /** Of as many draws as seeds each of the n takes part in {@code share} of them, give or take four standard deviations. */
    private static void assertEven(int[] counts, int draws, double share) {
        double sd = Math.sqrt(draws * share * (1 - share));
        for (int i = 0; i < counts.length; i++) {
            assertThat((double) counts[i]).as("%d of %d", i, counts.length).isCloseTo(draws * share, within(4 * sd));
        }
    }

    private static int[] struck(int n, double share, LongStream seeds) {
        var network = channels(n);
        var counts = new int[n];
        seeds.forEach(seed -> Lesion.silence("conv").byChannel().random(share, seed).struck(network).stream()
                .filter(unit -> unit % 4 == 0)
                .forEach(unit -> counts[unit / 4]++));
        return counts;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void neighbouringSeedsStrikeAllAlike(int n) {
        assertEven(struck(n, 1.0 / n, LongStream.rangeClosed(1, 200)), 200, 1.0 / n);
        assertEven(struck(n, 0.5, LongStream.rangeClosed(1, 200)), 200, 0.5);
    }

    /** The seeds of the 20 random lesions of a study of seed 1, at its first dose. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void drawsOfAStudyStrikeAllAlike(int n) {
        assertEven(struck(n, 0.5, LongStream.range(1_000_003, 1_000_023)), 20, 0.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void neighbouringSeedsShuffleEveryUnitToEveryPlace(int n) {
        var network = channels(n);
        var counts = new int[n];
        for (long seed = 1; seed <= 200; seed++) {
            var source = Lesion.shuffle("conv", seed)
                    .units(corners(n))
                    .injury(network)
                    .source();
            counts[source[4 * (n - 1)] / 4]++;
        }
        assertEven(counts, 200, 1.0 / n);
    }

    @Test
    void choicesThatShareNoUnitAreRefused() {
        var network = channels(4);
        assertThatThrownBy(
                        () -> network.lesion(Lesion.silence("conv").channels(1).units(0, 3)))
                .isInstanceOf(BadInput.class)
                .hasMessage("lesion in conv: units 0, 3, of which none is left by the choices before;"
                        + " expected at least one of those that are left, such as unit 4."
                        + " Lesion.silence(\"conv\").units(4)");
        assertThatThrownBy(() -> network.lesion(Lesion.silence("conv").units(0).channels(1)))
                .hasMessageContaining("channel 1, of which none is left by the choices before");
        var some = Lesion.silence("conv").channels(1).units(0, 5);
        assertThat(some.struck(network).stream()).containsExactly(5);
        assertThat(some.random(0, 1).struck(network).isEmpty()).isTrue();
        assertThat(Lesion.silence("conv").random(0, 1).units(5).struck(network).isEmpty())
                .as("a share of 0 is meant")
                .isTrue();
    }

    /** The first unit of every channel. */
    private static int[] corners(int n) {
        return java.util.stream.IntStream.range(0, n).map(c -> 4 * c).toArray();
    }
}
