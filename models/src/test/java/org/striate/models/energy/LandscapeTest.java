package org.striate.models.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

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
}
