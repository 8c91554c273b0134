package org.striate.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ValuesTest {

    private final Values values = Values.printed(
            "best layer: conv2\nbest layer r = 0.613\n  drop, low = -1.5e-3 \nn = 12\nnone = NaN\nalpha = 3 units\n");

    @Test
    void linesOfOneNumberAreValues() {
        assertThat(values.of("best layer r")).isEqualTo(0.613);
        assertThat(values.of("drop, low")).isEqualTo(-0.0015);
        assertThat(values.of("n")).isEqualTo(12);
        assertThat(values.of("none")).isNaN();
    }

    @Test
    void missingNameIsToldWithAllThereAre() {
        assertThatThrownBy(() -> values.of("alpha"))
                .hasMessage(
                        "\"alpha\": printed by no must-show cell; printed are" + " [best layer r, drop, low, n, none]");
    }

    @Test
    void oneNameHasOneValue() {
        assertThat(Values.printed("a = 1\na = 1.0").of("a")).isEqualTo(1);
        assertThatThrownBy(() -> Values.printed("a = 1\na = 2")).hasMessageContaining("printed as 1.0 and as 2.0");
    }

    @Test
    void claimWithoutItsValueDoesNotHold() {
        assertThat(Claims.holds(new Claim("x", "n is 12", v -> v.of("n") == 12), values))
                .isTrue();
        assertThat(Claims.problem(new Claim("x", "beta is small", v -> v.of("beta") < 1), values))
                .startsWith("beta is small (\"beta\": printed by no");
        assertThat(Claims.holds(new Claim("x", "none is small", v -> v.of("none") < 1), values))
                .isFalse();
    }
}
