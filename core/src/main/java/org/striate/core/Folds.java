package org.striate.core;

import java.nio.file.Path;
import java.util.List;

/** A seeded way to split stimuli into train and test; the same seed and stimuli always give the same splits. */
public interface Folds {

    /**
     * The splits of these stimuli.
     *
     * @return folds of 0-based stimulus indices; no stimulus is in train and test of one fold
     * @throws BadInput if there are too few stimuli
     */
    List<Fold> over(StimulusSet stimuli);

    Origin origin();

    /**
     * k folds of shuffled stimuli, each held out once; the splits of scikit-learn's {@code KFold(k, shuffle=True,
     * random_state=seed)}.
     */
    static Folds of(int k, int seed) {
        return new KFolds(k, seed);
    }

    /**
     * Random splits that keep the proportions of a parameter's values; the splits of scikit-learn's {@code
     * StratifiedShuffleSplit(splits, train_size=train, random_state=seed)}, which Brain-Score uses with 10, 0.9 and 1.
     *
     * @param parameter name of the stimulus parameter to stratify by
     */
    static Folds stratified(String parameter, int splits, double train, int seed) {
        return new StratifiedFolds(parameter, splits, train, seed);
    }

    /**
     * k folds that keep the proportions of a parameter's values, each held out once; the splits of scikit-learn's {@code
     * StratifiedKFold(k, shuffle=True, random_state=seed)}.
     */
    static Folds stratifiedFolds(String parameter, int k, int seed) {
        return new StratifiedKFolds(parameter, k, seed);
    }

    /**
     * Repeated random splits; those of scikit-learn's {@code ShuffleSplit(splits, train_size=train, random_state=seed)}.
     *
     * @param train share of the stimuli to fit, between 0 and 1
     */
    static Folds random(int splits, double train, int seed) {
        return new RandomFolds(splits, train, seed);
    }

    /** One random split with a share of the stimuli held out, rounded up; scikit-learn's {@code ShuffleSplit(1, test_size=test)}. */
    static Folds holdout(double test, int seed) {
        return new HoldoutFolds(test, seed);
    }

    /** Holds out each value of a parameter in turn: leave-one-category-out. */
    static Folds leaveOneOut(String parameter) {
        return new GroupFolds(parameter, 0);
    }

    /**
     * k folds that never part stimuli of one value of a parameter, such as the views of one object, by the rule of
     * scikit-learn's {@code GroupKFold(k)}: the largest group first, into the fold with the fewest stimuli. Among groups of one size
     * the last comes first here; there it depends on how NumPy sorts.
     */
    static Folds groups(String parameter, int k) {
        return new GroupFolds(parameter, k);
    }

    /** k contiguous blocks, each held out once: for movies, whose neighbouring frames are alike. */
    static Folds blocks(int k) {
        return blocks(k, 0);
    }

    /**
     * Contiguous blocks, with stimuli nearer to the block than {@code gap} in neither train nor test.
     *
     * @param gap number of stimuli left out on either side of the block
     */
    static Folds blocks(int k, int gap) {
        return new BlockFolds(k, gap);
    }

    /**
     * Splits that were made elsewhere.
     *
     * @throws BadInput if there is none, or a stimulus is in train and test of one split, or twice in one of them
     */
    static Folds explicit(List<Fold> folds) {
        return new FixedFolds(folds);
    }

    /**
     * Reads splits that {@link #save} wrote; they hold for the stimuli of the ids in the file, in any order.
     *
     * @throws BadInput if the file cannot be read or is none of ours
     */
    static Folds load(Path file) {
        return SavedFolds.load(file);
    }

    /** Writes the splits of these stimuli by stimulus id, as text with a tab between split, {@code train} or {@code test}, and id. */
    default void save(Path file, StimulusSet stimuli) {
        SavedFolds.save(file, over(stimuli), stimuli.ids());
    }
}
