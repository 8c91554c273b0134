package org.striate.models.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;
import org.striate.datasets.Stimuli;
import org.striate.models.Network;
import org.striate.models.Networks;
import org.striate.models.Preprocessing;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;

class HopfieldTest {

    @Test
    void fewPatternsAreRecalledFromADisturbedCue() {
        var network = HopfieldNetwork.storing(HopfieldNetwork.random(5, 200, 1));
        for (int i = 0; i < 5; i++) {
            var cue = HopfieldNetwork.disturbed(network.pattern(i), 0.2, i);
            assertThat(HopfieldNetwork.overlap(cue, network.pattern(i))).isCloseTo(0.6, within(1e-9));
            assertThat(network.recall(cue, 7)).isEqualTo(network.pattern(i));
        }
    }

    @Test
    void moreConnectionsThanThereIsMemoryAreRefused() {
        var wide = HopfieldNetwork.random(1, 400_000, 1);
        assertThatThrownBy(() -> HopfieldNetwork.storing(wide))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll("400000 units", "640.0 GB", "PatternPictures.signs(stimuli, 32)");
    }

    @Test
    void noAsynchronousUpdateRaisesTheEnergy() {
        var network = HopfieldNetwork.storing(HopfieldNetwork.random(30, 120, 2));
        for (int seed = 0; seed < 20; seed++) {
            var state = HopfieldNetwork.random(1, 120, 100 + seed)[0];
            for (int i = 0; i < 5; i++) {
                var next = network.asynchronousUpdate(state, seed);
                assertThat(network.energy(next)).as("seed %d", seed).isLessThanOrEqualTo(network.energy(state) + 1e-4);
                state = next;
            }
            var end = network.recall(state, seed);
            assertThat(network.synchronousUpdate(end)).isEqualTo(end); // where none changes, all together change none
        }
    }

    @Test
    void neighbouringSeedsDisturbAllUnitsAlike() {
        for (int n : new int[] {2, 4, 8, 16}) {
            var counts = new int[n];
            for (int seed = 1; seed <= 200; seed++) {
                var state = new float[n];
                java.util.Arrays.fill(state, 1);
                var disturbed = HopfieldNetwork.disturbed(state, 1.0 / n, seed);
                IntStream.range(0, n).filter(i -> disturbed[i] < 0).forEach(i -> counts[i]++);
            }
            for (int count : counts) {
                assertThat(count).isCloseTo(200 / n, within((int) (4 * Math.sqrt(200.0 / n * (1 - 1.0 / n)))));
            }
        }
    }

    /** Of two units that disagree the one that is updated first gives in. */
    @Test
    void neighbouringSeedsUpdateInEveryOrder() {
        var network = HopfieldNetwork.storing(new float[][] {{1, 1}});
        int updated = 0;
        int recalled = 0;
        for (int seed = 1; seed <= 200; seed++) {
            updated += network.asynchronousUpdate(new float[] {1, -1}, seed)[0] > 0 ? 1 : 0;
            recalled += network.recall(new float[] {1, -1}, seed)[0] > 0 ? 1 : 0;
        }
        assertThat(updated).isBetween(72, 128); // four standard deviations of 200 fair coins
        assertThat(recalled).isBetween(72, 128);
    }

    /** Tutorial 11: a stored pattern stays where it is at 0.12 N, and is lost at 0.16 N. */
    @Test
    void recallBreaksBetween12And16PerHundredNeurons() {
        int units = 1000;
        assertThat(meanOverlap(120, units)).isGreaterThan(0.93);
        assertThat(meanOverlap(160, units)).isLessThan(0.75);
    }

    private static double meanOverlap(int patterns, int units) {
        var network = HopfieldNetwork.storing(HopfieldNetwork.random(patterns, units, 3));
        return IntStream.range(0, 20)
                .mapToDouble(i -> HopfieldNetwork.overlap(network.recall(network.pattern(i), i), network.pattern(i)))
                .average()
                .orElseThrow();
    }

    @Test
    void energyIsThatOfTheFormula() {
        var network = HopfieldNetwork.storing(new float[][] {{1, -1, 1}});
        assertThat(network.energy(new float[] {1, -1, 1})).isCloseTo(-1, within(1e-6)); // three pairs, each -1/3
        assertThat(network.energy(new float[] {1, 1, 1})).isCloseTo(1 / 3.0, within(1e-6));
    }

    @Test
    void strangePatternsAreRefused() {
        assertThatThrownBy(() -> HopfieldNetwork.storing(new float[][] {{1, 0.5f}}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("0.5")
                .hasMessageContaining("HopfieldNetwork.signs(rows)");
        assertThatThrownBy(() -> HopfieldNetwork.storing(new float[0][])).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> HopfieldNetwork.storing(new float[][] {{1, 1}, {1}}))
                .hasMessageContaining("pattern 1: 1 units; expected 2");
        assertThatThrownBy(() -> HopfieldNetwork.storing(new float[][] {{1, 1}}).recall(new float[3], 1))
                .isInstanceOf(BadInput.class);
    }

    private static float[][] gaussian(int rows, int units, long seed) {
        var random = new Random(seed);
        var values = new float[rows][units];
        for (var row : values) {
            for (int u = 0; u < units; u++) {
                row[u] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    @Test
    void modernMemoryHoldsMorePatternsThanItHasUnits() {
        var patterns = gaussian(400, 40, 1);
        var memory = ModernHopfield.storing(patterns, 2);
        var random = new Random(5);
        for (int i = 0; i < patterns.length; i++) {
            var cue = patterns[i].clone();
            for (int u = 0; u < cue.length; u++) {
                cue[u] += 0.3f * (float) random.nextGaussian();
            }
            var recalled = memory.recall(cue);
            for (int u = 0; u < cue.length; u++) {
                assertThat(recalled[u]).as("pattern %d", i).isCloseTo(patterns[i][u], within(0.05f));
            }
        }
    }

    @Test
    void oneUpdateIsAttention() {
        var memory = ModernHopfield.storing(new float[][] {{1, 0}, {0, 2}, {-1, 1}}, 0.7);
        var q = new float[] {0.5f, -0.3f};
        double[] scores = {0.7 * 0.5, 0.7 * -0.6, 0.7 * -0.8};
        double all = Math.exp(scores[0]) + Math.exp(scores[1]) + Math.exp(scores[2]);
        double[] a = {Math.exp(scores[0]) / all, Math.exp(scores[1]) / all, Math.exp(scores[2]) / all};
        assertThat(memory.attention(q)[1]).isCloseTo((float) a[1], within(1e-6f));
        assertThat(memory.recall(q)[0]).isCloseTo((float) (a[0] - a[2]), within(1e-6f));
        assertThat(memory.recall(q)[1]).isCloseTo((float) (2 * a[1] + a[2]), within(1e-6f));
    }

    @Test
    void noUpdateOfTheModernMemoryRaisesItsEnergy() {
        var memory = ModernHopfield.storing(gaussian(30, 10, 1), 0.5);
        for (var start : gaussian(20, 10, 2)) {
            var state = start;
            for (int i = 0; i < 5; i++) {
                var next = memory.recall(state);
                assertThat(memory.energy(next)).isBetween(-1e-5, memory.energy(state) + 1e-5);
                state = next;
            }
        }
        assertThat(memory.recall(gaussian(1, 10, 3)[0], 4)).hasSize(10);
    }

    @Test
    void layerOfANetworkRecallsAsTheMemoryDoes() {
        var graph = Graph.input("memory", 1, 4, 4)
                .then("cue", Operations.flatten())
                .then("recall", Operations.recall(6, 1.5));
        var network = Network.of(graph, Preprocessing.plain(1, 4, 4), 3);
        var stimuli = Stimuli.tilted(3, 1).size(4);
        var patterns = network.layers().row("recall");
        assertThat(patterns.parameters()).isEqualTo(6 * 16);
        var weights = org.striate.models.graph.Weights.random(graph, 3).values("recall.patterns");
        var rows = IntStream.range(0, 6)
                .mapToObj(i -> java.util.Arrays.copyOfRange(weights, i * 16, (i + 1) * 16))
                .toArray(float[][]::new);
        var memory = ModernHopfield.storing(rows, 1.5);
        var cues = network.activations(stimuli, "cue");
        var recalled = network.activations(stimuli, "recall");
        for (int i = 0; i < 3; i++) {
            assertThat(recalled.row(i)).usingComparatorWithPrecision(1e-5f).containsExactly(memory.recall(cues.row(i)));
        }
    }

    @Test
    void memoryOnANetworkIsAModel() {
        var network = Networks.objectNet(32, 8, 1);
        var stimuli = Stimuli.objects(1).size(32).select(0, 1, 2, 3, 4, 5);
        var memory = ModernHopfield.storing(network.activations(stimuli, "dense"), 0.1);
        var model = memory.on(network, "dense");
        var found = model.activations(stimuli, List.of());
        assertThat(found.get("attention").units()).isEqualTo(6);
        assertThat(found.get("recalled").units()).isEqualTo(128);
        assertThat(found.get("recalled").row(2))
                .isEqualTo(memory.recall(network.activations(stimuli, "dense").row(2)));
        assertThat(model.origin().toString()).contains("recall", "modern Hopfield");
        assertThatThrownBy(() -> model.activations(stimuli, "recaled"))
                .hasMessageContaining("did you mean \"recalled\"?");
    }

    @Test
    void memoriesOfOtherPatternsHaveOtherOrigins() {
        var network = Networks.objectNet(32, 8, 1);
        var stimuli = Stimuli.objects(1).size(32).select(0, 1);
        var one = ModernHopfield.storing(gaussian(3, 128, 1), 0.1).on(network, "dense");
        var other = ModernHopfield.storing(gaussian(3, 128, 2), 0.1).on(network, "dense");
        var answers = one.activations(stimuli, List.of());
        assertThat(answers.get("recalled").origin())
                .isNotEqualTo(other.activations(stimuli, "recalled").origin())
                .isNotEqualTo(answers.get("attention").origin());
        var same = ModernHopfield.storing(gaussian(3, 128, 1), 0.1).on(network, "dense");
        assertThat(same.activations(stimuli, "recalled").origin())
                .isEqualTo(answers.get("recalled").origin());
        var first = HopfieldNetwork.storing(HopfieldNetwork.random(3, 40, 1));
        var second = HopfieldNetwork.storing(HopfieldNetwork.random(3, 40, 2));
        assertThat(first.landscape(0, 1).origin())
                .isNotEqualTo(second.landscape(0, 1).origin());
    }
}
