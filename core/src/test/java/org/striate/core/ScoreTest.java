package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Panels;

class ScoreTest {

    private static Score score(String layer, double[][] r, double[][] reliability) {
        var neurons = IntStream.range(0, r[0].length)
                .mapToObj(i -> new Neuron("n" + i, Region.V4, "M1"))
                .toList();
        return new Score("net", layer, neurons, r, reliability, new float[0][], new Interval(0, 1), Origin.of("test"));
    }

    @Test
    void medianOverNeuronsThenMeanOverSplits() {
        // Medians 0.2 and 0.8; the other order would give 0.45.
        var r = new double[][] {{0.1, 0.2, 0.9}, {0.8, 0.0, 0.9}};
        assertThat(score("conv1", r, r).value()).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void neuronWithoutVarianceIsCountedNotRanked() {
        var score = score("conv1", new double[][] {{0.1, Double.NaN, 0.3}}, new double[][] {{0.5, 0.5, 0.5}});
        assertThat(score.value()).isCloseTo(0.2, within(1e-15));
        assertThat(score.undefined()).isEqualTo(1);
    }

    @Test
    void correctionDividesByTheRootAndLeavesUnreliableNeuronsOut() {
        var score = score("conv1", new double[][] {{0.4, 0.3, 0.6}}, new double[][] {{0.64, 0.05, 0.81}});
        assertThat(score.corrected()).isCloseTo((0.4 / 0.8 + 0.6 / 0.9) / 2, within(1e-15));
        assertThat(score.unreliable()).extracting(Neuron::id).containsExactly("n1");
    }

    @Test
    void brainScoreSquaresTheRawScore() {
        var score = score("conv1", new double[][] {{0.57962116}}, new double[][] {{0.81579938}});
        assertThat(score.brainScore()).isCloseTo(0.41182, within(5e-6)); // Brain-Score, AlexNet features.12, public IT
    }

    @Test
    void unknownLayerIsNamedWithTheNearest() {
        var scores = new LayerScores(List.of(score("conv1", new double[][] {{0.1}}, new double[][] {{0.5}})));
        assertThatThrownBy(() -> scores.layer("conv2")).hasMessageContaining("did you mean \"conv1\"?");
    }

    @Test
    void bestIsTheHighestRawScore() {
        var low = score("conv1", new double[][] {{0.1}}, new double[][] {{0.5}});
        var high = score("conv2", new double[][] {{0.3}}, new double[][] {{0.5}});
        var dead = score("conv3", new double[][] {{Double.NaN}}, new double[][] {{0.5}});
        assertThat(new LayerScores(List.of(low, dead)).and(List.of(high)).best())
                .isSameAs(high);
        assertThat(new LayerScores(List.of(dead)).best()).isSameAs(dead);
    }

    @Test
    void rdmIsSymmetricWithAZeroDiagonal() {
        var rdm = new Rdm("x", "1 - r", List.of("a", "b", "c"), new double[] {1, 2, 3}, Origin.of("test"));
        assertThat(rdm.at(0, 1)).isEqualTo(1);
        assertThat(rdm.at(2, 0)).isEqualTo(2);
        assertThat(rdm.at(2, 1)).isEqualTo(3);
        assertThat(rdm.at(1, 1)).isZero();
    }

    @Test
    void pictureOfVeryManyShowsSomeAndSaysSo() {
        int n = 1500;
        var ids = IntStream.range(0, n).mapToObj(String::valueOf).toList();
        var values = new double[n * (n - 1) / 2];
        values[2] = 7; // of the stimuli 0 and 3, the second of those shown
        var grid = new Rdm("x", "1 - r", ids, values, Origin.of("test")).chart();
        assertThat(grid.values()).hasDimensions(500, 500);
        assertThat(grid.values()[0][1]).isEqualTo(7);
        assertThat(grid.columnsAre()).isEqualTo("500 of 1500 stimuli");
        var few = new Rdm("x", "1 - r", List.of("a", "b"), new double[] {1}, Origin.of("test")).chart();
        assertThat(few.columnsAre()).isEqualTo("2 stimuli");
        assertThat(few.rows()).isEmpty();
    }

    /** The bar is a median over all neurons: the ceiling of the reliable ones alone would be of others. */
    @Test
    void ceilingIsThatOfAllNeurons() {
        var r = new double[][] {{0.5, 0.1, 0.2}};
        var ceiling = ceiling(score("conv1", r, new double[][] {{0.64, -0.2, -0.5}}));
        assertThat(ceiling.middle()).isZero();
        assertThat(ceiling.high()).isEqualTo(0.4, within(1e-15));
        assertThat(ceiling.name()).isEqualTo("ceiling: √reliability, median 0.00 and quartiles over neurons");
        var some = ceiling(score("conv1", r, new double[][] {{0.64, Double.NaN, -0.5}}));
        assertThat(some.middle()).isEqualTo(0.4, within(1e-15));
        assertThat(some.name()).isEqualTo("ceiling: √reliability, median 0.40 and quartiles over 2 of 3 neurons");
    }

    private static Curves.Level ceiling(Score score) {
        var levels = ((Columns) new LayerScores(List.of(score)).chart()).levels();
        assertThat(levels).hasSize(1);
        return levels.get(0);
    }

    @Test
    void scoreWithoutTrialsHasNoCeiling() {
        var score = score("conv1", new double[][] {{0.5, 0.1}}, new double[0][]);
        assertThat(score.reliabilityPerNeuron()).containsExactly(Double.NaN, Double.NaN);
        assertThat(score.corrected()).isNaN();
        assertThat(score.unreliable()).hasSize(2);
        assertThat(score.toHtml()).contains("neurons below reliability 0.1</td><td>2");
        assertThat(((Columns) new LayerScores(List.of(score)).chart()).levels()).isEmpty();
    }

    @Test
    void originPrintsAsTextAndJson() {
        var origin = new Origin("fit", java.util.Map.of("alpha", "1 \"x\""), List.of());
        assertThat(origin.from(new Origin("data", java.util.Map.of(), List.of())))
                .hasToString("fit alpha=1 \"x\"\n  data");
        assertThat(origin.toJson())
                .isEqualTo("{\"step\": \"fit\", \"settings\": {\"alpha\": \"1 \\\"x\\\"\"}, \"inputs\": []}");
    }

    private static Score of(String model, Region region, double r, double reliability, int neurons) {
        return new Score(
                model,
                "conv1",
                IntStream.range(0, neurons)
                        .mapToObj(i -> new Neuron(region + "-" + i, region, "M"))
                        .toList(),
                new double[][] {DoubleStream.generate(() -> r).limit(neurons).toArray()},
                new double[][] {
                    DoubleStream.generate(() -> reliability).limit(neurons).toArray()
                },
                new float[0][],
                new Interval(0, 1),
                Origin.of("test"));
    }

    @Test
    void layerOfSeveralScoresIsNotChosenSilently() {
        var v4 = of("net", Region.V4, 0.1, 0.5, 2);
        var it = of("net", Region.IT, 0.3, 0.5, 2);
        var twin = of("twin", Region.V4, 0.2, 0.5, 2);
        assertThatThrownBy(() -> new LayerScores(List.of(v4, it)).layer("conv1"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("layer \"conv1\": 2 scores, of net in V4 and of net in IT; expected one")
                .hasMessageContaining("scores.region(new Region(\"V4\")).layer(\"conv1\")");
        assertThatThrownBy(() -> new LayerScores(List.of(v4, twin)).layer("conv1"))
                .hasMessageContaining("scores.model(\"net\").layer(\"conv1\")");
        assertThatThrownBy(() -> new LayerScores(List.of(v4, it, twin)).layer("conv1"))
                .hasMessageContaining("scores.model(\"net\").region(new Region(\"V4\")).layer(\"conv1\")");
        assertThatThrownBy(() -> new LayerScores(List.of(v4, it, of("net", Region.V4, 0, 1, 3))).layer("conv1"))
                .hasMessageContaining("scores.get(0)");
        assertThat(new LayerScores(List.of(v4, it)).region(Region.IT).layer("conv1"))
                .isSameAs(it);
    }

    @Test
    void scoresOfTwoRecordingsShareNoCeiling() {
        var one = of("net", Region.V4, 0.1, 0.64, 2);
        var other = of("net", Region.V4, 0.3, 0.25, 3);
        var columns =
                (Columns) new LayerScores(List.of(one)).and(List.of(other)).chart();
        assertThat(columns.levels()).isEmpty();
        assertThat(columns.title()).isEqualTo("How well each layer predicts 2 or 3 neurons of V4");
        assertThat(columns.described()).contains("of several recordings").doesNotContain("ceiling 0.");
        var panels = (Panels) new LayerScores(List.of(one, other, of("net", Region.IT, 0.3, 0.25, 4))).chart();
        assertThat(panels.charts().get(0).title()).isEqualTo("V4, 2 or 3 neurons");
        assertThat(((Columns) panels.charts().get(0)).levels()).isEmpty();
        assertThat(((Columns) panels.charts().get(1)).levels()).hasSize(1);
        var noisier = of("net", Region.V4, 0.3, 0.25, 2);
        var again = (Columns) new LayerScores(List.of(one, noisier)).chart();
        assertThat(again.levels()).isEmpty();
        assertThat(again.title()).isEqualTo("How well each layer predicts 2 neurons of V4");
    }
}
