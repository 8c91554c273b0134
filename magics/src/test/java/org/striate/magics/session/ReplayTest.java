package org.striate.magics.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.striate.analysis.EncodingModel;
import org.striate.analysis.units.Population;
import org.striate.analysis.units.Tuning;
import org.striate.core.Folds;
import org.striate.core.Region;
import org.striate.datasets.SimulatedCortex;
import org.striate.datasets.Stimuli;
import org.striate.models.Networks;
import org.striate.models.PixelModel;
import org.striate.models.Readout;
import org.striate.models.Training;
import org.striate.models.energy.HopfieldNetwork;
import org.striate.plots.Plots;

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
        assertThat(pixels.differences())
                .contains("ids[0]: white noise 1/0, 8 pixels then, white noise 2/0, 8 pixels now");
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
        var written = new Object() {};
        assertThat(replay(written, () -> new Object() {}).differences()).isEmpty();
        assertThat(replay(written, () -> new Object() {}).isSame()).isFalse();
    }

    @Test
    void populationsAndReadOutsAreComparedByTheirNumbers() throws Exception {
        var array = new double[2][2000];
        var other = new double[2][2000];
        other[1][1999] = 0.5;
        var differs = replay(Population.of(array), () -> Population.of(other));
        assertThat(differs.isSame()).isFalse();
        assertThat(differs.differences()).containsExactly("at(1)[1999]: 0.0 then, 0.5 now");
        assertThat(replay(Population.of(array), () -> Population.of(new double[2][2000]))
                        .isSame())
                .isTrue();
        var stimuli = Stimuli.gratings().phases(2).size(16);
        var v1 = SimulatedCortex.standard().neurons(2).record(stimuli, Region.V1, 4);
        var layer = new PixelModel(8).activations(stimuli, "pixels");
        var fitted = EncodingModel.ridge().fit(layer, stimuli, v1);
        assertThat(replay(fitted, () -> EncodingModel.ridge().fit(layer, stimuli, v1))
                        .numbers())
                .isGreaterThan(4 * 64);
        var shrunk = replay(fitted, () -> EncodingModel.ridge().alphas(1e6).fit(layer, stimuli, v1));
        assertThat(String.join("\n", shrunk.differences())).contains("intercepts[0]: ");
        assertThat(shrunk.different()).isGreaterThan(4 * 32);
    }

    @Test
    void whatAClassDoesNotTellIsComparedAllTheSame() throws Exception {
        var stimuli = Stimuli.gratings().orientations(4).phases(1).size(16);
        var answers = new double[][] {{1}, {2}, {3}, {4}};
        var others = new double[][] {{1}, {2}, {3}, {5}};
        var tuning = Tuning.of(Population.of(stimuli.ids(), answers), stimuli, "orientation");
        assertThat(replay(tuning, () -> Tuning.of(Population.of(stimuli.ids(), others), stimuli, "orientation"))
                        .differences())
                .containsExactly("population.at(3)[0]: 4.0 then, 5.0 now");
        var memory = HopfieldNetwork.storing(new float[][] {{1, -1, 1, -1}});
        var another = HopfieldNetwork.storing(new float[][] {{1, -1, 1, 1}});
        assertThat(replay(memory, () -> another).isSame()).isFalse();
    }

    @Test
    void whatAValueRemembersOfItsUseIsNoDifference() throws Exception {
        var projected = Readout.full().projected(3, 1);
        Networks.tiltNet(16, 1).activations(Stimuli.tilted(2, 1).size(16), projected, "conv1");
        var same = replay(projected, () -> Readout.full().projected(3, 1));
        assertThat(same.isSame()).as(same.toString()).isTrue();
        assertThat(replay(projected, () -> Readout.full().projected(3, 2)).isSame())
                .isFalse();
        var drawn = Plots.of(Population.of(new double[][] {{1, 2}, {3, 4}}));
        assertThat(Told.of(drawn)).containsKey("toSvg").doesNotContainKey("toPdf");
    }

    @Test
    void valuesThatAreEqualByWhatTheyHoldDifferByIt() throws Exception {
        assertThat(replay(Instant.EPOCH, () -> Instant.EPOCH.plusNanos(1)).isSame())
                .isFalse();
        assertThat(replay(new UUID(1, 2), () -> new UUID(1, 3)).isSame()).isFalse();
        assertThat(replay(new UUID(1, 2), () -> new UUID(1, 2)).isSame()).isTrue();
        assertThat(replay(1, () -> 2L).differences()).containsExactly("Integer 1 then, Long 2 now");
        assertThat(replay(1, () -> 1L).isSame()).isFalse();
        assertThat(replay(new ArrayDeque<>(List.of(1)), () -> new ArrayDeque<>(List.of(1)))
                        .isSame())
                .isTrue();
        assertThat(replay(new ArrayDeque<>(List.of(1)), () -> new ArrayDeque<>(List.of(2)))
                        .differences())
                .containsExactly("[0]: 1 then, 2 now");
        assertThat(replay(Set.of(1, 2), () -> new HashSet<>(List.of(2, 1))).isSame())
                .isTrue();
        assertThat(replay(Set.of(1, 2), () -> Set.of(1)).isSame()).isFalse();
        assertThat(replay(new StringBuilder("a"), () -> new StringBuilder("a")).isSame())
                .isTrue();
        assertThat(replay("a", () -> new StringBuilder("b")).isSame()).isFalse();
    }

    @Test
    void whatCannotBeComparedIsNotTheSame() throws Exception {
        var random = replay(new Random(1), () -> new Random(1));
        assertThat(random.isSame()).isFalse();
        assertThat(random)
                .hasToString("x: made again, not known to be the same to the last bit, 0 numbers compared\n"
                        + "not compared: it, a Random");
        assertThat(replay(List.of(1, new Random(1)), () -> List.of(1, new Random(1)))
                        .isSame())
                .isTrue();
    }

    @Test
    void numbersThatThreadsShareAreComparedByTheirValues() throws Exception {
        assertThat(replay(new AtomicInteger(3), () -> new AtomicInteger(3)).isSame())
                .isTrue();
        assertThat(replay(List.of(new AtomicLong(Long.MAX_VALUE)), () -> List.of(new AtomicLong(Long.MAX_VALUE)))
                        .isSame())
                .isTrue();
        assertThat(replay(new AtomicLong(Long.MAX_VALUE), () -> new AtomicLong(Long.MAX_VALUE - 1))
                        .isSame())
                .isFalse();
        assertThat(replay(new AtomicInteger(3), () -> new AtomicInteger(4)).differences())
                .containsExactly("3 then, 4 now");
        var adder = new LongAdder();
        adder.add(2);
        var other = new LongAdder();
        other.add(2);
        assertThat(replay(adder, () -> other).isSame()).isTrue();
    }

    @Test
    void membersAndKeysWithoutEqualityAreNamed() throws Exception {
        var keyed = replay(Map.of(new Random(1), 1), () -> Map.of(new Random(1), 1));
        assertThat(keyed.differences()).isEmpty();
        assertThat(keyed.notCompared()).containsExactly("it, keys such as a Random");
        assertThat(replay(Map.of("a", 1, new Random(1), 1), () -> Map.of("a", 2, new Random(1), 1))
                        .differences())
                .containsExactly("a: 1 then, 2 now");
        assertThat(replay(Map.of("a", 1), () -> Map.of("b", 1)).isSame()).isFalse();
        var set = replay(Set.of(new int[] {1}), () -> Set.of(new int[] {1}));
        assertThat(set.differences()).isEmpty();
        assertThat(set.notCompared()).containsExactly("it, members such as a int[]");
        assertThat(replay(Set.of(List.of(new Random(1))), () -> Set.of(List.of(new Random(1))))
                        .differences())
                .isEmpty();
        assertThat(replay(Set.of(new Random(1)), Set::of).differences()).isNotEmpty();
        var withNull = new HashSet<String>();
        withNull.add(null);
        assertThat(replay(withNull, () -> Set.of("a")).differences()).isNotEmpty();
        assertThat(replay(Set.of("a"), () -> new TreeSet<>(Set.of(1))).differences())
                .isNotEmpty();
        assertThat(replay(Set.of(new Random(1)), () -> Set.of("a")).differences())
                .isNotEmpty();
    }

    @Test
    void numbersOfSetsMayLieApartByTheToleranceToo() throws Exception {
        assertThat(Replay.of("x", Set.of(1.0, 2.0), 0.01, () -> Set.of(2.005, 1.0))
                        .isSame())
                .isTrue();
        assertThat(Replay.of("x", Set.of(1.0, 2.0), 0.01, () -> Set.of(2.5, 1.0))
                        .differences())
                .containsExactly("[1]: 2.0 then, 2.5 now");
        assertThat(replay(Set.of(1.0, 2.0), () -> Set.of(2.005, 1.0)).isSame()).isFalse();
        assertThat(Replay.of("x", Set.of(1.0, 2.0), 0.01, () -> Set.of(1.0)).isSame())
                .isFalse();
    }
}
