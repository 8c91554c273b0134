package org.striate.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;
import org.striate.core.charts.Curves.Level;

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
        implements Charted<Columns> {

    /** Mean similarity over subjects. */
    public double value() {
        return Arrays.stream(perSubject).average().orElse(Double.NaN);
    }

    @Override
    public Columns chart() {
        return chart(List.of(this));
    }

    /**
     * A bar for every model RDM: mean similarity with the subjects, 95 % interval, a point a subject, and the subjects'
     * noise ceiling as a band. Models whose names share all but the last word share a colour.
     *
     * @throws BadInput if there is no score
     */
    public static Columns chart(List<RdmScore> scores) {
        if (scores.isEmpty()) {
            throw BadInput.of(
                    "scores",
                    "none",
                    "at least one",
                    "Rdms.compare(Rdms.layers(network, stimuli), subjects, RdmComparison.SPEARMAN)");
        }
        var first = scores.get(0);
        var described = new StringBuilder(first.measure + " of model RDMs with " + first.reference + ":");
        scores.forEach(
                s -> described.append(String.format(Locale.ROOT, " %s %.3f %s;", s.model, s.value(), s.interval)));
        var levels = first.ceilings();
        levels.forEach(level -> described.append(' ').append(level.name()).append('.'));
        return new Columns(
                "Geometry: models against " + first.reference,
                described.toString(),
                Axis.of(first.measure + " with " + first.reference),
                scores.stream().map(RdmScore::column).toList(),
                levels);
    }

    private Column column() {
        int space = model.lastIndexOf(' ');
        var points = perSubject.length > 1 ? perSubject : new double[0];
        var group = space < 0 ? "other models" : model.substring(0, space);
        return new Column(model.substring(space + 1), group, value(), interval, points, "");
    }

    private List<Level> ceilings() {
        return Double.isNaN(ceiling.lower())
                ? List.of()
                : List.of(new Level(
                        String.format(Locale.ROOT, "noise ceiling %.2f to %.2f", ceiling.lower(), ceiling.upper()),
                        ceiling.lower(),
                        Double.NaN,
                        ceiling.upper()));
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
