package org.striate.analysis.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * Ridge regression of all splits and neurons of one layer, through the products between stimuli alone.
 *
 * <p>For a penalty the inverse {@code G} of {@code K + penalty} over <em>all</em> stimuli is made once. What leaving stimuli
 * S out does to it is a matter of the block {@code G_SS}: held-out errors are {@code G_SS^-1 (G y)_S} (Dubrule 1983; Cook
 * and Weisberg 1982), so that one inverse serves every outer split, every inner fold, leave-one-out and every neuron. The
 * intercept is not penalised: {@code G} is taken on the responses' deviations, where it acts as if fitted anew.
 */
public final class Ridge {

    /** How a neuron's penalty is chosen among several; of equal ones the first in the list. */
    public enum Choice {
        /** Least mean squared error when each training stimulus in turn is left out, in closed form. */
        LEAVE_ONE_OUT,
        /** Generalised cross-validation, Golub, Heath and Wahba (1979): leave-one-out with all leverages equal. */
        GENERALISED,
        /** Least mean over inner folds of the mean squared error in a fold. */
        INNER_FOLDS
    }

    /**
     * A split to fit.
     *
     * @param train training rows
     * @param inner for {@link Choice#INNER_FOLDS}, the rows of each inner fold, all of them training rows; else empty
     */
    public record Split(int[] train, List<int[]> inner) {}

    /**
     * What was fitted.
     *
     * @param weights [n x targets] dual weights, 0 outside the training rows and of sum 0: predictions are {@code products *
     *     weights} plus a constant
     * @param penalties [targets]
     * @param errors [targets] what the choice compared, of the penalty chosen
     */
    public record Fit(double[] weights, double[] penalties, double[] errors) {}

    private final double[] penalties;
    private final Choice choice;

    /**
     * @param penalties all above 0
     * @param choice among several
     */
    public Ridge(double[] penalties, Choice choice) {
        this.penalties = penalties.clone();
        this.choice = choice;
    }

    /**
     * Whether the inverses keep their digits: the smallest penalty against the layer's variance.
     *
     * @param products [n x n]
     */
    public boolean isStable(double[] products, int n) {
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += Math.abs(products[i * n + i]);
        }
        return isStable(trace);
    }

    /** The same by the sum of the squares of all units, as far as it is known beforehand. */
    public boolean isStable(double trace) {
        return Arrays.stream(penalties).min().orElse(0) > 1e-10 * trace;
    }

    /**
     * @param products [n x n] between all stimuli
     * @param y [n x targets]
     * @param progress told after each penalty the share of it that is done
     * @return for every split, in order
     */
    public List<Fit> fit(double[] products, double[] y, int targets, List<Split> splits, DoubleConsumer progress) {
        int n = y.length / targets;
        var centred = Linear.centred(y, n);
        var states = splits.stream()
                .map(split -> new RidgeSplit(split, centred, targets, choice))
                .toList();
        try (var k = Symmetric.centred(products, n);
                var room = k.room()) {
            // A split that trains on less than half of the stimuli is cheaper by an inverse of its own.
            var shared = states.stream().filter(s -> s.rows().length >= n / 2).toList();
            var own = new ArrayList<>(states);
            own.removeAll(shared);
            for (double penalty : penalties) {
                if (!shared.isEmpty()) {
                    sweep(k, room, IntStream.range(0, n).toArray(), centred, targets, penalty, shared);
                }
                for (var state : own) {
                    try (var part = k.part(state.rows());
                            var place = part.room()) {
                        var rows = state.rows();
                        var picked = new double[rows.length * targets];
                        for (int i = 0; i < rows.length; i++) {
                            System.arraycopy(centred, rows[i] * targets, picked, i * targets, targets);
                        }
                        sweep(part, place, rows, Linear.centred(picked, rows.length), targets, penalty, List.of(state));
                    }
                }
                progress.accept(1.0 / penalties.length);
            }
        }
        return states.stream().map(RidgeSplit::fit).toList();
    }

    private static void sweep(
            Symmetric k,
            Symmetric inverse,
            int[] rows,
            double[] y,
            int targets,
            double penalty,
            List<RidgeSplit> states) {
        int n = k.side();
        k.invert(penalty, inverse);
        var flat = new double[n];
        Arrays.fill(flat, 1);
        // Without K centred on these rows 1 is no eigenvector of the inverse; then its product with 1 is needed.
        var one = inverse.times(flat, 1);
        double sum = Arrays.stream(one).sum();
        var a = inverse.times(y, targets);
        var sums = new double[targets];
        for (int i = 0; i < a.length; i++) {
            sums[i % targets] += a[i];
        }
        for (int i = 0; i < a.length; i++) {
            a[i] -= one[i / targets] * sums[i % targets] / sum;
        }
        var place = new int[Arrays.stream(rows).max().orElse(0) + 1];
        for (int i = 0; i < rows.length; i++) {
            place[rows[i]] = i;
        }
        for (var state : states) {
            state.consider(new RidgeInverse(inverse, one, sum, a, place), penalty);
        }
    }
}
