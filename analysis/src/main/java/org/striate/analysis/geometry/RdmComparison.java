package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.Rdm;

/**
 * How alike two RDMs are, over the pairs of stimuli that neither lacks (NaN). Agrees with rsatoolbox 0.3.2, whose names are
 * given.
 */
public enum RdmComparison {
    /** Correlation of average ranks; {@code spearman}. */
    SPEARMAN("Spearman rho") {
        @Override
        double[] prepare(double[] values, double[] weights, int[] order) {
            return Ranks.average(values, weights, order);
        }

        @Override
        double similarity(double[] a, double[] b, double[] weights) {
            return Ranks.pearson(a, b, weights);
        }
    },
    /** Pearson correlation; {@code corr}. */
    PEARSON("Pearson r") {
        @Override
        double similarity(double[] a, double[] b, double[] weights) {
            return Ranks.pearson(a, b, weights);
        }

        @Override
        double[] normalise(double[] rdm) {
            return scaled(rdm, mean(rdm));
        }

        @Override
        double[] pooled(double[] mean) {
            double least =
                    Arrays.stream(mean).filter(v -> !Double.isNaN(v)).min().orElse(0);
            return Arrays.stream(mean).map(v -> v - least).toArray();
        }
    },
    /** Cosine of the angle; {@code cosine}. */
    COSINE("cosine") {
        @Override
        double similarity(double[] a, double[] b, double[] weights) {
            double ab = 0;
            double aa = 0;
            double bb = 0;
            for (int i = 0; i < a.length; i++) {
                if (!Double.isNaN(a[i] + b[i])) {
                    ab += weights[i] * a[i] * b[i];
                    aa += weights[i] * a[i] * a[i];
                    bb += weights[i] * b[i] * b[i];
                }
            }
            return ab / Math.sqrt(aa * bb);
        }

        @Override
        double[] normalise(double[] rdm) {
            return scaled(rdm, 0);
        }
    },
    /** Concordant minus discordant pairs over all pairs, ties counting as neither; {@code tau-a}. */
    KENDALL_TAU_A("Kendall tau-a") {
        @Override
        double similarity(double[] a, double[] b, double[] weights) {
            return Ranks.tauA(a, b, weights);
        }
    };

    private final String title;

    RdmComparison(String title) {
        this.title = title;
    }

    /** The name on an axis. */
    public String title() {
        return title;
    }

    /**
     * The similarity of two RDMs of the same stimuli.
     *
     * @return -1 to 1; NaN where one of them is constant
     * @throws BadInput if they are of different stimuli
     */
    public double of(Rdm a, Rdm b) {
        return between(a.values(), aligned(b, a.stimulusIds()));
    }

    double between(double[] a, double[] b) {
        var both = new double[a.length];
        var kept = new double[][] {a.clone(), b.clone()};
        for (int i = 0; i < a.length; i++) {
            both[i] = 1;
            if (Double.isNaN(a[i] + b[i])) { // so that ranks are those among the pairs that both have
                kept[0][i] = Double.NaN;
                kept[1][i] = Double.NaN;
            }
        }
        return similarity(prepare(kept[0], both, Ranks.order(a)), prepare(kept[1], both, Ranks.order(b)), both);
    }

    /** What can be computed from one RDM alone; {@code order} sorts its values. */
    double[] prepare(double[] values, double[] weights, int[] order) {
        return values;
    }

    /** The similarity of two prepared RDMs; weights say how often a pair counts. */
    abstract double similarity(double[] a, double[] b, double[] weights);

    /** A subject's RDM made ready for the mean over subjects: average ranks, unless a measure says otherwise. */
    double[] normalise(double[] rdm) {
        return Ranks.average(rdm, ones(rdm.length), Ranks.order(rdm));
    }

    private static double[] ones(int count) {
        var ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    double[] pooled(double[] mean) {
        return mean;
    }

    /** The RDM of several subjects together, as rsatoolbox pools them for its noise ceilings. */
    double[] pool(List<double[]> rdms) {
        var sum = new double[rdms.get(0).length];
        for (var rdm : rdms) {
            var ready = normalise(rdm);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += ready[i];
            }
        }
        // Divided last: sums of ranks are exact, so that equal means stay ties.
        return pooled(Arrays.stream(sum).map(v -> v / rdms.size()).toArray());
    }

    /** Shifted by a centre and divided by the root mean square. */
    private static double[] scaled(double[] rdm, double centre) {
        var valid = Arrays.stream(rdm).filter(v -> !Double.isNaN(v)).toArray();
        double power =
                Arrays.stream(valid).map(v -> (v - centre) * (v - centre)).sum() / valid.length;
        return Arrays.stream(rdm).map(v -> (v - centre) / Math.sqrt(power)).toArray();
    }

    private static double mean(double[] rdm) {
        return Arrays.stream(rdm).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    /** The values of an RDM in the order of other stimulus ids. */
    static double[] aligned(Rdm rdm, List<String> ids) {
        if (rdm.stimulusIds().equals(ids)) {
            return rdm.values();
        }
        if (rdm.size() != ids.size() || !rdm.stimulusIds().containsAll(ids)) {
            throw BadInput.of(
                    "RDM " + rdm.name(),
                    rdm.size() + " stimuli",
                    "the same " + ids.size() + " stimuli as the other RDM",
                    "Show both systems the same ones: Rdms.layers(network, stimuli)");
        }
        var place = ids.stream().mapToInt(rdm.stimulusIds()::indexOf).toArray();
        var values = new double[rdm.values().length];
        int next = 0;
        for (int i = 0; i < place.length; i++) {
            for (int j = i + 1; j < place.length; j++) {
                values[next++] = rdm.at(place[i], place[j]);
            }
        }
        return values;
    }
}
