package org.striate.analysis.geometry;

/** RDMs seen through one draw of stimuli, in which a pair may count several times or not at all. */
interface Drawn {

    /** Makes ready what each RDM needs; after this several threads may ask for similarities. */
    void prepare();

    /** The similarity of two of the RDMs; NaN where one is constant. */
    double similarity(int first, int second);

    /**
     * The noise ceiling of the subjects.
     *
     * @param counts [subjects] how often each subject was drawn
     * @return lower and upper bound, means over the subjects drawn (each once); NaN for fewer than two
     */
    double[] ceiling(int[] counts);

    /** The similarity of each subject with the pooled others; NaN for a single subject. */
    double[] leaveOneOut();
}
