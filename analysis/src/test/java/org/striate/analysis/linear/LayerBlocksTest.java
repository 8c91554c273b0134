package org.striate.analysis.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.core.Activations;
import org.striate.core.Origin;
import org.striate.core.UnitLayout;

class LayerBlocksTest {

    private static final int UNITS = 20_000;
    private static final int STIMULI = 700;

    private static Activations layer(boolean mapped) {
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
                ? Activations.mapped("net", "wide", ids, layout, i -> rows[i].clone(), origin)
                : new Activations("net", "wide", ids, layout, rows, origin);
    }

    @Test
    void blocksCoverTheLayerInWholeSteps() {
        var layer = layer(true);
        var firsts = new ArrayList<Integer>();
        LayerBlocks.stream(layer, 300, 16_000_000, (name, first, rows) -> {
            firsts.add(first);
            assertThat(rows[5]).isEqualTo(java.util.Arrays.copyOfRange(layer.row(5), first, first + rows[5].length));
        });
        // A quarter of 16 MB: four steps of 0.84 MB.
        assertThat(firsts).hasSize(17).startsWith(0, 1200, 2400).endsWith(19_200);
    }

    @Test
    void whatLiesInMemoryOrFitsIntoItIsOneBlock() {
        LayerBlocks.stream(
                layer(false), 300, 1, (name, first, rows) -> assertThat(rows[0]).hasSize(UNITS));
        LayerBlocks.stream(
                layer(true),
                300,
                1L << 30,
                (name, first, rows) -> assertThat(rows[0]).hasSize(UNITS));
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
