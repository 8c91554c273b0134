package org.striate.analysis;

/**
 * A linear read-out, by its weights on units or, at any width of the layer, by its weights on the stimuli it was fitted to.
 *
 * @param onUnits [units x neurons]; null where {@code onStimuli} are given
 * @param onStimuli [stimuli x neurons], columns of sum 0: weights on units are {@code X' onStimuli}
 */
record LinearWeights(double[] onUnits, double[] onStimuli) {}
