package org.striate.magics.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.striate.analysis.EncodingModel;
import org.striate.core.Folds;
import org.striate.core.Region;
import org.striate.datasets.SimulatedCortex;
import org.striate.datasets.Stimuli;
import org.striate.models.Networks;
import org.striate.models.PixelModel;
import org.striate.models.Training;

class ReplayTest {

    private static Replay replay(Object then, Callable<?> making) throws Exception {
        return Replay.of("x", then, making);
    }

    @Test
    void valuesMadeAlikeAreTheSameToTheLastBit() throws Exception {
        var stimuli = Stimuli.gratings().phases(2).size(16);
        var v1 = SimulatedCortex.standard().neurons(2).record(stimuli, Region.V1, 4);
        Callable<?> score = () -> EncodingModel.ridge().scoreLayers(new PixelModel(8), stimuli, v1, Folds.of(4, 1));
        var same = replay(score.call(), score);
        assertThat(same.isSame()).as(same.toString()).isTrue();
        assertThat(same.numbers()).isGreaterThan(100);
        assertThat(same.notCompared()).isEmpty();
        assertThat(same.toString()).startsWith("x: made again, the same to the last bit, ");
        assertThat(replay(v1, () -> SimulatedCortex.standard().neurons(2).record(stimuli, Region.V1, 4))
                        .isSame())
                .isTrue();
    }

    @Test
    void anotherSeedDiffersAndTheReplaySaysWhere() throws Exception {
        var stimuli = Stimuli.gratings().phases(1).size(16);
        var cortex = SimulatedCortex.standard().neurons(2);
        var differs = replay(
                cortex.record(stimuli, Region.V1, 2), () -> cortex.seed(9).record(stimuli, Region.V1, 2));
        assertThat(differs.isSame()).isFalse();
        assertThat(differs.different()).isPositive();
        assertThat(differs.largest()).isPositive();
        assertThat(String.join("\n", differs.differences()))
                .contains("origin.settings.seed: 1 then, 9 now", "at(0)[", " then, ");
        var pixels = replay(
                Stimuli.whiteNoise(2, 1).size(8), () -> Stimuli.whiteNoise(2, 2).size(8));
        assertThat(pixels.differences()).contains("ids[0]: white noise 1/0 then, white noise 2/0 now");
        assertThat(pixels.different()).isEqualTo(2 + 2 * 8 * 8 + 1);
    }

    @Test
    void networksAreComparedByTheirWeights() throws Exception {
        var tilted = Stimuli.tilted(20, 1).size(16);
        var once = Training.withDefaults().epochs(1);
        var net = Networks.tiltNet(16, 1).train(tilted, "tilt", once);
        assertThat(replay(net, () -> Networks.tiltNet(16, 1).train(tilted, "tilt", once))
                        .isSame())
                .isTrue();
        var other = replay(net, () -> Networks.tiltNet(16, 1).train(tilted, "tilt", once.seed(2)));
        assertThat(other.isSame()).isFalse();
    }

    @Test
    void numbersMayLieApartByTheTolerance() throws Exception {
        assertThat(Replay.of("x", new double[] {1, 2}, 0.01, () -> new double[] {1.005, 2})
                        .isSame())
                .isTrue();
        assertThat(Replay.of("x", new double[] {1, 2}, 0.01, () -> new double[] {1.5, 2})
                        .largest())
                .isEqualTo(0.5);
        assertThat(replay(new double[] {Double.NaN}, () -> new double[] {Double.NaN})
                        .isSame())
                .isTrue();
        assertThat(replay(0.0, () -> -0.0).isSame()).isFalse();
        assertThat(replay(new float[][] {{1}}, () -> new float[][] {{1, 2}}).differences())
                .containsExactly("[0] length: 1 then, 2 now");
    }

    @Test
    void plainValuesAreComparedAndFunctionsAreNamed() throws Exception {
        assertThat(replay(Map.of("a", List.of(1, 2)), () -> Map.of("a", new ArrayList<>(List.of(1, 2))))
                        .isSame())
                .isTrue();
        assertThat(replay(Map.of("a", List.of(1, 2)), () -> Map.of("a", List.of(1, 3)))
                        .differences())
                .containsExactly("a[1]: 2 then, 3 now");
        assertThat(replay(Optional.of("a"), Optional::empty).isSame()).isFalse();
        assertThat(replay(null, () -> 1).isSame()).isFalse();
        Runnable nothing = () -> {};
        Runnable other = () -> {};
        assertThat(replay(nothing, () -> other).notCompared()).containsExactly("it, a function");
    }
}
