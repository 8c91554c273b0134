package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.striate.core.Interval;
import org.striate.core.NoiseCeiling;
import org.striate.core.Origin;
import org.striate.core.Rdm;

/** Variances, intervals and p values from the similarities of models and subjects and their bootstrap draws. */
final class RdmTests {

    private static final double MOST_R = 1 - 1e-12; // where Fisher's z is still finite

    private final RdmInference settings;
    private final RdmInference.Resampling resampled;
    private final List<Rdm> models;
    private final List<Rdm> subjects;
    private final RdmSet set;
    private final double[][] similarities;
    private final double[][][] draws;
    private final NoiseCeiling ceiling;
    private final double freedom;

    RdmTests(
            RdmInference settings,
            RdmInference.Resampling resampled,
            List<Rdm> models,
            List<Rdm> subjects,
            RdmSet set,
            double[][] similarities,
            double[][][] draws) {
        this.settings = settings;
        this.resampled = resampled;
        this.models = models;
        this.subjects = subjects;
        this.similarities = similarities;
        this.draws = draws;
        this.set = set;
        this.ceiling = set.ceiling(settings.comparison());
        int n = subjects.get(0).size();
        this.freedom = switch (resampled) {
            case BOTH -> Math.min(n, subjects.size()) - 1;
            case STIMULI -> n - 1;
            case SUBJECTS, NONE -> subjects.size() - 1;
        };
    }

    RdmEvaluation evaluation(Origin origin) {
        int count = models.size();
        var intervals = new Interval[count];
        var errors = new double[count];
        var zero = new double[count];
        var top = new double[count];
        var pairs = new double[count * (count - 1) / 2];
        int pair = 0;
        for (int i = 0; i < count; i++) {
            int model = i;
            double variance = known(mean(i), variance(row -> row[model], similarities[model], false));
            errors[i] = Math.sqrt(variance);
            intervals[i] = interval(i, variance);
            zero[i] = known(mean(i), againstZero(i));
            top[i] = known(mean(i), againstCeiling(i));
            for (int j = i + 1; j < count; j++) {
                pairs[pair++] = known(mean(i) + mean(j), difference(i, j));
            }
        }
        return new RdmEvaluation(
                models.stream().map(Rdm::name).toList(),
                reference(),
                settings.comparison(),
                similarities,
                errors,
                intervals,
                ceiling,
                agreement(),
                new RdmEvaluation.Tests(zero, corrected(zero), settings.alpha()),
                new RdmEvaluation.Tests(top, corrected(top), settings.alpha()),
                new RdmEvaluation.Tests(pairs, corrected(pairs), settings.alpha()),
                draws.length == 0 ? new double[0][] : draws[0],
                origin);
    }

    /** NaN without a mean over all subjects: the others, or draws that leave some out, would answer for them. */
    private static double known(double mean, double value) {
        return Double.isNaN(mean) ? mean : value;
    }

    private double[] corrected(double[] p) {
        return settings.correction() == RdmInference.Correction.BONFERRONI
                ? PValues.bonferroni(p)
                : PValues.falseDiscoveryRate(p);
    }

    /** The variance of a mean over subjects: from draws, or over subjects where nothing is drawn. */
    private double variance(ToDoubleFunction<double[]> column, double[] overSubjects, boolean transformed) {
        double n = subjects.get(0).size();
        double s = subjects.size();
        return switch (resampled) {
            case NONE -> PValues.variance(transformed ? fisher(overSubjects) : overSubjects) / s;
            case STIMULI -> n / (n - 1) * drawn(0, column);
            case SUBJECTS -> s / (s - 1) * drawn(0, column);
            case BOTH -> both(drawn(0, column), s / (s - 1), drawn(1, column), n / (n - 1), drawn(2, column));
        };
    }

    /** Schuett et al. 2023, never below that of one of the two alone nor above that of both drawn together. */
    private static double both(double both, double ofSubjects, double subjects, double ofStimuli, double stimuli) {
        double variance =
                ofSubjects * subjects + ofStimuli * stimuli - ofSubjects * ofStimuli * (both - subjects - stimuli);
        double least = Math.max(ofSubjects * subjects, ofStimuli * stimuli);
        return Math.min(Math.max(variance, least), both);
    }

    private double drawn(int drawing, ToDoubleFunction<double[]> column) {
        return PValues.variance(
                Arrays.stream(draws[drawing]).mapToDouble(column).toArray());
    }

    private double[] fisher(double[] r) {
        return settings.transforms() ? Arrays.stream(r).map(RdmTests::fisher).toArray() : r;
    }

    private static double fisher(double r) {
        double inside = Math.max(-MOST_R, Math.min(MOST_R, r));
        return Math.log1p(2 * inside / (1 - inside)) / 2;
    }

    private Interval interval(int model, double variance) {
        if (Double.isNaN(mean(model))) {
            return new Interval(Double.NaN, Double.NaN);
        }
        if (settings.testing() == RdmInference.Testing.BOOTSTRAP) {
            return percentiles(model);
        }
        double t = PValues.quantile(freedom);
        if (resampled == RdmInference.Resampling.NONE && settings.transforms()) {
            double z = PValues.mean(fisher(similarities[model]));
            double half = t * Math.sqrt(variance(row -> 0, similarities[model], true));
            return new Interval(Math.tanh(z - half), Math.tanh(z + half));
        }
        double mean = mean(model);
        return new Interval(mean - t * Math.sqrt(variance), mean + t * Math.sqrt(variance));
    }

    private Interval percentiles(int model) {
        var sorted = Arrays.stream(draws[0])
                .mapToDouble(row -> row[model])
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        int n = sorted.length;
        return n == 0
                ? new Interval(Double.NaN, Double.NaN)
                : new Interval(sorted[(int) (0.025 * n)], sorted[Math.max(0, (int) Math.ceil(0.975 * n) - 1)]);
    }

    private double mean(int model) {
        return Arrays.stream(similarities[model]).average().orElse(Double.NaN);
    }

    private double againstZero(int model) {
        return switch (settings.testing()) {
            case T ->
                PValues.above(
                        tested(similarities[model]), variance(row -> row[model], similarities[model], true), freedom);
            case BOOTSTRAP -> share(row -> row[model]);
            case RANK_SUM -> PValues.signedRank(similarities[model]);
        };
    }

    /** The mean that a t test is about: of z where it is over subjects. */
    private double tested(double[] overSubjects) {
        return resampled == RdmInference.Resampling.NONE
                ? PValues.mean(fisher(overSubjects))
                : PValues.mean(overSubjects);
    }

    private double againstCeiling(int model) {
        int others = models.size();
        boolean distance = settings.comparison().isDistance();
        double bound = distance ? ceiling.upper() : ceiling.lower();
        return switch (settings.testing()) {
            case T -> {
                boolean transforms = resampled == RdmInference.Resampling.NONE && settings.transforms();
                yield PValues.twoSided(
                        tested(similarities[model]) - (transforms ? boundAsZ() : bound),
                        variance(row -> row[model] - row[others], similarities[model], true),
                        freedom);
            }
            case BOOTSTRAP -> share(row -> distance ? row[model] - row[others] : row[others] - row[model]);
            case RANK_SUM ->
                PValues.signedRank(
                        Arrays.stream(similarities[model]).map(v -> v - bound).toArray());
        };
    }

    /** The mean z of the values whose mean is the ceiling's lower bound; NaN where one is. */
    private double boundAsZ() {
        return Arrays.stream(fisher(set.whole(settings.comparison()).leaveOneOut()))
                .average()
                .orElse(Double.NaN);
    }

    /** The share of draws at or below 0, plus one of them. */
    private double share(ToDoubleFunction<double[]> column) {
        var values = valid(column);
        long below = Arrays.stream(values).filter(v -> v <= 0).count();
        return values.length == 0 ? Double.NaN : Math.min(1, (below + 1.0) / values.length);
    }

    private double[] valid(ToDoubleFunction<double[]> column) {
        return Arrays.stream(draws[0])
                .mapToDouble(column)
                .filter(v -> !Double.isNaN(v))
                .toArray();
    }

    private double difference(int i, int j) {
        var differences = new double[subjects.size()];
        Arrays.setAll(differences, s -> similarities[i][s] - similarities[j][s]);
        return switch (settings.testing()) {
            case T -> {
                var z = new double[differences.length];
                boolean transforms = resampled == RdmInference.Resampling.NONE && settings.transforms();
                Arrays.setAll(z, s -> fisher(similarities[i][s]) - fisher(similarities[j][s]));
                var tested = transforms ? z : differences;
                yield PValues.twoSided(PValues.mean(tested), variance(row -> row[i] - row[j], tested, false), freedom);
            }
            case BOOTSTRAP -> bothSides(valid(row -> row[i] - row[j]));
            case RANK_SUM -> PValues.signedRank(differences);
        };
    }

    private static double bothSides(double[] differences) {
        double n = differences.length;
        double untied = Arrays.stream(differences).filter(d -> d != 0).count();
        double below = untied == 0
                ? 0.5
                : Arrays.stream(differences).filter(d -> d < 0).count() / untied;
        return (n - 1) / n * 2 * Math.min(below, 1 - below) + 1 / n;
    }

    /** Whether subjects agree: each with the pooled others, by a measure that is 0 where they do not. */
    private RdmEvaluation.Agreement agreement() {
        var measure = settings.comparison();
        if (!measure.isZeroForUnrelated()) {
            measure = measure == RdmComparison.WHITENED_COSINE
                    ? RdmComparison.WHITENED_CORRELATION
                    : RdmComparison.PEARSON;
        }
        var each = set.whole(measure).leaveOneOut();
        var tested = measure.isCorrelation()
                ? Arrays.stream(each).map(RdmTests::fisher).toArray()
                : each;
        double p = PValues.above(PValues.mean(tested), varianceOfMean(tested), tested.length - 1.0);
        return new RdmEvaluation.Agreement(measure, each, p, settings.alpha());
    }

    /**
     * Of S leave-one-out values under the null hypothesis that all pairs of subjects correlate independently about 0 with
     * variance v. A value is the sum of S - 1 of these correlations over {@code sqrt(S - 1)}, so its variance is v, and any
     * two values share one correlation: their covariance is {@code v / (S - 1)}. The mean then has the variance
     * {@code v (1 + 1) / S}, while the variance over values is expected to be {@code v (1 - 1 / (S - 1))}. The two values of
     * two subjects are one: NaN.
     */
    private static double varianceOfMean(double[] leaveOneOut) {
        double s = leaveOneOut.length;
        return s < 3 ? Double.NaN : PValues.variance(leaveOneOut) / s * 2 * (s - 1) / (s - 2);
    }

    /** What the names of all subjects begin with, word by word. */
    private String reference() {
        var common = List.of(subjects.get(0).name().split(" "));
        for (var subject : subjects) {
            var words = List.of(subject.name().split(" "));
            int same = 0;
            while (same < Math.min(common.size(), words.size())
                    && common.get(same).equals(words.get(same))) {
                same++;
            }
            common = common.subList(0, same);
        }
        return common.isEmpty() ? subjects.size() + " subjects" : String.join(" ", common);
    }
}
