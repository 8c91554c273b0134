package org.striate.analysis.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;

class TriangleTest {

    /** Entry (i, j) is 1000 min + max: all differ, and the matrix is symmetric. */
    private static double[] symmetric(int n) {
        return IntStream.range(0, n * n)
                .mapToDouble(k -> 1000 * Math.min(k / n, k % n) + Math.max(k / n, k % n))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 63, 64, 65, 150})
    void wholeIsTheMatrixThatItWasMadeOf(int n) {
        var triangle = Triangle.of(symmetric(n), n);
        assertThat(triangle.values()).hasSize(n * (n + 1) / 2);
        assertThat(triangle.whole()).isEqualTo(symmetric(n));
        assertThat(triangle.diagonal())
                .isEqualTo(IntStream.range(0, n).mapToDouble(i -> 1001.0 * i).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 70})
    void pickedHasRowsAndColumnsInThatOrder(int n) {
        var backwards = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
        var picked = Triangle.of(symmetric(n), n).picked(backwards);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertThat(picked.at(i, j)).isEqualTo(symmetric(n)[(n - 1 - i) * n + n - 1 - j]);
            }
        }
    }

    /** Before any memory is taken. */
    @Test
    void productsOfMoreStimuliThanABufferHoldsAreRefused() {
        var pls = new Pls(1, Pls.Weights.NIPALS);
        assertThatThrownBy(() -> pls.fit(new double[0], new double[16_384], 1, List.of(new int[] {0, 1}), done -> {}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("16384 in one fit; expected at most 16383")
                .hasMessageContaining("stimuli.select(..)");
    }
}
