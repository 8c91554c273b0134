package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Fold;
import org.striate.core.Folds;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Progress;
import org.striate.core.Region;
import org.striate.core.Score;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;
import org.striate.core.UnitLayout;

/** Scoring layers that pass by, on neurons that read out the second layer. */
class LayerRunTest {

    private static final int STIMULI = 120;
    private static final PlainStimuli SET = new PlainStimuli(STIMULI, Map.of());
    private static final Folds FOLDS = Folds.of(4, 3);

    private static LinearLayersModel model(int seed) {
        return new LinearLayersModel("net", seed, 30, 60, 700);
    }

    /** Neurons that sum some units of layer2, with a little noise; the last is constant. */
    private static NeuralResponses responses(LinearLayersModel model, int trials) {
        var random = new Random(9);
        var presentations = new ArrayList<Presentation>();
        var rows = new ArrayList<float[]>();
        for (int i = 0; i < STIMULI; i++) {
            var units = model.units("layer2", "s" + i);
            for (int trial = 0; trial < trials; trial++) {
                var row = new float[6];
                for (int neuron = 0; neuron < 5; neuron++) {
                    row[neuron] = 3
                            + units[neuron]
                            + units[neuron + 5]
                            - units[neuron + 10]
                            + 0.3f * (float) random.nextGaussian();
                }
                row[5] = 0.1f;
                presentations.add(new Presentation("s" + i, trial));
                rows.add(row);
            }
        }
        var neurons = IntStream.range(0, 6)
                .mapToObj(i -> new Neuron("n" + i, i < 3 ? Region.V4 : Region.IT, "M"))
                .toList();
        return new NeuralResponses(
                "test",
                presentations,
                neurons,
                List.of(new TimeBin(0, 1)),
                rows.toArray(float[][]::new),
                Origin.of("t"));
    }

    @Test
    void streamedLayersScoreAsLayersInMemoryRegionByRegion() {
        var model = model(1);
        var responses = responses(model, 2);
        for (var encoding : List.of(EncodingModel.ridge(), EncodingModel.pls(5), EncodingModel.pcr(20))) {
            var scores = encoding.scoreLayers(model, SET, responses, FOLDS);
            assertThat(scores).hasSize(6);
            for (var region : List.of(Region.V4, Region.IT)) {
                for (var score : scores.region(region)) {
                    var alone =
                            encoding.score(model.activations(SET, score.layer()), SET, responses.region(region), FOLDS);
                    assertThat(score.value()).isCloseTo(alone.value(), within(1e-9));
                    assertThat(score.interval()).hasToString(alone.interval().toString());
                }
                assertThat(scores.region(region).best().layer()).isEqualTo("layer2");
            }
            model = model((int) System.nanoTime()); // nothing finished before may answer for it
            responses = responses(model, 2);
        }
    }

    @Test
    void neuronWithoutVarianceScoresNaN() {
        var model = model(2);
        var responses = responses(model, 2);
        for (var encoding : List.of(EncodingModel.ridge(), EncodingModel.pls(4), EncodingModel.pcr(4))) {
            var score = encoding.score(model.activations(SET, "layer2"), SET, responses, FOLDS);
            assertThat(score.perNeuron()[5]).isNaN();
            assertThat(score.undefined()).isEqualTo(1);
            assertThat(score.value()).isGreaterThan(0.2);
        }
    }

    @Test
    void interruptedWorkGoesOnWhereItWas() {
        var model = model(3);
        var responses = responses(model, 2);
        model.afterLayer = () -> {
            if (model.streamed.size() == 2) {
                Thread.currentThread().interrupt();
            }
        };
        assertThatThrownBy(() -> EncodingModel.ridge().scoreLayers(model, SET, responses, FOLDS))
                .isInstanceOf(Progress.Interrupted.class);
        assertThat(model.streamed).containsExactly("layer1", "layer2");
        model.afterLayer = () -> {};
        model.streamed.clear();
        var scores = EncodingModel.ridge().scoreLayers(model, SET, responses, FOLDS);
        assertThat(model.streamed).containsExactly("layer3");
        assertThat(scores).hasSize(6);
        // Other settings, folds or weights are other work.
        EncodingModel.ridge().scoreLayers(model, SET, responses, Folds.of(4, 4));
        assertThat(model.streamed).hasSize(4);
        var other = model(4);
        EncodingModel.ridge().scoreLayers(other, SET, responses, FOLDS);
        assertThat(other.streamed).hasSize(3);
    }

    @Test
    void controlsStandBesideEveryScore() {
        var model = model(5);
        var responses = responses(model, 2).region(Region.V4);
        var untrained = new LinearLayersModel("untrained", 77, 30, 60, 700);
        var scores = EncodingModel.ridge()
                .withBaselines(untrained)
                .withShuffledLabels(1)
                .scoreLayers(model, SET, responses, FOLDS);
        assertThat(scores.stream().map(s -> s.model() + " " + s.layer()))
                .containsExactly(
                        "net layer1", "net shuffled layer1",
                        "net layer2", "net shuffled layer2",
                        "net layer3", "net shuffled layer3",
                        "untrained layer1", "untrained shuffled layer1",
                        "untrained layer2", "untrained shuffled layer2",
                        "untrained layer3", "untrained shuffled layer3");
        assertThat(scores.model("net").layer("layer2").value()).isGreaterThan(0.9);
        assertThat(Math.abs(scores.model("net shuffled").layer("layer2").value()))
                .isLessThan(0.4);
        assertThat(scores.model("untrained").layer("layer2").value()).isLessThan(0.4);
    }

    @Test
    void costIsToldBeforehand() {
        var model = model(6);
        var cost = EncodingModel.ridge().cost(model, SET, responses(model, 2), FOLDS);
        assertThat(cost.layers()).extracting(ScoringCost.LayerCost::units).containsExactly(30L, 60L, 700L);
        assertThat(cost.layers().get(2).gflop()).isGreaterThan(120 * 120 * 700 / 1e9);
        assertThat(cost.seconds()).isPositive();
        assertThat(cost.toHtml()).contains("layer3");
        assertThat(model.streamed).isEmpty();
    }

    @Test
    void layerIsChosenOnOneHalfAndReportedOnTheOther() {
        var model = model(7);
        var choice = EncodingModel.ridge()
                .chooseLayer(model, SET, responses(model, 2).region(Region.IT), FOLDS, 1);
        assertThat(choice.layer()).isEqualTo("layer2");
        assertThat(choice.choosing()).hasSize(3);
        assertThat(choice.reported().predicted()).hasDimensions(60, 3);
        assertThatThrownBy(() -> EncodingModel.ridge().chooseLayer(model, SET, responses(model, 2), FOLDS, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("responses.region(Region.V4)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-10, 1e-3, 1, 1e10})
    void everyWayToRidgePredictsTheSame(double alpha) {
        var model = model(8);
        var responses = responses(model, 1).region(Region.V4);
        for (var layer : model.layers()) { // fewer units than stimuli, and more
            var answers = model.activations(SET, layer);
            var one = EncodingModel.ridge().alphas(alpha).score(answers, SET, responses, FOLDS);
            var tribuo = EncodingModel.tribuo(new RidgeTrainer(alpha)).score(answers, SET, responses, FOLDS);
            for (int split = 0; split < 4; split++) {
                Fixture.assertClose(one.perSplit()[split], tribuo.perSplit()[split], 1e-6);
            }
        }
    }

    @Test
    void innerFoldsAndGeneralisedChooseTheSameOnUnitsAndOnProducts() {
        var model = model(9);
        var responses = responses(model, 1).region(Region.V4);
        var narrow = model.activations(SET, "layer1");
        // The same layer with units of nothing behind it: too wide to be fitted on units.
        var rows = new float[STIMULI][];
        java.util.Arrays.setAll(rows, i -> java.util.Arrays.copyOf(narrow.row(i), 500));
        var wide = new Activations("net", "layer1", SET.ids(), UnitLayout.flat(500), rows, narrow.origin());
        for (var encoding : List.of(
                EncodingModel.ridge(),
                EncodingModel.ridge().innerFolds(5, 2),
                EncodingModel.ridge().generalised())) {
            var a = encoding.alphas(0.1, 1, 10, 100).score(narrow, SET, responses, FOLDS);
            var b = encoding.alphas(0.1, 1, 10, 100).score(wide, SET, responses, FOLDS);
            for (int split = 0; split < 4; split++) {
                Fixture.assertClose(a.perSplit()[split], b.perSplit()[split], 1e-8);
            }
        }
    }

    @Test
    void fiftyThousandUnitsOneNeuronAndTwelveStimuli() {
        var model = new LinearLayersModel("wide", 1, 50_000);
        var few = new PlainStimuli(12, Map.of());
        var rows = IntStream.range(0, 12)
                .mapToObj(i -> new float[] {model.units("layer1", "s" + i)[0]})
                .toArray(float[][]::new);
        var one = new NeuralResponses(
                "one",
                few.ids().stream().map(id -> new Presentation(id, 0)).toList(),
                List.of(new Neuron("n", Region.V1, "M")),
                List.of(new TimeBin(0, 1)),
                rows,
                Origin.of("t"));
        for (var encoding : List.of(EncodingModel.ridge(), EncodingModel.pls(3), EncodingModel.pcr(3))) {
            var score = encoding.scoreLayers(model, few, one, Folds.of(3, 1)).get(0);
            assertThat(score.value()).isBetween(-1.0, 1.0);
            assertThat(score.ceiling()).isNaN(); // one trial
        }
    }

    @Test
    void layerThatNeverChangesAndTwoStimuliScoreNaN() {
        var model = model(12);
        var responses = responses(model, 1).region(Region.V4);
        for (int units : new int[] {7, 300}) {
            var rows = new float[STIMULI][units];
            for (var row : rows) {
                java.util.Arrays.fill(row, 0.1f);
            }
            var flat = new Activations("net", "flat", SET.ids(), UnitLayout.flat(units), rows, Origin.of("flat"));
            for (var encoding : List.of(
                    EncodingModel.ridge(),
                    EncodingModel.ridge().innerFolds(3, 1),
                    EncodingModel.pls(3),
                    EncodingModel.pls(3).scaled(),
                    EncodingModel.pcr(3))) {
                assertThat(encoding.score(flat, SET, responses, FOLDS).value()).isNaN();
            }
        }
        var two = new PlainStimuli(2, Map.of());
        for (var encoding : List.of(EncodingModel.ridge(), EncodingModel.pls(1), EncodingModel.pcr(1))) {
            var score = encoding.score(model.activations(two, "layer3"), two, responses, Folds.of(2, 1));
            assertThat(score.value()).isNaN();
            assertThat(score.predicted()[0][0])
                    .isCloseTo((float) Targets.of(responses, two).values()[3], within(1e-4f));
        }
    }

    @Test
    void whatCannotBeFittedIsSaid() {
        var model = model(10);
        var responses = responses(model, 1);
        assertThatThrownBy(() -> EncodingModel.pls(31).scoreLayers(model, SET, responses, FOLDS))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("31 of layer layer1 with 30 units")
                .hasMessageContaining("EncodingModel.pls(30)");
        assertThatThrownBy(() -> EncodingModel.pls(0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> EncodingModel.pls(3).alphas(1)).isInstanceOf(BadInput.class);
        var answers = model.activations(SET, "layer3");
        answers.row(5)[7] = Float.NaN;
        assertThatThrownBy(() -> EncodingModel.ridge().score(answers, SET, responses, FOLDS))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("layer3");
    }

    @Test
    void differencesOfScoresArePairedAndCorrected() {
        var model = model(11);
        var responses = responses(model, 2).region(Region.V4);
        var scores = EncodingModel.ridge().scoreLayers(model, SET, responses, FOLDS);
        var better = ScoreComparison.of(scores.layer("layer2"), scores.layer("layer1"), SET, responses);
        assertThat(better.interval().low()).isGreaterThan(0.3);
        assertThat(better.differing(0.05)).hasSize(3);
        var same = ScoreComparison.of(scores.layer("layer1"), scores.layer("layer1"), SET, responses);
        assertThat(same.difference()).isZero();
        assertThat(same.interval().high()).isZero();
        assertThat(same.p()).containsOnly(1);
        assertThatThrownBy(() -> ScoreComparison.of(
                        scores.layer("layer2"),
                        scores.layer("layer1"),
                        SET,
                        responses(model, 1).region(Region.IT)))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void neuronThatOneLayerCannotPredictIsNotCompared() {
        var model = model(13);
        var responses = responses(model, 2).region(Region.V4);
        var same = new float[STIMULI][7];
        var flat = new Activations("net", "flat", SET.ids(), UnitLayout.flat(7), same, Origin.of("flat"));
        var live = EncodingModel.ridge().score(model.activations(SET, "layer2"), SET, responses, FOLDS);
        var dead = EncodingModel.ridge().score(flat, SET, responses, FOLDS);
        for (var comparison : List.of(
                ScoreComparison.of(live, dead, SET, responses), ScoreComparison.of(dead, live, SET, responses))) {
            assertThat(comparison.p()).containsOnly(Double.NaN);
            assertThat(comparison.differing(0.05)).isEmpty();
        }
    }

    @Test
    void levelOfASplitDoesNotCountInAComparison() {
        var model = model(14);
        var responses = responses(model, 2).region(Region.V4);
        var scores = EncodingModel.ridge().scoreLayers(model, SET, responses, FOLDS);
        var first = scores.layer("layer1");
        var plain = ScoreComparison.of(first, scores.layer("layer3"), SET, responses)
                .p();
        var moved = new float[STIMULI][];
        java.util.Arrays.setAll(moved, i -> first.predicted()[i].clone());
        var heldOut = first.heldOut();
        for (int split = 0; split < heldOut.length; split++) {
            for (int i : heldOut[split]) {
                moved[i][0] += split * split; // and not the others
            }
        }
        var other = new Score(
                        "net",
                        "moved",
                        first.neurons(),
                        first.perSplit(),
                        first.reliabilityPerSplit(),
                        moved,
                        first.draws(),
                        first.origin())
                .withHeldOut(heldOut);
        var after = ScoreComparison.of(other, scores.layer("layer3"), SET, responses);
        Fixture.assertClose(after.p(), plain, 1e-4);
        assertThat(plain[0]).isBetween(0.001, 0.999);
    }

    /** Twelve stimuli less the means of six folds and two leave four; four less those of two folds and two, none. */
    @Test
    void comparisonWithoutDegreesOfFreedomIsNone() {
        var model = model(11);
        for (int folds : new int[] {6, 2}) {
            var few = SET.select(IntStream.range(0, folds == 6 ? 12 : 4).toArray());
            var responses = responses(model, 2).region(Region.V4).matching(few.ids());
            var scores = EncodingModel.ridge().scoreLayers(model, few, responses, Folds.of(folds, 1));
            var p = ScoreComparison.of(scores.layer("layer2"), scores.layer("layer1"), few, responses)
                    .p();
            assertThat(p)
                    .as(folds + " folds")
                    .satisfies(found -> assertThat(Double.isNaN(found[0])).isEqualTo(folds == 2));
        }
    }

    @Test
    void orderOfPresentationDoesNotMatterToAComparison() {
        var model = model(11);
        var responses = responses(model, 2).region(Region.V4);
        var backwards = new ArrayList<>(SET.ids());
        java.util.Collections.reverse(backwards);
        var scores = EncodingModel.ridge().scoreLayers(model, SET, responses, FOLDS);
        var inOrder = ScoreComparison.of(scores.layer("layer2"), scores.layer("layer1"), SET, responses);
        var another =
                ScoreComparison.of(scores.layer("layer2"), scores.layer("layer1"), SET, responses.matching(backwards));
        assertThat(another.p()).containsExactly(inOrder.p());
    }

    @Test
    void stimulusThatComesTwiceIsRefused() {
        var model = model(11);
        var twice = SET.select(0, 1, 2, 3, 4, 5, 6, 7, 3);
        assertThatThrownBy(() -> EncodingModel.ridge().scoreLayers(model, twice, responses(model, 1), FOLDS))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"s3\" twice");
    }

    @Test
    void drawsOfTwoSeedsAreNotPaired() {
        var model = model(11);
        var responses = responses(model, 2).region(Region.V4);
        var one = EncodingModel.ridge().scoreLayers(model, SET, responses, FOLDS);
        var other = EncodingModel.ridge().seed(2).scoreLayers(model, SET, responses, FOLDS);
        assertThatThrownBy(() -> ScoreComparison.of(one.layer("layer2"), other.layer("layer1"), SET, responses))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("seed 1 and of seed 2");
    }

    @Test
    void chancesAreThoseOfTheTables() {
        assertThat(ScoreComparison.twoSided(1.959963984540054)).isCloseTo(0.05, within(1e-15));
        assertThat(ScoreComparison.twoSided(-5)).isCloseTo(5.733031437583878e-7, within(1e-19));
        assertThat(ScoreComparison.twoSided(0)).isEqualTo(1);
        assertThat(ScoreComparison.twoSided(3.5)).isCloseTo(4.652581580710501e-4, within(1e-16));
        // Benjamini and Hochberg by hand: 0.01 * 4 / 1, 0.02 * 4 / 2, 0.03 * 4 / 3, 0.5.
        Fixture.assertClose(
                ScoreComparison.falseDiscovery(new double[] {0.03, 0.01, 0.5, 0.02}),
                new double[] {0.04, 0.04, 0.5, 0.04},
                1e-15);
    }

    /** Folds may go by the order: of blocks of random frames every other has its neighbour in training. */
    @Test
    void layerIsChosenOnStimuliInTheOrderOfShowing() {
        var model = model(16);
        var seen = new ArrayList<List<String>>();
        var folds = new Folds() {
            @Override
            public List<Fold> over(StimulusSet stimuli) {
                seen.add(stimuli.ids());
                return FOLDS.over(stimuli);
            }

            @Override
            public Origin origin() {
                return FOLDS.origin();
            }
        };
        EncodingModel.ridge().chooseLayer(model, SET, responses(model, 1).region(Region.V4), folds, 1);
        assertThat(seen)
                .hasSize(2)
                .allSatisfy(ids -> assertThat(ids)
                        .hasSize(STIMULI / 2)
                        .isSortedAccordingTo(Comparator.comparingInt(SET.ids()::indexOf)));
        assertThat(seen.get(0)).doesNotContainAnyElementsOf(seen.get(1));
    }

    /** To 1e-3: predictions are kept as float32, and what is chance varies little around the mean. */
    @Test
    void predictionsOfShuffledAnswersStandWhereTheseWereMeasured() {
        var model = model(15);
        var responses = responses(model, 2).region(Region.V4);
        var scores =
                EncodingModel.ridge().withShuffledLabels(3).scoreLayers(model, SET, responses, Folds.holdout(0.4, 1));
        assertThat(scores).hasSize(6);
        for (var score : scores) {
            var measured = score.measured(SET, responses);
            for (int neuron = 0; neuron < 3; neuron++) {
                int column = neuron;
                var predicted = IntStream.range(0, STIMULI)
                        .mapToDouble(i -> score.predicted()[i][column])
                        .toArray();
                var y = IntStream.range(0, STIMULI)
                        .mapToDouble(i -> measured.at(i, column, 0))
                        .toArray();
                assertThat(Correlation.pearson(predicted, y)).isCloseTo(score.perSplit()[0][neuron], within(1e-3));
                assertThat(IntStream.range(0, STIMULI).filter(i -> !Double.isNaN(predicted[i])))
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.of(score.heldOut()[0]).boxed().toList());
            }
            boolean shuffled = score.model().equals("net shuffled");
            assertThat(score.origin().settings()).containsEntry("shuffled", shuffled ? "seed 3" : "no");
        }
    }

    @Test
    void scoresOfOtherStimuliOrSplitsAreNotPaired() {
        var model = model(17);
        var responses = responses(model, 2).region(Region.V4);
        var scores = EncodingModel.ridge().withShuffledLabels(1).scoreLayers(model, SET, responses, FOLDS);
        var first = scores.model("net").layer("layer2");
        var backwards =
                SET.select(IntStream.range(0, STIMULI).map(i -> STIMULI - 1 - i).toArray());
        var turned = EncodingModel.ridge().score(model.activations(backwards, "layer1"), backwards, responses, FOLDS);
        assertThatThrownBy(() -> ScoreComparison.of(first, turned, SET, responses))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("expected two scores of the same neurons, stimuli and folds");
        var split = EncodingModel.ridge().score(model.activations(SET, "layer1"), SET, responses, Folds.of(4, 4));
        assertThatThrownBy(() -> ScoreComparison.of(first, split, SET, responses))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("other folds");
        assertThatThrownBy(() -> ScoreComparison.of(first, first, backwards, responses))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("stimuli.matching(score.stimulusIds())");
        var early = SET.select(IntStream.range(0, STIMULI / 2).toArray());
        var late = SET.select(IntStream.range(STIMULI / 2, STIMULI).toArray());
        var half = EncodingModel.ridge().score(model.activations(early, "layer1"), early, responses, FOLDS);
        var rest = EncodingModel.ridge().score(model.activations(late, "layer1"), late, responses, FOLDS);
        assertThatThrownBy(() -> ScoreComparison.of(half, rest, early, responses))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("other stimuli");
        // Shuffled labels stand at other rows, but come from the same splits.
        var chance = scores.model("net shuffled").layer("layer2");
        assertThat(ScoreComparison.of(first, chance, SET, responses).interval().low())
                .isPositive();
    }

    @Test
    void layersNarrowerThanThereAreComponentsAreNamedBeforeAnythingRuns() {
        var model = model(18);
        var responses = responses(model, 2);
        for (var encoding : List.of(
                EncodingModel.pls(40),
                EncodingModel.pcr(40),
                EncodingModel.pls(5).withBaselines(new LinearLayersModel("tiny", 1, 3, 50)))) {
            assertThatThrownBy(() -> encoding.scoreLayers(model, SET, responses, FOLDS))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("without(\"layer1\")");
            assertThat(model.streamed).isEmpty();
        }
    }

    /** What a caller does to the numbers of a score stays with that score. */
    @Test
    void finishedScoresAreNobodysToChange() {
        var model = model(19);
        var responses = responses(model, 2).region(Region.V4);
        var first =
                EncodingModel.ridge().scoreLayers(model, SET, responses, FOLDS).get(1);
        var draws = first.draws().clone();
        double r = first.perSplit()[0][0];
        float predicted = first.predicted()[0][0];
        for (int time = 0; time < 2; time++) {
            var score = EncodingModel.ridge()
                    .scoreLayers(model, SET, responses, FOLDS)
                    .get(1);
            assertThat(score.draws()).containsExactly(draws);
            assertThat(score.perSplit()[0][0]).isEqualTo(r);
            assertThat(score.predicted()[0][0]).isEqualTo(predicted);
            for (var changed : List.of(first, score)) {
                java.util.Arrays.sort(changed.draws());
                changed.perSplit()[0][0] = 0;
                changed.predicted()[0][0] = 0;
            }
        }
        assertThat(model.streamed).hasSize(3);
    }

    @Test
    void layersCanBeLeftOut() {
        var model = model(20);
        var responses = responses(model, 2).region(Region.V4);
        var some = model.without("layer1");
        assertThat(some.layers()).containsExactly("layer2", "layer3");
        assertThat(some.activations(SET, List.of())).containsOnlyKeys("layer2", "layer3");
        var scores = EncodingModel.pls(40).scoreLayers(some, SET, responses, FOLDS);
        assertThat(scores).extracting(Score::layer).containsExactly("layer2", "layer3");
        assertThat(model.streamed).containsExactly("layer2", "layer3");
        // What is finished of a part is finished of the whole.
        model.streamed.clear();
        EncodingModel.ridge().scoreLayers(some, SET, responses, FOLDS);
        EncodingModel.ridge().scoreLayers(model, SET, responses, FOLDS);
        assertThat(model.streamed).containsExactly("layer2", "layer3", "layer1");
        assertThatThrownBy(() -> model.without("layer4"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("layer \"layer4\" is not in net");
        assertThatThrownBy(() -> some.activations(SET, "layer1")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> model.without("layer1", "layer2", "layer3"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("none left");
    }
}
