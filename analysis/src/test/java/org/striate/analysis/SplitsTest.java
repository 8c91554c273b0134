package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        return new PlainStimuli(53, Map.of("label", labels));
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void stratifiedSplitsAreScikitLearns(int seed) {
        var folds = Folds.stratified("label", 10, 0.9, seed).over(stimuli());
        var name = "exp_stratifiedshufflesplit10_train90_seed" + seed;
        assertThat(joined(folds, Fold::test)).isEqualTo(FIXTURE.ints(name + "_test"));
        assertThat(joined(folds, Fold::train)).isEqualTo(FIXTURE.ints(name + "_train"));
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
