package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.ReceptiveField;
import org.striate.core.Region;
import org.striate.core.TimeBin;

class SimulatedCortexTest {

    private static final Gratings GRATINGS =
            Stimuli.gratings().orientations(16).spatialFrequencies(0.5, 1, 2).phases(4);

    @Test
    void cellsPreferTheOrientationTheyWereGiven() {
        var cortex = SimulatedCortex.standard();
        var expected = cortex.expectedCounts(GRATINGS, Region.V1);
        var given = cortex.preferredOrientations(GRATINGS);
        var orientation = GRATINGS.parameter("orientation");
        for (int neuron = 0; neuron < given.length; neuron++) {
            double x = 0;
            double y = 0;
            for (int i = 0; i < expected.length; i++) {
                double angle = Math.toRadians(2 * (double) orientation.get(i));
                x += expected[i][neuron] * Math.cos(angle);
                y += expected[i][neuron] * Math.sin(angle);
            }
            double preferred = Math.toDegrees(Math.atan2(y, x)) / 2;
            double off = Math.abs(Math.IEEEremainder(preferred - given[neuron], 180));
            assertThat(off).as("neuron %d", neuron).isLessThan(12);
        }
    }

    @Test
    void originTellsTheTimeBins() {
        var stimuli = GRATINGS.select(0, 1);
        var cortex = SimulatedCortex.standard().neurons(1);
        var window = cortex.record(stimuli, Region.V1, 1);
        var steps = cortex.timeBins(TimeBin.between(0, 30, 10)).record(stimuli, Region.V1, 1);
        assertThat(window.origin().settings()).containsEntry("bins", "50.0-200.0 ms");
        assertThat(steps.origin().settings()).containsEntry("bins", "0.0-10.0, 10.0-20.0, 20.0-30.0 ms");
    }

    @Test
    void infiniteRatesAreRefused() {
        assertThatThrownBy(() -> SimulatedCortex.standard().rate(Double.POSITIVE_INFINITY))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Infinity spikes/s");
        assertThatThrownBy(() -> SimulatedCortex.standard().sharedGain(Double.POSITIVE_INFINITY))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void aSimpleCellsFilterDrivesItAndItsNegativeDoesNot() {
        var cortex = SimulatedCortex.standard();
        var neurons = cortex.record(GRATINGS, Region.V1, 1).neurons();
        var filters = cortex.simpleFilters(GRATINGS);
        assertThat(filters).hasSizeBetween(20, 40);
        filters.forEach((name, filter) -> {
            int column = IntStream.range(0, neurons.size())
                    .filter(i -> neurons.get(i).id().equals(name))
                    .findFirst()
                    .orElseThrow();
            var negative = new ReceptiveField(
                    name,
                    1,
                    64,
                    64,
                    8,
                    Arrays.stream(filter.values()).map(v -> -v).toArray(),
                    filter.origin());
            double spontaneous = 0.15; // 1 spike/s in 150 ms
            assertThat(cortex.expectedCounts(filter.stimulus(), Region.V1)[0][column])
                    .as(name)
                    .isGreaterThan(5 * spontaneous);
            assertThat(cortex.expectedCounts(negative.stimulus(), Region.V1)[0][column])
                    .as(name)
                    .isCloseTo(spontaneous, within(1e-6));
        });
    }

    @Test
    void filtersAreAskedForOnSquarePictures() {
        assertThatThrownBy(() -> SimulatedCortex.standard().simpleFilters(GRATINGS.resized(32, 64)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("32 x 64 pixels; expected square ones");
    }

    @Test
    void meanCountConvergesToTheExpectedOne() {
        var cortex = SimulatedCortex.standard().neurons(5);
        var few = GRATINGS.orientations(4).spatialFrequencies(1).phases(2);
        var mean = cortex.record(few, Region.V1, 2000).averaged();
        var expected = cortex.expectedCounts(few, Region.V1);
        for (int i = 0; i < expected.length; i++) {
            for (int neuron = 0; neuron < expected[i].length; neuron++) {
                double error = 5 * Math.sqrt(expected[i][neuron] / 2000); // five standard errors of a Poisson mean
                assertThat((double) mean.at(i, neuron, 0)).isCloseTo(expected[i][neuron], within(error));
            }
        }
    }

    @Test
    void splitHalfReliabilityConvergesToTheClosedForm() {
        int trials = 20;
        var cortex = SimulatedCortex.standard();
        var responses = cortex.record(GRATINGS, Region.V1, trials);
        var closed = cortex.reliability(GRATINGS, Region.V1, trials);
        var estimate = new double[closed.length];
        int splits = 20;
        for (int split = 0; split < splits; split++) {
            var halves = responses.splitHalves(split);
            for (int neuron = 0; neuron < estimate.length; neuron++) {
                double r = correlation(column(halves.get(0), neuron), column(halves.get(1), neuron));
                estimate[neuron] += 2 * r / (1 + r) / splits;
            }
        }
        double meanError = IntStream.range(0, closed.length)
                .mapToDouble(i -> estimate[i] - closed[i])
                .average()
                .orElseThrow();
        assertThat(meanError).isCloseTo(0, within(0.02));
        assertThat(Arrays.stream(closed).average().orElseThrow()).isBetween(0.5, 0.99);
    }

    @Test
    void sameSeedSameSpikes() {
        var few = GRATINGS.orientations(2).phases(1);
        var one = SimulatedCortex.standard().record(few, Region.V1, 2);
        var two = SimulatedCortex.standard().record(few, Region.V1, 2);
        var other = SimulatedCortex.standard().seed(2).record(few, Region.V1, 2);
        assertThat(column(one, 3)).isEqualTo(column(two, 3));
        assertThat(column(one, 3)).isNotEqualTo(column(other, 3));
    }

    @Test
    void regionThatIsNotSimulatedSaysSo() {
        assertThatThrownBy(() -> SimulatedCortex.standard().record(GRATINGS, new Region("MT"), 2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"MT\"");
    }

    @Test
    void areasThatLookAtWhatIsShownRefuseStimuliThatDoNotSayIt() {
        for (var region : List.of(Region.IT, Region.VLPFC)) {
            assertThatThrownBy(() -> SimulatedCortex.standard().record(GRATINGS, region, 2))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("do not say what is shown")
                    .hasMessageContaining("Stimuli.objects(1)");
        }
    }

    /** Split halves with Spearman-Brown converge to the closed form in every area, with and without a shared gain. */
    @ParameterizedTest
    @CsvSource({"V1, 0.1", "V2, 0", "V2, 0.1", "V4, 0.1", "IT, 0", "IT, 0.2", "vlPFC, 0.1"})
    void reliabilityConvergesInEveryArea(String name, double gainVariance) {
        int trials = 16;
        var objects = Stimuli.objects(1).views(2).size(48);
        var cortex =
                SimulatedCortex.standard().neurons(20).sharedGain(gainVariance).rate(40);
        var region = new Region(name);
        var responses = cortex.record(objects, region, trials);
        var closed = cortex.reliability(objects, region, trials);
        int splits = 20;
        var estimate = new double[closed.length];
        for (int split = 0; split < splits; split++) {
            var halves = responses.splitHalves(split);
            for (int neuron = 0; neuron < estimate.length; neuron++) {
                double r = correlation(column(halves.get(0), neuron), column(halves.get(1), neuron));
                estimate[neuron] += 2 * r / (1 + r) / splits;
            }
        }
        var clear =
                IntStream.range(0, closed.length).filter(i -> closed[i] > 0.3).toArray();
        assertThat(clear.length).isGreaterThan(closed.length / 4);
        double error = Arrays.stream(clear)
                .mapToDouble(i -> estimate[i] - closed[i])
                .average()
                .orElseThrow();
        assertThat(error).isCloseTo(0, within(0.03));
    }

    @Test
    void countsScatterAsTheirClosedFormSays() {
        var noise = new SpikeNoise(0.25);
        var random = new java.util.Random(1);
        double sum = 0;
        double squares = 0;
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            double count = noise.poisson(noise.gain(random) * 4, random);
            sum += count;
            squares += count * count;
        }
        double mean = sum / n;
        assertThat(mean).isCloseTo(4, within(0.05));
        assertThat(squares / n - mean * mean).isCloseTo(noise.variance(4), within(0.15));
    }

    @Test
    void animalsShareAGainAmongTheirOwnCellsOnly() {
        var one = Stimuli.objects(1).categories("car").exemplars(1).variation(RenderedObjects.Variation.NONE);
        var counts =
                SimulatedCortex.standard().neurons(2).rate(200).sharedGain(0.5).record(one, Region.VLPFC, 2000);
        double within = correlation(column(counts, 0), column(counts, 1));
        double between = correlation(column(counts, 0), column(counts, 2));
        assertThat(within).isGreaterThan(0.5);
        assertThat(Math.abs(between)).isLessThan(0.1);
    }

    @Test
    void areasAnswerOneAfterAnother() {
        var objects = Stimuli.objects(1).size(48);
        var cortex = SimulatedCortex.standard()
                .neurons(10)
                .timeBins(TimeBin.between(0, 350, 10))
                .rate(50);
        double before = 0;
        for (var region : cortex.regions()) {
            var psth = cortex.record(objects, region, 10).psth();
            double latency = latency(psth);
            assertThat(latency).as("%s after the area before it", region).isGreaterThan(before);
            assertThat(latency).isCloseTo(TimeCourse.of(region).latency(), within(15.0));
            before = latency;
        }
    }

    /** The first bin in which the population's rate has risen half way to its peak. */
    private static double latency(org.striate.core.Psth psth) {
        var population = IntStream.range(0, psth.bins().size())
                .mapToDouble(b -> Arrays.stream(psth.rate())
                        .mapToDouble(r -> r[b])
                        .average()
                        .orElseThrow())
                .toArray();
        double base = population[0];
        double peak = Arrays.stream(population).max().orElseThrow();
        int first = 0;
        while (population[first] < (base + peak) / 2) {
            first++;
        }
        return psth.bins().get(first).start();
    }

    @Test
    void binsAddUpToTheWindow() {
        var few = GRATINGS.orientations(2).phases(1);
        var cortex = SimulatedCortex.standard().neurons(3);
        var window = cortex.expectedCounts(few, Region.V1);
        var binned = cortex.timeBins(TimeBin.between(50, 200, 10)).expectedCounts(few, Region.V1);
        for (int i = 0; i < window.length; i++) {
            for (int neuron = 0; neuron < 6; neuron++) {
                double sum =
                        Arrays.stream(binned[i], 15 * neuron, 15 * neuron + 15).sum();
                assertThat(sum).isCloseTo(window[i][neuron], within(1e-9 + 1e-6 * sum));
            }
        }
    }

    private static double[] column(NeuralResponses responses, int neuron) {
        return IntStream.range(0, responses.presentations().size())
                .mapToDouble(p -> responses.at(p, neuron, 0))
                .toArray();
    }

    static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
