package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.DataOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Folds;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.TimeBin;
import org.striate.core.UnitLayout;

/** Read-outs of neurons whose true weights are known, and feature spaces whose parts are. */
class FittedEncodingTest {

    private static final PlainStimuli SET = new PlainStimuli(150, Map.of());
    private static final LinearLayersModel MODEL = new LinearLayersModel("net", 1, 40, 900);

    /** n0 = 2 + u0 - 3 u1 of layer1, n1 = 5 + u7 of layer1; no noise. */
    private static NeuralResponses readOuts() {
        var rows = SET.ids().stream()
                .map(id -> MODEL.units("layer1", id))
                .map(u -> new float[] {2 + u[0] - 3 * u[1], 5 + u[7]})
                .toArray(float[][]::new);
        return responses(rows);
    }

    private static NeuralResponses responses(float[][] rows) {
        return new NeuralResponses(
                "known",
                SET.ids().stream().map(id -> new Presentation(id, 0)).toList(),
                IntStream.range(0, rows[0].length)
                        .mapToObj(i -> new Neuron("n" + i, Region.V4, "M"))
                        .toList(),
                List.of(new TimeBin(0, 1)),
                rows,
                Origin.of("known"));
    }

    @Test
    void knownWeightsAreFound() {
        for (var encoding : List.of(
                EncodingModel.ridge().alphas(1e-6),
                EncodingModel.pls(40),
                EncodingModel.pls(40).scaled(),
                EncodingModel.pcr(40))) {
            for (var fitted : List.of(
                    encoding.fit(MODEL.activations(SET, "layer1"), SET, readOuts()),
                    encoding.fit(MODEL, "layer1", SET, readOuts()))) {
                var weights = fitted.weights("n0");
                assertThat(weights).hasSize(40);
                assertThat(weights[0]).isCloseTo(1, within(1e-4));
                assertThat(weights[1]).isCloseTo(-3, within(1e-4));
                assertThat(weights[2]).isCloseTo(0, within(1e-4));
                assertThat(fitted.intercept("n1")).isCloseTo(5, within(1e-4));
                var predicted = fitted.predict(MODEL, new PlainStimuli(3, Map.of()));
                assertThat(predicted[1][1]).isCloseTo(5 + MODEL.units("layer1", "s1")[7], within(1e-4));
            }
        }
    }

    @Test
    void modelAnswersInThePlaceOfItsNeurons() {
        var few = new PlainStimuli(3, Map.of());
        var answers = EncodingModel.ridge()
                .alphas(1e-6)
                .fit(MODEL.activations(SET, "layer1"), SET, readOuts())
                .record(MODEL, few);
        assertThat(answers.stimulusIds()).isEqualTo(few.ids());
        assertThat(answers.neurons()).isEqualTo(readOuts().neurons());
        for (int i = 0; i < 3; i++) {
            var units = MODEL.units("layer1", few.ids().get(i));
            assertThat(answers.at(i, 0, 0)).isCloseTo(2 + units[0] - 3 * units[1], within(1e-3f));
        }
        assertThat(answers.name()).contains("net layer1 predicts");
    }

    @Test
    void wideLayersPredictThroughWeightsOnStimuli() {
        var fitted = EncodingModel.ridge().alphas(10).fit(MODEL, "layer2", SET, readOuts());
        var layer = MODEL.activations(SET, "layer2");
        var x = IntStream.range(0, 150)
                .boxed()
                .flatMapToDouble(i -> IntStream.range(0, 900).mapToDouble(j -> layer.row(i)[j]))
                .toArray();
        var y = Targets.of(readOuts(), SET).values();
        var expected = RidgeFit.of(x, y, 150, 2, new double[] {10}, true);
        Fixture.assertClose(fitted.weights("n1"), Columns.one(expected.coefficients(), 1, 2), 1e-9);
        Fixture.assertClose(fitted.intercepts(), expected.intercepts(), 1e-9);
        var predicted = fitted.predict(layer);
        Fixture.assertClose(predicted[17], java.util.Arrays.copyOfRange(expected.predict(x, 150), 34, 36), 1e-9);
    }

    @Test
    void largeLayersOnADiskPredictSomeStimuliAtATime() {
        var model = new LinearLayersModel("net", 1, 40, 900);
        var fitted = EncodingModel.ridge().alphas(10).fit(model, "layer2", SET, readOuts());
        var layer = MODEL.activations(SET, "layer2");
        var onDisk = Activations.mapped(
                "net",
                "layer2",
                SET.ids(),
                UnitLayout.flat(900),
                (i, from, to) -> java.util.Arrays.copyOfRange(layer.row(i), from, to),
                Origin.of("mapped"));
        var expected = fitted.predict(onDisk);
        for (int together : List.of(50, 70, 1)) {
            model.streamed.clear();
            var predicted = fitted.predict(onDisk, 2L * together * 900 * Float.BYTES);
            assertThat(model.streamed).hasSize((150 + together - 1) / together);
            for (int i = 0; i < 150; i++) {
                Fixture.assertClose(predicted[i], expected[i], 1e-12);
            }
        }
    }

    @Test
    void smallPenaltyFitsStreamedLayersAsThoseInMemory() {
        var ridge = EncodingModel.ridge().alphas(1e-13); // beside variances along components of about 1000
        var streamed = ridge.fit(MODEL, "layer2", SET, readOuts());
        var layer = MODEL.activations(SET, "layer2");
        var inMemory = ridge.fit(layer, SET, readOuts());
        Fixture.assertClose(streamed.weights("n1"), inMemory.weights("n1"), 1e-9);
        Fixture.assertClose(streamed.predict(layer)[17], inMemory.predict(layer)[17], 1e-9);
    }

    @Test
    void savedReadOutIsTheSame(@TempDir Path folder) throws Exception {
        var file = folder.resolve("Zelle é.striate");
        var fitted = EncodingModel.ridge().alphas(10).fit(MODEL, "layer2", SET, readOuts());
        fitted.save(file);
        var loaded = FittedEncoding.load(file);
        assertThat(loaded.weights("n0")).isEqualTo(fitted.weights("n0"));
        assertThat(loaded.intercepts()).isEqualTo(fitted.intercepts());
        assertThat(loaded.neurons()).isEqualTo(fitted.neurons());
        assertThat(loaded.toHtml()).contains("ridge");
        assertThat(loaded.origin()).isEqualTo(fitted.origin());
        assertThat(loaded.record(MODEL, SET).origin().inputs()).startsWith(fitted.origin());
        Fixture.assertClose(loaded.predict(MODEL, SET)[3], fitted.predict(MODEL, SET)[3], 1e-12);
        var bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> FittedEncoding.load(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Zelle");
    }

    /** Files of before have an origin as it prints. */
    @Test
    void oneNetworksPassShowsOrSavesAllNeurons(@TempDir Path folder) {
        var model = new LinearLayersModel("net", 1, 40, 900);
        var neurons = 12;
        var rows = SET.ids().stream()
                .map(id -> java.util.Arrays.copyOf(MODEL.units("layer1", id), neurons))
                .toArray(float[][]::new);
        var fitted = EncodingModel.ridge().alphas(10).fit(model, "layer2", SET, responses(rows));
        var weights = fitted.neurons().stream().map(n -> fitted.weights(n.id())).toList();
        model.streamed.clear();
        var html = fitted.toHtml();
        assertThat(model.streamed).hasSize(1);
        fitted.save(folder.resolve("all.striate"));
        assertThat(model.streamed).hasSize(2);
        var loaded = FittedEncoding.load(folder.resolve("all.striate"));
        for (int i = 0; i < neurons; i++) {
            assertThat(loaded.weights("n" + i)).isEqualTo(weights.get(i));
        }
        var lengths = weights.stream()
                .map(w -> Math.sqrt(java.util.Arrays.stream(w).map(v -> v * v).sum()))
                .toList();
        assertThat(html)
                .contains(org.striate.core.Html.table(
                        fitted.toString(),
                        List.of("neuron", "intercept", "length of the weights"),
                        neurons,
                        i -> List.of("n" + i, fitted.intercept("n" + i), lengths.get(i))));
    }

    @Test
    void readOutOfBeforeIsRead(@TempDir Path folder) throws Exception {
        var file = folder.resolve("before.striate");
        var origin = Origin.of("ridge")
                .with("alphas", "[1, 10]")
                .from(Origin.of("network").from(Origin.of("weights")))
                .from(Origin.of("known"));
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(0x53545245);
            out.writeInt(1);
            out.writeUTF("net");
            out.writeUTF("layer1");
            var text = origin.toString().getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
            out.writeInt(1);
            out.writeInt(2);
            for (var name : List.of("n0", "V4", "M")) {
                out.writeUTF(name);
            }
            for (var number : List.of(0.5, 1.0, 2.0)) {
                out.writeDouble(number);
            }
        }
        var loaded = FittedEncoding.load(file);
        assertThat(loaded.origin()).hasToString(origin.toString());
        assertThat(loaded.origin().inputs()).hasSize(2);
        assertThat(loaded.weights("n0")).containsExactly(1, 2);
        assertThat(loaded.intercept("n0")).isEqualTo(0.5);
    }

    @Test
    void otherWidthAndUnknownNeuronAreRefused() {
        var fitted = EncodingModel.ridge().fit(MODEL, "layer2", SET, readOuts());
        assertThatThrownBy(() -> fitted.predict(MODEL.activations(SET, "layer1")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("40 units")
                .hasMessageContaining("900");
        assertThatThrownBy(() -> fitted.weights("n7"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("fitted.neurons()");
    }

    @Test
    void spaceThatExplainsNothingGetsNothing() {
        var spaces = List.of(MODEL.activations(SET, "layer1"), MODEL.activations(SET, "layer2"));
        var parted = BandedRidge.withDefaults()
                .candidates(40)
                .alphas(1e-3, 0.1, 10, 1000)
                .score(spaces, SET, readOuts(), Folds.of(3, 1));
        assertThat(parted.score().value()).isGreaterThan(0.97);
        assertThat(parted.share("net layer1")).isGreaterThan(0.9);
        assertThat(Math.abs(parted.share("net layer2"))).isLessThan(0.05);
        assertThat(parted.deltas()[0][0]).isGreaterThan(parted.deltas()[1][0]);
    }

    @Test
    void partsAddUpToRSquared() {
        var first = MODEL.activations(SET, "layer1");
        var second = MODEL.activations(SET, "layer2");
        var rows = new float[150][1];
        for (int i = 0; i < 150; i++) {
            rows[i][0] = first.row(i)[0] + second.row(i)[3] + second.row(i)[4];
        }
        var folds = Folds.of(3, 1);
        var parted =
                BandedRidge.withDefaults().candidates(5).score(List.of(first, second), SET, responses(rows), folds);
        double r2 = 0;
        for (var fold : folds.over(SET)) { // every stimulus is held out once
            double meanY = 0;
            double meanP = 0;
            for (int i : fold.test()) {
                meanY += rows[i][0] / fold.test().length;
                meanP += parted.score().predicted()[i][0] / fold.test().length;
            }
            double left = 0;
            double all = 0;
            for (int i : fold.test()) {
                double y = rows[i][0] - meanY;
                double p = parted.score().predicted()[i][0] - meanP;
                left += (y - p) * (y - p);
                all += y * y;
            }
            r2 += (1 - left / all) / 3;
        }
        assertThat(parted.shares()[0][0] + parted.shares()[1][0]).isCloseTo(r2, within(1e-5));
    }

    @Test
    void uniformCandidateIsRidgeOnTheSpacesSideBySide() {
        var first = MODEL.activations(SET, "layer1");
        var second = MODEL.activations(SET, "layer2");
        var both = new float[150][];
        for (int i = 0; i < 150; i++) {
            both[i] = java.util.Arrays.copyOf(first.row(i), 940);
            System.arraycopy(second.row(i), 0, both[i], 40, 900);
        }
        var side = new Activations("net", "both", SET.ids(), UnitLayout.flat(940), both, Origin.of("both"));
        var folds = Folds.of(3, 1);
        // K = (K1 + K2) / 2, so that half the penalty is the same model.
        var banded = BandedRidge.withDefaults()
                .candidates(1)
                .alphas(10)
                .score(List.of(first, second), SET, readOuts(), folds);
        var ridge = EncodingModel.ridge().alphas(20).score(side, SET, readOuts(), folds);
        Fixture.assertClose(banded.score().perSplit()[2], ridge.perSplit()[2], 1e-9);
    }

    /** The layer passes by again while the weights are written: what fails then is not the file. */
    @Test
    void pictureThatIsGoneIsNoFaultOfTheFile(@TempDir Path folder) {
        var model = new LinearLayersModel("net", 1, 900);
        var fitted = EncodingModel.ridge().fit(model, "layer1", SET, readOuts());
        var gone = new UncheckedIOException(new NoSuchFileException("s3.png"));
        model.afterLayer = () -> {
            throw gone;
        };
        var file = folder.resolve("fit.striate");
        assertThatThrownBy(() -> fitted.save(file)).isSameAs(gone);
        assertThat(file).doesNotExist();
    }

    @Test
    void idOfNeuronsInTwoAnimalsIsRefusedWithTheWayToTakeOne() {
        var rows = SET.ids().stream()
                .map(id -> MODEL.units("layer1", id))
                .map(u -> new float[] {u[0], u[1]})
                .toArray(float[][]::new);
        var both = new NeuralResponses(
                "known",
                SET.ids().stream().map(id -> new Presentation(id, 0)).toList(),
                List.of(new Neuron("n1", Region.V4, "A"), new Neuron("n1", Region.V4, "B")),
                List.of(new TimeBin(0, 1)),
                rows,
                Origin.of("known"));
        var layer = MODEL.activations(SET, "layer1");
        var fitted = EncodingModel.ridge().alphas(1e-6).fit(layer, SET, both);
        for (Runnable asked : List.<Runnable>of(() -> fitted.weights("n1"), () -> fitted.intercept("n1"))) {
            assertThatThrownBy(asked::run)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("neuron n1: the id of 2 neurons, of A, B; expected the id of one")
                    .hasMessageContaining("responses.subject(\"A\")");
        }
        var one = EncodingModel.ridge().alphas(1e-6).fit(layer, SET, both.subject("B"));
        assertThat(one.weights("n1")[1]).isCloseTo(1, within(1e-4));
    }
}
