package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;
import org.striate.datasets.RenderedObjects;
import org.striate.datasets.Stimuli;

class SmallNetsTest {

    @TempDir
    Path folder;

    @Test
    void everySmallNetIsReadSavedAndLoaded() {
        var nets = List.of(
                Networks.tiltLesson(1),
                Networks.recurrentNet(32, 4, 1),
                Networks.autoencoder(32, 6, 1),
                Networks.capsuleNet(32, 4, 1),
                Networks.capsuleTwin(32, 4, 1),
                Networks.capsuleTwin(32, 8, 1).withHead("dense", 1, 4),
                Networks.capsuleNet(32, 5, 1).withHead("lengths", 1, 3),
                Networks.objectNet(32, 4, 1).withHead("dense", 1, 16, 8),
                Networks.objectNet(32, 4, new Networks.Capacity(2, 2, true), 1).withHead("conv4", 1, 3));
        var stimuli = Stimuli.tilted(3, 1).size(32);
        for (var net : nets) {
            var file = folder.resolve("net.safetensors");
            var loaded = Networks.load(net.save(file).name().isEmpty() ? file : file);
            assertThat(List.copyOf(loaded.layers())).isEqualTo(List.copyOf(net.layers()));
            var before = net.activations(stimuli, List.of());
            var after = loaded.activations(stimuli, List.of());
            before.forEach((layer, answers) -> {
                assertThat(answers.units())
                        .as(layer)
                        .isEqualTo(net.layers().row(layer).layout().units());
                assertThat(after.get(layer).row(2)).as(layer).isEqualTo(answers.row(2));
            });
        }
    }

    @Test
    void lessonStartsWithCentresAndGaborsOfMeanZero() {
        var filters = SmallNets.lessonFilters();
        for (int f = 0; f < 6; f++) {
            int from = f * 49;
            double sum = IntStream.range(from, from + 49)
                    .mapToDouble(i -> filters[i])
                    .sum();
            assertThat(sum).as("filter %d", f).isCloseTo(0, within(1e-5));
        }
        for (int i = 0; i < 49; i++) {
            assertThat(filters[49 + i]).isCloseTo(-filters[i], within(1e-6f)); // off-centre is on-centre turned over
        }
        // The Gabor of 0 degrees varies downwards alone, and is odd.
        for (int x = 0; x < 7; x++) {
            assertThat(filters[2 * 49 + 3 * 7 + x]).isCloseTo(0, within(1e-6f));
            assertThat(filters[2 * 49 + 2 * 7 + x]).isCloseTo(-filters[2 * 49 + 4 * 7 + x], within(1e-6f));
        }
        assertThat(Networks.tiltLesson(1).graph("the test").weights().values("conv.weight"))
                .isEqualTo(filters);
    }

    @Test
    void lessonTellsTilt() {
        var stimuli = Stimuli.tilted(600, 1).resized(48, 64);
        var trained = Networks.tiltLesson(1)
                .train(
                        stimuli,
                        "tilt",
                        Training.withDefaults().epochs(8).learningRate(0.005).batch(32));
        assertThat(trained.accuracy(Stimuli.tilted(200, 2).resized(48, 64), "tilt"))
                .isGreaterThan(0.85);
    }

    @Test
    void twinHasAsManyWeightsAsTheCapsules() {
        for (int classes : new int[] {2, 8, 20}) {
            long capsules = SmallNets.weights(SmallNets.capsuleNet(32, classes));
            long twin = SmallNets.weights(SmallNets.capsuleTwin(32, classes));
            assertThat(twin / (double) capsules).isCloseTo(1, within(0.1));
        }
    }

    @Test
    void recurrentAreasShareTheirWeightsOverTime() {
        var names = SmallNets.recurrentNet(32, 4).tensors().keySet();
        assertThat(names).contains("V4.conv1.weight", "V4.norm1_0.weight", "V4.norm1_3.weight");
        assertThat(names.stream().filter(name -> name.startsWith("V4.conv1"))).hasSize(1);
        assertThat(Networks.recurrentNet(32, 4, 1).layers()).contains("V4.output", "IT.output-t0");
    }

    private static StimulusSet objects(long seed, int views) {
        return Stimuli.objects(seed)
                .exemplars(2)
                .views(views)
                .variation(RenderedObjects.Variation.LOW)
                .size(32);
    }

    /** Tutorial 09 in small: as right as a convolutional network with as many weights, and the place can be read off the pose. */
    @Test
    void capsulesAreAsGoodAsTheirTwin() {
        var train = objects(1, 64);
        var test = objects(2, 16);
        var settings = Training.withDefaults().epochs(8).learningRate(0.003).batch(32);
        var capsules = Networks.capsuleNet(32, 8, 1).train(train, "category", settings);
        var twin = Networks.capsuleTwin(32, 8, 1).train(train, "category", settings);
        assertThat(capsules.output()).isEqualTo("lengths");
        double right = capsules.accuracy(test, "category"); // chance is 0.125
        assertThat(right).isGreaterThan(0.65).isCloseTo(twin.accuracy(test, "category"), within(0.1));
        for (float length : capsules.activations(test, "lengths").row(0)) {
            assertThat(length).isBetween(0f, 1f);
        }
        assertThat(LinearReadout.r(capsules, "capsules", train, test, "x")).isGreaterThan(0.5);
    }

    @Test
    void headKeepsTheTrunkAndItsName() {
        var trunk = Networks.objectNet(32, 8, 1);
        var stimuli = objects(1, 1);
        var headed = trunk.withHead("dense", 2, 24, 12);
        assertThat(headed.layers()).containsExactly("conv1", "conv2", "conv3", "conv4", "dense", "head.1", "head");
        assertThat(headed.activations(stimuli, "dense").row(0))
                .isEqualTo(trunk.activations(stimuli, "dense").row(0));
        assertThatThrownBy(() -> headed.withHead("head.1", 1, 4)).hasMessageContaining("withHead(\"dense\", 1, 8)");
        assertThatThrownBy(() -> trunk.withHead("dens", 1, 4))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"dense\"?");
        assertThatThrownBy(() -> trunk.withHead("dense", 1)).isInstanceOf(BadInput.class);
    }

    /** As SimCLR is used: the projection head goes, and the features get a linear read-out. */
    @Test
    void anotherHeadTakesThePlaceOfTheFirst() {
        var stimuli = objects(1, 2);
        var views = Training.withDefaults().epochs(1).batch(16).augmented(Augmentation.views());
        for (var trunk : List.of(Networks.objectNet(32, 8, 1), Networks.capsuleTwin(32, 8, 1))) {
            var learned = trunk.withHead("dense", 1, 64, 32).train(stimuli, Task.simclr(0.5), views);
            var again = learned.withHead("dense", 1, 8);
            assertThat(again.layers()).contains("head").doesNotContain("head.1");
            assertThat(again.layers().row("head").layout().units()).isEqualTo(8);
            var dense = learned.activations(stimuli, "dense").row(3);
            assertThat(again.activations(stimuli, "dense").row(3)).isEqualTo(dense);
            var file = folder.resolve("again.safetensors");
            again.save(file);
            var loaded = Networks.load(file);
            assertThat(loaded.activations(stimuli, "dense").row(3)).isEqualTo(dense);
            assertThat(loaded.activations(stimuli, "head").row(3))
                    .isEqualTo(again.activations(stimuli, "head").row(3));
            assertThat(loaded.graph("the test").graph().name()).doesNotContain("64-32");
        }
    }

    /** Tutorial 06 in small: features learned without labels are worth more to a linear read-out than random ones. */
    @Test
    void featuresLearnedWithoutLabelsBeatUntrainedOnes() {
        var stimuli = objects(1, 24);
        var test = objects(2, 12);
        var trunk = Networks.objectNet(32, 8, 1);
        double untrained = LinearReadout.accuracy(trunk, "dense", stimuli, test, "category");
        var views = Training.withDefaults().epochs(12).batch(64).augmented(Augmentation.views());
        var simclr = trunk.withHead("dense", 1, 64, 32).train(stimuli, Task.simclr(0.5), views);
        assertThat(LinearReadout.accuracy(simclr, "dense", stimuli, test, "category"))
                .isGreaterThan(untrained);
    }

    @Test
    void featuresOfATemporalContrastBeatUntrainedOnes() {
        var stimuli = objects(1, 24);
        var test = objects(2, 12);
        var trunk = Networks.objectNet(32, 8, 1);
        var learned = trunk.withHead("dense", 1, 64, 32)
                .train(
                        Stimuli.walk(40, 1, 32).frames(),
                        Task.temporal(2, 0.5),
                        Training.withDefaults().epochs(8).batch(64));
        assertThat(LinearReadout.accuracy(learned, "dense", stimuli, test, "category"))
                .isGreaterThan(LinearReadout.accuracy(trunk, "dense", stimuli, test, "category"));
    }
}
