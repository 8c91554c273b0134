package org.striate.analysis.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.Html;
import org.striate.core.Interval;
import org.striate.core.NoiseCeiling;
import org.striate.core.Origin;
import org.striate.core.RdmScore;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;

/**
 * What {@link RdmInference} found. Nothing is called significant where subjects do not agree with each other.
 *
 * @param models names
 * @param reference what the subjects' RDMs have in common, such as {@code human IT}
 * @param measure how RDMs were compared
 * @param perSubject [models x subjects] similarities
 * @param standardErrors [models] of the mean over subjects
 * @param intervals [models] 95 %, of that mean
 * @param ceiling the subjects' noise ceiling
 * @param agreement of the subjects with each other
 * @param againstZero [models] whether a model is better than an unrelated one
 * @param againstCeiling [models] whether it misses the bound of the ceiling that is set without the subject: the lower one,
 *     or the upper one of a distance
 * @param pairwise [pairs of models, (0,1), (0,2), ...] whether one is better than the other
 * @param draws [draws x (models + 2)] means over subjects in every draw, then of each with the others and with all; NaN
 *     where too few stimuli or subjects were drawn
 * @param origin what made it
 */
public record RdmEvaluation(
        List<String> models,
        String reference,
        RdmComparison measure,
        double[][] perSubject,
        double[] standardErrors,
        Interval[] intervals,
        NoiseCeiling ceiling,
        Agreement agreement,
        Tests againstZero,
        Tests againstCeiling,
        Tests pairwise,
        double[][] draws,
        Origin origin)
        implements Charted<Columns> {

    /**
     * @param p p values of single tests; NaN where one could not be done
     * @param q the same corrected for their number
     * @param alpha below which a q is called significant
     */
    public record Tests(double[] p, double[] q, double alpha) {

        /** Whether a test passed, by its q. */
        public boolean isBelow(int test) {
            return q[test] < alpha;
        }
    }

    /**
     * Whether the subjects' RDMs have something in common.
     *
     * @param measure one that is 0 for RDMs that do not
     * @param perSubject [subjects] similarity of each with the pooled others; NaN for a single subject
     * @param p one-sided t test of these against 0, correlations as Fisher's z, its variance corrected for pools that
     *     overlap; NaN for fewer than three subjects
     * @param alpha below which p speaks for a common signal
     */
    public record Agreement(RdmComparison measure, double[] perSubject, double p, double alpha) {

        /** True where subjects agree; false where they do not or that is not known. */
        public boolean isReliable() {
            return p < alpha;
        }

        /** Whether there are enough subjects to judge by: two have one correlation between them, of unknown spread. */
        public boolean isKnown() {
            return perSubject.length > 2;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "each with the others %s %.3f, t(%d) test p = %.2g",
                    measure.title(),
                    Arrays.stream(perSubject).average().orElse(Double.NaN),
                    perSubject.length - 1,
                    p);
        }
    }

    /** [models] mean similarity over subjects. */
    public double[] means() {
        return Arrays.stream(perSubject)
                .mapToDouble(row -> Arrays.stream(row).average().orElse(Double.NaN))
                .toArray();
    }

    /** Whether a model is better than an unrelated one, and there is something to explain. */
    public boolean isSignificant(int model) {
        return hasSignal() && measure.isZeroForUnrelated() && againstZero.isBelow(model) && means()[model] > 0;
    }

    /** Whether two models differ, and there is something to explain. */
    public boolean isDifferent(int first, int second) {
        return hasSignal() && pairwise.isBelow(pair(first, second));
    }

    private boolean hasSignal() {
        return agreement.isReliable() || !agreement.isKnown();
    }

    /** The place of two models in {@link #pairwise()}. */
    public int pair(int first, int second) {
        int low = Math.min(first, second);
        int high = Math.max(first, second);
        return low * models.size() - low * (low + 1) / 2 + high - low - 1;
    }

    /** One a model, for a figure. */
    public List<RdmScore> scores() {
        return IntStream.range(0, models.size())
                .mapToObj(m -> new RdmScore(
                        models.get(m), reference, measure.title(), perSubject[m], intervals[m], ceiling, origin))
                .toList();
    }

    /** What may be said, in plain words. */
    public String conclusion() {
        int subjects = perSubject[0].length;
        if (agreement.isKnown() && !agreement.isReliable()) {
            return "No reliable group signal: the " + subjects + " subjects do not agree (" + agreement
                    + "). No model is called significant, and no difference between models.";
        }
        var text = new StringBuilder(
                switch (subjects) {
                    case 1 -> "One subject: whether its signal is reliable cannot be judged, nor a ceiling given.";
                    case 2 -> "Two subjects: whether they agree cannot be judged; that takes three.";
                    default -> "The " + subjects + " subjects agree (" + agreement + ").";
                });
        if (measure.isZeroForUnrelated()) {
            long found = IntStream.range(0, models.size())
                    .filter(this::isSignificant)
                    .count();
            text.append(String.format(
                    Locale.ROOT, " %d of %d models are above 0 (q < %s).", found, models.size(), againstZero.alpha()));
        } else {
            text.append(" The " + measure.title() + " of unrelated RDMs is not 0, so no model is tested against 0.");
        }
        long reach = IntStream.range(0, models.size())
                .filter(m -> !againstCeiling.isBelow(m)
                        && !Double.isNaN(againstCeiling.q()[m]))
                .count();
        if (subjects > 1) {
            text.append(String.format(
                    Locale.ROOT,
                    " %d cannot be told from the ceiling's %s bound.",
                    reach,
                    measure.isDistance() ? "upper" : "lower"));
        }
        return text.toString();
    }

    /** A bar for every model, a star where it is above 0, a line over every pair that differs, and the noise ceiling. */
    @Override
    public Columns chart() {
        var plain = RdmScore.chart(scores());
        var columns = new ArrayList<Column>();
        var pairs = new ArrayList<Columns.Pair>();
        for (int m = 0; m < models.size(); m++) {
            var bar = plain.columns().get(m);
            columns.add(new Column(
                    bar.name(), bar.group(), bar.value(), bar.interval(), bar.points(), isSignificant(m) ? "*" : ""));
            for (int other = m + 1; other < models.size(); other++) {
                if (isDifferent(m, other)) {
                    pairs.add(new Columns.Pair(m, other));
                }
            }
        }
        var note = "* above 0 (q < " + againstZero.alpha() + "); lines: pairs that differ";
        return new Columns(
                plain.title(), plain.described() + " " + conclusion(), plain.y(), columns, plain.levels(), note, pairs);
    }

    @Override
    public String toString() {
        var means = means();
        int best = IntStream.range(0, means.length)
                .filter(m -> !Double.isNaN(means[m]))
                .boxed()
                .max(Comparator.comparingDouble(m -> measure.isDistance() ? -means[m] : means[m]))
                .orElse(0);
        return String.format(
                Locale.ROOT,
                "RDM evaluation against %s: %d models, best %s %s %.3f, ceiling %s. %s",
                reference,
                models.size(),
                models.get(best),
                measure.title(),
                means[best],
                ceiling,
                conclusion());
    }

    @Override
    public String toHtml() {
        var rows = new ArrayList<List<Object>>();
        var means = means();
        for (int m = 0; m < models.size(); m++) {
            rows.add(List.of(
                    models.get(m),
                    means[m],
                    intervals[m],
                    againstZero.p()[m],
                    againstZero.q()[m],
                    measure.isZeroForUnrelated() ? isSignificant(m) ? "yes" : "no" : "not tested",
                    againstCeiling.p()[m],
                    againstCeiling.q()[m]));
        }
        var header = List.of(
                "model", measure.title(), "95 %", "p above 0", "q", "above 0", "p from ceiling", "q from ceiling");
        return Html.table("against " + reference + ", ceiling " + ceiling, header, rows) + "<p>"
                + Html.escape(conclusion()) + "</p>" + Html.origin(origin);
    }
}
