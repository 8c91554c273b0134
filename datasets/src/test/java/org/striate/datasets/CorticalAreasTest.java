package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;
import org.striate.core.Region;

/** What drives the cells of V2, V4, IT and vlPFC. */
class CorticalAreasTest {

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
                assertThat(SimulatedCortexTest.correlation(before, after)).isGreaterThan(0.999);
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
        assertThatThrownBy(() -> cortex.boundary("object", 0.5).expectedCounts(morphs, Region.VLPFC))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("object");
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
}
