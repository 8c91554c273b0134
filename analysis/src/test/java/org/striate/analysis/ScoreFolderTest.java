package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.BadInput;
import org.striate.core.Folds;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Progress;
import org.striate.core.Region;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;

/** Work that goes on in another process: what this one remembers is kept out by a file that says otherwise. */
class ScoreFolderTest {

    private static final PlainStimuli SET = new PlainStimuli(40, Map.of());

    private static NeuralResponses responses(int seed) {
        var random = new Random(seed);
        return new NeuralResponses(
                "made",
                SET.ids().stream().map(id -> new Presentation(id, 0)).toList(),
                IntStream.range(0, 3)
                        .mapToObj(i -> new Neuron("n" + i, i < 2 ? Region.V4 : Region.IT, "M"))
                        .toList(),
                List.of(new TimeBin(0, 1)),
                IntStream.range(0, 40)
                        .mapToObj(i -> new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat()})
                        .toArray(float[][]::new),
                Origin.of("made"));
    }

    private static LayerScores score(Path folder, LinearLayersModel model, StimulusSet stimuli, int seed) {
        return EncodingModel.ridge()
                .withShuffledLabels(1)
                .cached(folder)
                .scoreLayers(model, stimuli, responses(seed), Folds.of(4, 1));
    }

    private static List<HeldOutResult> one(double value) {
        return List.of(new HeldOutResult(
                new double[][] {{value, Double.NaN}}, new float[][] {{1, 2}, {3, Float.NaN}}, new double[] {4, 5}));
    }

    @Test
    void numbersComeBackAsTheyWere(@TempDir Path folder) {
        var kept = ScoreFolder.in(folder.resolve("Ergebnisse é"));
        kept.keep("a", one(0.25));
        var found = kept.find("a").orElseThrow().get(0);
        assertThat(found.correlations()[0]).containsExactly(0.25, Double.NaN);
        assertThat(found.predicted()[0]).containsExactly(1, 2);
        assertThat(found.predicted()[1]).containsExactly(3, Float.NaN);
        assertThat(found.draws()).containsExactly(4, 5);
        assertThat(kept.find("b")).isEmpty();
    }

    @Test
    void pictureThatChangedIsAnotherStimulus(@TempDir Path folder) {
        int seed = (int) System.nanoTime();
        var model = new LinearLayersModel("net", seed, 10, 60);
        var other = new PlainStimuli(40, Map.of(), 0.5f); // of the same origin and ids
        var kept = EncodingModel.ridge().cached(folder);
        for (var encoding : List.of(EncodingModel.ridge().seed(2), kept)) {
            encoding.scoreLayers(model, SET, responses(seed), Folds.of(4, 1));
            model.streamed.clear();
            encoding.scoreLayers(model, other, responses(seed), Folds.of(4, 1));
            assertThat(model.streamed).containsExactly("layer1", "layer2");
        }
        FinishedScores.forget();
        model.streamed.clear();
        kept.scoreLayers(model, other, responses(seed), Folds.of(4, 1));
        kept.scoreLayers(model, SET, responses(seed), Folds.of(4, 1));
        assertThat(model.streamed).isEmpty();
    }

    @Test
    void anotherProcessTakesWhatIsThereAndComputesTheRest(@TempDir Path folder) throws IOException {
        int seed = (int) System.nanoTime(); // nothing that this process remembers
        var model = new LinearLayersModel("net", seed, 10, 60);
        var whole = score(folder, model, SET, seed);
        assertThat(whole).hasSize(8);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
        FinishedScores.forget();
        model.streamed.clear();
        var again = score(folder, model, SET, seed);
        assertThat(model.streamed).isEmpty();
        for (int i = 0; i < 8; i++) {
            assertThat(again.get(i)).hasToString(whole.get(i).toString());
            assertThat(again.get(i).origin()).isEqualTo(whole.get(i).origin());
            assertThat(again.get(i).perSplit()).isDeepEqualTo(whole.get(i).perSplit());
            assertThat(again.get(i).predicted()).isDeepEqualTo(whole.get(i).predicted());
        }
        FinishedScores.forget();
        score(folder, model, SET, seed + 1); // other responses
        assertThat(model.streamed).containsExactly("layer1", "layer2");
    }

    @Test
    void whatThisProcessRemembersIsWrittenWhenItIsAskedFor(@TempDir Path folder) {
        int seed = (int) System.nanoTime();
        var model = new LinearLayersModel("net", seed, 10, 60);
        EncodingModel.ridge().withShuffledLabels(1).scoreLayers(model, SET, responses(seed), Folds.of(4, 1));
        model.streamed.clear();
        score(folder, model, SET, seed);
        FinishedScores.forget();
        score(folder, model, SET, seed);
        assertThat(model.streamed).isEmpty();
    }

    @Test
    void interruptedWorkGoesOnInAnotherProcess(@TempDir Path folder) {
        int seed = (int) System.nanoTime();
        var model = new LinearLayersModel("net", seed, 10, 60, 20);
        model.afterLayer = () -> {
            if (model.streamed.size() == 2) {
                Thread.currentThread().interrupt();
            }
        };
        assertThatThrownBy(() -> score(folder, model, SET, seed)).isInstanceOf(Progress.Interrupted.class);
        FinishedScores.forget();
        model.afterLayer = () -> {};
        model.streamed.clear();
        assertThat(score(folder, model, SET, seed)).hasSize(12);
        assertThat(model.streamed).containsExactly("layer3");
    }

    @Test
    void fileThatIsNotWholeCountsAsNone(@TempDir Path folder) throws IOException {
        var kept = ScoreFolder.in(folder);
        kept.keep("a", one(1));
        Path file;
        try (var files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        var bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 10, 64, bytes.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertThat(kept.find("a")).as("%d bytes", length).isEmpty();
        }
        bytes[bytes.length - 20] ^= 1;
        Files.write(file, bytes);
        assertThat(kept.find("a")).isEmpty();
        kept.keep("a", one(2));
        assertThat(kept.find("a")).isPresent();
    }

    @Test
    void leastRecentlyUsedFilesGoBeyondTheLimit(@TempDir Path folder) throws IOException {
        var kept = new ScoreFolder(folder, 400); // two files of 140 bytes and a third
        kept.keep("a", one(1));
        try (var files = Files.list(folder)) {
            Files.setLastModifiedTime(files.findFirst().orElseThrow(), FileTime.fromMillis(1000));
        }
        var cutOff = Files.createFile(folder.resolve(".x.scores.1.part"));
        var recent = Files.createFile(folder.resolve(".y.scores.2.part"));
        Files.setLastModifiedTime(cutOff, FileTime.fromMillis(1000));
        kept.keep("b", one(2));
        assertThat(kept.find("a")).isPresent(); // and used now
        assertThat(cutOff).doesNotExist();
        assertThat(recent).exists();
        for (var key : List.of("c", "d", "e")) {
            kept.keep(key, one(3));
        }
        try (var files = Files.list(folder)) {
            assertThat(files.filter(f -> f.toString().endsWith(".scores"))).hasSizeLessThan(4);
        }
        assertThat(kept.find("e")).isPresent();
    }

    @Test
    void folderThatCannotBeWrittenIsNamed(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("file"), "no folder");
        assertThatThrownBy(() -> ScoreFolder.in(file).keep("a", one(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cannot be written");
    }
}
