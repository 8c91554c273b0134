package org.striate.models.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.UnitBlocks;
import org.striate.datasets.Stimuli;
import org.striate.models.Networks;
import org.striate.models.Preprocessing;
import org.striate.models.Target;
import org.striate.models.files.Safetensors;
import org.striate.models.files.StoredTensor;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;

class ReceptiveFieldsTest {

    private static final int CHANNEL = 5;
    private static final int ROW = 8;
    private static final int COLUMN = 6;
    private static final int UNIT = (CHANNEL * 16 + ROW) * 16 + COLUMN;

    private final org.striate.models.Network network = NetworksForExperiments.grey(1);

    /** The 7 x 7 filter of the unit on the 16 x 16 image. */
    private double[] filter() {
        var weights = network.synapses().weights("conv1.weight");
        var filter = new double[256];
        for (int i = 0; i < 49; i++) {
            filter[(ROW - 3 + i / 7) * 16 + COLUMN - 3 + i % 7] = weights[CHANNEL * 49 + i];
        }
        return filter;
    }

    @Test
    void gradientOfALinearUnitIsItsFilter() {
        var field = ReceptiveFields.gradient(
                network, "conv1", UNIT, Stimuli.whiteNoise(3, 1).size(16));
        var filter = filter();
        for (int i = 0; i < 256; i++) {
            assertThat(field.values()[i]).isCloseTo(filter[i] / 0.25, within(1e-5));
        }
        assertThat(field.correlation(filter)).isCloseTo(1, within(1e-6));
    }

    @Test
    void gradientEqualsFiniteDifferences() {
        var target = Target.neuron("conv1", linear(), 1);
        var image = Stimuli.pinkNoise(1, 4).size(16).pixels(0);
        var found = network.gradient(target, image);
        for (int i = 0; i < 256; i += 17) {
            var more = image.clone();
            var less = image.clone();
            more[i] += 1e-3f;
            less[i] -= 1e-3f;
            var both = network.gradient(target, more, less).values();
            assertThat((both[0] - both[1]) / 2e-3).isCloseTo(found.pixels()[0][i], within(0.02));
        }
    }

    /** Differences of a rectified network meet its kinks; those of a linear layer are exact. */
    private static double[] linear() {
        var weights = new double[8 * 256];
        for (int u = 0; u < weights.length; u++) {
            weights[u] = Math.sin(u) / 50;
        }
        return weights;
    }

    @Test
    void reverseCorrelationOnWhiteNoiseRecoversTheFilterOfARectifiedUnit() {
        var noise = Stimuli.whiteNoise(4000, 2).size(16);
        var field = ReceptiveFields.reverseCorrelation(network, "relu1", UNIT, noise);
        assertThat(field.correlation(filter())).isGreaterThan(0.9);
        assertThat(field.x()).isCloseTo((COLUMN + 0.5 - 8) * 8 / 16, within(1.0));
        assertThat(field.y()).isCloseTo((ROW + 0.5 - 8) * 8 / 16, within(1.0));
        assertThat(field.toHtml()).contains("reverse correlation");
        assertThat(field.chart().fields().get(0).values()).isEqualTo(field.values());
    }

    /** A view of a network streams, so that no layer needs to be there as a whole. */
    @Test
    void fieldOfAViewNeedsNoWholeLayer() {
        var noise = Stimuli.whiteNoise(40, 2).size(16);
        var expected = ReceptiveFields.reverseCorrelation(network, "relu1", UNIT, noise);
        var whole = network;
        var view = new StimulusModel() {
            @Override
            public String name() {
                return whole.name();
            }

            @Override
            public List<String> layers() {
                return whole.layers();
            }

            @Override
            public Map<String, Activations> activations(StimulusSet stimuli, List<String> layers) {
                throw new AssertionError("all units of " + layers);
            }

            @Override
            public void stream(StimulusSet stimuli, List<String> layers, UnitBlocks sink) {
                whole.stream(stimuli, layers, sink);
            }

            @Override
            public Origin origin() {
                return whole.origin();
            }
        };
        var field = ReceptiveFields.reverseCorrelation(view, "relu1", UNIT, noise);
        assertThat(field.values()).isEqualTo(expected.values());
        assertThat(ReceptiveFields.reverseCorrelation(network.without("conv1"), "relu1", UNIT, noise)
                        .values())
                .isEqualTo(expected.values());
        assertThatThrownBy(() -> ReceptiveFields.reverseCorrelation(view, "relu1", 1 << 20, noise))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("unit 1048576; expected 0 to 2047");
    }

    @Test
    void whiteningTakesOutTheCorrelationsOfPinkNoise() {
        var noise = Stimuli.pinkNoise(2000, 3).size(16);
        var plain = ReceptiveFields.reverseCorrelation(network, "conv1", UNIT, noise);
        var whitened = ReceptiveFields.whitened(network, "conv1", UNIT, noise, 1e-4);
        assertThat(plain.correlation(filter())).isLessThan(0.8);
        assertThat(whitened.correlation(filter())).isGreaterThan(0.95);
    }

    @Test
    void unitThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ReceptiveFields.gradient(network, "conv1", 2048, Stimuli.gratings()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("unit 2048; expected 0 to 2047");
        assertThatThrownBy(() -> network.gradient(Target.unit("conv1", 0), new float[9]))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("9 pixels; expected 1 x 16 x 16");
        assertThatThrownBy(() -> ReceptiveFields.reverseCorrelation(network, "conv1", 0, Stimuli.whiteNoise(1, 1)))
                .hasMessageContaining("at least 2");
    }

    @Test
    void tuningIsTheMeanAnswerToEachValue() {
        var gratings = Stimuli.gratings().orientations(6).phases(3).size(16).spatialFrequencies(0.5);
        var curve = network.tuning("relu1", UNIT, gratings, "orientation");
        var answers = network.activations(gratings, "relu1");
        for (int v = 0; v < 6; v++) {
            double sum = 0;
            int n = 0;
            for (int i = 0; i < gratings.size(); i++) {
                if (gratings.parameter("orientation").get(i).equals(curve.values()[v])) {
                    sum += answers.row(i)[UNIT];
                    n++;
                }
            }
            assertThat(curve.n()[v]).isEqualTo(3).isEqualTo(n);
            assertThat(curve.mean()[v]).isCloseTo(sum / n, within(1e-6));
        }
        assertThat(curve.values()).isSorted().hasSize(6);
        assertThatThrownBy(() -> network.tuning("relu1", UNIT, gratings, "orientatoin"))
                .hasMessageContaining("did you mean \"orientation\"?");
    }

    /** 48 x 64 pixels of stimuli of 8 x 8 degrees: rows are 8 / 48 degrees high, columns 8 / 64 wide. */
    @Test
    void fieldOfASqueezedImageLiesWhereTheUnitLooks(@TempDir Path folder) {
        var blob = new float[13 * 13];
        for (int i = 0; i < blob.length; i++) {
            blob[i] = (float) Math.exp(-(Math.pow(i / 13 - 6, 2) + Math.pow(i % 13 - 6, 2)) / 18);
        }
        var file = folder.resolve("blob.safetensors");
        Safetensors.save(
                file,
                Map.of(
                        "conv.weight", new StoredTensor(List.of(1L, 1L, 13L, 13L), () -> blob),
                        "conv.bias", new StoredTensor(List.of(1L), () -> new float[1])),
                Map.of());
        var graph = Graph.input("blob", 1, 48, 64)
                .then("conv", Operations.convolution(1, 13).padding(6));
        var wide = Networks.load(graph, Preprocessing.plain(1, 48, 64), file);
        var noise = Stimuli.whiteNoise(2000, 1).size(16);
        var gradient = ReceptiveFields.gradient(wide, "conv", 36 * 64 + 20, noise.select(0));
        assertThat(gradient.y()).isCloseTo((36.5 - 24) * 8 / 48, within(1e-3));
        assertThat(gradient.x()).isCloseTo((20.5 - 32) * 8 / 64, within(1e-3));
        var correlated = ReceptiveFields.reverseCorrelation(wide, "conv", 36 * 64 + 20, noise);
        assertThat(correlated.y()).isCloseTo(gradient.y(), within(0.25));
        assertThat(correlated.x()).isCloseTo(gradient.x(), within(0.25));
    }
}
