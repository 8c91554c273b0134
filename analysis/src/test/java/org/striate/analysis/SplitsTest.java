package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.core.Fold;
import org.striate.core.Folds;
import org.striate.core.NumpyRandom;
import org.striate.core.StimulusSet;
import org.striate.testing.Needs;

/** Index for index the splits of scikit-learn 1.9.1 on NumPy's legacy generator. */
@Needs(Needs.What.FIXTURES)
class SplitsTest {

    private static final Fixture FIXTURE = Fixture.load("cv/splitters_n53");

    private static StimulusSet stimuli() {
        var labels = Arrays.stream(FIXTURE.values("in_labels"))
                .boxed()
                .map(Object.class::cast)
                .toList();
        var groups = Arrays.stream(FIXTURE.values("in_groups"))
                .boxed()
                .map(Object.class::cast)
                .toList();
        return new PlainStimuli(53, Map.of("label", labels, "group", groups));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void permutationIsNumpys(int seed) {
        assertThat(new NumpyRandom(seed).permutation(53)).isEqualTo(FIXTURE.ints("exp_permutation_seed" + seed));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shuffledFoldsAreScikitLearns(int seed) {
        var folds = Folds.of(5, seed).over(stimuli());
        assertThat(joined(folds, Fold::test)).isEqualTo(FIXTURE.ints("exp_kfold5_shuffle_seed" + seed + "_test"));
        assertThat(joined(folds, Fold::train)).isEqualTo(FIXTURE.ints("exp_kfold5_shuffle_seed" + seed + "_train"));
    }

    /** {@code ShuffleSplit(1, test_size=share)}: the test side is rounded up. */
    @ParameterizedTest
    @CsvSource({"10, 0.8, 8", "10, 0.9, 9", "53, 0.2, 11", "8, 0.25, 2"})
    void shareThatIsHeldOutIsRoundedUp(int n, double share, int test) {
        var fold = Folds.holdout(share, 1).over(new PlainStimuli(n, Map.of())).get(0);
        assertThat(fold.test()).hasSize(test);
        assertThat(fold.train()).hasSize(n - test);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void stratifiedSplitsAreScikitLearns(int seed) {
        var folds = Folds.stratified("label", 10, 0.9, seed).over(stimuli());
        var name = "exp_stratifiedshufflesplit10_train90_seed" + seed;
        assertThat(joined(folds, Fold::test)).isEqualTo(FIXTURE.ints(name + "_test"));
        assertThat(joined(folds, Fold::train)).isEqualTo(FIXTURE.ints(name + "_train"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void randomSplitsAreScikitLearns(int seed) {
        var folds = Folds.random(10, 0.9, seed).over(stimuli());
        var name = "exp_shufflesplit10_train90_seed" + seed;
        assertThat(joined(folds, Fold::test)).isEqualTo(FIXTURE.ints(name + "_test"));
        assertThat(joined(folds, Fold::train)).isEqualTo(FIXTURE.ints(name + "_train"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void stratifiedFoldsAreScikitLearns(int seed) {
        var folds = Folds.stratifiedFolds("label", 4, seed).over(stimuli());
        var name = "exp_stratifiedkfold4_shuffle_seed" + seed;
        assertThat(joined(folds, Fold::test)).isEqualTo(FIXTURE.ints(name + "_test"));
        assertThat(joined(folds, Fold::train)).isEqualTo(FIXTURE.ints(name + "_train"));
    }

    @Test
    void groupsAndBlocksAreScikitLearns() {
        assertThat(folds(Folds.groups("group", 3).over(stimuli()))).isEqualTo(FIXTURE.ints("exp_groupkfold3_fold"));
        assertThat(folds(Folds.blocks(7).over(stimuli()))).isEqualTo(FIXTURE.ints("exp_kfold7_fold"));
    }

    private static int[] folds(List<Fold> folds) {
        var fold = new int[53];
        for (int f = 0; f < folds.size(); f++) {
            for (int i : folds.get(f).test()) {
                fold[i] = f;
            }
        }
        return fold;
    }

    @Test
    void categoryLeftOutIsNotTrainedOn() {
        var folds = Folds.leaveOneOut("label").over(stimuli());
        var labels = FIXTURE.ints("in_labels");
        assertThat(folds).hasSize((int) Arrays.stream(labels).distinct().count());
        for (var fold : folds) {
            assertThat(Arrays.stream(fold.test()).map(i -> labels[i]).distinct())
                    .hasSize(1);
            assertThat(Arrays.stream(fold.train())
                            .map(i -> labels[i])
                            .distinct()
                            .toArray())
                    .doesNotContain(labels[fold.test()[0]]);
        }
    }

    @Test
    void gapKeepsNeighbouringFramesOutOfTraining() {
        var fold = Folds.blocks(5, 3).over(stimuli()).get(2);
        int first = fold.test()[0];
        assertThat(fold.train()).contains(first - 4).doesNotContain(first - 3, first - 1);
    }

    @Test
    void savedSplitsAreTheSameByStimulusInAnyOrder(@TempDir Path folder) {
        var file = folder.resolve("Überblick.tsv");
        var made = Folds.of(5, 3);
        made.save(file, stimuli());
        var loaded = Folds.load(file);
        assertThat(joined(loaded.over(stimuli()), Fold::test)).isEqualTo(joined(made.over(stimuli()), Fold::test));
        var turned = stimuli().select(IntStream.range(0, 53).map(i -> 52 - i).toArray());
        var back = loaded.over(turned).get(0).test();
        assertThat(Arrays.stream(back).map(i -> 52 - i).toArray())
                .isEqualTo(made.over(stimuli()).get(0).test());
        assertThatThrownBy(() -> loaded.over(new PlainStimuli(9, Map.of())))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is not in plain");
    }

    @Test
    void stimulusOnBothSidesIsRefused() {
        assertThatThrownBy(() -> Folds.explicit(List.of(new Fold(new int[] {0, 1}, new int[] {1}))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("stimulus 1 in train and in test");
    }

    @Test
    void stimulusThatComesTwiceInAPartOrIsNoneIsRefused() {
        assertThatThrownBy(() -> Folds.explicit(List.of(new Fold(new int[] {0, -1}, new int[] {6}))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("stimulus -1 in train");
        var train = new Fold(new int[] {0, 0, 1, 1, 2, 3, 4, 5}, new int[] {6, 7});
        assertThatThrownBy(() -> Folds.explicit(List.of(train)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("stimulus 0 twice in train; expected indices from 0 on, every stimulus once");
        assertThatThrownBy(() -> Folds.explicit(List.of(new Fold(new int[] {0, 1}, new int[] {6, 7, 6}))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("stimulus 6 twice in test");
    }

    private static int[] joined(List<Fold> folds, Function<Fold, int[]> part) {
        return folds.stream()
                .flatMapToInt(fold -> IntStream.of(part.apply(fold)))
                .toArray();
    }

    @Test
    void moreFoldsThanStimuliAreRefused() {
        assertThatThrownBy(() -> Folds.of(5, 1).over(new PlainStimuli(3, Map.of())))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("3 for 5 folds");
    }

    @Test
    void unknownParameterIsNamed() {
        assertThatThrownBy(() -> Folds.stratified("labels", 10, 0.9, 1).over(stimuli()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"label\"?");
    }
}
