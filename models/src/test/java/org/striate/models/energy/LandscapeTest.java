package org.striate.models.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;

class LandscapeTest {

    /** The patterns are at whole numbers, and in a network far from full they lie twice as deep as what is between. */
    @Test
    void energyIsThatOfThePatternsAndHigherBetween() {
        var network = HopfieldNetwork.storing(HopfieldNetwork.random(3, 200, 1));
        var line = network.chart().lines().get(0);
        for (int pattern = 0; pattern < 3; pattern++) {
            int at = java.util.Arrays.binarySearch(line.x(), pattern);
            assertThat(line.y()[at]).isCloseTo(network.energy(network.pattern(pattern)), within(1e-9));
        }
        int between = java.util.Arrays.binarySearch(line.x(), 0.5);
        // halfway the overlap with either is about 1/2, and the energy goes with the sum of squared overlaps
        assertThat(line.y()[between] / line.y()[0]).isCloseTo(0.5, within(0.1));
    }

    /** For one pattern p and a state s on the line to another, the paper's energy in closed form. */
    @Test
    void modernEnergyIsThatOfTheStateOnTheLine() {
        var network = ModernHopfield.storing(new float[][] {{2, 0}, {0, 2}}, 3);
        var line = network.chart().lines().get(0);
        int half = java.util.Arrays.binarySearch(line.x(), 0.5);
        // state (1, 1): both products are 2, so lse = 2 + log(2) / 3; |s|^2 / 2 = 1; M^2 / 2 = 2
        assertThat(line.y()[half]).isCloseTo(-(2 + Math.log(2) / 3) + 1 + Math.log(2) / 3 + 2, within(1e-6));
    }

    @Test
    void oneMemoryIsOnePoint() {
        assertThat(HopfieldNetwork.storing(HopfieldNetwork.random(1, 10, 1))
                        .chart()
                        .lines()
                        .get(0)
                        .x())
                .containsExactly(0);
    }

    /** Of a place in the plane, the mean energy over every state of four units, weighted by how likely it is drawn there. */
    @Test
    void energyOfAMapIsTheMeanOverTheStatesDrawnThere() {
        var x = new float[] {1, 1, 1, -1};
        var y = new float[] {1, 1, -1, 1};
        var network = HopfieldNetwork.storing(new float[][] {x, y, {-1, 1, 1, 1}});
        var map = network.landscape(0, 1);
        var overlaps = map.overlaps();
        int checked = 0;
        for (int row = 0; row < overlaps.length; row++) {
            for (int column = 0; column < overlaps.length; column++) {
                // x and y are orthogonal: the state of these overlaps is the sum of the two, weighted with them
                double u = overlaps[column];
                double v = overlaps[row];
                double energy = map.energies()[row][column];
                if (Math.abs(u) + Math.abs(v) > 1 + 1e-4) {
                    assertThat(energy).as("no state at %s, %s", u, v).isNaN();
                } else if (Math.abs(u) + Math.abs(v) < 1 && ++checked % 97 == 0) {
                    assertThat(energy).isCloseTo(meanEnergy(network, x, u, y, v), within(1e-6));
                }
            }
        }
        assertThat(checked).isGreaterThan(3000);
    }

    private static double meanEnergy(HopfieldNetwork network, float[] x, double u, float[] y, double v) {
        double mean = 0;
        for (int bits = 0; bits < 16; bits++) {
            var state = new float[4];
            double chance = 1;
            for (int i = 0; i < 4; i++) {
                state[i] = (bits >> i & 1) == 1 ? 1 : -1;
                chance *= (1 + state[i] * (u * x[i] + v * y[i])) / 2;
            }
            mean += chance * network.energy(state);
        }
        return mean;
    }

    @Test
    void patternsThatAreNotOrthogonalLieWhereTheirOverlapsSay() {
        var network = ModernHopfield.storing(new float[][] {{2, 0}, {1, 1}}, 3);
        var map = network.landscape(0, 1);
        assertThat(map.overlaps(new float[] {1, 1})).containsExactly(0.5, 1);
        assertThat(map.overlaps(new float[] {2, 0})).containsExactly(1, 1);
        int half = 80; // overlaps of 0.5 with both: the state (1, 0)
        assertThat(map.overlaps()[half]).isCloseTo(0.5, within(1e-12));
        assertThat(map.energies()[half][half]).isCloseTo(network.energy(new float[] {1, 0}), within(1e-6));
    }

    @Test
    void descentTurnsOneUnitAStepAndGoesDown() {
        var network = HopfieldNetwork.storing(HopfieldNetwork.random(4, 200, 1));
        var cue = HopfieldNetwork.disturbed(network.pattern(0), 0.3, 1);
        var states = network.descent(cue, 2);
        assertThat(states[0]).isEqualTo(cue);
        assertThat(states[states.length - 1]).isEqualTo(network.recall(cue, 2)).isEqualTo(network.pattern(0));
        for (int i = 1; i < states.length; i++) {
            assertThat(HopfieldNetwork.overlap(states[i], states[i - 1])).isCloseTo(1 - 2 / 200.0, within(1e-9));
            assertThat(network.energy(states[i])).isLessThan(network.energy(states[i - 1]));
        }
        var way = network.landscape(0, 1).through(states).chart().ways().get(0);
        assertThat(way.x()[0]).isCloseTo(0.4, within(1e-9));
        assertThat(way.x()[states.length - 1]).isEqualTo(1);
    }

    @Test
    void aPlaneNeedsTwoPatterns() {
        var network = HopfieldNetwork.storing(new float[][] {{1, -1, 1}, {-1, 1, -1}, {1, 1, 1}});
        assertThatThrownBy(() -> network.landscape(0, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("patterns 0 and 1")
                .hasMessageContaining("memory.landscape(0, 2)");
        var last = HopfieldNetwork.storing(new float[][] {{1, -1, 1}, {1, 1, 1}, {-1, 1, -1}});
        assertThatThrownBy(() -> last.landscape(0, 2)).hasMessageContaining("memory.landscape(0, 1)");
        var alone = HopfieldNetwork.storing(new float[][] {{1, -1, 1}});
        assertThatThrownBy(() -> alone.landscape(0, 0))
                .hasMessageContaining("HopfieldNetwork.storing(HopfieldNetwork.random(5, 3, 1))")
                .hasMessageNotContaining("memory.landscape");
        assertThatThrownBy(() -> network.landscape(0, 3))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("3; expected 0 to 2");
        assertThatThrownBy(() -> network.landscape(0, 2).through(new float[][] {{1, 1}}))
                .isInstanceOf(BadInput.class);
    }
}
