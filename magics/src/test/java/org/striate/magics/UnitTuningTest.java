package org.striate.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.analysis.units.Population;
import org.striate.analysis.units.Tuning;
import org.striate.core.StimulusSet;
import org.striate.core.TuningCurve;
import org.striate.datasets.Gratings;
import org.striate.datasets.Stimuli;
import org.striate.models.Network;
import org.striate.models.Networks;
import org.striate.models.Preprocessing;
import org.striate.models.files.Safetensors;
import org.striate.models.files.StoredTensor;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;

/** An electrode in units of a network whose filters are known: contrast and size against the sums that define the answers. */
class UnitTuningTest {

    private static final int SIDE = 32;
    private static final int FILTER = 9;
    /** The unit in row 16, column 16 of a map; the filter's middle is over that pixel. */
    private static final int MIDDLE = SIDE / 2 * SIDE + SIDE / 2;

    /** Four pixels a degree: the filters are 2.25 degrees wide and reach 1.6 degrees into the corners. */
    private static final Gratings GRATINGS =
            Stimuli.gratings().size(SIDE).degrees(8).orientations(1).phases(1).spatialFrequencies(0.1);

    /** A centre alone, and a centre less a surround, whose sum is 0. */
    private static final float[] WEIGHTS = new float[2 * FILTER * FILTER];

    static {
        var centre = gaussian(1);
        var surround = gaussian(2.5);
        for (int i = 0; i < centre.length; i++) {
            WEIGHTS[i] = (float) centre[i];
            WEIGHTS[centre.length + i] = (float) (centre[i] - surround[i]);
        }
    }

    /** Adds up to 1. */
    private static double[] gaussian(double pixels) {
        var values = new double[FILTER * FILTER];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(-(Math.pow(i / FILTER - 4, 2) + Math.pow(i % FILTER - 4, 2)) / (2 * pixels * pixels));
            sum += values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
        return values;
    }

    @TempDir
    Path folder;

    private Network network;

    @BeforeEach
    void network() throws IOException {
        var graph = Graph.input("electrode", 1, SIDE, SIDE)
                .then(
                        "conv",
                        Operations.convolution(2, FILTER).padding(FILTER / 2).withoutBias());
        var file = folder.resolve("filters.safetensors");
        Safetensors.save(
                file,
                Map.of("conv.weight", new StoredTensor(List.of(2L, 1L, (long) FILTER, (long) FILTER), () -> WEIGHTS)),
                Map.of());
        network = Networks.load(graph, Preprocessing.plain(1, SIDE, SIDE), file);
    }

    private TuningCurve curve(StimulusSet stimuli, int filter, String parameter) {
        var unit = Population.of(network.activations(stimuli, "conv")).only(filter * SIDE * SIDE + MIDDLE);
        return Tuning.of(unit, stimuli, parameter).curve(0);
    }

    /** What the filter makes of one picture. */
    private static double sum(StimulusSet stimuli, int index, int filter) {
        var pixels = stimuli.pixels(index);
        double sum = 0;
        for (int i = 0; i < FILTER * FILTER; i++) {
            int row = SIDE / 2 - FILTER / 2 + i / FILTER;
            int column = SIDE / 2 - FILTER / 2 + i % FILTER;
            sum += (double) pixels[row * SIDE + column] * WEIGHTS[filter * FILTER * FILTER + i];
        }
        return sum;
    }

    @Test
    void linearUnitGrowsInStepWithContrast() {
        var steps = GRATINGS.contrasts(0, 0.1, 0.25, 0.5, 1);
        for (int filter = 0; filter < 2; filter++) {
            var found = curve(steps, filter, "contrast");
            assertThat(found.values()).containsExactly(0, 0.1, 0.25, 0.5, 1);
            double grey = sum(steps, 0, filter);
            double gain = sum(steps, 4, filter) - grey;
            assertThat(Math.abs(gain)).isGreaterThan(0.01);
            for (int i = 0; i < 5; i++) {
                assertThat(found.mean()[i]).isCloseTo(grey + gain * found.values()[i], within(1e-5));
            }
        }
    }

    @Test
    void surroundSuppressesAndNothingBeyondTheFilterDoes() {
        var sizes = GRATINGS.diameters(0.5, 1, 2, 5, 8);
        var centre = curve(sizes, 0, "diameter").mean();
        var both = curve(sizes, 1, "diameter").mean();
        for (int i = 0; i < 5; i++) {
            assertThat(centre[i]).isCloseTo(sum(sizes, i, 0), within(1e-5));
            assertThat(both[i]).isCloseTo(sum(sizes, i, 1), within(1e-5));
        }
        assertThat(centre).isSorted();
        assertThat(both[1]).isGreaterThan(both[0]).isGreaterThan(both[3]);
        // From 5 degrees on the soft edge lies outside the filter, which ends 1.6 degrees from the middle.
        assertThat(centre[4]).isCloseTo(centre[3], within(1e-5));
        assertThat(both[4]).isCloseTo(both[3], within(1e-5));
    }
}
