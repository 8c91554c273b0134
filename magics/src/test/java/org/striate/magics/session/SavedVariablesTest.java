package org.striate.magics.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.analysis.EncodingModel;
import org.striate.analysis.geometry.RdmInference;
import org.striate.analysis.geometry.Rdms;
import org.striate.core.BadInput;
import org.striate.core.Folds;
import org.striate.core.Interval;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.ReceptiveField;
import org.striate.core.Region;
import org.striate.core.Score;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;
import org.striate.core.TrainingLog;
import org.striate.datasets.SimulatedCortex;
import org.striate.datasets.Stimuli;
import org.striate.models.Network;
import org.striate.models.Networks;
import org.striate.models.PixelModel;
import org.striate.models.Training;

class SavedVariablesTest {

    @TempDir
    private Path folder;

    private Object back(Object value) {
        var file = folder.resolve("größe von x.zip");
        SavedVariables.none().with("Object x", value).save(file);
        return SavedVariables.open(file).value("x");
    }

    private void assertComesBack(Object value) throws Exception {
        var same = Replay.of("x", value, () -> back(value));
        assertThat(same.isSame()).as(same.toString()).isTrue();
        assertThat(same.notCompared()).isEmpty();
    }

    private static Object readRecord(String name, Object... components) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(Kind.RECORD.ordinal());
        out.writeInt(name.length());
        out.writeBytes(name);
        var writer = new ValueWriter(bytes);
        for (var component : components) {
            writer.write(component);
        }
        return new ValueReader(new ByteArrayInputStream(bytes.toByteArray()), bytes.size(), "x").read();
    }

    /** Files of before do not say how many values a record has, or say a smaller number. */
    @Test
    void recordsThatHaveGrownAreRead() throws IOException {
        assertThat(readRecord(TimeBin.class.getName(), 70.0, 170.0)).isEqualTo(new TimeBin(70, 170));
        var made = Origin.of("test");
        for (var count : List.of("", "/7")) {
            var field = (ReceptiveField) readRecord(
                    ReceptiveField.class.getName() + count,
                    "unit",
                    1,
                    2,
                    4,
                    8.0,
                    new double[] {1, 2, 3, 4, 5, 6, 7, 8},
                    made);
            assertThat(field.degreesDown()).isEqualTo(4);
            assertThat(field.values()).endsWith(8);
            var log = (TrainingLog) readRecord(
                    TrainingLog.class.getName() + count,
                    "cross-entropy (nats)",
                    new double[] {3, 2},
                    new double[] {0.5, 0.6},
                    new double[] {0.4, 0.5},
                    new double[] {4, 3},
                    List.of("a"),
                    made);
            assertThat(log.kept()).isEqualTo(2);
            assertThat(log.origin()).isEqualTo(made);
        }
    }

    /** Files of before do not say what each split held out; later ones do, but not of which stimuli. */
    @Test
    void scoresOfBeforeAreRead() throws IOException {
        var made = Origin.of("ridge");
        var predicted = new float[][] {{1}, {2}};
        var oldest = scoreOf(predicted, made);
        var score = (Score) new ValueReader(new ByteArrayInputStream(oldest), oldest.length, "x").read();
        assertThat(score.origin()).isEqualTo(made);
        assertThat(score.heldOut()).isEmpty();
        assertThat(score.stimulusIds()).isEmpty();
        var older = scoreOf(predicted, new int[][] {{0}, {1}}, made);
        var split = (Score) new ValueReader(new ByteArrayInputStream(older), older.length, "x").read();
        assertThat(split.origin()).isEqualTo(made);
        assertThat(split.heldOut()).isDeepEqualTo(new int[][] {{0}, {1}});
        assertThat(split.stimulusIds()).isEmpty();
        var known = (Score) back(score.withHeldOut(new int[][] {{1}, {0}}).withStimuli(List.of("a", "b")));
        assertThat(known.heldOut()).isDeepEqualTo(new int[][] {{1}, {0}});
        assertThat(known.stimulusIds()).containsExactly("a", "b");
        assertThat(known.predicted()).isDeepEqualTo(predicted);
    }

    /** A score without draws as bytes, the last of its parts as given. */
    private static byte[] scoreOf(float[][] predicted, Object... last) throws IOException {
        var neurons = List.of(new Neuron("n", Region.V1, "M"));
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(Kind.SCORE.ordinal());
        for (var name : List.of("net", "conv")) {
            out.writeInt(name.length());
            out.writeBytes(name);
        }
        var writer = new ValueWriter(bytes);
        for (var part : List.of(
                neurons, new double[][] {{0.5}}, new double[][] {{1}}, predicted, new Interval(0, 1), new double[0])) {
            writer.write(part);
        }
        for (var part : last) {
            writer.write(part);
        }
        return bytes.toByteArray();
    }

    @Test
    void plainValuesComeBackToTheLastBit() throws Exception {
        for (var value : List.of(
                1,
                2L,
                3f,
                Double.NaN,
                -0.0,
                (byte) 4,
                (short) 5,
                'ß',
                true,
                "a\u0000ü𝔸",
                Optional.of(1),
                Optional.empty(),
                new int[] {1, 2},
                new double[][] {{1, Double.MIN_VALUE}, {}},
                new String[] {"a", null},
                new byte[] {7},
                List.of("a", 1),
                Map.of("k", List.of(1.5)),
                new boolean[] {true},
                new Object[] {1, "a"})) {
            assertComesBack(value);
        }
        assertThat(back(new float[] {Float.intBitsToFloat(0x7fc00001)})).isInstanceOf(float[].class);
    }

    @Test
    void resultsOfAStudyComeBack() throws Exception {
        var stimuli = Stimuli.gratings().phases(2).size(16);
        var v1 = SimulatedCortex.standard().neurons(2).record(stimuli, Region.V1, 4);
        var model = new PixelModel(8);
        assertComesBack(v1);
        assertComesBack(model.activations(stimuli, "pixels"));
        assertComesBack(EncodingModel.ridge().scoreLayers(model, stimuli, v1, Folds.of(4, 1)));
        assertComesBack(Rdms.layers(model, stimuli));
        assertComesBack(RdmInference.standard().draws(20).compare(Rdms.layers(model, stimuli), Rdms.perSubject(v1)));
        assertComesBack(Folds.of(4, 1));
        assertComesBack(stimuli.origin());
        var kept = (StimulusSet) back(stimuli);
        assertThat(kept.pixels(3)).isEqualTo(stimuli.pixels(3));
        assertThat(kept.parameters()).isEqualTo(stimuli.parameters());
        assertThat(kept.origin()).isEqualTo(stimuli.origin());
    }

    @Test
    void networksComeBackWithTheirWeights() {
        var tilted = Stimuli.tilted(20, 1).size(16);
        var net = Networks.tiltNet(16, 1)
                .train(tilted, "tilt", Training.withDefaults().epochs(1));
        var kept = (Network) back(net);
        var layer = net.layers().get(net.layers().size() - 1);
        assertThat(kept.activations(tilted, layer).row(7))
                .isEqualTo(net.activations(tilted, layer).row(7));
        assertThat(kept.training().loss()).isEqualTo(net.training().loss());
        assertThat(kept.training().origin()).isEqualTo(net.training().origin());
        assertThat(kept.origin()).isEqualTo(net.origin());
        assertThat(Citations.of(kept).entries())
                .extracting(Citations.Entry::key)
                .contains("kingma2015");
    }

    /** Files of before say of what made a network one line. */
    @Test
    void networksOfBeforeAreRead() throws IOException {
        var net = Networks.tiltNet(16, 1);
        var file = folder.resolve("net");
        net.save(file);
        var before = forged("Network", out -> {
            out.write(15);
            new DataOutputStream(out).writeLong(Files.size(file));
            Files.copy(file, out);
        });
        Network kept = SavedVariables.open(before).value("x");
        assertThat(kept.layers().size()).isEqualTo(net.layers().size());
        assertThat(kept.origin().step()).isEqualTo("saved network");
        assertThat(kept.origin().settings()).containsEntry("file", "variable x");
    }

    @Test
    void someOfTheVariablesNameThoseAlone() {
        var file = folder.resolve("a.zip");
        SavedVariables.none().with("int n", 5).with("int m", 6).with("int k", 7).save(file);
        var some = SavedVariables.open(file).only("k", "n");
        assertThat(some.toString()).endsWith("a.zip: k, n").startsWith("2 variables in ");
        assertThat(some.<Object>value("k")).isEqualTo(7);
        assertThatThrownBy(() -> SavedVariables.open(file).only("n", "mm"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("variable \"mm\" is not in", "did you mean \"m\"?");
    }

    @Test
    void whatHasNoFormIsNamedAndTheRestIsSaved() {
        Supplier<Integer> function = () -> 1;
        var file = folder.resolve("a.zip");
        var saved = SavedVariables.none()
                .with("int n", 5)
                .with("Supplier<Integer> f", function)
                .with("List<Object> deep", List.of(1, new Random(1)))
                .with("Object failed", null)
                .save(file);
        assertThat(saved.types()).containsExactly(Map.entry("n", "int"));
        assertThat(saved.notSaved()).containsOnlyKeys("f", "deep", "failed");
        assertThat(saved.toString())
                .contains("1 variable in ", "not saved: f (function: ", "deep (Random: ", "failed (value: is null)");
        assertThat(SavedVariables.open(file).types()).containsOnlyKeys("n");
        assertThatThrownBy(() -> SavedVariables.open(file).value("m"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"n\"?");
    }

    @Test
    void whatLiesInAFileThatHasGoneIsNamedAndTheRestIsSaved() {
        var gone = new PixelStimuli(
                "gone",
                List.of("a"),
                1,
                2,
                2,
                8,
                i -> {
                    throw new UncheckedIOException(new NoSuchFileException("pictures.zip"));
                },
                Map.of(),
                Origin.of("pictures"));
        var saved = SavedVariables.none()
                .with("int n", 5)
                .with("StimulusSet s", gone)
                .save(folder.resolve("a.zip"));
        assertThat(saved.types()).containsOnlyKeys("n");
        assertThat(saved.notSaved().get("s")).contains("pictures.zip");
    }

    private static Origin after(int steps) {
        var origin = Origin.of("network");
        for (int i = 0; i < steps; i++) {
            origin = Origin.of("lesion").with("unit", i).from(origin);
        }
        return origin;
    }

    @Test
    void longHistoriesComeBackAndWhatIsTooDeepIsNamed() {
        assertThat(back(after(60))).isEqualTo(after(60));
        assertThat(back(after(490))).isEqualTo(after(490));
        var file = folder.resolve("a.zip");
        var saved = SavedVariables.none()
                .with("Origin a", after(501))
                .with("int b", 1)
                .save(file);
        assertThat(saved.toString()).contains("not saved: a (value: lies 1001 values deep)");
        assertThat(SavedVariables.open(file).<Object>value("b")).isEqualTo(1);
    }

    @Test
    void listsAndMapsGoOnGrowing() {
        @SuppressWarnings("unchecked") // what was saved
        var rates = (List<List<Double>>) back(List.of(List.of(1.5)));
        rates.get(0).add(2.0);
        rates.add(List.of());
        assertThat(rates).containsExactly(List.of(1.5, 2.0), List.of());
        @SuppressWarnings("unchecked")
        var settings = (Map<String, Object>) back(Map.of("a", 1));
        settings.put("b", 2);
        assertThat(settings).containsExactly(Map.entry("a", 1), Map.entry("b", 2));
    }

    @Test
    void nothingIsWrittenWhereNothingCanBe() throws IOException {
        var file = folder.resolve("old.zip");
        Files.writeString(file, "old");
        assertThatThrownBy(() ->
                        SavedVariables.none().with("Random r", new Random(1)).save(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nothing that can be saved: r (Random");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatCouldNotBeOpenedIsNotSaved() {
        for (var declaration : List.of("List<Integer & Comparable<?>> x", "int a.b", "int class", "x")) {
            assertThatThrownBy(() -> SavedVariables.none().with(declaration, 1))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("expected a type and a name");
        }
    }

    private interface Entry {
        void write(OutputStream out) throws IOException;
    }

    private Path forged(String types, Entry value) throws IOException {
        var file = folder.resolve("forged.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("values/x"));
            value.write(zip);
            zip.putNextEntry(new ZipEntry("variables"));
            new ValueWriter(zip).write(Map.of("x", types));
        }
        return file;
    }

    @Test
    void aForgedFileRunsNothingAndTakesNoMemory() throws IOException {
        assertThatThrownBy(() -> SavedVariables.open(forged("int y = System.exit(1); int", out -> {})))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("expected a type and a name");
        var huge = forged(
                "int",
                out -> out.write(new byte[] {
                    (byte) Kind.ARRAY.ordinal(), 0, 0, 0, 2, '[', 'D', 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff
                }));
        assertThatThrownBy(() -> SavedVariables.open(huge).value("x"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("2147483647 values where 0 bytes are left");
        var foreign = forged("int", out -> {
            out.write(new byte[] {(byte) Kind.RECORD.ordinal(), 0, 0, 0, 16});
            out.write("java.util.Random".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        });
        assertThatThrownBy(() -> SavedVariables.open(foreign).value("x"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a class java.util.Random");
        var deep = forged("int", out -> {
            for (int i = 0; i < 100_000; i++) {
                out.write(Kind.OPTIONAL.ordinal());
            }
        });
        assertThatThrownBy(() -> SavedVariables.open(deep).value("x"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("at depth 1001");
        var none = Files.writeString(folder.resolve("none.zip"), "no zip");
        assertThatThrownBy(() -> SavedVariables.open(none))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("expected a file that %save wrote");
    }
}
