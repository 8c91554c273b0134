package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Decompositions;
import org.striate.core.BadInput;
import org.striate.core.Rdm;

/**
 * How alike two RDMs are, over the pairs of stimuli that neither lacks (NaN). Agrees with rsatoolbox 0.3.2, whose names are
 * given; but an RDM that a measure cannot judge gives NaN here where rsatoolbox says 0.
 */
public enum RdmComparison {
    /** Correlation of average ranks; NaN where one RDM is constant; {@code spearman}. */
    SPEARMAN("Spearman rho"),
    /** Pearson correlation; NaN where one RDM is constant; {@code corr}. */
    PEARSON("Pearson r"),
    /** Cosine of the angle; NaN where one RDM is 0; {@code cosine}. */
    COSINE("cosine"),
    /** Concordant minus discordant pairs over all pairs, ties counting as neither; {@code tau-a}. */
    KENDALL_TAU_A("Kendall tau-a"),
    /** The same over the pairs that are not tied, root for both RDMs; NaN where one is constant; {@code tau-b}. */
    KENDALL_TAU_B("Kendall tau-b"),
    /** Spearman's rho on average over all ways to break ties (Schuett et al. 2023); {@code rho-a}. */
    RHO_A("rho-a"),
    /** Pearson correlation of whitened RDMs (Diedrichsen et al. 2020); {@code corr_cov}. */
    WHITENED_CORRELATION("whitened correlation"),
    /** Cosine of whitened RDMs: linear CKA of the patterns behind squared Euclidean RDMs; {@code cosine_cov}. */
    WHITENED_COSINE("whitened cosine"),
    /** Bures similarity of the centred products behind squared Euclidean RDMs; NaN with a missing pair; {@code bures}. */
    BURES("Bures similarity"),
    /** Squared Bures metric, a distance; NaN with a missing pair; {@code bures_metric}. */
    BURES_METRIC("squared Bures metric"),
    /**
     * Minus the Riemannian distance, least over scale and added noise of the first RDM; NaN where the second is not of
     * squared Euclidean distances; {@code neg_riem_dist}.
     */
    NEGATIVE_RIEMANNIAN("negative Riemannian distance");

    private final String title;

    RdmComparison(String title) {
        this.title = title;
    }

    /** The name on an axis. */
    public String title() {
        return title;
    }

    /**
     * The similarity of two RDMs of the same stimuli, in any order.
     *
     * @return -1 to 1, except the two distances
     * @throws BadInput if they are of different stimuli or of fewer than 3
     */
    public double of(Rdm a, Rdm b) {
        return RdmSet.of(List.of(b), List.of(a)).whole(this).similarity(0, 1);
    }

    /**
     * The similarity of one RDM with each of several, on all processors and with every RDM sorted once.
     *
     * @return one each, in their order
     * @throws BadInput if they are of different stimuli or of fewer than 3, or there is none to compare with
     */
    public double[] ofEach(Rdm rdm, List<Rdm> others) {
        var set = RdmSet.of(List.of(rdm), others);
        boolean same = java.util.stream.Stream.concat(others.stream(), java.util.stream.Stream.of(rdm))
                .mapToLong(RdmComparison::missing)
                .allMatch(missing -> missing == rdm.values().length - set.pairs());
        if (!same) { // each pair of RDMs over the pairs of stimuli that the two have
            return others.stream().mapToDouble(other -> of(rdm, other)).toArray();
        }
        var drawn = set.whole(this);
        drawn.prepare();
        return IntStream.range(0, others.size())
                .parallel()
                .mapToDouble(other -> drawn.similarity(others.size(), other))
                .toArray();
    }

    private static long missing(Rdm rdm) {
        return Arrays.stream(rdm.values()).filter(v -> !Double.isFinite(v)).count();
    }

    /**
     * The similarity of two RDMs where the estimates of the patterns are not independent or of different precision.
     *
     * @param patternCovariance [stimuli x stimuli] of the first RDM's stimuli, {@code sigma_k}
     * @throws BadInput if this is not a whitened or the Riemannian measure, a pair is missing, or the covariance is not
     *     positive definite
     */
    public double of(Rdm a, Rdm b, double[][] patternCovariance) {
        int n = a.size();
        var set = RdmSet.of(List.of(b), List.of(a));
        var flat = new double[n * n];
        for (int i = 0; i < n; i++) {
            if (patternCovariance.length != n || patternCovariance[i].length != n) {
                throw BadInput.of(
                        "pattern covariance",
                        patternCovariance.length + " rows",
                        n + " x " + n,
                        "Give one row and column for every stimulus");
            }
            System.arraycopy(patternCovariance[i], 0, flat, i * n, n);
        }
        if (set.pairs() < n * (n - 1) / 2) {
            throw BadInput.of(
                    "RDM " + b.name(),
                    "missing pairs beside a pattern covariance",
                    "all of them",
                    "Leave the stimulus out: Rdms.select(rdm, ids)");
        }
        var factor = Decompositions.cholesky(flat, n);
        if (factor.length == 0) {
            throw BadInput.of(
                    "pattern covariance",
                    "not positive definite",
                    "a covariance",
                    "Leave it out: RdmComparison." + name() + ".of(a, b)");
        }
        var form = switch (this) {
            case WHITENED_CORRELATION, WHITENED_COSINE ->
                new Whitening(n, this == WHITENED_CORRELATION, new double[0], factor);
            case NEGATIVE_RIEMANNIAN -> new SecondMoments.Riemann(n, relativeToFirst(flat, n));
            default ->
                throw BadInput.of(
                        title,
                        "takes no pattern covariance",
                        "a whitened measure",
                        "RdmComparison.WHITENED_CORRELATION.of(a, b, covariance)");
        };
        return form.similarity(form.of(set.values[0]), form.of(set.values[1]));
    }

    private static double[] relativeToFirst(double[] covariance, int n) {
        int side = n - 1;
        var relative = new double[side * side];
        for (int i = 1; i < n; i++) {
            for (int j = 1; j < n; j++) {
                relative[(i - 1) * side + j - 1] =
                        covariance[i * n + j] - covariance[i * n] - covariance[j] + covariance[0];
            }
        }
        return relative;
    }

    /** Whether 0 is what unrelated RDMs give. */
    boolean isZeroForUnrelated() {
        return switch (this) {
            case SPEARMAN, PEARSON, KENDALL_TAU_A, KENDALL_TAU_B, RHO_A, WHITENED_CORRELATION -> true;
            default -> false;
        };
    }

    /** Whether RDMs are the more alike the smaller it is. */
    public boolean isDistance() {
        return this == BURES_METRIC;
    }

    /** Whether Fisher's z applies: correlations whose spread shrinks towards 1. */
    boolean isCorrelation() {
        return this == SPEARMAN || this == PEARSON || this == WHITENED_CORRELATION;
    }

    /** Whether a stimulus may be drawn several times. */
    boolean allowsCopies() {
        return this != BURES && this != BURES_METRIC && this != NEGATIVE_RIEMANNIAN;
    }

    Drawn draw(RdmSet set, int[] counts, RdmSet.Buffers buffers) {
        return switch (this) {
            case SPEARMAN, RHO_A, KENDALL_TAU_A, KENDALL_TAU_B -> new DrawnRanks(set, this, counts, buffers);
            case PEARSON, COSINE -> new DrawnValues(set, this == PEARSON, counts, buffers);
            default -> new DrawnMatrices(set, this, counts);
        };
    }

    DrawnMatrices.Form form(int n, double[] mask) {
        return switch (this) {
            case WHITENED_CORRELATION, WHITENED_COSINE -> new Whitening(n, this == WHITENED_CORRELATION, mask, null);
            case NEGATIVE_RIEMANNIAN -> new SecondMoments.Riemann(n, SecondMoments.Riemann.equalNoise(n));
            default -> new SecondMoments.Bures(n, this == BURES_METRIC);
        };
    }

    /** A subject's RDM made ready for the mean over subjects. */
    double[] normalised(double[] rdm) {
        if (this != WHITENED_CORRELATION && this != WHITENED_COSINE) {
            return rdm;
        }
        var moments = DrawnMatrices.moments(rdm);
        double centre = this == WHITENED_CORRELATION ? moments.get(0) : 0;
        double square = moments.get(1) + (moments.get(0) - centre) * (moments.get(0) - centre);
        double scale = 1 / Math.sqrt(square);
        var ready = new double[rdm.length];
        for (int k = 0; k < ready.length; k++) {
            ready[k] = (rdm[k] - centre) * scale;
        }
        return ready;
    }

    /** The values of an RDM in the order of other stimulus ids, all of which it must have. */
    static double[] aligned(Rdm rdm, List<String> ids) {
        if (rdm.stimulusIds().equals(ids)) {
            return rdm.values();
        }
        var index = new HashMap<String, Integer>();
        for (int i = 0; i < rdm.size(); i++) {
            index.put(rdm.stimulusIds().get(i), i);
        }
        var place = ids.stream()
                .mapToInt(id -> {
                    var found = index.get(id);
                    if (found == null) {
                        throw BadInput.unknown(
                                "stimulus", id, "RDM " + rdm.name(), index.keySet(), "rdm.stimulusIds()");
                    }
                    return found;
                })
                .toArray();
        var values = new double[place.length * (place.length - 1) / 2];
        int next = 0;
        for (int i = 0; i < place.length; i++) {
            for (int j = i + 1; j < place.length; j++) {
                values[next++] = place[i] == place[j] ? Double.NaN : rdm.at(place[i], place[j]);
            }
        }
        return values;
    }

    /** The same, where neither may have a stimulus more. */
    static double[] sameStimuli(Rdm rdm, List<String> ids) {
        if (rdm.size() != ids.size() || !java.util.Set.copyOf(rdm.stimulusIds()).containsAll(ids)) {
            throw BadInput.of(
                    "RDM " + rdm.name(),
                    rdm.size() + " stimuli",
                    "the same " + ids.size() + " stimuli as the other RDM",
                    "Take those that both have: Rdms.select(rdm, ids)");
        }
        return aligned(rdm, ids);
    }
}
