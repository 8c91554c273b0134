package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.Region;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;

/** What the simulated cortex refuses, since its counts would mean nothing. */
class CortexInputTest {

    private static final SimulatedCortex CORTEX = SimulatedCortex.standard().neurons(2);
    private static final StimulusSet OBJECTS = Stimuli.objects(1).exemplars(1).size(16);

    @Test
    void boundaryOfAValueThatNothingHasIsRefused() {
        assertThatThrownBy(() ->
                        CORTEX.boundary("category", List.of("animal", "Face")).record(OBJECTS, Region.VLPFC, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("category \"Face\" is not in objects; did you mean \"face\"?")
                .hasMessageContaining("stimuli.parameter(\"category\")");
        var faces = OBJECTS.where("category", "face"::equals);
        assertThat(CORTEX.boundary("category", List.of("face", "zebra")).expectedCounts(faces, Region.VLPFC))
                .isEqualTo(CORTEX.boundary("category", List.of("face")).expectedCounts(faces, Region.VLPFC));
        assertThatThrownBy(() -> CORTEX.boundary("category", List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no value; expected at least one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1e0"})
    void boundaryComparesNumbersAsNumbers(String one) {
        var morphs = Stimuli.morphs(0, 1);
        assertThat(CORTEX.boundary("morph", List.of(one)).expectedCounts(morphs, Region.VLPFC))
                .isEqualTo(CORTEX.boundary("category", List.of("dog")).expectedCounts(morphs, Region.VLPFC));
        assertThatThrownBy(() -> CORTEX.boundary("morph", List.of("2")).expectedCounts(morphs, Region.VLPFC))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("morph \"2\"");
    }

    @ParameterizedTest
    @CsvSource({"x, NaN", "y, Infinity", "scale, NaN", "scale, -1", "yaw, NaN", "roll, NaN"})
    void whatIsNoFiniteNumberIsRefused(String parameter, double value) {
        assertRefused(OBJECTS, parameter, value);
    }

    @Test
    void aCellOfTextIsRefusedAndDoesNotUndoItsColumn() {
        assertRefused(OBJECTS, "x", "left");
        assertRefused(OBJECTS, "scale", "");
    }

    @Test
    void aMorphThatIsNoNumberIsRefused() {
        assertRefused(Stimuli.morphs(0, 1), "morph", Double.NaN);
        assertRefused(Stimuli.morphs(0, 1), "morph", "half");
    }

    @Test
    void wholeNumbersAreNumbers() {
        var two = OBJECTS.select(0, 1);
        assertThat(CORTEX.expectedCounts(placed(two, List.of(1, 2)), Region.IT))
                .isEqualTo(CORTEX.expectedCounts(placed(two, List.of(1.0, 2.0)), Region.IT));
    }

    private static StimulusSet placed(StimulusSet stimuli, List<Object> x) {
        var columns = new LinkedHashMap<>(stimuli.parameters());
        columns.put("x", x);
        return pictures(stimuli.ids(), stimuli.pixels(0), columns);
    }

    private static void assertRefused(StimulusSet stimuli, String parameter, Object value) {
        var columns = new LinkedHashMap<>(stimuli.parameters());
        var column = new ArrayList<>(columns.get(parameter));
        column.set(1, value);
        columns.put(parameter, column);
        var broken = pictures(stimuli.ids(), stimuli.pixels(0), columns);
        assertThatThrownBy(() -> CORTEX.record(broken, Region.IT, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(parameter + " of \"" + stimuli.ids().get(1) + "\"")
                .hasMessageContaining("\"" + value + "\"");
    }

    private static StimulusSet pictures(List<String> ids, float[] pixels, Map<String, List<Object>> columns) {
        int side = (int) Math.sqrt(pixels.length);
        return new PixelStimuli("pictures", ids, 1, side, side, 8, i -> pixels.clone(), columns, Origin.of("pictures"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1", "V2", "V4"})
    void pixelsThatAreNoNumbersAreRefused(String region) {
        var pixels = OBJECTS.pixels(0);
        pixels[17] = Float.NaN;
        var broken = pictures(List.of("broken"), pixels, Map.of());
        assertThatThrownBy(() -> CORTEX.record(broken, new Region(region), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("pixels of \"broken\": NaN");
    }

    @Test
    void timeBinsWithoutTimesAreRefused() {
        var unknown = List.of(new TimeBin(0, 10), new TimeBin(Double.NaN, Double.NaN));
        assertThatThrownBy(() -> CORTEX.timeBins(unknown))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("NaN to NaN ms; expected finite times");
        assertThatThrownBy(() -> CORTEX.timeBins(List.of(new TimeBin(0, Double.POSITIVE_INFINITY))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("0.0 to Infinity ms");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void reliabilityOfNoTrialIsRefused(int trials) {
        assertThatThrownBy(() -> CORTEX.reliability(OBJECTS, Region.IT, trials))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("trials: " + trials + "; expected at least 1");
    }

    @Test
    void reliabilityOfNoStimulusIsRefused() {
        var none = OBJECTS.where("category", value -> false);
        for (var region : List.of(Region.V1, Region.IT)) {
            assertThatThrownBy(() -> CORTEX.reliability(none, region, 2))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("stimuli: none; expected at least one");
        }
        assertThat(CORTEX.reliability(OBJECTS.select(0), Region.IT, 2)).containsOnly(Double.NaN);
    }
}
