package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.analysis.geometry.RdmComparison;
import org.striate.analysis.geometry.Rdms;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Folds;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.Score;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;
import org.striate.core.UnitLayout;
import org.striate.datasets.Npy;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** The published numbers of fifty V4 neurons, computed with scikit-learn 1.9.1 (Cowley et al. 2023). */
@Needs(Needs.What.REAL_DATA)
class V4NeuronsTest {

    private static final JsonObject REFERENCE = Fixture.json(Shared.realData("cowley2023-v4/reference-values.json"));
    private static final List<String> OBJECTS =
            List.of("bear", "elephant", "face", "car", "dog", "apple", "chair", "plane");
    private static final PlainStimuli STIMULI = new PlainStimuli(
            640,
            Map.of(
                    "object",
                    IntStream.range(0, 640)
                            .mapToObj(i -> (Object) OBJECTS.get(i / 80))
                            .toList()));
    private static final Folds FOLDS = Folds.stratified("object", 10, 0.9, 1);

    private static NeuralResponses responses() {
        var raw = Npy.load(Shared.realData("cowley2023-v4/responses_raw_210325.npy"));
        var presentations = new ArrayList<Presentation>();
        var rows = new ArrayList<float[]>();
        for (int image = 0; image < 640; image++) {
            for (int repeat = 0; repeat < 10; repeat++) {
                var row = new float[50];
                for (int neuron = 0; neuron < 50; neuron++) {
                    row[neuron] = (float) raw.at(neuron, image, repeat);
                }
                presentations.add(new Presentation("s" + image, repeat));
                rows.add(row);
            }
        }
        var neurons = IntStream.range(0, 50)
                .mapToObj(i -> new Neuron("n" + i, Region.V4, "M"))
                .toList();
        return new NeuralResponses(
                "V4",
                presentations,
                neurons,
                List.of(new TimeBin(0, 100)),
                rows.toArray(float[][]::new),
                Origin.of("test"));
    }

    private static Activations pixels() {
        var rows = Npy.load(Shared.realData("cowley2023-v4/pixels28.npy")).rows();
        var floats = new float[640][784];
        for (int i = 0; i < 640; i++) {
            for (int j = 0; j < 784; j++) {
                floats[i][j] = (float) rows[i][j];
            }
        }
        return new Activations("pixels", "pixels", STIMULI.ids(), UnitLayout.flat(784), floats, Origin.of("test"));
    }

    private static double[] doubles(JsonObject object, String name) {
        var array = object.getAsJsonArray(name);
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.get(i).getAsDouble())
                .toArray();
    }

    @Test
    void ceilingIsBrainScores() {
        var expected = REFERENCE.getAsJsonObject("brainscore_style_ceiling");
        var reliability = Reliability.internalConsistency(responses());
        // Means over trials are kept in float32, hence 1e-6 and not less.
        assertThat(reliability.ceiling()).isCloseTo(expected.get("ceiling").getAsDouble(), within(1e-6));
        Fixture.assertClose(reliability.perNeuron(), doubles(expected, "per_neuron_mean_sb"), 1e-6);
    }

    @Test
    void splitsAreTheReferences() {
        var splits = REFERENCE.getAsJsonObject("splits");
        var test =
                IntStream.of(FOLDS.over(STIMULI).get(0).test()).asDoubleStream().toArray();
        assertThat(test).isEqualTo(doubles(splits, "first_test"));
    }

    @Test
    void tunedRidgeOnPixelsIsRidgeCvs() {
        var score = EncodingModel.ridge().score(pixels(), STIMULI, responses(), FOLDS);
        var expected =
                REFERENCE.getAsJsonObject("pixels28").getAsJsonObject("ridgecv_loo_per_neuron_logspace(-2,6,17)");
        assertThat(score.value()).isCloseTo(expected.get("mean_of_medians").getAsDouble(), within(1e-6));
        assertThat(score.brainScore())
                .isCloseTo(expected.get("ceiled_r2_over_ceiling").getAsDouble(), within(1e-6));
        assertThat(score.interval().low()).isLessThan(score.value());
        assertThat(score.interval().high()).isGreaterThan(score.value());
    }

    @Test
    void plsOnPixelsIsPlsRegressions() {
        var score = EncodingModel.pls(25).score(pixels(), STIMULI, responses(), FOLDS);
        var expected = REFERENCE.getAsJsonObject("pixels28").getAsJsonObject("pls25_noscale");
        assertThat(score.value()).isCloseTo(expected.get("mean_of_medians").getAsDouble(), within(1e-6));
        assertThat(score.splitError()).isCloseTo(expected.get("sem_ddof0").getAsDouble(), within(1e-6));
        assertThat(score.brainScore())
                .isCloseTo(expected.get("ceiled_r2_over_ceiling").getAsDouble(), within(1e-6));
        assertThat(score.brainScoreBefore2026())
                .isCloseTo(expected.get("ceiled_(r_over_ceiling)^2").getAsDouble(), within(1e-6));
        // Means over trials are kept in float32: a single neuron's r moves in its sixth digit.
        Fixture.assertClose(
                java.util.Arrays.stream(score.perSplit())
                        .mapToDouble(Score::median)
                        .toArray(),
                doubles(expected, "median_per_split"),
                1e-5);
        Fixture.assertClose(
                java.util.Arrays.copyOf(score.perSplit()[0], 5),
                doubles(expected, "first_split_r_first5_neurons"),
                1e-5);
    }

    /** Its splits are those of the recording's order, whatever order the stimuli come in. */
    @Test
    void brainScoreByNameIsPlsOnItsOwnSplits() {
        var backwards = STIMULI.matching(
                IntStream.rangeClosed(1, 640).mapToObj(i -> "s" + (640 - i)).toList());
        var score =
                BrainScore.pls(new Pixels(), backwards, responses(), "object").best();
        var expected = REFERENCE.getAsJsonObject("pixels28").getAsJsonObject("pls25_noscale");
        assertThat(score.value()).isCloseTo(expected.get("mean_of_medians").getAsDouble(), within(1e-6));
        assertThat(score.brainScore())
                .isCloseTo(expected.get("ceiled_r2_over_ceiling").getAsDouble(), within(1e-6));
    }

    /** The file's pixels, for stimuli in any order. */
    private static final class Pixels implements StimulusModel {

        @Override
        public String name() {
            return "pixels";
        }

        @Override
        public List<String> layers() {
            return List.of("pixels");
        }

        @Override
        public Map<String, Activations> activations(StimulusSet stimuli, List<String> layers) {
            var file = pixels();
            var rows = stimuli.ids().stream()
                    .map(id -> file.row(STIMULI.ids().indexOf(id)))
                    .toArray(float[][]::new);
            return Map.of("pixels", new Activations("pixels", "pixels", stimuli.ids(), file.layout(), rows, origin()));
        }

        @Override
        public Origin origin() {
            return Origin.of("test");
        }
    }

    @Test
    void fixedRidgeOnPixelsIsRidges() {
        for (int alpha : new int[] {1, 100}) {
            var score = EncodingModel.ridge().alphas(alpha).score(pixels(), STIMULI, responses(), FOLDS);
            var expected = REFERENCE.getAsJsonObject("pixels28").getAsJsonObject("ridge_alpha" + alpha);
            assertThat(score.value()).isCloseTo(expected.get("mean_of_medians").getAsDouble(), within(1e-6));
        }
    }

    @Test
    void theTribuoTrainerGivesTheSameScore() {
        var one = Folds.stratified("object", 1, 0.9, 1);
        var alphas = new double[] {1, 100, 10_000};
        var dual = EncodingModel.ridge().alphas(alphas).score(pixels(), STIMULI, responses(), one);
        var tribuo = EncodingModel.tribuo(new RidgeTrainer(alphas)).score(pixels(), STIMULI, responses(), one);
        Fixture.assertClose(tribuo.perNeuron(), dual.perNeuron(), 1e-8);
    }

    @Test
    void responsesOfOtherStimuliAreRefused() {
        assertThatThrownBy(() -> EncodingModel.ridge()
                        .score(pixels(), new PlainStimuli(3, Map.of()), responses(), Folds.of(2, 1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("640 stimuli that are not those of plain (3)");
        assertThatThrownBy(() -> EncodingModel.ridge().alphas(-1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("[-1.0]");
    }

    @Test
    void rdmsOfNeuronsAndPixelsAreTheReferences() {
        var expected = REFERENCE.getAsJsonObject("rdm_correlation");
        var v4 = Rdms.correlation(responses());
        var pixels = Rdms.correlation(pixels());
        Fixture.assertClose(java.util.Arrays.copyOf(v4.values(), 5), doubles(expected, "v4_first5"), 1e-6);
        Fixture.assertClose(java.util.Arrays.copyOf(pixels.values(), 5), doubles(expected, "pixels_first5"), 1e-6);
        assertThat(RdmComparison.SPEARMAN.of(v4, pixels))
                .isCloseTo(expected.get("spearman_v4_pixels").getAsDouble(), within(1e-6));
    }
}
