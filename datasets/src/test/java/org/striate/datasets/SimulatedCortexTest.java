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

    /** A product needs both its factors. */
    @Test
    void v2CellOfTwoOrientationsPrefersTheirCombination() {
        var bank = new GaborBank(64, 8);
        int centre = 12;
        var pair = new int[][] {{bank.index(1, centre, 0), bank.index(1, centre, 4)}};
        var cell = new V2Area(bank, List.of(new V2Area.Cell(pair, new double[] {1})));
        var gratings = Stimuli.gratings().orientations(2).phases(1); // 0 and 90 deg
        var plaid = Stimuli.plaids(90).orientations(1).phases(1);
        double combined = cell.drives(plaid.pixels(0))[0];
        assertThat(combined).isGreaterThan(2 * cell.drives(gratings.pixels(0))[0]);
        assertThat(combined).isGreaterThan(2 * cell.drives(gratings.pixels(1))[0]);
        var complex = bank.normalised(bank.answers(plaid.pixels(0)), V1Cell.SIGMA);
        assertThat(combined).isCloseTo(Math.sqrt(complex[pair[0][0]] * complex[pair[0][1]]), within(1e-12));
    }

    private static double population(SimulatedCortex cortex, org.striate.core.StimulusSet stimuli, Region region) {
        return Arrays.stream(cortex.expectedCounts(stimuli, region))
                .flatMapToDouble(Arrays::stream)
                .average()
                .orElseThrow();
    }

    @Test
    void v4CellsPreferTheirOwnCurvature() {
        var area = V4Area.of(60, 5, 64, 8);
        int right = 0;
        for (int i = 0; i < 60; i++) {
            var template = area.cells().get(i);
            var own = new V4Area(area.bank(), List.of(template)).drives(arc(template, template.direction()))[0];
            var turned =
                    new V4Area(area.bank(), List.of(template)).drives(arc(template, template.direction() + 180))[0];
            right += own > turned ? 1 : 0;
        }
        assertThat(right).isGreaterThan(54);
    }

    /** A white arc of the template's radius at its place, bulging in a direction. */
    private static float[] arc(V4Area.Template template, double direction) {
        double step = 0.5 * 64 / 8; // pixels a step of the grid
        double radius = template.radius() * step;
        double angle = Math.toRadians(direction);
        double middleX = 32 + (template.column() - 4) * step;
        double middleY = 32 + (template.row() - 4) * step;
        double centreX = middleX - radius * Math.cos(angle);
        double centreY = middleY + radius * Math.sin(angle);
        double span = Math.toRadians(Math.min(120, 240 / template.radius())) / 2;
        var pixels = new float[64 * 64];
        Arrays.fill(pixels, 0.5f);
        for (int p = 0; p < pixels.length; p++) {
            double x = p % 64 + 0.5 - centreX;
            double y = centreY - p / 64 - 0.5;
            boolean on = Math.abs(Math.hypot(x, y) - radius) < 2;
            double off = Math.IEEEremainder(Math.atan2(y, x) - angle, 2 * Math.PI);
            if (on && Math.abs(off) <= span + 0.2) {
                pixels[p] = 1;
            }
        }
        return pixels;
    }

    /** Within 1.5 deg and a factor of 1.4 in size IT keeps its order of objects; V1 does not. */
    @Test
    void itToleratesPositionAndSizeWithinItsRange() {
        var objects = Stimuli.objects(1).variation(RenderedObjects.Variation.NONE);
        var cortex = SimulatedCortex.standard();
        var centre = cortex.expectedCounts(objects, Region.IT);
        for (var seen : List.of(new double[] {1.5, 0, 1}, new double[] {0, -1.5, 1}, new double[] {0, 0, 1.4})) {
            var moved = cortex.expectedCounts(moved(objects, seen), Region.IT);
            for (int neuron = 0; neuron < 60; neuron++) {
                int column = neuron;
                var before = Arrays.stream(centre)
                        .mapToDouble(row -> row[column] - 0.15)
                        .toArray();
                var after = Arrays.stream(moved)
                        .mapToDouble(row -> row[column] - 0.15)
                        .toArray();
                assertThat(correlation(before, after)).isGreaterThan(0.999);
                double kept = Arrays.stream(after).sum() / Arrays.stream(before).sum();
                assertThat(kept)
                        .as("neuron %d seen at %s", neuron, Arrays.toString(seen))
                        .isBetween(0.2, 5.0);
            }
            double population = Arrays.stream(moved)
                            .flatMapToDouble(Arrays::stream)
                            .sum()
                    / Arrays.stream(centre).flatMapToDouble(Arrays::stream).sum();
            assertThat(population).isBetween(0.8, 1.2);
        }
    }

    private static org.striate.core.StimulusSet moved(org.striate.core.StimulusSet objects, double[] seen) {
        var parameters = new java.util.LinkedHashMap<>(objects.parameters());
        parameters.put("x", java.util.Collections.nCopies(objects.size(), seen[0]));
        parameters.put("y", java.util.Collections.nCopies(objects.size(), seen[1]));
        parameters.put("scale", java.util.Collections.nCopies(objects.size(), seen[2]));
        return new org.striate.core.PixelStimuli(
                "moved", objects.ids(), 1, 64, 64, 8, objects::pixels, parameters, objects.origin());
    }

    @Test
    void boundaryMovesVlpfcButNotIt() {
        var morphs = Stimuli.morphs(0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9, 1);
        var cortex = SimulatedCortex.standard();
        var middle = cortex.boundary("morph", 0.5);
        var moved = cortex.boundary("morph", 0.25);
        assertThat(moved.expectedCounts(morphs, Region.IT)).isDeepEqualTo(middle.expectedCounts(morphs, Region.IT));
        var before = middle.expectedCounts(morphs, Region.VLPFC);
        var after = moved.expectedCounts(morphs, Region.VLPFC);
        var level = morphs.parameter("morph");
        for (int i = 0; i < before.length; i++) {
            double change = 0;
            for (int neuron = 0; neuron < before[i].length; neuron++) {
                change += Math.abs(after[i][neuron] - before[i][neuron]) / before[i].length;
            }
            boolean between = (double) level.get(i) >= 0.25 && (double) level.get(i) < 0.5;
            if (between) {
                assertThat(change).isGreaterThan(0.3);
            } else {
                assertThat(change).isZero();
            }
        }
    }

    /** Freedman et al. (2001): vlPFC jumps at the boundary, IT follows the form. */
    @Test
    void categoryIndexIsHigherInVlpfcThanInIt() {
        var morphs = Stimuli.morphs(0, 0.2, 0.4, 0.6, 0.8, 1);
        var cortex = SimulatedCortex.standard().boundary("morph", 0.5);
        double vlpfc = categoryIndex(cortex.expectedCounts(morphs, Region.VLPFC), morphs.parameter("morph"));
        double it = categoryIndex(cortex.expectedCounts(morphs, Region.IT), morphs.parameter("morph"));
        assertThat(vlpfc).isGreaterThan(it + 0.2);
    }

    /** (between - within) / (between + within), mean differences of neighbouring levels, mean over neurons. */
    private static double categoryIndex(double[][] counts, List<Object> levels) {
        double across = 0;
        double inside = 0;
        int pairsAcross = 0;
        int pairsInside = 0;
        for (int i = 0; i + 1 < counts.length; i++) {
            if ((double) levels.get(i + 1) > (double) levels.get(i)) {
                double difference = 0;
                for (int neuron = 0; neuron < counts[i].length; neuron++) {
                    difference += Math.abs(counts[i + 1][neuron] - counts[i][neuron]);
                }
                if ((double) levels.get(i) < 0.5 && (double) levels.get(i + 1) > 0.5) {
                    across += difference;
                    pairsAcross++;
                } else {
                    inside += difference;
                    pairsInside++;
                }
            }
        }
        double between = across / pairsAcross;
        double within = inside / pairsInside;
        return (between - within) / (between + within);
    }

    @Test
    void taskChangesVlpfcOnly() {
        var morphs = Stimuli.morphs();
        var cortex = SimulatedCortex.standard();
        var fixating = cortex.task(SimulatedCortex.Task.FIXATE);
        assertThat(fixating.expectedCounts(morphs, Region.IT)).isDeepEqualTo(cortex.expectedCounts(morphs, Region.IT));
        assertThat(population(fixating, morphs, Region.VLPFC)).isLessThan(population(cortex, morphs, Region.VLPFC));
    }

    @Test
    void domainCellsAnswerToTheirDomainAlone() {
        var area = VlpfcArea.of(
                400,
                3,
                SimulatedCortex.Task.CATEGORISE,
                stimuli -> java.util.Collections.nCopies(stimuli.size(), "one"));
        var faces = area.drives(Stimuli.faces(2, 1, 1))[0];
        var words = area.drives(Stimuli.words("house"))[0];
        int domain = 0;
        for (int neuron = 0; neuron < 400; neuron++) {
            if (area.cells().get(neuron).domain().equals("face")) {
                assertThat(faces[neuron]).isGreaterThan(words[neuron] + 0.9);
            }
            domain += area.cells().get(neuron).domain().isEmpty() ? 0 : 1;
        }
        assertThat(domain).isBetween(20, 65);
    }

    private static double[] column(NeuralResponses responses, int neuron) {
        return IntStream.range(0, responses.presentations().size())
                .mapToDouble(p -> responses.at(p, neuron, 0))
                .toArray();
    }

    private static double correlation(double[] a, double[] b) {
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
