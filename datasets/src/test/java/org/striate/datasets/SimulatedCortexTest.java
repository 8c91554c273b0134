package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Region;

class SimulatedCortexTest {

    private static final Gratings GRATINGS =
            Stimuli.gratings().orientations(16).spatialFrequencies(0.5, 1, 2).phases(4);

    @Test
    void cellsPreferTheOrientationTheyWereGiven() {
        var cortex = SimulatedCortex.standard();
        var expected = cortex.expectedCounts(GRATINGS, Region.V1);
        var given = cortex.preferredOrientations(GRATINGS);
        var orientation = GRATINGS.parameter("orientation");
        for (int neuron = 0; neuron < given.length; neuron++) {
            double x = 0;
            double y = 0;
            for (int i = 0; i < expected.length; i++) {
                double angle = Math.toRadians(2 * (double) orientation.get(i));
                x += expected[i][neuron] * Math.cos(angle);
                y += expected[i][neuron] * Math.sin(angle);
            }
            double preferred = Math.toDegrees(Math.atan2(y, x)) / 2;
            double off = Math.abs(Math.IEEEremainder(preferred - given[neuron], 180));
            assertThat(off).as("neuron %d", neuron).isLessThan(12);
        }
    }

    @Test
    void meanCountConvergesToTheExpectedOne() {
        var cortex = SimulatedCortex.standard().neurons(5);
        var few = GRATINGS.orientations(4).spatialFrequencies(1).phases(2);
        var mean = cortex.record(few, Region.V1, 2000).averaged();
        var expected = cortex.expectedCounts(few, Region.V1);
        for (int i = 0; i < expected.length; i++) {
            for (int neuron = 0; neuron < expected[i].length; neuron++) {
                double error = 5 * Math.sqrt(expected[i][neuron] / 2000); // five standard errors of a Poisson mean
                assertThat((double) mean.at(i, neuron, 0)).isCloseTo(expected[i][neuron], within(error));
            }
        }
    }

    @Test
    void splitHalfReliabilityConvergesToTheClosedForm() {
        int trials = 20;
        var cortex = SimulatedCortex.standard();
        var responses = cortex.record(GRATINGS, Region.V1, trials);
        var closed = cortex.reliability(GRATINGS, Region.V1, trials);
        var estimate = new double[closed.length];
        int splits = 20;
        for (int split = 0; split < splits; split++) {
            var halves = responses.splitHalves(split);
            for (int neuron = 0; neuron < estimate.length; neuron++) {
                double r = correlation(column(halves.get(0), neuron), column(halves.get(1), neuron));
                estimate[neuron] += 2 * r / (1 + r) / splits;
            }
        }
        double meanError = IntStream.range(0, closed.length)
                .mapToDouble(i -> estimate[i] - closed[i])
                .average()
                .orElseThrow();
        assertThat(meanError).isCloseTo(0, within(0.02));
        assertThat(Arrays.stream(closed).average().orElseThrow()).isBetween(0.5, 0.99);
    }

    @Test
    void sameSeedSameSpikes() {
        var few = GRATINGS.orientations(2).phases(1);
        var one = SimulatedCortex.standard().record(few, Region.V1, 2);
        var two = SimulatedCortex.standard().record(few, Region.V1, 2);
        var other = SimulatedCortex.standard().seed(2).record(few, Region.V1, 2);
        assertThat(column(one, 3)).isEqualTo(column(two, 3));
        assertThat(column(one, 3)).isNotEqualTo(column(other, 3));
    }

    @Test
    void regionThatIsNotSimulatedSaysSo() {
        assertThatThrownBy(() -> SimulatedCortex.standard().record(GRATINGS, Region.IT, 2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("IT")
                .hasMessageContaining("V1");
    }

    private static double[] column(NeuralResponses responses, int neuron) {
        return IntStream.range(0, responses.presentations().size())
                .mapToDouble(p -> responses.at(p, neuron, 0))
                .toArray();
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
