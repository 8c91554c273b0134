package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.StimulusSet;
import org.striate.datasets.Stimuli;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;

/** What is kept of a layer, against the same taken out of the whole layer by hand. */
class ReadoutTest {

    private static final Network NETWORK = Networks.objectNet(32, 8, 1);
    private static final StimulusSet STIMULI = Stimuli.shapes(3, 1);
    private static final float[] ROW = NETWORK.activations(STIMULI, "conv3").row(2);
    /** Of a channel of conv3. */
    private static final int PLACES = 64;

    @TempDir
    Path folder;

    private static float[] kept(Readout readout, String layer) {
        var found = NETWORK.activations(STIMULI, readout, layer).get(layer);
        assertThat(found.row(2)).hasSize(found.layout().units());
        return found.row(2);
    }

    @Test
    void channelsAreTheirRunsOfUnitsInTheOrderAskedFor() {
        var found = kept(Readout.full().channels(40, 3), "conv3");
        var expected = Arrays.copyOf(Arrays.copyOfRange(ROW, 40 * PLACES, 41 * PLACES), 2 * PLACES);
        System.arraycopy(ROW, 3 * PLACES, expected, PLACES, PLACES);
        assertThat(found).isEqualTo(expected);
        var dense = NETWORK.activations(STIMULI, "dense").row(2);
        assertThat(kept(Readout.full().channels(7, 0), "dense")).containsExactly(dense[7], dense[0]);
    }

    @Test
    void meansAndUnitsComeAfterChannels() {
        double sum = 0;
        for (int place = 0; place < PLACES; place++) {
            sum += ROW[40 * PLACES + place];
        }
        var mean = kept(Readout.full().channels(3, 40).spatialMean().units(1), "conv3");
        assertThat(mean).hasSize(1);
        assertThat(mean[0]).isCloseTo((float) (sum / PLACES), within(1e-6f));
        assertThat(kept(Readout.full().channels(3, 40).units(PLACES + 5, 2), "conv3"))
                .containsExactly(ROW[40 * PLACES + 5], ROW[3 * PLACES + 2]);
        assertThat(kept(Readout.full().units(5, 4095), "conv3")).containsExactly(ROW[5], ROW[4095]);
    }

    /**
     * scikit-learn's {@code SparseRandomProjection}: weights of {@code sqrt(1 / (s k))} with either sign, each there with
     * probability {@code s = 1 / sqrt(p)}.
     */
    @Test
    void projectionIsTheProductWithSparseSigns() {
        int p = ROW.length;
        int k = 50;
        var projection = new RandomProjection(k, 3);
        double weight = Math.sqrt(Math.sqrt(p) / k);
        var expected = new double[k];
        int there = 0;
        int plus = 0;
        for (int unit = 0; unit < p; unit++) {
            var one = new float[p];
            one[unit] = 1;
            var column = projection.of(one);
            for (int i = 0; i < k; i++) {
                if (column[i] != 0) {
                    assertThat(Math.abs(column[i])).isCloseTo((float) weight, within(1e-6f));
                    there++;
                    plus += column[i] > 0 ? 1 : 0;
                }
                expected[i] += column[i] * ROW[unit];
            }
        }
        double mean = k * Math.sqrt(p); // of a binomial, whose deviation is below the root of its mean
        assertThat((double) there).isCloseTo(mean, within(4 * Math.sqrt(mean)));
        assertThat(plus / (double) there).isCloseTo(0.5, within(2 / Math.sqrt(there)));
        var found = kept(Readout.full().projected(k, 3), "conv3");
        IntStream.range(0, k)
                .forEach(i -> assertThat((double) found[i])
                        .isCloseTo(expected[i], within(1e-4 * (1 + Math.abs(expected[i])))));
    }

    /** 2^26 bytes a stimulus: a batch of 32 would be longer than a buffer can be. */
    @Test
    void wideLayersAreShownFewAtATime() {
        var graph = Graph.input("wide", 1, 512, 512).then("wide", Operations.convolution(64, 1));
        var wide = Network.of(graph, Preprocessing.plain(1, 512, 512), 1);
        assertThat(wide.showing().batch()).isEqualTo(2);
        var pixels = Stimuli.shapes(3, 1).size(512);
        var weight = wide.graph("the test").weights().values("wide.weight");
        var found = wide.activations(pixels, Readout.full().channels(63).units(512 * 7 + 9), "wide");
        assertThat(found.get("wide").row(2)[0]).isCloseTo(weight[63] * pixels.grey(2)[512 * 7 + 9], within(1e-6f));
    }

    @Test
    void layersOfOtherNumbersAreRead() throws IOException {
        var file = Archives.write(folder.resolve("double.pt"), "return torch.mul(torch.to(x, 7), 0.5)");
        var network = Networks.torchScript(file, Preprocessing.plain(1, 16, 16));
        var image = Stimuli.shapes(1, 1).size(16);
        var found = network.activations(image, "output").row(0);
        IntStream.range(0, 256).forEach(i -> assertThat(found[i]).isCloseTo(image.grey(0)[i] / 2, within(1e-7f)));
    }
}
