package org.striate.core;

/**
 * One split of the stimuli.
 *
 * @param train 0-based indices of the stimuli to fit
 * @param test 0-based indices of the stimuli held out
 */
public record Fold(int[] train, int[] test) {}
