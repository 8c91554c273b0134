package org.striate.models.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.datasets.Stimuli;

class RecallStudyTest {

    @Test
    void aClassicMemoryBreaksAndAModernOneDoesNot() {
        var study = RecallStudy.of(200).disturbed(0.05).cues(10).seed(2);
        var classic = study.hopfield(0.05, 0.4);
        assertThat(classic.recalled()).isEqualTo(new double[] {1, 0});
        assertThat(classic.breaksAt()).isCloseTo(0.225, within(1e-9));
        var modern = study.modern(1, 0.05, 0.4, 4);
        assertThat(modern.recalled()).isEqualTo(new double[] {1, 1, 1});
        assertThat(modern.breaksAt()).isNaN();
    }

    @Test
    void theSameSeedGivesTheSameAndAnotherAnother() {
        var study = RecallStudy.of(100).cues(5);
        assertThat(study.hopfield(0.2).overlaps())
                .isDeepEqualTo(study.hopfield(0.2).overlaps());
        assertThat(Arrays.deepEquals(
                        study.hopfield(0.2).overlaps(),
                        study.seed(9).hopfield(0.2).overlaps()))
                .isFalse();
    }

    @Test
    void badSettingsSayHowToMendThem() {
        assertThatThrownBy(() -> RecallStudy.of(100).disturbed(1.5))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1.5")
                .hasMessageContaining("RecallStudy.of(500)");
        assertThatThrownBy(() -> RecallStudy.of(100).hopfield(0.001))
                .hasMessageContaining("0.001")
                .hasMessageContaining("at least one pattern");
        assertThatThrownBy(() -> RecallStudy.of(100).hopfield()).hasMessageContaining("one or more");
        assertThatThrownBy(() -> RecallStudy.of(100).hopfield(0.2, 0.05)).hasMessageContaining("ascending");
    }

    @Test
    void picturesAndPatternsAreOneTheOther() {
        var signs = PatternPictures.signs(Stimuli.letters().size(16), 16);
        var pictures = PatternPictures.of(signs);
        assertThat(pictures.size()).isEqualTo(26);
        assertThat(PatternPictures.signs(pictures, 16)).isDeepEqualTo(signs);
        assertThatThrownBy(() -> PatternPictures.of(new float[15])).hasMessageContaining("15 units");
    }

    @Test
    void areaIsTheChanceOfLessFreeEnergy() {
        var energies =
                new FreeEnergies(new double[] {1, 2}, new double[] {2, 3}, List.of("a", "b"), Origin.of("made up"));
        assertThat(energies.area()).isEqualTo(0.875);
        assertThat(energies.interval(1).high()).isEqualTo(1);
        assertThat(energies).hasToString("FreeEnergies: a below b with a chance of 0.875");
    }

    @Test
    void areaCountsEveryPair() {
        var random = new java.util.Random(1);
        var first = random.ints(70, -9, 12).asDoubleStream().toArray();
        var second = random.ints(50, -7, 15).asDoubleStream().toArray();
        second[3] = -0.0;
        double less = 0;
        for (double a : first) {
            for (double b : second) {
                less += a < b ? 1 : a == b ? 0.5 : 0;
            }
        }
        assertThat(new FreeEnergies(first, second, List.of("a", "b"), Origin.of("made up")).area())
                .isEqualTo(less / 70 / 50);
    }

    @Test
    void machineWithoutHiddenPullCannotTellScrambledFromWhole() {
        var stimuli = Stimuli.tilted(30, 1).size(16);
        var untrained = BoltzmannMachine.of(new float[256][4], new float[256], new float[4]);
        assertThat(untrained.compare(stimuli, Stimuli.scrambled(stimuli, 1)).area())
                .isEqualTo(0.5);
    }
}
