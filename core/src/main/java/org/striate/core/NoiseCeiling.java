package org.striate.core;

import java.util.Locale;

/**
 * The range in which the true model's mean similarity with the subjects would lie.
 *
 * @param lower each subject against the mean of the others
 * @param upper each subject against the mean of all
 */
public record NoiseCeiling(double lower, double upper) {

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "[%.3f, %.3f]", lower, upper);
    }
}
