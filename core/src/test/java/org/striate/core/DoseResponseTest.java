package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 40 circles and 40 squares; one lesion takes three quarters of the circles, another half of the squares. */
class DoseResponseTest {

    private static final int HALF = 40;

    private static boolean[] right(int circles, int squares) {
        var right = new boolean[2 * HALF];
        for (int i = 0; i < HALF; i++) {
            right[i] = i < circles;
            right[HALF + i] = i < squares;
        }
        return right;
    }

    private static DoseResponse response() {
        var random = IntStream.range(0, 20)
                .mapToObj(draw -> right(35 + draw % 2, 36 - draw % 2))
                .toArray(boolean[][]::new);
        return new DoseResponse(
                "net",
                "shape",
                new double[] {0.2},
                IntStream.range(0, 2 * HALF)
                        .<Object>mapToObj(i -> i < HALF ? "circle" : "square")
                        .toList(),
                right(40, 40),
                new boolean[][][] {random},
                Map.of("circle units", new boolean[][] {right(10, 38)}, "square units", new boolean[][] {right(40, 20)
                }),
                Origin.of("test"));
    }

    @Test
    void deficitIsTheLossBeyondThatOfRandomLesions() {
        var deficit = response().selectiveDeficit("circle units", "circle", 0.2);
        assertThat(deficit.value()).isCloseTo(35.5 / 40 - 10.0 / 40, within(1e-12));
        assertThat(deficit.isPositive()).isTrue();
        // A difference of two shares on the same 40 stimuli: 25.5 of them differ, 14.5 do not.
        double sd = Math.sqrt(0.6375 * 0.3625 / 40);
        assertThat(deficit.interval().high() - deficit.interval().low()).isCloseTo(2 * 1.96 * sd, within(0.06));
        var other = response().selectiveDeficit("circle units", "square", 0.2);
        assertThat(other.value()).isCloseTo(35.5 / 40 - 38.0 / 40, within(1e-12));
        assertThat(other.isPositive()).isFalse();
    }

    @Test
    void doubleDissociationIsHalfTheSumOfBothAdvantages() {
        var index = response().doubleDissociation("circle units", "circle", "square units", "square", 0.2);
        assertThat(index.value()).isCloseTo((30 - 2 + 20 - 0) / 40.0 / 2, within(1e-12));
        assertThat(index.isPositive()).isTrue();
        var wrong = response().doubleDissociation("square units", "circle", "circle units", "square", 0.2);
        assertThat(wrong.value()).isCloseTo(-index.value(), within(1e-12));
    }

    @Test
    void accuraciesAreShares() {
        assertThat(response().intactAccuracy()).isEqualTo(1);
        assertThat(response().targetedAccuracy("circle units")).containsExactly(0.6);
        assertThat(response().randomAccuracy()[0]).hasSize(20).containsOnly(71 / 80.0);
        assertThat(response().toString()).contains("1 doses, 20 random lesions each", "intact 100.0 %");
    }

    @Test
    void whatWasNotStudiedIsNamed() {
        assertThatThrownBy(() -> response().selectiveDeficit("circel units", "circle", 0.2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"circle units\"?");
        assertThatThrownBy(() -> response().selectiveDeficit("circle units", "circle", 0.3))
                .hasMessageContaining("dose: 0.3; expected one of [0.2]");
        assertThatThrownBy(() -> response().selectiveDeficit("circle units", "cicle", 0.2))
                .hasMessageContaining("did you mean \"circle\"?");
    }
}
