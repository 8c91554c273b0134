package org.striate.core;

import java.util.Locale;

/**
 * How well a model's RDM agrees with the RDMs of subjects.
 *
 * @param model name of the model's RDM, such as {@code conv3}
 * @param reference what it was compared with, such as {@code human IT}
 * @param measure the comparison, such as {@code Spearman}
 * @param perSubject similarity with each subject's RDM
 * @param interval 95 % bootstrap interval of the mean over subjects
 * @param ceiling the subjects' noise ceiling; NaN at both ends for a single subject
 * @param origin what made it
 */
public record RdmScore(
        String model,
        String reference,
        String measure,
        double[] perSubject,
        Interval interval,
        NoiseCeiling ceiling,
        Origin origin)
        implements Showable {

    /** Mean similarity over subjects. */
    public double value() {
        return java.util.Arrays.stream(perSubject).average().orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s with %s: %s %.3f %s, ceiling %s",
                model,
                reference,
                measure,
                value(),
                interval,
                ceiling);
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + Html.origin(origin);
    }
}
