package org.striate.analysis.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Decompositions;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Rdm;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;

/**
 * A sum of RDMs with weights that are not negative, fitted to subjects. Judge it by subjects or stimuli that it was not
 * fitted to: {@code RdmInference.standard().compare(List.of(weighted.rdm()), others)}.
 *
 * @param models names of the summands
 * @param weights [models], of length 1 together: only their ratios matter
 * @param rdm the weighted sum
 */
public record WeightedRdm(List<String> models, double[] weights, Rdm rdm) implements Charted<Columns> {

    private static final double TOLERANCE = 1e-12;

    /**
     * The weights of least squares between the sum and the pooled subjects, as {@link Rdms#noiseCeiling} pools them: RDMs
     * centred for {@link RdmComparison#PEARSON}, as they are for {@link RdmComparison#COSINE}.
     *
     * @throws BadInput if the measure is another one, a list is empty, stimuli differ, a subject's RDM is
     *     constant, or no weight can be above 0
     */
    public static WeightedRdm fit(List<Rdm> models, List<Rdm> subjects, RdmComparison measure) {
        if (measure != RdmComparison.PEARSON && measure != RdmComparison.COSINE) {
            throw BadInput.of(
                    "weights by " + measure.title(),
                    "no least squares",
                    "Pearson or cosine",
                    "WeightedRdm.fit(models, subjects, RdmComparison.PEARSON)");
        }
        if (models.isEmpty()) {
            throw BadInput.of("models", "no RDM", "at least one", "ModelRdms.category(stimuli, \"object\")");
        }
        var set = RdmSet.of(models, subjects);
        boolean centred = measure == RdmComparison.PEARSON;
        var target = new double[set.pairs()];
        for (int s = 0; s < subjects.size(); s++) {
            var ready = centred(set.values[s], centred);
            double length = length(ready);
            if (!(length > 1e-12 * length(set.values[s]))) {
                throw BadInput.of(
                        "RDM " + subjects.get(s).name(),
                        centred ? "the same dissimilarity for every pair" : "0 for every pair",
                        "pairs that differ, for weights by " + measure.title(),
                        "Leave the subject out of the list");
            }
            ready = divided(ready, length);
            for (int k = 0; k < target.length; k++) {
                target[k] += ready[k];
            }
        }
        var lengths = new double[models.size()];
        var designs = new double[models.size()][];
        for (int m = 0; m < designs.length; m++) {
            designs[m] = centred(set.values[subjects.size() + m], centred);
            lengths[m] = length(designs[m]);
            designs[m] = divided(designs[m], lengths[m]); // so that the RDMs' scales do not decide what counts as 0
        }
        var weights = nonNegative(designs, target);
        for (int m = 0; m < weights.length; m++) {
            weights[m] /= weights[m] > 0 ? lengths[m] : 1;
        }
        double norm = length(weights);
        if (!(norm > 0)) {
            throw BadInput.of(
                    "models",
                    "none of " + models.size() + " goes along with the subjects",
                    "one at least",
                    "See each alone: Rdms.compare(models, subjects, RdmComparison." + measure.name() + ")");
        }
        var unit = divided(weights, norm);
        var sum = sum(models, subjects.get(0), unit);
        var origin = sum.origin().with("measure", measure.title());
        for (var subject : subjects) {
            origin = origin.from(subject.origin());
        }
        var rdm = new Rdm(sum.name(), sum.measure(), sum.stimulusIds(), sum.values(), origin);
        return new WeightedRdm(models.stream().map(Rdm::name).toList(), unit, rdm);
    }

    private static Rdm sum(List<Rdm> models, Rdm first, double[] weights) {
        var values = new double[first.values().length];
        var origin = Origin.of("weighted RDM").with("weights", Arrays.toString(weights));
        for (int m = 0; m < weights.length; m++) {
            var summand = RdmComparison.aligned(models.get(m), first.stimulusIds());
            for (int k = 0; k < values.length; k++) {
                values[k] += weights[m] == 0 ? 0 : weights[m] * summand[k]; // what does not count may be missing
            }
            origin = origin.from(models.get(m).origin());
        }
        return new Rdm("weighted", "weighted sum of " + weights.length + " RDMs", first.stimulusIds(), values, origin);
    }

    private static double[] centred(double[] values, boolean centred) {
        double mean = centred ? Arrays.stream(values).average().orElse(0) : 0;
        return Arrays.stream(values).map(v -> v - mean).toArray();
    }

    private static double length(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    }

    private static double[] divided(double[] values, double by) {
        return Arrays.stream(values).map(v -> v / by).toArray();
    }

    /** Lawson and Hanson 1974: weights enter one by one where the error falls most, and leave at 0. */
    private static double[] nonNegative(double[][] designs, double[] target) {
        int count = designs.length;
        double scale = dot(target, target);
        var weights = new double[count];
        var used = new ArrayList<Integer>();
        for (int step = 0; step < 10 * count; step++) {
            int enters = -1;
            double steepest = TOLERANCE;
            for (int m = 0; m < count; m++) {
                double gain = gradient(designs, target, weights, m) / Math.sqrt(dot(designs[m], designs[m]) * scale);
                if (!used.contains(m) && gain > steepest) {
                    steepest = gain;
                    enters = m;
                }
            }
            if (enters < 0) {
                break;
            }
            used.add(enters);
            if (!settle(designs, target, weights, used)) {
                used.remove((Integer) enters); // a copy of those in use
                break;
            }
        }
        return weights;
    }

    /** Least squares of those in use, and out with what would be negative. */
    private static boolean settle(double[][] designs, double[] target, double[] weights, List<Integer> used) {
        while (!used.isEmpty()) {
            var solution = leastSquares(designs, target, used);
            if (solution.length == 0) {
                return false;
            }
            double step = 1;
            for (int k = 0; k < solution.length; k++) {
                double weight = weights[used.get(k)];
                if (solution[k] <= 0) {
                    step = Math.min(step, weight / (weight - solution[k]));
                }
            }
            for (int k = 0; k < solution.length; k++) {
                weights[used.get(k)] += step * (solution[k] - weights[used.get(k)]);
            }
            if (step == 1) {
                return true;
            }
            used.removeIf(m -> weights[m] <= TOLERANCE);
        }
        return true;
    }

    private static double[] leastSquares(double[][] designs, double[] target, List<Integer> used) {
        int n = used.size();
        var products = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                products[i * n + j] = dot(designs[used.get(i)], designs[used.get(j)]);
            }
        }
        var factor = Decompositions.cholesky(products, n);
        if (factor.length == 0) {
            return factor;
        }
        var inverse = Decompositions.inverse(factor, n);
        var solution = new double[n];
        for (int i = 0; i < n * n; i++) {
            solution[i / n] += inverse[i] * dot(designs[used.get(i % n)], target);
        }
        return solution;
    }

    private static double gradient(double[][] designs, double[] target, double[] weights, int m) {
        double gradient = dot(designs[m], target);
        for (int k = 0; k < weights.length; k++) {
            gradient -= weights[k] == 0 ? 0 : weights[k] * dot(designs[m], designs[k]);
        }
        return gradient;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** The weight of every RDM. */
    @Override
    public Columns chart() {
        return new Columns(
                "Weights of RDMs",
                this + ".",
                Axis.of("weight"),
                IntStream.range(0, weights.length)
                        .mapToObj(m -> Column.of(models.get(m), "", weights[m]))
                        .toList(),
                List.of());
    }

    @Override
    public String toString() {
        long used = Arrays.stream(weights).filter(w -> w > 0).count();
        return "Weighted RDM: " + used + " of " + models.size() + " RDMs have a weight above 0";
    }

    @Override
    public String toHtml() {
        var rows = IntStream.range(0, weights.length)
                .mapToObj(m -> List.of(models.get(m), weights[m]))
                .toList();
        return Html.table(toString(), List.of("RDM", "weight"), rows) + Html.origin(rdm.origin());
    }
}
