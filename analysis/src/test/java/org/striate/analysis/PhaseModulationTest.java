package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.striate.analysis.units.PhaseModulation;
import org.striate.analysis.units.Population;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.TimeBin;
import org.striate.datasets.Stimuli;

/** Gratings that drift: in time and frame by frame, against the closed form of a half-squared cosine. */
class PhaseModulationTest {

    /** Two trials of two gratings in bins of 10 ms; the first neuron follows the second one's phase, half squared. */
    private static NeuralResponses drifting(int bins) {
        var shown = List.of(
                new Presentation("langsam", 0),
                new Presentation("langsam", 1),
                new Presentation("best", 0),
                new Presentation("best", 1));
        var values = new float[4][2 * bins];
        for (int trial = 0; trial < 4; trial++) {
            for (int bin = 0; bin < bins; bin++) {
                double angle = 2 * Math.PI * 4 * (bin + 0.5) * 0.01 - Math.toRadians(40);
                double noise = trial % 2 == 0 ? 0.125 : -0.125; // which the mean does not see
                values[trial][bin] = (float) ((trial < 2 ? 1 : 8 * Math.pow(Math.max(0, Math.cos(angle)), 2)) + noise);
                values[trial][bins + bin] = 5;
            }
        }
        var neurons = List.of(new Neuron("simple", Region.V1, "A"), new Neuron("complex", Region.V1, "A"));
        return new NeuralResponses(
                "drifting", shown, neurons, TimeBin.between(0, 10 * bins, 10), values, Origin.of("test"));
    }

    /** Of a half-squared cosine F1 / F0 is 16 / (3 pi); 4 Hz are 25 bins of 10 ms. */
    @Test
    void responseInTimeToADriftingGratingHasTheClosedFormOfItsModulation() {
        var found = PhaseModulation.drifting(drifting(50), 4);
        assertThat(found.unit(0).ratio()).isCloseTo(16 / (3 * Math.PI), within(1e-3));
        assertThat(found.unit(0).phase()).isCloseTo(40, within(0.05)); // 25 bins a cycle, and a kink
        assertThat(found.unit(0).condition()).isEqualTo("best");
        assertThat(found.unit(1).f0()).isCloseTo(5, within(1e-6));
        assertThat(found.unit(1).ratio()).isCloseTo(0, within(1e-6));
        for (double hertz : new double[] {0, -4, 3, 40, Double.NaN}) { // 3 Hz: a cycle and a half
            assertThatThrownBy(() -> PhaseModulation.drifting(drifting(50), hertz))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("50 bins");
        }
    }

    /** Three bins a cycle are enough, whatever their width adds up to. */
    @Test
    void threeBinsACycleAreTaken() {
        for (double hertz : new double[] {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 16}) {
            for (int cycles : new int[] {1, 2, 3, 5}) {
                double width = 1000 / hertz / 3;
                var bins = TimeBin.between(40, 40 + 3 * cycles * width, width);
                var values = new float[1][bins.size()];
                for (int i = 0; i < bins.size(); i++) {
                    values[0][i] = (float)
                            (2 + Math.cos(2 * Math.PI * hertz * bins.get(i).centre() / 1000));
                }
                var responses = new NeuralResponses(
                        "drifting",
                        List.of(new Presentation("one", 0)),
                        List.of(new Neuron("n", Region.V1, "A")),
                        bins,
                        values,
                        Origin.of("test"));
                var found = PhaseModulation.drifting(responses, hertz).unit(0);
                assertThat(found.f0()).as(hertz + " Hz").isCloseTo(2, within(1e-6));
                assertThat(found.f1()).as(hertz + " Hz").isCloseTo(1, within(1e-6));
            }
        }
    }

    /** Frames carry their grating's phase, so that a movie is a set of phases: 2 Hz at 60 frames/s are 30. */
    @Test
    void framesOfADriftingMovieArePhases() {
        var frames = Stimuli.gratings()
                .orientations(1)
                .spatialFrequencies(1)
                .size(24)
                .drifting(2, 1)
                .get(1)
                .frames();
        var phases = frames.numbers("phase");
        var rows = Arrays.stream(phases)
                .mapToObj(p -> new double[] {Math.pow(Math.max(0, Math.cos(Math.toRadians(p - 70))), 2)})
                .toArray(double[][]::new);
        var found =
                PhaseModulation.of(Population.of(frames.ids(), rows), frames).unit(0);
        assertThat(found.ratio()).isCloseTo(16 / (3 * Math.PI), within(1e-3));
        assertThat(found.phase()).isCloseTo(70, within(0.05)); // 30 phases, and a kink
    }
}
