package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.core.Fold;
import org.striate.core.Score;

class HeldOutTest {

    private static final int STIMULI = 12;
    private static final int NEURONS = 4500; // more than a block

    private static HeldOut random(int stimuli, int neurons) {
        var random = new Random(3);
        var values = random.doubles((long) stimuli * neurons).toArray();
        var test = IntStream.range(0, stimuli).toArray();
        var fold = new Fold(test, test);
        var predicted = random.doubles(values.length).toArray();
        return new HeldOut(List.of(fold), List.of(predicted), new Targets(values, neurons));
    }

    /** Draw by draw and neuron by neuron from the stimuli drawn, one after another. */
    @Test
    void drawsOfManyNeuronsAreThoseOfEachByItself() {
        var held = random(STIMULI, NEURONS);
        var draws = held.draws(5);
        var random = new Random(5);
        for (int draw = 0; draw < 20; draw++) {
            var shown = IntStream.range(0, STIMULI)
                    .map(i -> random.nextInt(STIMULI))
                    .toArray();
            var r = IntStream.range(0, NEURONS)
                    .map(i -> random.nextInt(NEURONS))
                    .mapToDouble(neuron -> {
                        var all = Columns.one(held.predicted().get(0), neuron, NEURONS);
                        var guessed =
                                IntStream.of(shown).mapToDouble(i -> all[i]).toArray();
                        return Correlation.pearson(guessed, held.targets().column(neuron, shown));
                    })
                    .toArray();
            assertThat(draws[draw]).isCloseTo(Score.median(r), within(1e-12));
        }
    }
}
