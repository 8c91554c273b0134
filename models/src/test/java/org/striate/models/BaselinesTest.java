package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.datasets.Stimuli;

/** Pixels and Gabor energy: closed forms. */
class BaselinesTest {

    private static final GaborModel BANK = GaborModel.withDefaults();

    /** The unit in the middle of the image, at a frequency and orientation by index. */
    private static int middle(int frequency, int orientation) {
        return (frequency * 8 + orientation) * 64 + 4 * 8 + 4;
    }

    @Test
    void gratingOfAFiltersOwnHasEnergyOneAtEveryPhase() {
        var gratings = Stimuli.gratings()
                .orientations(8)
                .spatialFrequencies(1, 2)
                .phases(4)
                .size(128);
        var energy = BANK.activations(gratings, "energy");
        for (int i = 0; i < gratings.size(); i++) {
            int orientation = (int) ((double) gratings.parameter("orientation").get(i) / 22.5);
            int frequency = (double) gratings.parameter("spatialFrequency").get(i) == 1 ? 1 : 2;
            assertThat(energy.row(i)[middle(frequency, orientation)]).isCloseTo(1, within(0.03f));
        }
    }

    /** 64 x 128 square pixels, 4 x 8 degrees: stripes keep their orientation and frequency. */
    @Test
    void wideGratingHasEnergyOneAtItsOwnFilter() {
        var orientations = List.of(0, 1, 2, 3, 4, 5, 6, 7);
        var gratings = new PixelStimuli(
                "wide gratings",
                orientations.stream().map(String::valueOf).toList(),
                1,
                64,
                128,
                8,
                i -> {
                    double angle = Math.PI * i / 8;
                    var pixels = new float[64 * 128];
                    for (int p = 0; p < pixels.length; p++) {
                        double right = (p % 128 + 0.5) / 16;
                        double down = (p / 128 + 0.5) / 16;
                        double cycles = 2 * (right * Math.sin(angle) + down * Math.cos(angle)); // 2 cycles/deg
                        pixels[p] = (float) (0.5 + 0.5 * Math.cos(2 * Math.PI * cycles));
                    }
                    return pixels;
                },
                Map.of(),
                Origin.of("test"));
        var energy = BANK.activations(gratings, "energy");
        for (int orientation : orientations) {
            var row = energy.row(orientation);
            assertThat(row[middle(2, orientation)]).isCloseTo(1, within(0.03f));
            for (int other = 0; other < 4 * 8; other++) {
                if (other != 2 * 8 + orientation) {
                    assertThat(row[middle(other / 8, other % 8)])
                            .as("channel %d", other)
                            .isLessThan(0.9f);
                }
            }
        }
    }

    @Test
    void otherFrequenciesFallOffAsTheEnvelopeSays() {
        var gratings = Stimuli.gratings()
                .orientations(1)
                .spatialFrequencies(1.5)
                .phases(2)
                .size(128);
        double sd = 0.416 / 1;
        // Balancing takes cos's share of uniform grey away, which answers to other frequencies too: a few percent.
        double expected = Math.exp(-2 * Math.PI * Math.PI * sd * sd * 0.25);
        var row = BANK.activations(gratings, "energy").row(1);
        assertThat(row[middle(1, 0)]).isCloseTo((float) expected, within(0.04f));
    }

    @Test
    void uniformGreyAnswersNothingAtAnyBrightness() {
        var blank = Stimuli.gratings().orientations(1).phases(1).contrasts(1e-9).size(64);
        for (var layer : BANK.layers()) {
            for (float answer : BANK.activations(blank, layer).row(0)) {
                assertThat(answer).isCloseTo(0, within(1e-4f));
            }
        }
    }

    @Test
    void simpleCellsOfTwoSignsAddUpToTheEnergy() {
        var stimuli = Stimuli.shapes(3, 1);
        var both = BANK.activations(stimuli, List.of());
        var simple = both.get("simple");
        var energy = both.get("energy");
        assertThat(simple.layout()).hasToString("128 x 8 x 8");
        assertThat(energy.layout()).hasToString("32 x 8 x 8");
        for (int unit = 0; unit < energy.units(); unit++) {
            double squares = 0;
            for (int phase = 0; phase < 4; phase++) {
                float answer = simple.row(2)[(4 * (unit / 64) + phase) * 64 + unit % 64];
                assertThat(answer).isNotNegative();
                squares += answer * answer;
            }
            assertThat(Math.sqrt(squares)).isCloseTo(energy.row(2)[unit], within(1e-5));
        }
    }

    @Test
    void whatTheBanksCannotShowIsSaid() {
        assertThatThrownBy(() -> BANK.frequencies(1000).activations(Stimuli.shapes(1, 1), "energy"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1000.0 cycles/deg on stimuli of");
        assertThatThrownBy(() -> new GaborModel(8, List.of(), 8))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("0 frequencies");
        assertThatThrownBy(() -> BANK.frequencies(-1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> BANK.activations(Stimuli.shapes(1, 1), "enrgy"))
                .hasMessageContaining("did you mean \"energy\"");
        assertThatThrownBy(() -> new PixelModel(0)).isInstanceOf(BadInput.class).hasMessageContaining("side: 0");
    }

    @Test
    void pixelsAreMeansOverBlocks() {
        var stimuli = Stimuli.shapes(2, 1);
        var found = new PixelModel(16).activations(stimuli, "pixels");
        var pixels = stimuli.grey(1);
        int block = stimuli.width() / 16;
        double sum = 0;
        for (int y = 0; y < block; y++) {
            for (int x = 0; x < block; x++) {
                sum += pixels[(2 * block + y) * stimuli.width() + 3 * block + x];
            }
        }
        assertThat(found.row(1)[2 * 16 + 3]).isCloseTo((float) (sum / block / block), within(1e-6f));
        assertThat(found.layout()).hasToString("1 x 16 x 16");
    }
}
