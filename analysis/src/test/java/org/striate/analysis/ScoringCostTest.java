package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.analysis.linear.Pls;
import org.striate.analysis.linear.Ridge;
import org.striate.core.BadInput;
import org.striate.core.Folds;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.TimeBin;

/** What is announced beforehand, for sizes at which it matters; nothing is fitted. */
class ScoringCostTest {

    private static final int STIMULI = 3200;
    private static final int SPLITS = 5;

    private final LinearLayersModel model = new LinearLayersModel("net", 1, 5000);
    private final LayerProbe probe = LayerProbe.of(model, new PlainStimuli(10, Map.of()));

    private ScoringCost cost(LayerFit fit, int neurons) {
        return ScoringCost.of(model, probe, fit, STIMULI, neurons, SPLITS);
    }

    private static LayerFit ridge(double... alphas) {
        return new RidgeLayers(alphas, Ridge.Choice.LEAVE_ONE_OUT, 5, 1);
    }

    @Test
    void bootstrapOfManyNeuronsIsCounted() {
        double each =
                cost(ridge(1e6), 20_001).bytes() - cost(ridge(1e6), 20_000).bytes();
        // Predictions of all splits; r of 1000 draws and which neuron each took.
        assertThat(each).isEqualTo(8.0 * SPLITS * STIMULI + 1000 * (8 + 4));
    }

    @Test
    void matricesBetweenNeuronsArePartOfPls() {
        var pls = new PlsLayers(25, Pls.Weights.NIPALS, false);
        assertThat(cost(pls, 20_000).bytes() - cost(ridge(1e6), 20_000).bytes())
                .isGreaterThanOrEqualTo(4 * 8L * 20_000 * 20_000);
    }

    @Test
    void smallPenaltyBesideAWideLayerCountsEigendecompositions() {
        double n = STIMULI;
        var inverse = cost(ridge(1e6), 10);
        var eigen = cost(ridge(1e-5), 10); // 1e-10 of 3200 x 5000, the sum of squares, is more
        double held = n - n / SPLITS;
        assertThat(eigen.layers().get(0).gflop() - inverse.layers().get(0).gflop())
                .isGreaterThan(0.8 * 27 * (n * n * n + SPLITS * held * held * held) / 1e9);
        assertThat(eigen.bytes() - inverse.bytes()).isGreaterThan((long) (8 * 6 * n * n));
    }

    @Test
    void moreNeuronsThanPlsHasRoomForAreRefusedBeforeTheStart() {
        var few = new PlainStimuli(12, Map.of());
        var responses = new NeuralResponses(
                "many",
                few.ids().stream().map(id -> new Presentation(id, 0)).toList(),
                IntStream.range(0, 50_000)
                        .mapToObj(i -> new Neuron("n" + i, Region.V1, "M"))
                        .toList(),
                List.of(new TimeBin(0, 1)),
                new float[12][50_000],
                Origin.of("many"));
        assertThatThrownBy(() -> EncodingModel.pls(2).scoreLayers(model, few, responses, Folds.of(3, 1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("50000 in one PLS, whose matrices between them take 60.0 GB; expected at most")
                .hasMessageEndingWith("EncodingModel.ridge()");
        assertThatThrownBy(() -> EncodingModel.pls(2).fit(model, "layer1", few, responses))
                .isInstanceOf(BadInput.class);
        assertThat(model.streamed).isEmpty();
    }
}
