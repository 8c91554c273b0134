package org.striate.analysis.geometry;

import java.util.Arrays;

/**
 * Pearson correlation and cosine. Subjects are pooled as the mean of their RDMs, each centred on its mean (Pearson alone)
 * and divided by its root mean square.
 */
final class DrawnValues implements Drawn {

    /** A constant RDM leaves rounding errors of its mean behind, not a variance. */
    private static final double ROUNDING = 1e-26;

    private final RdmSet set;
    private final boolean centred;
    private final int[] weights;
    private final double total;
    private final double[] centres;
    private final double[] norms;

    DrawnValues(RdmSet set, boolean centred, int[] counts, RdmSet.Buffers buffers) {
        this.set = set;
        this.centred = centred;
        this.weights = set.weights(counts, buffers.ints(0, set.pairs()));
        this.total = RdmSet.total(weights);
        this.centres = new double[set.values.length];
        this.norms = new double[set.values.length];
        Arrays.fill(norms, -1);
    }

    private double centre(double[] values) {
        double sum = 0;
        for (int k = 0; k < weights.length && centred; k++) {
            sum += weights[k] * values[k];
        }
        return sum / total;
    }

    /** Root of the sum of squares around the centre; 0 for a constant. */
    private double norm(double[] values, double centre) {
        double squares = products(values, centre, values, centre);
        return squares > ROUNDING * total * centre * centre ? Math.sqrt(squares) : 0;
    }

    private double norm(int rdm) {
        if (norms[rdm] < 0) {
            centres[rdm] = centre(set.values[rdm]);
            norms[rdm] = norm(set.values[rdm], centres[rdm]);
        }
        return norms[rdm];
    }

    @Override
    public void prepare() {
        for (int rdm = 0; rdm < norms.length; rdm++) {
            norm(rdm);
        }
    }

    private double products(double[] a, double centreA, double[] b, double centreB) {
        double s0 = 0;
        double s1 = 0;
        int k = 0;
        for (; k + 1 < weights.length; k += 2) {
            s0 += weights[k] * (a[k] - centreA) * (b[k] - centreB);
            s1 += weights[k + 1] * (a[k + 1] - centreA) * (b[k + 1] - centreB);
        }
        for (; k < weights.length; k++) {
            s0 += weights[k] * (a[k] - centreA) * (b[k] - centreB);
        }
        return s0 + s1;
    }

    @Override
    public double similarity(int first, int second) {
        double scale = norm(first) * norm(second);
        return scale > 0
                ? products(set.values[first], centres[first], set.values[second], centres[second]) / scale
                : Double.NaN;
    }

    @Override
    public double[] ceiling(int[] counts) {
        int drawn = (int) Arrays.stream(counts).filter(c -> c > 0).count();
        if (drawn < 2) {
            return new double[] {Double.NaN, Double.NaN};
        }
        var sums = sums(counts);
        double lower = 0;
        double upper = 0;
        for (int s = 0; s < counts.length; s++) {
            if (counts[s] > 0) {
                lower += withSubject(without(sums, s, counts[s]), s) / drawn;
                upper += withSubject(sums, s) / drawn;
            }
        }
        return new double[] {lower, upper};
    }

    @Override
    public double[] leaveOneOut() {
        var counts = new int[set.subjects];
        Arrays.fill(counts, 1);
        var sums = sums(counts);
        var similarities = new double[set.subjects];
        for (int s = 0; s < similarities.length; s++) {
            similarities[s] = set.subjects < 2 ? Double.NaN : withSubject(without(sums, s, 1), s);
        }
        return similarities;
    }

    private double[] sums(int[] counts) {
        var sums = new double[set.pairs()];
        for (int s = 0; s < counts.length; s++) {
            if (counts[s] > 0) {
                add(sums, s, counts[s]);
            }
        }
        return sums;
    }

    private double[] without(double[] sums, int subject, int times) {
        var others = sums.clone();
        add(others, subject, -times);
        return others;
    }

    private void add(double[] sums, int subject, int times) {
        double scale = times / norm(subject); // the mean square's number of pairs is common to all
        var values = set.values[subject];
        for (int k = 0; k < sums.length; k++) {
            sums[k] += scale * (values[k] - centres[subject]);
        }
    }

    private double withSubject(double[] pooled, int subject) {
        double centre = centre(pooled);
        double scale = norm(pooled, centre) * norm(subject);
        return scale > 0 ? products(pooled, centre, set.values[subject], centres[subject]) / scale : Double.NaN;
    }
}
