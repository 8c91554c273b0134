package org.striate.analysis.geometry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Rdm;

/**
 * Which models explain the subjects' geometry, and how sure that is (Nili et al. 2014; Schuett et al. 2023):
 *
 * <pre>{@code
 * RdmInference.standard().comparison(RdmComparison.RHO_A).compare(Rdms.layers(network, stimuli), subjects)
 * }</pre>
 *
 * Settings are immutable. Agrees with rsatoolbox 0.3.2 in means, ceilings, variances and t tests.
 */
public final class RdmInference {

    /** What is drawn again to see how much results vary. */
    public enum Resampling {
        /**
         * Stimuli and subjects, so that conclusions hold for others of either; variances by the formula of Schuett et al.
         * 2023. With one subject, stimuli alone; with a measure that cannot have a stimulus twice, subjects alone.
         */
        BOTH,
        /** Stimuli: conclusions hold for these subjects. */
        STIMULI,
        /** Subjects: conclusions hold for these stimuli. */
        SUBJECTS,
        /** Nothing: the spread over subjects itself; correlations pass through Fisher's z. */
        NONE
    }

    /** How p values are made. */
    public enum Testing {
        /** t with variances from the draws and the fewer of stimuli and subjects, minus 1, degrees of freedom. */
        T,
        /** The share of draws on the other side, at least one over their number. */
        BOOTSTRAP,
        /** Wilcoxon's signed-rank test over subjects, two-sided. */
        RANK_SUM
    }

    /** For testing several models at once. */
    public enum Correction {
        FALSE_DISCOVERY_RATE,
        BONFERRONI
    }

    private final RdmComparison comparison;
    private final Resampling resampling;
    private final Testing testing;
    private final Correction correction;
    private final int draws;
    private final long seed;
    private final double alpha;
    private final boolean fisherZ;
    private final int[][] given;

    private RdmInference(
            RdmComparison comparison,
            Resampling resampling,
            Testing testing,
            Correction correction,
            int draws,
            long seed,
            double alpha,
            boolean fisherZ,
            int[][] given) {
        this.comparison = comparison;
        this.resampling = resampling;
        this.testing = testing;
        this.correction = correction;
        this.draws = draws;
        this.seed = seed;
        this.alpha = alpha;
        this.fisherZ = fisherZ;
        this.given = given;
    }

    /** Spearman, both stimuli and subjects drawn 1000 times with seed 1, t tests, false discovery rate 0.05. */
    public static RdmInference standard() {
        return new RdmInference(
                RdmComparison.SPEARMAN,
                Resampling.BOTH,
                Testing.T,
                Correction.FALSE_DISCOVERY_RATE,
                1000,
                1,
                0.05,
                true,
                new int[0][]);
    }

    public RdmInference comparison(RdmComparison comparison) {
        return new RdmInference(comparison, resampling, testing, correction, draws, seed, alpha, fisherZ, given);
    }

    public RdmInference resampling(Resampling resampling) {
        return new RdmInference(comparison, resampling, testing, correction, draws, seed, alpha, fisherZ, given);
    }

    public RdmInference testing(Testing testing) {
        return new RdmInference(comparison, resampling, testing, correction, draws, seed, alpha, fisherZ, given);
    }

    public RdmInference correction(Correction correction) {
        return new RdmInference(comparison, resampling, testing, correction, draws, seed, alpha, fisherZ, given);
    }

    /**
     * Random draws, so many; those of {@link #drawn} are given up.
     *
     * @throws BadInput if fewer than 2
     */
    public RdmInference draws(int draws) {
        if (draws < 2) {
            throw BadInput.of("draws", String.valueOf(draws), "at least 2", "The usual number: draws(1000)");
        }
        return new RdmInference(comparison, resampling, testing, correction, draws, seed, alpha, fisherZ, new int[0][]);
    }

    /**
     * Draws of stimuli made elsewhere, instead of random ones; subjects are not drawn.
     *
     * @param stimuli [draws][any number] indices of stimuli, some several times
     */
    public RdmInference drawn(int[][] stimuli) {
        return draws(stimuli.length).resampling(Resampling.STIMULI).withGiven(stimuli);
    }

    private RdmInference withGiven(int[][] given) {
        return new RdmInference(comparison, resampling, testing, correction, draws, seed, alpha, fisherZ, given);
    }

    public RdmInference seed(long seed) {
        return new RdmInference(comparison, resampling, testing, correction, draws, seed, alpha, fisherZ, given);
    }

    /** The false discovery or error rate below which a difference is called significant. */
    public RdmInference alpha(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw BadInput.of("alpha", String.valueOf(alpha), "between 0 and 1", "The usual level: alpha(0.05)");
        }
        return new RdmInference(comparison, resampling, testing, correction, draws, seed, alpha, fisherZ, given);
    }

    /** Whether correlations are tested over subjects as {@code atanh r}; true by default. */
    public RdmInference fisherZ(boolean fisherZ) {
        return new RdmInference(comparison, resampling, testing, correction, draws, seed, alpha, fisherZ, given);
    }

    RdmComparison comparison() {
        return comparison;
    }

    Testing testing() {
        return testing;
    }

    Correction correction() {
        return correction;
    }

    double alpha() {
        return alpha;
    }

    /** Whether tests over subjects pass through Fisher's z. */
    boolean transforms() {
        return fisherZ && comparison.isCorrelation();
    }

    /**
     * Compares every model with every subject and tests what comes out. Pairs of stimuli that a subject or the model lacks
     * (NaN) are left out.
     *
     * @param models RDMs of the subjects' stimuli, in any order
     * @param subjects RDMs of the same stimuli
     * @throws BadInput if the stimuli differ or are fewer than 3, a list is empty, or a test needs more subjects or draws
     */
    public RdmEvaluation compare(List<Rdm> models, List<Rdm> subjects) {
        if (models.isEmpty()) {
            throw BadInput.of("models", "no RDM", "at least one", "Rdms.layers(network, stimuli)");
        }
        var common = RdmSet.of(List.of(), subjects);
        if (common.pairs() == 0) {
            throw BadInput.of(
                    "subjects",
                    "no pair of stimuli for which all " + subjects.size() + " have a dissimilarity",
                    "some that none lacks",
                    "Leave out the subjects or stimuli with NaN: Rdms.select(rdm, ids)");
        }
        requireDrawable(common.stimuli);
        var resampled = resampled(subjects.size());
        var run = grouped(models, subjects);
        var once = run.similarities();
        var drawings = drawings(resampled);
        var values = drawings.isEmpty() ? new double[0][][] : run.run(drawings, draws, seed, once, given);
        var origin = Origin.of("RDM inference")
                .with("measure", comparison.title())
                .with("drawn again", resampled)
                .with("draws", drawings.isEmpty() ? 0 : draws)
                .with("seed", given.length == 0 ? seed : "none, for draws of SHA-256 " + sha256(given))
                .with("tests", testing)
                .with("correction", correction)
                .with("alpha", alpha)
                .with("Fisher's z", fisherZ);
        for (var rdm : models) {
            origin = origin.from(rdm.origin());
        }
        for (var rdm : subjects) {
            origin = origin.from(rdm.origin());
        }
        return new RdmTests(this, resampled, models, subjects, run.ofSubjects(), once, values).evaluation(origin);
    }

    private static String sha256(int[][] draws) {
        return Origin.sha256(Arrays.deepToString(draws).getBytes(StandardCharsets.UTF_8));
    }

    private void requireDrawable(int stimuli) {
        for (var draw : given) {
            for (int stimulus : draw) {
                if (stimulus < 0 || stimulus >= stimuli) {
                    throw BadInput.of(
                            "draw",
                            "stimulus " + stimulus,
                            "0 to " + (stimuli - 1),
                            "Give indices of stimuli from 0 on");
                }
            }
        }
    }

    private Resampling resampled(int subjects) {
        boolean stimuliToo = comparison.allowsCopies();
        if (resampling == Resampling.STIMULI && !stimuliToo) {
            throw BadInput.of(
                    comparison.title(),
                    "cannot be taken of a draw that has a stimulus twice",
                    "subjects to be drawn",
                    "RdmInference.standard().resampling(RdmInference.Resampling.SUBJECTS)");
        }
        var possible = resampling;
        if (resampling == Resampling.BOTH && !stimuliToo) {
            possible = subjects > 1 ? Resampling.SUBJECTS : Resampling.NONE;
        } else if (resampling == Resampling.BOTH && subjects == 1) {
            possible = Resampling.STIMULI;
        }
        if (testing == Testing.BOOTSTRAP && possible == Resampling.NONE) {
            throw BadInput.of(
                    "bootstrap test",
                    "no draws",
                    "stimuli or subjects to be drawn",
                    "RdmInference.standard().testing(RdmInference.Testing.BOOTSTRAP)");
        }
        return possible;
    }

    /** In the order that the formula for both takes. */
    private static List<RdmDraws.Drawing> drawings(Resampling resampled) {
        return switch (resampled) {
            case BOTH -> List.of(RdmDraws.Drawing.BOTH, RdmDraws.Drawing.SUBJECTS, RdmDraws.Drawing.STIMULI);
            case STIMULI -> List.of(RdmDraws.Drawing.STIMULI);
            case SUBJECTS -> List.of(RdmDraws.Drawing.SUBJECTS);
            case NONE -> List.of();
        };
    }

    /** Models that lack the same pairs share a set; that without missing pairs comes first and carries the ceiling. */
    private RdmDraws grouped(List<Rdm> models, List<Rdm> subjects) {
        var ids = subjects.get(0).stimulusIds();
        var missing = new BitSet();
        subjects.forEach(rdm -> missing.or(missing(RdmComparison.sameStimuli(rdm, ids))));
        var groups = new LinkedHashMap<BitSet, List<Integer>>();
        groups.put(missing, new ArrayList<>());
        for (int m = 0; m < models.size(); m++) {
            var lacks = missing(RdmComparison.sameStimuli(models.get(m), ids));
            lacks.or(missing);
            groups.computeIfAbsent(lacks, key -> new ArrayList<>()).add(m);
        }
        var setOf = new int[models.size()];
        var placeOf = new int[models.size()];
        var sets = new ArrayList<RdmSet>();
        for (var members : groups.values()) {
            for (int k = 0; k < members.size(); k++) {
                setOf[members.get(k)] = sets.size();
                placeOf[members.get(k)] = subjects.size() + k;
            }
            sets.add(RdmSet.of(members.stream().map(models::get).toList(), subjects));
        }
        return new RdmDraws(sets, setOf, placeOf, comparison);
    }

    private static BitSet missing(double[] values) {
        var missing = new BitSet();
        for (int pair = 0; pair < values.length; pair++) {
            if (!Double.isFinite(values[pair])) {
                missing.set(pair);
            }
        }
        return missing;
    }
}
