package org.striate.analysis.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.core.Origin;

/** Memory that is used again must not show what was in it. */
class ScratchTest {

    private static final int STIMULI = 400;
    private static final int TARGETS = 400;

    /** Leaves memory of all sizes behind that holds NaN. */
    private static void soil() {
        var many = IntStream.range(0, 12)
                .mapToObj(i -> Scratch.take((1L << 17) << i / 3))
                .toList();
        for (var block : many) {
            var nan = new double[(int) block.capacity()];
            Arrays.fill(nan, Double.NaN);
            block.put(nan);
        }
        many.forEach(Scratch::give);
    }

    private static double[] products(float[][] x) {
        var ids = IntStream.range(0, x.length).mapToObj(i -> "s" + i).toList();
        try (var sum = new Gram.Sum("net", "l", ids, Origin.of("made")).centred()) {
            return sum.add(x).gram().products();
        }
    }

    private static List<Pls.Fit> pls(double[] products, DoubleConsumer progress) {
        var y = new Random(2).doubles(STIMULI * TARGETS).toArray();
        var rows = List.of(
                IntStream.range(0, 350).toArray(), IntStream.range(250, STIMULI).toArray());
        return new Pls(4, Pls.Weights.EXACT).fit(products, y, TARGETS, rows, progress);
    }

    @Test
    void whatWasLeftInMemoryChangesNoResult() {
        var random = new Random(1);
        var x = new float[STIMULI][500];
        for (var row : x) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextFloat();
            }
        }
        var expected = products(x);
        var fits = pls(expected, done -> {});
        soil();
        assertThat(products(x)).containsExactly(expected);
        soil();
        var again = pls(expected, done -> {});
        for (int s = 0; s < 2; s++) {
            assertThat(again.get(s).weights()).containsExactly(fits.get(s).weights());
        }
        soil();
        var square = Linear.product(STIMULI, STIMULI, STIMULI, expected, false, expected, true);
        soil();
        assertThat(Decompositions.rowProducts(expected, STIMULI, STIMULI))
                .usingComparatorWithPrecision(1e-9 * square[0])
                .containsExactly(square);
    }

    @Test
    void blocksComeBackAndFitWhatIsAskedFor() {
        var block = Scratch.take(3_000_000);
        Scratch.give(block);
        var again = Scratch.take(2_900_000);
        assertThat(again).isSameAs(block);
        var other = Scratch.take(2_900_000);
        assertThat(other).isNotSameAs(block);
        assertThat(other.capacity()).isGreaterThanOrEqualTo(2_900_000);
        Scratch.give(again);
        Scratch.give(other);
    }

    @Test
    void plsEndsBetweenComponentsWhenItIsTold() {
        var k = new double[STIMULI * STIMULI];
        for (int i = 0; i < STIMULI; i++) {
            k[i * STIMULI + i] = i;
        }
        var taken = new int[1];
        assertThatThrownBy(() -> pls(k, done -> {
                    if (++taken[0] == 2) {
                        throw new IllegalStateException("interrupted");
                    }
                }))
                .hasMessage("interrupted");
        assertThat(taken[0]).isEqualTo(2);
    }
}
