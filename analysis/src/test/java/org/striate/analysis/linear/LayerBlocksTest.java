package org.striate.analysis.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.core.Activations;
import org.striate.core.Origin;
import org.striate.core.UnitLayout;

class LayerBlocksTest {

    private static final int UNITS = 20_000;
    private static final int STIMULI = 700;

    private final AtomicLong read = new AtomicLong();

    private Activations layer(boolean mapped) {
        var rows = new float[STIMULI][UNITS];
        var random = new Random(1);
        for (var row : rows) {
            for (int j = 0; j < UNITS; j++) {
                row[j] = 3 + random.nextFloat();
            }
        }
        var ids = IntStream.range(0, STIMULI).mapToObj(i -> "s" + i).toList();
        var layout = UnitLayout.flat(UNITS);
        var origin = Origin.of("random");
        return mapped
                ? Activations.mapped("net", "wide", ids, layout, (i, from, to) -> part(rows[i], from, to), origin)
                : new Activations("net", "wide", ids, layout, rows, origin);
    }

    private float[] part(float[] row, int from, int to) {
        read.addAndGet(to - from);
        return Arrays.copyOfRange(row, from, to);
    }

    @Test
    void blocksCoverTheLayerInWholeStepsAndReadItOnce() {
        var expected = layer(false).row(5);
        var firsts = new ArrayList<Integer>();
        LayerBlocks.stream(layer(true), 300, 16_000_000, (name, first, rows) -> {
            firsts.add(first);
            assertThat(rows[5]).isEqualTo(Arrays.copyOfRange(expected, first, first + rows[5].length));
        });
        assertThat(read.get()).isEqualTo((long) STIMULI * UNITS);
        // A quarter of 16 MB: four steps of 0.84 MB.
        assertThat(firsts).hasSize(17).startsWith(0, 1200, 2400).endsWith(19_200);
    }

    @Test
    void whatLiesInMemoryOrFitsIntoItIsOneBlock() {
        var widths = new ArrayList<Integer>();
        LayerBlocks.stream(layer(false), 300, 1, (name, first, rows) -> widths.add(rows[0].length));
        LayerBlocks.stream(layer(true), 300, 1L << 30, (name, first, rows) -> widths.add(rows[0].length));
        assertThat(widths).containsExactly(UNITS, UNITS);
    }

    @Test
    void productsInBlocksAreTheSameToTheLastBit() {
        var whole = Gram.of(layer(false));
        try (var sum = new Gram.Sum("net", "wide", whole.stimulusIds(), whole.origin())) {
            var blocks = sum.add(layer(true), 16_000_000).gram();
            assertThat(blocks.units()).isEqualTo(UNITS);
            assertThat(blocks.products()).isEqualTo(whole.products());
            assertThat(blocks.sums()).isEqualTo(whole.sums());
        }
    }
}
