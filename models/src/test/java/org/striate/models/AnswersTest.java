package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.datasets.Stimuli;

class AnswersTest {

    /** Eight gratings, left and right in turn; the first and the last told wrong. */
    private static Answers answers() {
        return new Answers(
                Stimuli.tilted(8, 1),
                "tilt",
                List.of("left", "right"),
                new int[] {0, 1, 0, 1, 0, 1, 0, 1},
                new int[] {1, 1, 0, 1, 0, 1, 0, 0},
                Origin.of("test"));
    }

    @Test
    void countsAndSharesAreThoseOfTheTable() {
        assertThat(answers().counts()).isDeepEqualTo(new int[][] {{3, 1}, {1, 3}});
        assertThat(answers().accuracy()).isEqualTo(0.75);
        assertThat(answers().accuracies()).containsExactly(0.75, 0.75);
        assertThat(answers().errors()).containsExactly(0.25, 0.25);
        assertThat(answers().toHtml()).contains("told left", "0.750");
    }

    @Test
    void psychometricCurveCountsEveryStimulusOnce() {
        var curve = answers().psychometric("right", "angle");
        assertThat(curve.levels()).hasSize(8).isSorted();
        assertThat(java.util.Arrays.stream(curve.told()).sum()).isEqualTo(4);
        assertThat(curve.origin().settings()).containsEntry("label", "right").containsEntry("along", "angle");
        assertThat(curve.origin().inputs()).containsExactly(answers().origin());
        var coarse = curve.binned(2);
        assertThat(java.util.Arrays.stream(coarse.shown()).sum()).isEqualTo(8);
        assertThat(coarse.shares()[0]).isLessThan(coarse.shares()[coarse.shares().length - 1]);
        assertThat(curve.binned(1).levels()).hasSize(1);
        assertThatThrownBy(() -> answers().psychometric("rihgt", "angle"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"right\"?");
        assertThatThrownBy(() -> answers().psychometric("right", "tilt"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("expected numbers");
    }

    @Test
    void outputsThatAreNoNumbersTellNothing() {
        var tilted = Stimuli.tilted(40, 1).size(32);
        var trained = Networks.tiltNet(32, 1)
                .train(tilted, "tilt", Training.withDefaults().epochs(1));
        var broken = trained.lesion(Lesion.noise("dense", Double.MAX_VALUE, 1));
        assertThatThrownBy(() -> broken.accuracy(tilted, "tilt"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("an output of NaN for stimulus")
                .hasMessageContaining("Make the lesions of [dense] weaker, such as Lesion.noise(\"dense\", 0.5, 1)");
    }

    @Test
    void oneOutputChoosesAndRightRisesWithTheTilt() {
        var trained = Networks.tiltNet(32, 1)
                .withHead("dense", 1, 1)
                .train(
                        Stimuli.tilted(400, 1).size(32),
                        "tilt",
                        Training.withDefaults().epochs(6));
        var test = Stimuli.tilted(200, 2).size(32);
        assertThat(trained.accuracy(test, "tilt")).isGreaterThan(0.8);
        var shares = trained.answers(test, "tilt")
                .psychometric("right", "angle")
                .binned(4)
                .shares();
        assertThat(shares[0]).isLessThan(0.3);
        assertThat(shares[3]).isGreaterThan(0.7);
    }

    @Test
    void parameterThatWasNotLearnedIsRefused() {
        var trained = Networks.tiltNet(32, 1)
                .train(
                        Stimuli.tilted(40, 1).size(32),
                        "tilt",
                        Training.withDefaults().epochs(1));
        assertThatThrownBy(() -> trained.accuracy(Stimuli.tilted(4, 2).size(32), "angle"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("learned to tell: [left, right]");
        assertThatThrownBy(() -> Networks.tiltNet(32, 1).accuracy(Stimuli.tilted(4, 2), "tilt"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("not trained");
    }

    @Test
    void heldOutStimuliAreRememberedInTheFile(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) {
        var file = folder.resolve("net.safetensors");
        var trained = Networks.tiltNet(32, 1)
                .train(
                        Stimuli.tilted(40, 1).size(32),
                        "tilt",
                        Training.withDefaults().epochs(2));
        trained.save(file);
        var log = Networks.load(file).training();
        assertThat(log.heldOutIds()).hasSize(4).isEqualTo(trained.training().heldOutIds());
        assertThat(log.heldOutLoss()).isEqualTo(trained.training().heldOutLoss());
    }
}
