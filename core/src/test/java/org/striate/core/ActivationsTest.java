package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActivationsTest {

    private static final Activations LAYER = new Activations(
            "net",
            "conv",
            List.of("a", "b"),
            new UnitLayout(1, 1, 3),
            new float[][] {{1, 2, 3}, {4, 5, 6}},
            Origin.of("activations"));

    @Test
    void partOfARowIsThatOfTheWholeRow() {
        var row = LAYER.row(0);
        assertThat(LAYER.row(0, 1, 3)).containsExactly(row[1], row[2]);
        assertThat(LAYER.only(2, 0, 1).row(0, 1, 3)).containsExactly(row[0], row[1]);
        assertThatThrownBy(() -> LAYER.row(0, 1, LAYER.units() + 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("from 1 to before " + (LAYER.units() + 1) + "; expected some of 0 to before");
    }

    @Test
    void onlyKeepsTheUnitsInTheOrderAskedFor() {
        var some = LAYER.only(2, 0);
        assertThat(some.units()).isEqualTo(2);
        assertThat(some.row(1)).containsExactly(6, 4);
        assertThat(some.stimulusIds()).isEqualTo(LAYER.stimulusIds());
    }

    @Test
    void originTellsWhichUnitsWereKept() {
        assertThat(LAYER.only(2, 0).origin().toString())
                .isNotEqualTo(LAYER.only(0, 1).origin().toString());
        var many = IntStream.range(0, 30).map(i -> i % 3).toArray();
        var others = IntStream.range(0, 30).map(i -> (i + 1) % 3).toArray();
        assertThat(LAYER.only(many).origin().toString())
                .isNotEqualTo(LAYER.only(others).origin().toString());
    }

    @Test
    void pictureHoldsEveryValueOfASmallLayer() {
        assertThat(LAYER.chart().values()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void aUnitThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> LAYER.only(3)).isInstanceOf(BadInput.class).hasMessageContaining("3; expected 0 to 2");
        assertThatThrownBy(LAYER::only).hasMessageContaining("none");
    }
}
