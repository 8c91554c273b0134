package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Gram;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.NoiseCeiling;
import org.striate.core.Origin;
import org.striate.core.Rdm;
import org.striate.core.RdmScore;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;

/**
 * Representational dissimilarity matrices: from layers, neurons and tables, and against subjects. Normalised as
 * rsatoolbox does. A pattern with NaN gives NaN with every other.
 */
public final class Rdms {

    private Rdms() {}

    /** One minus Pearson r over units; see {@link Dissimilarity#CORRELATION}. */
    public static Rdm correlation(Activations layer) {
        return of(layer, Dissimilarity.CORRELATION);
    }

    /** One minus Pearson r over neurons of the mean responses; see {@link Dissimilarity#CORRELATION}. */
    public static Rdm correlation(NeuralResponses responses) {
        return of(responses, Dissimilarity.CORRELATION);
    }

    /** Exact at any width of the layer, wherever its answers lie. */
    public static Rdm of(Activations layer, Dissimilarity measure) {
        var origin = Origin.of("products between stimuli").from(layer.origin());
        try (var sum = new Gram.Sum(layer.model(), layer.layer(), layer.stimulusIds(), origin)) {
            return of(centred(sum, layer, measure).add(layer).gram(), measure);
        }
    }

    /** Without what the measure does not see, so that it costs no digits. */
    private static Gram.Sum centred(Gram.Sum sum, Activations layer, Dissimilarity measure) {
        var rows = IntStream.range(0, layer.stimuli()).parallel();
        return switch (measure) {
            case CORRELATION ->
                sum.around(rows.mapToDouble(i -> mean(layer.row(i))).toArray());
            // The mean of a unit that is NaN for one stimulus would be NaN for all.
            case EUCLIDEAN -> rows.allMatch(i -> Double.isFinite(mean(layer.row(i)))) ? sum.centred() : sum;
            case COSINE -> sum;
        };
    }

    private static double mean(float[] row) {
        double sum = 0;
        for (float value : row) {
            sum += value;
        }
        return sum / row.length;
    }

    /**
     * From the products between stimuli: {@code Gram.of(model, stimuli)} makes them without holding a layer. Of patterns whose
     * mean is far above their standard deviation the difference of large products is left: distances are then off by 1e-16
     * times the square of that ratio, and correlation distances NaN where it is above 3e6; {@link #of(Activations,
     * Dissimilarity)} is not.
     */
    public static Rdm of(Gram gram, Dissimilarity measure) {
        int n = gram.stimuli();
        var k = gram.triangle();
        var squares = k.diagonal();
        var sums = gram.sums();
        var values = new double[n * (n - 1) / 2];
        IntStream.range(0, n).parallel().forEach(i -> {
            // Where row i of the triangle begins, less its first column.
            int before = (int) ((long) i * (2L * n - i - 1) / 2) - i - 1;
            for (int j = i + 1; j < n; j++) {
                values[before + j] =
                        measure.of(squares[i], squares[j], k.values()[k.row(i) + j], sums[i], sums[j], gram.units());
            }
        });
        return made(gram.layer(), measure.title(), gram.stimulusIds(), values, gram.origin());
    }

    /**
     * Between the mean responses to the stimuli.
     *
     * @throws BadInput if there are several time bins
     */
    public static Rdm of(NeuralResponses responses, Dissimilarity measure) {
        return of(Observations.of(responses), measure);
    }

    /** Between the means over the observations of each stimulus. */
    public static Rdm of(Observations seen, Dissimilarity measure) {
        return made(seen, measure.title(), PatternDistances.of(seen.means(), count(seen), measure));
    }

    /** An RDM for every layer of a model, {@code 1 - r}; see {@link #layers(StimulusModel, StimulusSet, Dissimilarity)}. */
    public static List<Rdm> layers(StimulusModel model, StimulusSet stimuli) {
        return layers(model, stimuli, Dissimilarity.CORRELATION);
    }

    /** An RDM for every layer, in one pass over the stimuli and in memory that does not grow with the layers' width. */
    public static List<Rdm> layers(StimulusModel model, StimulusSet stimuli, Dissimilarity measure) {
        return Gram.of(model, stimuli).values().stream()
                .map(gram -> {
                    var name = model.layers().size() == 1 ? model.name() : model.name() + " " + gram.layer();
                    return named(of(gram, measure), name);
                })
                .toList();
    }

    /** Squared Mahalanobis distance, with the noise of the trials, {@link NoiseEstimator#SHRUNK_CORRELATIONS}. */
    public static Rdm mahalanobis(NeuralResponses responses) {
        var seen = Observations.of(responses);
        return mahalanobis(seen, NoiseCovariance.of(seen, NoiseEstimator.SHRUNK_CORRELATIONS));
    }

    /**
     * {@code (x_i - x_j)' P (x_i - x_j) / p} between mean patterns, P the inverse of the noise covariance.
     *
     * @throws BadInput if the covariance is singular
     */
    public static Rdm mahalanobis(Observations seen, NoiseCovariance noise) {
        requireChannels(seen, noise);
        var values = PatternDistances.mahalanobis(seen.means(), count(seen), noise.precision());
        return by(List.of(noise), made(seen, "squared Mahalanobis / channels", values));
    }

    /** Cross-validated over trials, with their noise by {@link NoiseEstimator#SHRUNK_CORRELATIONS}. */
    public static Rdm crossnobis(NeuralResponses responses) {
        var seen = Observations.of(responses);
        return crossnobis(seen, NoiseCovariance.of(seen, NoiseEstimator.SHRUNK_CORRELATIONS));
    }

    /**
     * The cross-validated Mahalanobis distance (Walther et al. 2016): the difference of two stimuli in one fold times that
     * in all others, mean over folds, over channels. Unbiased: 0 on average for two stimuli that do not differ, so that
     * values may be negative.
     *
     * @throws BadInput if there are fewer than two folds or the covariance is singular
     */
    public static Rdm crossnobis(Observations seen, NoiseCovariance noise) {
        requireChannels(seen, noise);
        return by(List.of(noise), made(seen, CROSSNOBIS, PatternDistances.crossnobis(seen, noise.precision())));
    }

    /** Cross-validated squared Euclidean distance over channels: no noise is taken into account. */
    public static Rdm crossEuclidean(Observations seen) {
        return made(seen, "cross-validated squared Euclidean / channels", PatternDistances.crossnobis(seen, (double[])
                null));
    }

    /** Crossnobis with a noise covariance of each fold's own, over all pairs of folds. */
    public static Rdm crossnobis(Observations seen, List<NoiseCovariance> noises) {
        noises.forEach(noise -> requireChannels(seen, noise));
        return by(noises, made(seen, CROSSNOBIS, PatternDistances.crossnobis(seen, noises)));
    }

    private static final String CROSSNOBIS = "crossnobis / channels";

    /** For spike counts, with a prior of rate 1 and weight 0.1; see {@link #poisson(Observations, double, double)}. */
    public static Rdm poisson(NeuralResponses responses) {
        return poisson(Observations.of(responses), 1, 0.1);
    }

    /**
     * The symmetrised Kullback-Leibler divergence of Poisson rates, {@code sum (a - b)(log a - log b) / p}, where a rate is
     * {@code (mean + rate * weight) / (1 + weight)}. Of a window over several time bins the mean is that of the counts in all of it.
     *
     * @param priorRate in spikes in the whole time bin
     * @throws BadInput if a mean is negative, the prior is not positive, or a recording does not tell over how long it counted
     */
    public static Rdm poisson(Observations seen, double priorRate, double priorWeight) {
        if (Double.isNaN(seen.counts())) {
            throw BadInput.of(
                    "Poisson distance of " + seen.name(),
                    "responses counted over an unknown time",
                    "counts in time bins of one width",
                    "For other responses: Rdms.mahalanobis(responses)");
        }
        var means = Arrays.stream(seen.means()).map(v -> v * seen.counts()).toArray();
        for (double mean : means) {
            if (mean < 0 || !(priorRate > 0) || !(priorWeight > 0)) {
                throw BadInput.of(
                        "Poisson distance of " + seen.name(),
                        mean < 0 ? "mean " + mean : "prior rate " + priorRate + " of weight " + priorWeight,
                        "counts from 0 up and a positive prior",
                        "For other responses: Rdms.mahalanobis(responses)");
            }
        }
        var rdm = made(
                seen, "Poisson KL / channels", PatternDistances.poisson(means, count(seen), priorRate, priorWeight));
        return told(rdm, rdm.origin().with("prior rate", priorRate).with("prior weight", priorWeight));
    }

    /** One RDM a subject, {@code 1 - r} over that subject's neurons. */
    public static List<Rdm> perSubject(NeuralResponses responses) {
        return perSubject(responses, Rdms::correlation);
    }

    /** One RDM a subject, such as {@code Rdms.perSubject(responses, Rdms::crossnobis)}. */
    public static List<Rdm> perSubject(NeuralResponses responses, Function<NeuralResponses, Rdm> estimator) {
        return responses.neurons().stream()
                .map(Neuron::subject)
                .distinct()
                .map(subject -> named(estimator.apply(responses.subject(subject)), responses.name() + " " + subject))
                .toList();
    }

    /**
     * From a table of dissimilarities.
     *
     * @param table [stimuli x stimuli], symmetric, zeros on the diagonal; NaN where unknown
     * @throws BadInput if it is not
     */
    public static Rdm of(String name, List<String> stimulusIds, double[][] table) {
        int n = stimulusIds.size();
        double largest = 0;
        for (var row : table) {
            for (double value : row) {
                largest = Math.max(largest, Double.isFinite(value) ? Math.abs(value) : 0);
            }
        }
        var values = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            if (table.length != n || table[i].length != n || Math.abs(table[i][i]) > 1e-6 * largest) {
                boolean square = table.length == n && table[i].length == n;
                throw BadInput.of(
                        "RDM " + name,
                        square
                                ? table[i][i] + " on the diagonal"
                                : table.length + " rows, " + table[i].length + " values",
                        n + " x " + n + " dissimilarities, 0 on the diagonal",
                        "Similarities become dissimilarities by 1 - s");
            }
            for (int j = i + 1; j < n; j++) {
                if (i < table[j].length && differ(table[i][j], table[j][i], 1e-6 * largest)) {
                    throw BadInput.of(
                            "RDM " + name,
                            "not symmetric: " + table[i][j] + " and " + table[j][i] + " for stimuli " + i + " and " + j,
                            "the same both ways",
                            "Average the two triangles first");
                }
                values[next++] = table[i][j];
            }
        }
        return new Rdm(
                name, "dissimilarity", stimulusIds, values, Origin.of("table").with("name", name));
    }

    /** NaN is like NaN alone, and infinity like infinity. */
    private static boolean differ(double a, double b, double tolerance) {
        return Double.compare(a, b) != 0 && !(Math.abs(a - b) <= tolerance);
    }

    /**
     * The stimuli of these ids in their order: some of an RDM, or all of it in another order.
     *
     * @throws BadInput if one is not in the RDM
     */
    public static Rdm select(Rdm rdm, List<String> stimulusIds) {
        var values = RdmComparison.aligned(rdm, stimulusIds);
        var origin = Origin.of("select").with("stimuli", stimulusIds.size()).from(rdm.origin());
        return new Rdm(rdm.name(), rdm.measure(), stimulusIds, values, origin);
    }

    /**
     * The range in which the mean similarity of the true model with the subjects would lie (Nili et al. 2014): each
     * subject against the pooled others, and against all pooled. Pairs of stimuli that a subject lacks are left out.
     *
     * @param subjects RDMs of the same stimuli; for fewer than two both bounds are NaN
     */
    public static NoiseCeiling noiseCeiling(List<Rdm> subjects, RdmComparison comparison) {
        return RdmSet.of(List.of(), subjects).ceiling(comparison);
    }

    /** Compares with 1000 bootstrap draws of seed 1; see {@link RdmInference}. */
    public static List<RdmScore> compare(List<Rdm> models, List<Rdm> subjects, RdmComparison comparison) {
        return compare(models, subjects, comparison, 1);
    }

    /**
     * The similarity of every model with every subject, beside the subjects' noise ceiling; for tests see {@link
     * RdmInference}.
     *
     * @param models RDMs of the subjects' stimuli, in any order
     * @param subjects RDMs of the same stimuli
     * @param seed of the bootstrap over stimuli and, where there are several, subjects
     * @return one a model
     * @throws BadInput if the stimuli differ or a list is empty
     */
    public static List<RdmScore> compare(List<Rdm> models, List<Rdm> subjects, RdmComparison comparison, long seed) {
        return RdmInference.standard()
                .comparison(comparison)
                .seed(seed)
                .compare(models, subjects)
                .scores();
    }

    static Rdm named(Rdm rdm, String name) {
        return new Rdm(name, rdm.measure(), rdm.stimulusIds(), rdm.values(), rdm.origin());
    }

    private static Rdm told(Rdm rdm, Origin origin) {
        return new Rdm(rdm.name(), rdm.measure(), rdm.stimulusIds(), rdm.values(), origin);
    }

    private static Rdm by(List<NoiseCovariance> noises, Rdm rdm) {
        var origin = rdm.origin();
        for (var noise : noises) {
            origin = origin.from(noise.origin().with("shrinkage", noise.shrinkage()));
        }
        return told(rdm, origin);
    }

    private static int count(Observations seen) {
        return seen.stimulusIds().size();
    }

    private static void requireChannels(Observations seen, NoiseCovariance noise) {
        if (noise.channels() != seen.channels()) {
            throw BadInput.of(
                    "noise covariance",
                    noise.channels() + " channels",
                    seen.channels() + " as in " + seen.name(),
                    "Estimate it from the same neurons: NoiseCovariance.of(responses)");
        }
    }

    private static Rdm made(Observations seen, String measure, double[] values) {
        return made(seen.name(), measure, seen.stimulusIds(), values, seen.origin());
    }

    private static Rdm made(String name, String measure, List<String> ids, double[] values, Origin from) {
        return new Rdm(
                name,
                measure,
                ids,
                values,
                Origin.of("RDM").with("measure", measure).from(from));
    }
}
