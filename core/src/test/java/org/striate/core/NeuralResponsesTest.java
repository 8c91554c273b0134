package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeuralResponsesTest {

    private static final float NONE = Float.NaN;

    /** Two stimuli, two trials, one V1 and one IT neuron, two bins of 10 ms. */
    private static NeuralResponses recording() {
        return new NeuralResponses(
                "toy",
                List.of(
                        new Presentation("a", 0),
                        new Presentation("b", 0),
                        new Presentation("a", 1),
                        new Presentation("b", 1)),
                List.of(new Neuron("n1", Region.V1, "M1"), new Neuron("n2", Region.IT, "M1")),
                List.of(new TimeBin(0, 10), new TimeBin(10, 20)),
                new float[][] {{1, 2, 3, 4}, {5, 6, 7, 8}, {3, 4, NONE, 8}, {7, 8, NONE, NONE}},
                Origin.of("test"));
    }

    @Test
    void parametersOfStimuliAreNeuronsWithoutNoise() {
        var stimuli = new PixelStimuli(
                "places",
                List.of("a", "b"),
                1,
                1,
                1,
                1,
                i -> new float[1],
                Map.of("x", List.of(1.5, -2.0), "shape", List.of("disc", "ring")),
                Origin.of("test"));
        var place = NeuralResponses.of(stimuli, "x");
        assertThat(place.neurons()).extracting(Neuron::id).containsExactly("x");
        assertThat(place.stimulusIds()).containsExactly("a", "b");
        assertThat(place.at(1, 0, 0)).isEqualTo(-2);
        assertThatThrownBy(() -> NeuralResponses.of(stimuli, "shape"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a finite number for every stimulus");
        assertThatThrownBy(() -> NeuralResponses.of(stimuli)).hasMessageContaining("parameters of places: none");
    }

    @Test
    void averageSkipsMissingTrials() {
        var mean = recording().averaged();
        assertThat(mean.presentations())
                .containsExactly(
                        new Presentation("a", Presentation.AVERAGE), new Presentation("b", Presentation.AVERAGE));
        assertThat(mean.at(0, 0, 0)).isEqualTo(2);
        assertThat(mean.at(0, 1, 0)).isEqualTo(3);
        assertThat(mean.at(0, 1, 1)).isEqualTo(6);
        assertThat(mean.at(1, 1, 1)).isEqualTo(8);
    }

    @Test
    void pictureIsTheMeanOfEveryNeuronForEveryStimulus() {
        var grid = recording().chart();
        assertThat(grid.values()).isDeepEqualTo(new double[][] {{2.5, 5}, {6.5, 7.5}});
        assertThat(grid.rows()).containsExactly("a", "b");
        assertThat(grid.columns()).containsExactly("n1", "n2");
        assertThat(grid.measure().title()).isEqualTo("mean response (per 10 ms)");
    }

    @Test
    void pictureOfVeryManyShowsSomeAndSaysSo() {
        var shown = IntStream.range(0, 1500)
                .mapToObj(i -> new Presentation("s" + i, 0))
                .toList();
        var values = new float[1500][1];
        values[3][0] = 7;
        var many = new NeuralResponses(
                "many",
                shown,
                List.of(new Neuron("n", Region.V1, "M")),
                List.of(new TimeBin(0, 10)),
                values,
                Origin.of("test"));
        assertThat(many.chart().values()).hasNumberOfRows(500);
        assertThat(many.chart().values()[1]).containsExactly(7);
        assertThat(many.chart().rowsAre()).isEqualTo("500 of 1500 stimuli");
    }

    @Test
    void neuronNeverRecordedForAStimulusAveragesToNaN() {
        var half = recording().splitHalves(List.of(1)).get(0);
        assertThat(half.at(1, 1, 0)).isNaN();
    }

    @Test
    void regionKeepsItsNeuronsAndTheirBins() {
        var it = recording().region(Region.IT);
        assertThat(it.neurons()).extracting(Neuron::id).containsExactly("n2");
        assertThat(it.at(1, 0, 1)).isEqualTo(8);
    }

    @Test
    void unknownRegionNamesThoseThereAre() {
        assertThatThrownBy(() -> recording().region(new Region("V2")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"V1\"?");
    }

    /** A window with a gap, or whose bins overlap, is not the sum of its bins. */
    @Test
    void countsAreKnownOnlyWhereBinsFollowEachOther() {
        assertThat(TimeBin.averaged(List.of(new TimeBin(0, 50), new TimeBin(50, 100), new TimeBin(100, 150)))
                        .counts())
                .isEqualTo(3);
        assertThat(TimeBin.averaged(List.of(new TimeBin(0, 50), new TimeBin(100, 150)))
                        .counts())
                .isNaN();
        assertThat(TimeBin.averaged(List.of(new TimeBin(0, 100), new TimeBin(50, 150)))
                        .counts())
                .isNaN();
        assertThat(TimeBin.averaged(List.of(new TimeBin(70, 170, 20))).counts()).isEqualTo(5);
    }

    @Test
    void windowAveragesWholeBinsInside() {
        var window = recording().window(0, 20);
        assertThat(window.bins()).containsExactly(new TimeBin(0, 20, 10));
        assertThat(window.at(0, 0, 0)).isEqualTo(1.5f);
        assertThat(window.at(2, 1, 0)).isEqualTo(8);
    }

    @Test
    void emptyWindowSaysWhatThereIs() {
        assertThatThrownBy(() -> recording().window(12, 18))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("12.0 to 18.0 ms")
                .hasMessageContaining("responses.bins()");
    }

    @Test
    void matchingFollowsTheOrderOfTheStimuli() {
        var matched = recording().matching(List.of("b", "a"));
        assertThat(matched.presentations()).extracting(Presentation::stimulusId).containsExactly("b", "b", "a", "a");
        assertThat(matched.at(0, 0, 0)).isEqualTo(5);
    }

    @Test
    void stimulusNeverShownIsNamed() {
        assertThatThrownBy(() -> recording().matching(List.of("c")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"c\"");
    }

    @Test
    void halvesSplitTheTrials() {
        var halves = recording().splitHalves(3);
        assertThat(halves).hasSize(2).allMatch(half -> half.presentations().size() == 2);
        assertThat(halves.get(0).at(0, 0, 0) + halves.get(1).at(0, 0, 0)).isEqualTo(4);
    }

    /** Two trials: the first is in the first half for every other seed, give or take four standard deviations. */
    @Test
    void neighbouringSeedsSplitOtherwise() {
        int first = 0;
        for (int seed = 1; seed <= 200; seed++) {
            first += recording().splitHalves(seed).get(0).at(0, 0, 0) == 1 ? 1 : 0;
        }
        assertThat(first).isBetween(72, 128);
    }

    @Test
    void averagesCannotBeSplit() {
        assertThatThrownBy(() -> recording().averaged().splitHalves(1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 trial(s)");
    }

    @Test
    void rowOfWrongLengthIsRefused() {
        assertThatThrownBy(() -> new NeuralResponses(
                        "bad",
                        List.of(new Presentation("a", 0)),
                        List.of(new Neuron("n", Region.V1, "M1")),
                        List.of(new TimeBin(0, 1)),
                        new float[][] {{1, 2}},
                        Origin.of("test")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("2 values in a presentation");
    }

    private static NeuralResponses withTables() {
        return recording()
                .withTables(
                        java.util.Map.of("size", List.of(2.0, 1.0, 2.0, 1.0)),
                        java.util.Map.of("depth", List.of(0.5, 1.5)));
    }

    @Test
    void tableSortsTheAverageAndIsAveragedWithIt() {
        var mean = withTables().averaged();
        assertThat(mean.stimulusIds()).containsExactly("b", "a");
        assertThat(mean.presentationTable().get("size")).containsExactly(1.0, 2.0);
        assertThat(mean.neuronTable().get("depth")).containsExactly(0.5, 1.5);
        assertThat(mean.at(1, 0, 0)).isEqualTo(2);
    }

    @Test
    void presentationsThatDifferInTheTableAreNoTrialsOfOneAnother() {
        var contrasts = recording()
                .withTables(java.util.Map.of("contrast", List.of(1.0, 1.0, 0.5, 1.0)), java.util.Map.of())
                .averaged();
        assertThat(contrasts.presentations()).hasSize(3);
        assertThat(contrasts.presentationTable().get("contrast")).containsExactly(0.5, 1.0, 1.0);
    }

    @Test
    void whereSelectsOnEitherAxis() {
        assertThat(withTables().where("size", 1).stimulusIds()).containsExactly("b");
        assertThat(withTables().where("depth", 1.5).neurons())
                .extracting(Neuron::id)
                .containsExactly("n2");
        assertThatThrownBy(() -> withTables().where("dept", 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"depth\"?");
        assertThatThrownBy(() -> withTables().where("size", 3)).isInstanceOf(BadInput.class);
    }

    @Test
    void numbersOfAnyKindAreFound() {
        var block = new ArrayList<Object>(List.of(1, 2L, 1f, (short) 2));
        var table = recording().withTables(Map.of("block", block), Map.of("site", List.of(7, "a")));
        block.set(0, 9);
        assertThat(table.where("block", 1).presentations())
                .extracting(Presentation::stimulusId)
                .containsExactly("a", "a");
        assertThat(table.presentationTable().get("block")).containsExactly(1.0, 2.0, 1.0, 2.0);
        assertThat(table.where("site", 7).neurons()).extracting(Neuron::id).containsExactly("n1");
        assertThat(table.where("site", "a").neurons()).extracting(Neuron::id).containsExactly("n2");
    }

    @Test
    void halfWithoutATrialIsRefused() {
        for (var half : List.of(List.of(9), List.of(0, 9), List.<Integer>of(), List.of(0, 1))) {
            assertThatThrownBy(() -> recording().splitHalves(half))
                    .as("%s", half)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("half of trials: " + half)
                    .hasMessageContaining("some, not all, of [0, 1]");
        }
    }

    @Test
    void timeBinThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> new TimeBin(300, 0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("time bin: 300.0 to 0.0 ms");
        assertThat(new TimeBin(Double.NaN, Double.NaN).width()).isNaN();
        var backwards = TimeBin.averaged(List.of(new TimeBin(10, 20), new TimeBin(0, 10)));
        assertThat(backwards.start()).isZero();
        assertThat(backwards.end()).isEqualTo(20);
        assertThat(backwards.counts()).isNaN();
    }

    @Test
    void screenOfTooManyPixelsIsRefused() {
        var stimuli =
                new PixelStimuli("dots", List.of("a"), 1, 2, 2, 8, i -> new float[4], Map.of(), Origin.of("test"));
        assertThatThrownBy(() -> stimuli.onScreen(1e12))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1.0E12")
                .hasMessageContaining("stimuli.onScreen(8)");
        assertThatThrownBy(() -> stimuli.resized(100_000, 100_000))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("100000 x 100000 pixels");
        assertThat(stimuli.onScreen(16).pixels(0)).hasSize(16);
    }

    @Test
    void selectionKeepsTheTables() {
        var chosen = withTables().region(Region.IT).window(0, 20).matching(List.of("b"));
        assertThat(chosen.presentationTable().get("size")).containsExactly(1.0, 1.0);
        assertThat(chosen.neuronTable().get("depth")).containsExactly(1.5);
    }

    @Test
    void columnOfWrongLengthIsRefused() {
        assertThatThrownBy(() -> recording().withTables(java.util.Map.of("size", List.of(1.0)), java.util.Map.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 values");
    }

    /** 3 * 16.7 is 50.099999999999994, and 3 * 8.3 is 24.900000000000002: both ends may be rounded. */
    @Test
    void windowHoldsTheBinsWhoseEdgesAreRounded() {
        assertThat(numbered(TimeBin.between(0, 300, 16.7)).window(50.1, 150.3).at(0, 0, 0))
                .isEqualTo((3 + 4 + 5 + 6 + 7 + 8) / 6f);
        assertThat(numbered(TimeBin.between(0, 300, 8.3)).window(0, 24.9).at(0, 0, 0))
                .isEqualTo(1);
        // A hundredth of a bin is no rounding.
        assertThat(numbered(TimeBin.between(0, 300, 10)).window(10.1, 49.9).at(0, 0, 0))
                .isEqualTo((2 + 3) / 2f);
    }

    /** One neuron whose response in a bin is the bin's number. */
    private static NeuralResponses numbered(List<TimeBin> bins) {
        var row = new float[bins.size()];
        for (int b = 0; b < row.length; b++) {
            row[b] = b;
        }
        return new NeuralResponses(
                "numbered",
                List.of(new Presentation("a", 0)),
                List.of(new Neuron("n", Region.V1, "M")),
                bins,
                new float[][] {row},
                Origin.of("test"));
    }

    @Test
    void neuronsCanBeLeftOutByName() {
        var left = recording().without("n1");
        assertThat(left.neurons()).extracting(Neuron::id).containsExactly("n2");
        assertThat(left.at(1, 0, 1)).isEqualTo(8);
        assertThat(left.origin().settings()).containsEntry("ids", "n1");
        assertThatThrownBy(() -> recording().without("n3"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("neuron \"n3\" is not in toy");
        assertThatThrownBy(() -> recording().without("n1", "n2"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("none left of 2 neurons");
    }

    @Test
    void anIdOfTwoSubjectsLeavesNobodyOut() {
        var twins = new NeuralResponses(
                "twins",
                List.of(new Presentation("a", 0)),
                List.of(
                        new Neuron("n1", Region.V1, "M1"),
                        new Neuron("n1", Region.V1, "M2"),
                        new Neuron("n2", Region.V1, "M1")),
                List.of(new TimeBin(0, 10)),
                new float[][] {{1, 2, 3}},
                Origin.of("test"));
        assertThatThrownBy(() -> twins.without("n1"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the id of 2 neurons, of M1, M2")
                .hasMessageContaining("responses.subject(\"M1\").without(\"n1\")");
        assertThat(twins.subject("M1").without("n1").neurons())
                .extracting(Neuron::id)
                .containsExactly("n2");
    }
}
