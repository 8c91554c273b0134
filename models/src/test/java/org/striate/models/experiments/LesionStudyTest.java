package org.striate.models.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.datasets.Stimuli;
import org.striate.models.LayerSelectivity;
import org.striate.models.Lesion;
import org.striate.models.Networks;
import org.striate.models.Training;

class LesionStudyTest {

    private final org.striate.core.StimulusSet stimuli = Stimuli.tilted(60, 2);
    private final org.striate.models.Network network = Networks.tiltNet(32, 1)
            .train(Stimuli.tilted(300, 1), "tilt", Training.withDefaults().epochs(4));

    @Test
    void lesionsOfNothingLeaveTheAccuracyAndOfAllTakeIt() {
        var tilt = stimuli.parameter("tilt").get(0);
        var values =
                LayerSelectivity.of(network, "dense", stimuli, "tilt", tilt).units();
        var study = LesionStudy.of(Lesion.silence("dense")).doses(0, 0.5, 1).targeting("tilt", values);
        var response = study.run(network, stimuli, "tilt");
        assertThat(response.intactAccuracy()).isEqualTo(network.accuracy(stimuli, "tilt"));
        assertThat(response.randomAccuracy()[0]).hasSize(20).containsOnly(response.intactAccuracy());
        assertThat(response.targetedAccuracy("tilt")[0]).isEqualTo(response.intactAccuracy());
        double one = stimuli.where("tilt", tilt).size() / 60.0;
        assertThat(response.targetedAccuracy("tilt")[2]).isIn(one, 1 - one);
        assertThat(response.randomAccuracy()[2]).containsOnly(response.targetedAccuracy("tilt")[2]);
        assertThat(Arrays.stream(response.randomAccuracy()[1]).distinct().count())
                .isGreaterThan(1);
        assertThat(study.run(network, stimuli, "tilt").randomAccuracy()).isDeepEqualTo(response.randomAccuracy());
        assertThat(response.toHtml()).contains("<table", "lesion study", "intact");
    }

    @Test
    void badStudiesAreNamedAndInterruptStopsThem() {
        assertThatThrownBy(() -> LesionStudy.of(Lesion.silence("dense")).draws(3))
                .hasMessageContaining("at least 20");
        assertThatThrownBy(() -> LesionStudy.of(Lesion.silence("dense")).doses(0.5, 1.5))
                .hasMessageContaining("each 0 to 1");
        assertThatThrownBy(() -> LesionStudy.of(Lesion.silence("dense")).run(Networks.tiltNet(32, 1), stimuli, "tilt"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("not trained");
        var tooFew = LesionStudy.of(Lesion.silence("dense")).targeting("one", new double[1]);
        var steps = new java.util.concurrent.atomic.AtomicInteger();
        Progress.showOn(progress -> steps.addAndGet(progress.work().startsWith("lesions") ? 1 : 0));
        try {
            assertThatThrownBy(() -> tooFew.run(network, stimuli, "tilt")).isInstanceOf(BadInput.class);
        } finally {
            Progress.showOn(progress -> {});
        }
        assertThat(steps).as("refused before the first lesion").hasValue(0);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> LesionStudy.of(Lesion.silence("dense")).run(network, stimuli, "tilt"))
                .isInstanceOf(Progress.Interrupted.class);
    }

    @Test
    void parameterThatTheNetworkDoesNotTellIsRefused() {
        assertThatThrownBy(() -> LesionStudy.of(Lesion.silence("dense")).run(network, stimuli, "angle"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("parameter \"angle\"")
                .hasMessageContaining("learned to tell: [left, right]");
    }

    @Test
    void originSaysWhatWasAskedAndWhatWasChosen() {
        var units = LesionStudy.of(Lesion.silence("conv1")).doses(0.5);
        var channels = LesionStudy.of(Lesion.silence("conv1").byChannel()).doses(0.5);
        assertThat(units.run(network, stimuli, "tilt").origin().settings())
                .containsEntry("parameter", "tilt")
                .containsEntry("chosen", "units");
        assertThat(channels.run(network, stimuli, "tilt").origin().settings()).containsEntry("chosen", "channels");
        assertThat(units.byChannel().run(network, stimuli, "tilt").origin().settings())
                .containsEntry("chosen", "channels");
    }
}
