package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Folds;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;
import org.striate.core.UnitLayout;

class PowerStudyTest {

    private static final int POOL = 200;
    private static final int UNITS = 6;
    private static final float[][] TRUTH = gaussian(POOL, UNITS, 1);

    private static final StimulusSet STIMULI = new PixelStimuli(
            "pool",
            IntStream.range(0, POOL).mapToObj(String::valueOf).toList(),
            1,
            1,
            1,
            1,
            i -> new float[1],
            Map.of(),
            Origin.of("pool"));

    private static float[][] gaussian(int rows, int columns, long seed) {
        var random = new Random(seed);
        var values = new float[rows][columns];
        for (var row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    /** Neurons are random sums of the true units, and noise. */
    private static NeuralResponses record(StimulusSet shown, StudySize size, long seed) {
        var random = new Random(seed);
        var weights = gaussian(size.neurons(), UNITS, seed + 1);
        var presentations = new ArrayList<Presentation>();
        var counts = new ArrayList<float[]>();
        for (int trial = 0; trial < size.trials(); trial++) {
            for (var id : shown.ids()) {
                var row = new float[size.neurons()];
                for (int n = 0; n < row.length; n++) {
                    for (int u = 0; u < UNITS; u++) {
                        row[n] += weights[n][u] * TRUTH[Integer.parseInt(id)][u];
                    }
                    row[n] += (float) (4 * random.nextGaussian());
                }
                presentations.add(new Presentation(id, trial));
                counts.add(row);
            }
        }
        var neurons = IntStream.range(0, size.neurons())
                .mapToObj(i -> new Neuron("n" + i, Region.IT, "A"))
                .toList();
        return new NeuralResponses(
                "made up",
                presentations,
                neurons,
                List.of(new TimeBin(0, 100)),
                counts.toArray(float[][]::new),
                Origin.of("made up"));
    }

    private static Activations layer(String name, float[][] rows) {
        return new Activations(name, name, STIMULI.ids(), UnitLayout.flat(rows[0].length), rows, Origin.of(name));
    }

    /** The true units, blurred by a share of noise. */
    private static Activations blurred(double share, long seed) {
        var noise = gaussian(POOL, UNITS, seed);
        var rows = new float[POOL][UNITS];
        for (int i = 0; i < POOL; i++) {
            for (int u = 0; u < UNITS; u++) {
                rows[i][u] = (float) ((1 - share) * TRUTH[i][u] + share * noise[i][u]);
            }
        }
        return layer("blurred " + share, rows);
    }

    private static final StudySize SMALL = new StudySize(20, 4, 2);
    private static final StudySize LARGE = new StudySize(150, 30, 6);

    @Test
    void aLargerStudyFindsMoreOftenWhatIsTrue() {
        var power = PowerStudy.of(layer("truth", TRUTH), blurred(0.35, 5), STIMULI, PowerStudyTest::record)
                .studies(12)
                .seed(3)
                .run(List.of(SMALL, LARGE));
        assertThat(power.power()[1]).isGreaterThan(0.9).isGreaterThan(power.power()[0]);
        assertThat(power.reversed()[1]).isZero();
        assertThat(power.chart().x().title()).isEqualTo("stimuli");
        assertThat(power.intervals().get(1).low()).isBetween(0.6, 0.95);
    }

    @Test
    void originNamesTheMethodTheFoldsAndTheRecorder() {
        var origin = PowerStudy.of(layer("truth", TRUTH), blurred(0.35, 5), STIMULI, PowerStudyTest::record)
                .studies(2)
                .run(List.of(SMALL))
                .origin();
        assertThat(origin.toString()).contains("ridge", "k folds", "k=5", "made up");
    }

    @Test
    void modelsThatAreEquallyGoodAreSeldomToldApart() {
        var found = PowerStudy.of(blurred(0.5, 7), blurred(0.5, 8), STIMULI, PowerStudyTest::record)
                .studies(30)
                .run(List.of(new StudySize(40, 10, 3)));
        assertThat(found.power()[0] + found.reversed()[0]).isLessThan(0.25);
    }

    @Test
    void forecastFollowsItsFormula() {
        var forecast = new PowerForecast(0.1, 0.0016, 0.0009, 40, 20);
        assertThat(forecast.error(new StudySize(40, 20, 5))).isCloseTo(0.05, within(1e-12));
        assertThat(forecast.power(new StudySize(40, 20, 5))).isCloseTo(0.516, within(0.001));
        var size = new StudySize(160, 20, 5);
        int neurons = forecast.neuronsFor(0.8, size);
        assertThat(forecast.power(size.neurons(neurons))).isGreaterThanOrEqualTo(0.8);
        assertThat(forecast.power(size.neurons(neurons - 1))).isLessThan(0.8);
        assertThatThrownBy(() -> forecast.neuronsFor(0.8, size.stimuli(40)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("more stimuli: size.stimuli(80)");
    }

    @Test
    void forecastOfAPilotKnowsItsSizeAndItsError() {
        var study = PowerStudy.of(layer("truth", TRUTH), blurred(0.35, 5), STIMULI, PowerStudyTest::record);
        var pilot = study.once(new StudySize(60, 12, 4), 2);
        var forecast = PowerForecast.of(pilot);
        assertThat(forecast.stimuli()).isEqualTo(60);
        assertThat(forecast.neurons()).isEqualTo(12);
        double half = (pilot.interval().high() - pilot.interval().low()) / 2;
        assertThat(1.96 * forecast.error(new StudySize(60, 12, 4))).isCloseTo(half, within(0.3 * half));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        var study = PowerStudy.of(layer("truth", TRUTH), layer("truth", TRUTH), STIMULI, PowerStudyTest::record);
        assertThatThrownBy(() -> study.once(new StudySize(201, 4, 2), 1)).hasMessageContaining("at most 200");
        assertThatThrownBy(() -> study.run(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> study.studies(1)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> new StudySize(5, 4, 2)).hasMessageContaining("5 stimuli");
        assertThatThrownBy(() -> PowerStudy.of(
                        layer("truth", TRUTH), layer("truth", TRUTH), STIMULI.select(0, 1), PowerStudyTest::record))
                .hasMessageContaining("network.activations(pool");
    }

    @Test
    void moreNeuronsAreNotAdvisedWhereTheFirstModelIsNotTheBetter() {
        var forecast = new PowerForecast(-0.1, 0.0016, 0.0009, 40, 20);
        assertThatThrownBy(() -> forecast.neuronsFor(0.8, new StudySize(160, 20, 5)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("forecast: a difference of -0.1000; expected one above 0")
                .hasMessageContaining("ScoreComparison.of(second, first, stimuli, responses)");
    }

    /** The first neurons answer every stimulus alike. */
    private static ScoreComparison pilotOf(int neurons, int silent) {
        var all = record(STIMULI, new StudySize(POOL, neurons, 2), 4);
        var rows = new float[all.presentations().size()][neurons];
        for (int p = 0; p < rows.length; p++) {
            for (int n = 0; n < neurons; n++) {
                rows[p][n] = n < silent ? 1 : all.at(p, n, 0);
            }
        }
        var some = new NeuralResponses(
                "pilot", all.presentations(), all.neurons(), all.bins(), rows, Origin.of("made up"));
        var first = EncodingModel.ridge().score(blurred(0.3, 5), STIMULI, some, Folds.of(4, 1));
        var second = EncodingModel.ridge().score(blurred(0.4, 6), STIMULI, some, Folds.of(4, 1));
        return ScoreComparison.of(first, second, STIMULI, some);
    }

    @Test
    void pilotOfOneNeuronThatVariesForetellsNothing() {
        assertThatThrownBy(() -> PowerForecast.of(pilotOf(3, 2)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("pilot: 1 neuron with a score, of 3; expected at least 2");
    }

    @Test
    void drawsOfSilentNeuronsAloneAreLeftOut() {
        var forecast = PowerForecast.of(pilotOf(4, 2));
        assertThat(forecast.power(new StudySize(100, 50, 2))).isBetween(0.0, 1.0);
    }
}
