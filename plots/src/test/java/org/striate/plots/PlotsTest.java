package org.striate.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;
import org.striate.core.Interval;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.NoiseCeiling;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.Presentation;
import org.striate.core.Psth;
import org.striate.core.Rdm;
import org.striate.core.RdmScore;
import org.striate.core.Region;
import org.striate.core.Score;
import org.striate.core.SpikeTrains;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;
import org.striate.core.TrainingLog;
import org.striate.core.TuningCurve;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Cloud;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Line;
import org.striate.core.charts.Grid;
import org.striate.core.charts.Panels;

class PlotsTest {

    private static final Origin TEST = Origin.of("test");
    /** Where pictures are left to be looked at. */
    /** More than edges of another colour leave. */
    private static final long LEAST_INK = 12;

    private static final Path LOOK = Path.of("target/figures");

    private static Score score(String model, String layer, double value) {
        var random = new Random(layer.hashCode());
        var neurons = IntStream.range(0, 20)
                .mapToObj(i -> new Neuron("n" + i, Region.V4, "M"))
                .toList();
        var r = new double[][] {
            random.doubles(20).map(v -> value + (v - 0.5) * 0.4).toArray()
        };
        var reliability =
                new double[][] {random.doubles(20).map(v -> 0.6 + 0.3 * v).toArray()};
        var predicted = new float[30][20];
        for (var row : predicted) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian() + 3;
            }
        }
        return new Score(
                model, layer, neurons, r, reliability, predicted, new Interval(value - 0.05, value + 0.06), TEST);
    }

    private static NeuralResponses responses() {
        var random = new Random(1);
        var rows = new float[30][20];
        var shown = new ArrayList<Presentation>();
        for (int i = 0; i < 30; i++) {
            shown.add(new Presentation("s" + i, 0));
            for (int j = 0; j < 20; j++) {
                rows[i][j] = (float) random.nextGaussian() + 3;
            }
        }
        return new NeuralResponses(
                "toy", shown, score("m", "l", 0.1).neurons(), List.of(new TimeBin(0, 100)), rows, TEST);
    }

    /** What the responses are to, last shown first. */
    private static StimulusSet shown() {
        var ids = IntStream.range(0, 30).mapToObj(i -> "s" + (29 - i)).toList();
        return new PixelStimuli("toy", ids, 1, 1, 1, 8, i -> new float[1], Map.of(), TEST);
    }

    /** Prediction and mean are one number for every stimulus and neuron, in whatever order each has them. */
    @Test
    void predictionsMeetTheResponsesToTheirStimulus() {
        var backwards = new ArrayList<>(score("m", "l", 0.1).neurons());
        Collections.reverse(backwards);
        var predicted = new float[30][20];
        for (int i = 0; i < 30; i++) {
            for (int j = 0; j < 20; j++) {
                predicted[i][j] = responses().at(29 - i, 19 - j, 0);
            }
        }
        var score = new Score(
                "m", "l", backwards, new double[1][20], new double[1][20], predicted, new Interval(0, 0), TEST);
        var cloud = new Predicted(score, shown(), responses(), "n3").chart();
        assertThat(cloud.ys()).containsExactly(cloud.xs());
        assertThat(cloud.names()).containsExactlyElementsOf(shown().ids());
        assertThat(cloud.x().title()).isEqualTo("predicted when held out (per 100 ms)");
        var some = shown().select(0, 1, 2);
        assertThatThrownBy(() -> Plots.predicted(score, some, responses(), "n3"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "3 averages of 20 neurons; expected 30 stimuli and the 20 neurons that were scored");
    }

    private static Rdm rdm(int n) {
        var random = new Random(1);
        var ids = IntStream.range(0, n).mapToObj(i -> "s" + i).toList();
        return new Rdm(
                "conv3", "1 - Pearson r", ids, random.doubles(n * (n - 1) / 2).toArray(), TEST);
    }

    @Test
    void categoriesOfVeryManyStimuliAreThoseShown() {
        var categories = IntStream.range(0, 1000)
                .mapToObj(i -> (Object) (i < 250 ? "few" : "many"))
                .toList();
        var svg = Plots.rdm(rdm(1000), categories).toSvg();
        assertThat(svg).contains("500 of 1000 stimuli").containsOnlyOnce(">few").containsOnlyOnce(">many");
        assertThat(place(svg, ">many") / place(svg, ">few")).isBetween(2.5, 4.5); // below 40: 62.5 and 312.5 of 500
    }

    /** How far down a text is. */
    private static double place(String svg, String text) {
        var joined = svg.replaceAll("\\s+>", ">");
        var before = joined.substring(0, joined.indexOf(text));
        var y = java.util.regex.Pattern.compile(" y=\"([\\d.]+)\"")
                .matcher(before.substring(before.lastIndexOf("<text")));
        assertThat(y.find()).isTrue();
        return Double.parseDouble(y.group(1));
    }

    private static Figure bars(int count) {
        var scores = IntStream.range(0, count)
                .mapToObj(
                        i -> score(i % 2 == 0 ? "objectNet" : "untrained objectNet", "conv" + i, 0.1 + 0.5 * i / count))
                .toList();
        return Plots.layers(scores);
    }

    @Test
    void pngHasTwiceThePixels() throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(
                bars(4).save(LOOK.resolve("layers.png")).toPng()));
        assertThat(image.getWidth()).isEqualTo(2 * Frame.WIDTH);
        assertThat(image.getHeight()).isEqualTo(2 * Frame.HEIGHT);
    }

    @Test
    void everyPlotDrawsTheSamePixelsTwice() {
        var log = new TrainingLog(
                new double[] {2, 1, 0.5}, new double[] {0.2, 0.6, 0.9}, new double[] {0.2, 0.5, 0.8}, TEST);
        var scores = List.of(
                new RdmScore(
                        "objectNet conv1",
                        "human IT",
                        "Spearman rho",
                        new double[] {0.1, 0.2},
                        new Interval(0.05, 0.25),
                        new NoiseCeiling(0.37, 0.66),
                        TEST),
                new RdmScore(
                        "animacy",
                        "human IT",
                        "Spearman rho",
                        new double[] {0.3, 0.4},
                        new Interval(0.2, 0.5),
                        new NoiseCeiling(0.37, 0.66),
                        TEST));
        var categories = IntStream.range(0, 12)
                .mapToObj(i -> (Object) (i < 5 ? "human bodypart" : "größeres Ding"))
                .toList();
        var figures = List.of(
                bars(1),
                bars(30),
                Plots.predicted(score("net", "conv1", 0.3), shown(), responses(), "n3")
                        .save(LOOK.resolve("predicted.png")),
                Plots.rdm(rdm(12), categories).save(LOOK.resolve("rdm.png")),
                Plots.rdmScores(scores).save(LOOK.resolve("rdm-scores.png")),
                Plots.learning(log).save(LOOK.resolve("learning.png")),
                bars(3).beside(Plots.rdm(rdm(5))).above(bars(2)));
        for (var figure : figures) {
            assertThat(figure.toPng()).isEqualTo(figure.toPng());
            assertThat(figure.toMime()).containsKeys("text/plain", "image/png");
            assertThat(figure.toString()).startsWith("Figure: ").hasLineCount(1);
            assertThat(figure.toHtml()).contains("alt=\"");
        }
        bars(30).save(LOOK.resolve("many-layers.png"));
    }

    /** What changes places in each pair is drawn alike but for its series: without shapes the pairs would look the same. */
    @Test
    void seriesAreToldApartWithoutTheirColours() {
        var axis = Axis.of("value");
        var x = IntStream.range(0, 40).asDoubleStream().toArray();
        var low = IntStream.range(0, 40).mapToDouble(i -> i / 80.0).toArray();
        var high = IntStream.range(0, 40).mapToDouble(i -> 1 - i / 90.0).toArray();
        for (int points : new int[] {5, 40}) {
            var some = Arrays.copyOf(x, points);
            var lines = List.of(Arrays.copyOf(low, points), Arrays.copyOf(high, points));
            assertThat(inkThatDiffers(
                            curves(axis, some, lines.get(0), lines.get(1)),
                            curves(axis, some, lines.get(1), lines.get(0))))
                    .as("curves of %d points", points)
                    .isGreaterThan(LEAST_INK);
        }
        assertThat(inkThatDiffers(cloud(axis, "A", "A", "B"), cloud(axis, "A", "B", "B")))
                .as("points")
                .isPositive();
        var stimuli = new PixelStimuli("s", List.of("p", "q", "r"), 1, 1, 1, 8, i -> new float[1], Map.of(), TEST);
        assertThat(pixelsThatDiffer(
                        new MapPicture(cloud(axis, "A", "A", "B"), stimuli).figure(),
                        new MapPicture(cloud(axis, "A", "B", "B"), stimuli).figure(),
                        PlotsTest::isInk))
                .as("thumbnails on a map")
                .isPositive();
        int ink = Theme.LIGHT.ink().getRGB(); // a column's own colour covers the ground
        assertThat(pixelsThatDiffer(
                        Plots.of(columns(axis, "A", "B", "A", "A", "A")),
                        Plots.of(columns(axis, "A", "B", "B", "B", "B")),
                        pixel -> pixel == ink))
                .as("columns")
                .isGreaterThan(LEAST_INK);
    }

    private static Chart curves(Axis axis, double[] x, double[] first, double[] second) {
        return new Curves("", "", axis, axis, List.of(Line.of("A", x, first), Line.of("B", x, second)), List.of());
    }

    private static Cloud cloud(Axis axis, String... groups) {
        var places = new double[] {0.2, 0.5, 0.7};
        return new Cloud("", "", axis, axis, List.of("p", "q", "r"), places, places, false).grouped(List.of(groups));
    }

    private static Chart columns(Axis axis, String... groups) {
        return new Columns(
                "",
                "",
                axis,
                Arrays.stream(groups).map(group -> Column.of("x", group, 0.5)).toList(),
                List.of());
    }

    /** Pixels that are drawn on in one and not in the other, whatever the series' colours. */
    private static long inkThatDiffers(Chart first, Chart second) {
        return pixelsThatDiffer(Plots.of(first), Plots.of(second), PlotsTest::isInk);
    }

    private static boolean isInk(int pixel) {
        return pixel != Theme.LIGHT.background().getRGB();
    }

    private static long pixelsThatDiffer(Figure first, Figure second, IntPredicate drawn) {
        var a = first.image();
        var b = second.image();
        return IntStream.range(0, a.getWidth() * a.getHeight())
                .filter(i -> drawn.test(a.getRGB(i % a.getWidth(), i / a.getWidth()))
                        != drawn.test(b.getRGB(i % b.getWidth(), i / b.getWidth())))
                .count();
    }

    @Test
    void undefinedValuesStillGiveAPicture() {
        var nan = new double[3];
        Arrays.fill(nan, Double.NaN);
        var none = new Rdm("none", "1 - r", List.of("a", "b", "c"), nan, TEST);
        assertThat(Plots.rdm(none).toPng()).isNotEmpty();
        var score = new RdmScore(
                "m",
                "r",
                "x",
                new double[] {Double.NaN},
                new Interval(Double.NaN, Double.NaN),
                new NoiseCeiling(Double.NaN, Double.NaN),
                TEST);
        assertThat(Plots.rdmScores(List.of(score)).toPng()).isNotEmpty();
    }

    @Test
    void emptyAndUnknownInputGiveOneSentence() {
        assertThatThrownBy(() -> Plots.layers(List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("scores: none");
        assertThatThrownBy(() -> Plots.predicted(score("m", "l", 0.1), shown(), responses(), "n33"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"n3\"?");
        assertThatThrownBy(() -> Plots.of(new Panels("t", "d", List.of(), 2)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("panels: none");
        assertThatThrownBy(() -> Plots.rdm(rdm(4), List.of("a")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 for RDM conv3");
    }

    /** 40 trials of a neuron that fires at 10 spikes/s and at 100 between 50 and 100 ms, and of one that never does. */
    private static SpikeTrains spikes(double[] onsets) {
        var random = new Random(3);
        var times = new ArrayList<Double>();
        for (double onset : onsets) {
            for (int ms = -100; ms < 300; ms++) {
                if (random.nextDouble() < (ms >= 50 && ms < 100 ? 0.1 : 0.01)) {
                    times.add(onset + ms / 1000.0);
                }
            }
        }
        var train = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        var neurons = List.of(new Neuron("fast", Region.V1, "M"), new Neuron("silent", Region.V1, "M"));
        return new SpikeTrains("toy", neurons, new double[][] {train, {}}, TEST);
    }

    @Test
    void psthWithoutTimeBinsIsRefused() {
        var none = new Psth("rec", List.of(), List.of(), new double[0][], new double[0][], 0, TEST);
        assertThatThrownBy(() -> Plots.psth(List.of(none)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("PSTH of rec: no time bins");
    }

    @Test
    void responsesBelowZeroAreSaidAroundACircle() {
        var means = new double[] {-1, 2, -3, 1};
        var curve = new TuningCurve(
                "u", "direction", "deg", new double[] {0, 90, 180, 270}, means, new double[4], new int[4], TEST);
        assertThat(Plots.polar(curve).toSvg()).contains("2 of 4 responses below 0, at the centre");
    }

    @Test
    void numbersOfASmallRangeAreToldApart() {
        var small = new double[][] {{0.001, 0.002}, {0.003, 0.004}};
        var names = List.of("a", "b");
        var grid = new Grid("", "d", small, Axis.of("x"), names, names, "", "", Grid.Look.SEQUENTIAL);
        assertThat(Drawing.of(grid).toSvg().replaceAll("\\s+>", ">"))
                .contains(">0.001<", ">0.002<", ">0.003<", ">0.004<");
    }

    @Test
    void panelsOfVeryManyColumnsStayNarrow() {
        var columns = IntStream.range(0, 152)
                .mapToObj(i -> Column.of("layer" + i, "", 0.3))
                .toList();
        var chart = new Columns("", "d", Axis.of("r"), columns, List.of());
        assertThat(Drawing.of(new Panels("", "d", List.of(chart, chart), 2)).width())
                .isLessThan(2400);
    }

    @Test
    void psthAndRasterShowWhenTheNeuronFires() {
        var onsets = IntStream.range(0, 40).mapToDouble(i -> i).toArray();
        var shown =
                IntStream.range(0, 40).mapToObj(i -> new Presentation("s", i)).toList();
        var spikes = spikes(onsets);
        var psth = spikes.counts(shown, onsets, TimeBin.between(-50, 250, 10)).psth();
        Plots.psth(List.of(psth)).save(LOOK.resolve("psth.png"));
        var one = Plots.psth(psth, "fast");
        one.save(LOOK.resolve("psth-neuron.png"));
        var peak = java.util.regex.Pattern.compile("at (\\d+) ms").matcher(one.toString());
        assertThat(peak.find()).isTrue();
        assertThat(Integer.parseInt(peak.group(1))).isBetween(50, 100);
        Plots.raster(spikes.raster("fast", onsets, new TimeBin(-50, 250))).save(LOOK.resolve("raster.png"));
        assertThat(Plots.raster(spikes.raster("silent", onsets, new TimeBin(-50, 250)))
                        .toString())
                .contains("40 trials, 0 spikes");
        assertThatThrownBy(() -> Plots.psth(psth, "fasst"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"fast\"?");
    }
}
