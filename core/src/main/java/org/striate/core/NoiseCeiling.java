package org.striate.core;

/**
 * The range in which the true model's mean similarity with the subjects would lie.
 *
 * @param lower each subject against the mean of the others
 * @param upper each subject against the mean of all
 */
public record NoiseCeiling(double lower, double upper) {

    @Override
    public String toString() {
        return String.format("[%.3f, %.3f]", lower, upper);
    }
}
