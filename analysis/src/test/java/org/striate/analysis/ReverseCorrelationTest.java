package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.analysis.units.Population;
import org.striate.analysis.units.ReverseCorrelation;
import org.striate.core.BadInput;
import org.striate.core.ReceptiveField;
import org.striate.core.Region;
import org.striate.core.Score;
import org.striate.core.StimulusSet;
import org.striate.datasets.KnownCells;
import org.striate.datasets.SimulatedCortex;
import org.striate.datasets.Stimuli;

class ReverseCorrelationTest {

    private static Population answering(StimulusSet stimuli, ToDoubleFunction<float[]> unit) {
        return Population.of(
                stimuli.ids(),
                IntStream.range(0, stimuli.size())
                        .mapToObj(i -> new double[] {unit.applyAsDouble(stimuli.pixels(i))})
                        .toArray(double[][]::new));
    }

    private static double dot(double[] filter, float[] pixels) {
        return IntStream.range(0, filter.length)
                .mapToDouble(i -> filter[i] * (pixels[i] - 0.5))
                .sum();
    }

    /** A Gabor of 12 x 12 pixels. */
    private static double[] gabor(double phase) {
        return IntStream.range(0, 144)
                .mapToDouble(i -> {
                    double x = i % 12 - 5.5;
                    double y = i / 12 - 5.5;
                    return Math.exp(-(x * x + y * y) / 12) * Math.cos(x + phase);
                })
                .toArray();
    }

    @Test
    void averageOfWhiteNoiseRecoversARectifiedFilter() {
        var stimuli = Stimuli.whiteNoise(4000, 1).size(12);
        var filter = gabor(0);
        var field = ReverseCorrelation.of(answering(stimuli, x -> Math.max(0, dot(filter, x))), stimuli)
                .field(0);
        assertThat(field.correlation(filter)).isGreaterThan(0.95);
        assertThat(field.x()).isCloseTo(0, within(0.5));
        assertThat(field.toHtml()).contains("origin");
        assertThat(field.chart().fields().get(0).values()).isEqualTo(field.values());
    }

    @Test
    void whiteningUndoesTheCorrelationsOfPinkNoise() {
        var filter = gabor(0.5);
        var many = Stimuli.pinkNoise(4000, 1).size(12);
        var plain = ReverseCorrelation.of(answering(many, x -> Math.max(0, dot(filter, x))), many);
        double smeared = plain.field(0).correlation(filter);
        double sharp = plain.whitened(1e-3).field(0).correlation(filter);
        assertThat(sharp).isGreaterThan(0.9).isGreaterThan(smeared + 0.05);
    }

    @Test
    void bothFormsOfWhiteningSolveTheNormalEquations() {
        for (int n : new int[] {60, 300}) { // fewer and more than 144 pixels
            var stimuli = Stimuli.pinkNoise(n, 2).size(12);
            var random = new Random(n);
            var population = answering(stimuli, x -> random.nextDouble());
            double ridge = 0.1;
            var plain = ReverseCorrelation.of(population, stimuli).field(0).values();
            var white = ReverseCorrelation.of(population, stimuli)
                    .whitened(ridge)
                    .field(0)
                    .values();
            // plain * constant = (n C + ridge trace / p I) white
            var mean = new double[144];
            IntStream.range(0, n).forEach(i -> {
                for (int j = 0; j < 144; j++) {
                    mean[j] += stimuli.pixels(i)[j] / (double) n;
                }
            });
            var back = new double[144];
            double trace = 0;
            for (int i = 0; i < n; i++) {
                var x = stimuli.pixels(i);
                double along = 0;
                for (int j = 0; j < 144; j++) {
                    along += (x[j] - mean[j]) * white[j];
                    trace += (x[j] - mean[j]) * (x[j] - mean[j]);
                }
                for (int j = 0; j < 144; j++) {
                    back[j] += (x[j] - mean[j]) * along;
                }
            }
            for (int j = 0; j < 144; j++) {
                back[j] += ridge * trace / 144 * white[j];
            }
            Fixture.assertClose(back, plain, 1e-5);
        }
    }

    @Test
    void simpleCellOfTheSimulatedCortexIsRecovered() {
        int size = 32;
        var noise = Stimuli.whiteNoise(16000, 3).size(size);
        var cortex = SimulatedCortex.standard().neurons(15).rate(400);
        var known = new KnownCells(30, 1, size, 8);
        var spikes = Population.of(cortex.record(noise, Region.V1, 1));
        var found = ReverseCorrelation.of(spikes, noise);
        int simple = 0;
        for (int cell = 0; cell < 30; cell++) {
            if (known.simple(cell)) {
                simple++;
                assertThat(found.field(cell).correlation(known.filter(cell, size)))
                        .as("simple cell %d, frequency %d", cell, known.frequency(cell))
                        .isGreaterThan(0.9);
            }
        }
        assertThat(simple).isGreaterThan(5);
        var filters = cortex.simpleFilters(noise);
        assertThat(Score.median(misses(found, spikes, filters))).isLessThan(0.05);
        var early = ReverseCorrelation.of(
                spikes, noise.select(IntStream.range(0, 1000).toArray()));
        assertThat(Score.median(misses(early, spikes, filters))).isLessThan(0.25);
    }

    /** [simple cells] how far each field that was found lies from the filter's place, in degrees. */
    private static double[] misses(ReverseCorrelation found, Population cells, Map<String, ReceptiveField> filters) {
        return IntStream.range(0, cells.units())
                .filter(cell -> filters.containsKey(cells.unit(cell)))
                .mapToDouble(cell -> {
                    var field = found.field(cell);
                    var truth = filters.get(cells.unit(cell));
                    return Math.hypot(field.x() - truth.x(), field.y() - truth.y());
                })
                .toArray();
    }

    @Test
    void covarianceFindsTheTwoFiltersOfAnEnergyUnit() {
        var stimuli = Stimuli.whiteNoise(8000, 4).size(12);
        var even = gabor(0);
        var odd = gabor(Math.PI / 2);
        var unit = answering(stimuli, x -> Math.pow(dot(even, x), 2) + Math.pow(dot(odd, x), 2));
        var field = ReverseCorrelation.of(unit, stimuli);
        assertThat(Math.abs(field.field(0).correlation(even))).isLessThan(0.5); // the average shows nothing of it
        var found = field.covariance(0, 5, 1);
        assertThat(found.exciting()).isEqualTo(2);
        assertThat(found.suppressing()).isZero();
        // Both filters lie in the plane of the two directions found.
        for (var filter : new double[][] {even, odd}) {
            double plane = Math.hypot(share(found.filter(0), filter), share(found.filter(1), filter));
            assertThat(plane).isGreaterThan(0.9);
        }
        assertThat(found.toHtml()).contains("largest eigenvalues");
    }

    private static double share(ReceptiveField direction, double[] filter) {
        double along = 0;
        double length = 0;
        for (int i = 0; i < filter.length; i++) {
            along += direction.values()[i] * filter[i];
            length += filter[i] * filter[i];
        }
        return along / Math.sqrt(length);
    }

    @Test
    void silentUnitHasNoField() {
        var stimuli = Stimuli.whiteNoise(20, 1).size(8);
        var field = ReverseCorrelation.of(answering(stimuli, x -> 0), stimuli).field(0);
        assertThat(field.values()).containsOnly(Double.NaN);
        assertThat(field.toHtml()).contains("largest NaN");
        assertThat(field.chart().fields()).hasSize(1); // it can be drawn all the same
        assertThatThrownBy(() -> ReverseCorrelation.of(answering(stimuli, x -> 0), stimuli)
                        .covariance(0, 2, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("without a response");
    }

    @Test
    void hostileInputSaysWhatToDo() {
        var stimuli = Stimuli.whiteNoise(20, 1).size(8);
        var found = ReverseCorrelation.of(answering(stimuli, x -> x[0]), stimuli);
        assertThatThrownBy(() -> found.whitened(0)).isInstanceOf(BadInput.class).hasMessageContaining("0.0");
        assertThatThrownBy(() -> ReverseCorrelation.of(answering(stimuli, x -> Double.NaN), stimuli)
                        .field(0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no response recorded");
        var one = stimuli.select(3);
        assertThatThrownBy(() -> ReverseCorrelation.of(answering(stimuli, x -> 1), one))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 stimuli");
        var large = Stimuli.whiteNoise(4, 1).size(64);
        assertThatThrownBy(() -> ReverseCorrelation.of(answering(large, x -> x[0]), large)
                        .covariance(0, 1, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("4096 pixels");
    }
}
