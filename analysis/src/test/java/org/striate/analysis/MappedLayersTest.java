package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.analysis.decoding.Decoder;
import org.striate.analysis.units.Population;
import org.striate.analysis.units.Sparseness;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Folds;
import org.striate.core.Origin;
import org.striate.core.UnitLayout;

/** Layers on a disk: every row that is asked for is copied, so that it matters how often that is. */
class MappedLayersTest {

    private final AtomicInteger reads = new AtomicInteger();

    private Activations mapped(int stimuli, int units) {
        var ids = IntStream.range(0, stimuli).mapToObj(i -> "s" + i).toList();
        return Activations.mapped(
                "net",
                "wide",
                ids,
                UnitLayout.flat(units),
                (i, from, to) -> {
                    reads.incrementAndGet();
                    var row = new float[to - from];
                    for (int j = from; j < to; j++) {
                        row[j - from] = value(i, j);
                    }
                    return row;
                },
                Origin.of("mapped"));
    }

    private static float value(int row, int unit) {
        return (row * 31 + unit * 17) % 101 - 50;
    }

    @Test
    void unitsOneByOneReadEveryRowTwiceAtMost() {
        var population = Population.of(mapped(20, 300));
        var expected = IntStream.range(0, 20)
                .mapToObj(i ->
                        IntStream.range(0, 300).mapToDouble(j -> value(i, j)).toArray())
                .toArray(double[][]::new);
        assertThat(Sparseness.of(population).lifetime())
                .isEqualTo(Sparseness.of(Population.of(expected)).lifetime());
        assertThat(reads.get()).isLessThanOrEqualTo(2 * 20);
    }

    @Test
    void responsesOneByOneReadEveryRowOnce() {
        var population = Population.of(mapped(20, 300));
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 300; j++) {
                assertThat(population.at(i, j)).isEqualTo(value(i, j));
            }
        }
        assertThat(reads.get()).isEqualTo(20);
    }

    @Test
    void unitsOfAWideLayerAreReadInBlocks() {
        int rows = 4000; // 4000 x 6000 are more than is kept
        var population = Population.of(mapped(rows, 6000));
        for (int unit : new int[] {0, 1, 2, 2500, 2501, 5998, 5999}) {
            assertThat(population.column(unit)[rows - 1]).isEqualTo(value(rows - 1, unit));
        }
        assertThat(reads.get()).isLessThanOrEqualTo(3 * (rows + 1));
    }

    @Test
    void chosenUnitsAreReadTogether() {
        int rows = 4000;
        var layer = mapped(rows, 6000);
        var population = Population.of(layer).only(5999, 3, 3000).only(2, 0);
        assertThat(population.column(0)[17]).isEqualTo(value(17, 3000));
        assertThat(population.column(1)[17]).isEqualTo(value(17, 5999));
        assertThat(Population.of(layer.only(8, 9)).column(1)[5]).isEqualTo(value(5, 9));
        assertThat(reads.get()).isLessThanOrEqualTo(2 * (rows + 1));
        assertThat(Population.of(layer).only().units()).isZero();
    }

    @Test
    void manyThreadsReadTheSameNumbers() {
        var population = Population.of(mapped(50, 40));
        IntStream.range(0, 2000)
                .parallel()
                .forEach(at -> assertThat(population.at(at % 50, at / 50)).isEqualTo(value(at % 50, at / 50)));
    }

    @Test
    void decodingReadsEveryRowAFewTimesAFold() {
        var layer = mapped(40, 500);
        var stimuli = new PlainStimuli(
                40,
                Map.of(
                        "side",
                        List.copyOf(IntStream.range(0, 40)
                                .mapToObj(i -> (Object) (i % 2 == 0 ? "left" : "right"))
                                .toList())));
        Decoder.logistic().score(Population.of(layer), stimuli, "side", Folds.of(4, 1));
        assertThat(reads.get()).isLessThanOrEqualTo(4 * 2 * 40);
    }

    @Test
    void wideLayerIsFittedByItsProductsAndRefusedWhereItsUnitsAreNeeded() {
        var layer = mapped(20, 300);
        var design = Design.of(layer, false, 10_000);
        assertThat(design.hasUnits()).isFalse();
        assertThat(design.units()).isEqualTo(300);
        assertThat(design.products()).isEqualTo(Design.of(layer).products());
        assertThat(Design.of(layer).hasUnits()).isTrue();
        assertThatThrownBy(() -> Design.of(layer, true, 10_000))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(
                        "activations of wide: 0.0 GB for a method that needs all units; expected at most");
    }
}
