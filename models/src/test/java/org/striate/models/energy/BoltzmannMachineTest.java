package org.striate.models.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.datasets.Stimuli;

class BoltzmannMachineTest {

    private static BoltzmannMachine small() {
        var random = new Random(4);
        var weights = new float[5][3];
        for (var row : weights) {
            for (int j = 0; j < 3; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return BoltzmannMachine.of(weights, new float[] {0.3f, -0.5f, 0.1f, 0.8f, -1}, new float[] {0.2f, -0.4f, 0.6f});
    }

    private static float[] bits(int state, int units) {
        var bits = new float[units];
        for (int i = 0; i < units; i++) {
            bits[i] = state >> i & 1;
        }
        return bits;
    }

    private static double energy(BoltzmannMachine machine, float[] v, float[] h) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            sum -= machine.visibleBias()[i] * v[i];
            for (int j = 0; j < h.length; j++) {
                sum -= v[i] * machine.weights()[i][j] * h[j];
            }
        }
        for (int j = 0; j < h.length; j++) {
            sum -= machine.hiddenBias()[j] * h[j];
        }
        return sum;
    }

    @Test
    void freeEnergyIsTheSumOverAllHiddenStates() {
        var machine = small();
        double all = 0;
        for (int v = 0; v < 32; v++) {
            double sum = 0;
            for (int h = 0; h < 8; h++) {
                sum += Math.exp(-energy(machine, bits(v, 5), bits(h, 3)));
            }
            assertThat(machine.freeEnergy(bits(v, 5))).isCloseTo(-Math.log(sum), within(1e-5));
            all += sum;
        }
        assertThat(machine.logPartition()).isCloseTo(Math.log(all), within(1e-5));
    }

    @Test
    void samplesHaveTheProbabilitiesOfTheEnergy() {
        var machine = small();
        var counts = new int[32];
        var v = bits(0, 5);
        int samples = 40_000;
        for (int i = 0; i < samples; i++) {
            v = machine.sample(v, 1, i);
            int state = 0;
            for (int u = 0; u < 5; u++) {
                state |= v[u] == 1 ? 1 << u : 0;
            }
            counts[state]++;
        }
        double log = machine.logPartition();
        for (int state = 0; state < 32; state++) {
            double expected = Math.exp(-machine.freeEnergy(bits(state, 5)) - log);
            assertThat(counts[state] / (double) samples).as("state %d", state).isCloseTo(expected, within(0.02));
        }
    }

    /** A hidden unit that is a fair coin, and a visible one that follows it. */
    @Test
    void neighbouringSeedsSampleBothStates() {
        var machine = BoltzmannMachine.of(new float[][] {{100}}, new float[] {-50}, new float[1]);
        int ones = 0;
        for (int seed = 1; seed <= 200; seed++) {
            ones += (int) machine.sample(new float[1], 1, seed)[0];
        }
        assertThat(ones).isBetween(72, 128); // four standard deviations
    }

    /** The 30 pictures of 4 x 4 pixels made of whole columns or of whole rows. */
    private static float[][] barsAndStripes() {
        var rows = new ArrayList<float[]>();
        for (int state = 0; state < 16; state++) {
            var bars = new float[16];
            var stripes = new float[16];
            for (int i = 0; i < 16; i++) {
                bars[i] = state >> i % 4 & 1;
                stripes[i] = state >> i / 4 & 1;
            }
            rows.add(bars);
            if (state > 0 && state < 15) {
                rows.add(stripes);
            }
        }
        return rows.toArray(float[][]::new);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void freeEnergyTellsBarsAndStripesFromNoise(boolean persistent) {
        var data = barsAndStripes();
        assertThat(data).hasNumberOfRows(30);
        var settings = (persistent ? ContrastiveDivergence.persistent(1) : ContrastiveDivergence.fromData(1))
                .epochs(1500)
                .batch(10)
                .rate(0.05);
        var untrained = BoltzmannMachine.of(16, 16, 1);
        var trained = untrained.train(data, settings);
        double ofData =
                Arrays.stream(data).mapToDouble(trained::freeEnergy).average().orElseThrow();
        var random = new Random(9);
        int below = 0;
        for (int i = 0; i < 200; i++) {
            var noise = new float[16];
            for (int u = 0; u < 16; u++) {
                noise[u] = random.nextBoolean() ? 1 : 0;
            }
            below += trained.freeEnergy(noise) > ofData ? 1 : 0;
        }
        assertThat(below).as("of 200 noise patterns less likely than data").isGreaterThan(185);
        double before = meanLogProbability(untrained, data);
        double after = meanLogProbability(trained, data);
        assertThat(before).isCloseTo(-16 * Math.log(2), within(0.5));
        assertThat(after).isGreaterThan(before + 3); // of at most -log 30 = -3.4
        assertThat(trained.training().epochs()).isEqualTo(1500);
        assertThat(untrained.training().epochs()).isZero();
    }

    private static double meanLogProbability(BoltzmannMachine machine, float[][] data) {
        double log = machine.logPartition();
        return Arrays.stream(data)
                .mapToDouble(v -> -machine.freeEnergy(v) - log)
                .average()
                .orElseThrow();
    }

    @Test
    void sameSeedSameMachine() {
        var settings = ContrastiveDivergence.persistent(2).epochs(3).decay(0.001);
        var one = BoltzmannMachine.of(16, 4, 1).train(barsAndStripes(), settings);
        var two = BoltzmannMachine.of(16, 4, 1).train(barsAndStripes(), settings);
        var other = BoltzmannMachine.of(16, 4, 1).train(barsAndStripes(), settings.seed(2));
        assertThat(one.weights()).isDeepEqualTo(two.weights());
        assertThat(Arrays.deepEquals(one.weights(), other.weights())).isFalse();
        assertThat(one.origin().toString()).contains("persistent contrastive divergence", "seed=1");
    }

    @Test
    void hiddenUnitsAreALayerThatStimuliDrive() {
        var stimuli = Stimuli.tilted(12, 1).size(16);
        var machine = BoltzmannMachine.of(256, 10, 1)
                .train(stimuli, ContrastiveDivergence.fromData(1).epochs(2));
        var answers = machine.activations(stimuli, List.of()).get("hidden");
        assertThat(answers.stimuli()).isEqualTo(12);
        assertThat(answers.units()).isEqualTo(10);
        for (float value : answers.row(0)) {
            assertThat(value).isBetween(0f, 1f);
        }
        assertThatThrownBy(() -> BoltzmannMachine.of(15, 10, 1).activations(stimuli, "hidden"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("15 visible units; expected a square number");
    }

    @Test
    void strangePatternsAreRefused() {
        var machine = BoltzmannMachine.of(2, 2, 1);
        assertThatThrownBy(() -> machine.freeEnergy(new float[] {0.5f, 2}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("2.0; expected 0 to 1");
        assertThatThrownBy(() -> machine.freeEnergy(new float[] {Float.NaN, 0})).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> machine.hidden(new float[3])).hasMessageContaining("3 units; expected 2");
        assertThatThrownBy(() -> machine.train(new float[0][], ContrastiveDivergence.fromData(1)))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> ContrastiveDivergence.fromData(0)).isInstanceOf(BadInput.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> BoltzmannMachine.of(20, 20, 1).logPartition())
                .isInstanceOf(org.striate.core.Progress.Interrupted.class);
        assertThatThrownBy(() -> BoltzmannMachine.of(30, 30, 1).logPartition())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("machine.freeEnergy(pattern)");
    }

    @Test
    void machinesOfOtherDataHaveOtherOrigins() {
        var settings = ContrastiveDivergence.fromData(1).epochs(1);
        var start = BoltzmannMachine.of(256, 4, 1);
        var stimuli = Stimuli.tilted(12, 1).size(16);
        var trained = start.train(stimuli, settings);
        assertThat(trained.origin().inputs()).contains(stimuli.origin());
        assertThat(trained.origin())
                .isNotEqualTo(
                        start.train(Stimuli.tilted(12, 2).size(16), settings).origin())
                .isEqualTo(start.train(stimuli, settings).origin());
        var data = new float[][] {{1, 0, 1, 0, 0}};
        var others = new float[][] {{1, 0, 1, 0, 1}};
        assertThat(small().train(data, settings).origin())
                .isNotEqualTo(small().train(others, settings).origin());
        assertThat(BoltzmannMachine.of(new float[][] {{1}}, new float[1], new float[1])
                        .origin())
                .isNotEqualTo(BoltzmannMachine.of(new float[][] {{2}}, new float[1], new float[1])
                        .origin());
    }
}
