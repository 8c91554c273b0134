package org.striate.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.BadInput;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.Region;
import org.striate.core.StimulusSet;
import org.striate.datasets.Recordings;
import org.striate.datasets.SimulatedCortex;
import org.striate.datasets.Stimuli;
import org.striate.models.Network;
import org.striate.models.PixelModel;

class MagicsTest {

    /** A notebook that holds these variables. */
    private record Notebook(Map<String, Object> values) implements Variables {
        @Override
        public List<String> names() {
            return values.keySet().stream().sorted().toList();
        }

        @Override
        public Optional<Object> value(String expression) {
            return Optional.ofNullable(values.get(expression));
        }
    }

    private static final Notebook EMPTY = new Notebook(Map.of());

    private static Object run(Magic magic, Variables variables, String... words) {
        return magic.run(List.of(words), variables);
    }

    @Test
    void allAreFoundAsServices() {
        assertThat(ServiceLoader.load(Magic.class))
                .extracting(Magic::name)
                .containsExactlyInAnyOrder("fit", "network", "recording", "stimuli");
    }

    @Test
    void stimuliMakesWhatTheJavaCallMakes() {
        var made = (StimulusSet) run(
                new StimuliMagic(), EMPTY, "gratings", "--orientations", "4", "--frequencies", "0.5,2", "--phases=2");
        var called =
                Stimuli.gratings().orientations(4).spatialFrequencies(0.5, 2).phases(2);
        assertThat(made.ids()).isEqualTo(called.ids());
        assertThat(((StimulusSet) run(new StimuliMagic(), EMPTY, "SHAPES", "--count", "5", "--size", "32")).height())
                .isEqualTo(32);
    }

    @Test
    void everyKindOfStimuliIsMade(@TempDir Path folder) {
        Stimuli.save(Stimuli.letters().select(0, 1), folder);
        for (var kind : StimuliMagic.Kind.values()) {
            if (kind == StimuliMagic.Kind.recording) {
                continue; // needs recordings on this machine
            }
            var made = (StimulusSet) run(
                    new StimuliMagic(),
                    EMPTY,
                    kind.name(),
                    "--count=3",
                    "--views=1",
                    "--seconds=1",
                    "--size=32",
                    "--words=house,tree",
                    "--from",
                    folder.toString());
            assertThat(made.size()).as(kind.name()).isPositive();
            assertThat(made.width()).as(kind.name()).isEqualTo(32);
        }
        assertThatThrownBy(() -> run(new StimuliMagic(), EMPTY, "words"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--words: not given");
    }

    @Test
    void recordingIsLoadedByNameOrFromAFile(@TempDir Path folder) {
        var v1 = SimulatedCortex.standard().neurons(2).record(Stimuli.gratings().phases(1), Region.V1, 2);
        var file = folder.resolve("my v1.npz");
        Recordings.save(v1, file);
        var loaded = (NeuralResponses) run(new RecordingMagic(), EMPTY, file.toString(), "--region", "V1");
        assertThat(loaded.presentations()).isEqualTo(v1.presentations());
        assertThatThrownBy(() -> run(new RecordingMagic(), EMPTY, "cowley2023"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"cowley2023-v4\"?");
        assertThat(new RecordingMagic().complete(List.of("ko", "k"), EMPTY)).contains("kay2008", "kriegeskorte2008");
    }

    @Test
    void networkIsTrainedOnTheVariableNamed() {
        var notebook = new Notebook(Map.of("tilted", Stimuli.tilted(60, 1)));
        var trained = (Network) run(new NetworkMagic(), notebook, "tilt", "--train", "tilted", "--epochs", "1");
        assertThat(trained.training().epochs()).isEqualTo(1);
        assertThat(((Network) run(new NetworkMagic(), notebook, "objects"))
                        .training()
                        .epochs())
                .isZero();
    }

    @Test
    void fitScoresEveryLayer() {
        var stimuli = Stimuli.gratings();
        var v1 = SimulatedCortex.standard().neurons(3).record(stimuli, Region.V1, 4);
        var notebook = new Notebook(Map.of("model", new PixelModel(8), "stimuli", stimuli, "v1", v1));
        var scores = (LayerScores) run(
                new FitMagic(),
                notebook,
                "ridge",
                "--network",
                "model",
                "--stimuli",
                "stimuli",
                "--to",
                "v1",
                "--folds",
                "4");
        assertThat(scores).hasSize(1);
        assertThat(scores.get(0).neurons()).hasSize(6);
    }

    @Test
    void wrongArgumentsGiveOneSentence() {
        assertThatThrownBy(() -> run(new StimuliMagic(), EMPTY, "gratings", "--phase", "x"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--phase")
                .hasMessageContaining("\"--phases\"?");
        assertThatThrownBy(() -> run(new StimuliMagic(), EMPTY, "gratings", "--phases", "two"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("two")
                .hasMessageContaining("%stimuli --help");
        var notebook = new Notebook(Map.of("network", "a text"));
        assertThatThrownBy(() ->
                        run(new FitMagic(), notebook, "ridge", "--network", "netwrk", "--stimuli", "s", "--to", "v"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"network\"?");
        assertThatThrownBy(() ->
                        run(new FitMagic(), notebook, "ridge", "--network", "network", "--stimuli", "s", "--to", "v"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"network\" is a String; expected a StimulusModel");
    }

    @Test
    void completionOffersKindsOptionsAndVariables() {
        var notebook = new Notebook(Map.of("tilted", 1, "v1", 2));
        assertThat(new StimuliMagic().complete(List.of("g"), notebook)).containsExactly("gabors", "gratings");
        assertThat(new StimuliMagic().complete(List.of("gratings", "--ph"), notebook))
                .containsExactly("--phases");
        assertThat(new FitMagic().complete(List.of("ridge", "--to", ""), notebook))
                .containsExactly("tilted", "v1");
    }

    @Test
    void helpHasUsageAndExample() {
        for (var magic : ServiceLoader.load(Magic.class)) {
            assertThat(magic.help()).startsWith("Usage: %" + magic.name()).contains("Example: %" + magic.name());
            assertThat(magic.summary()).isNotBlank();
        }
    }
}
