package org.striate.core;

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
}
