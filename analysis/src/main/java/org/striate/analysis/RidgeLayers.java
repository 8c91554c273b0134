package org.striate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Linear;
import org.striate.analysis.linear.Ridge;
import org.striate.core.BadInput;
import org.striate.core.Fold;
import org.striate.core.NumpyRandom;
import org.striate.core.Origin;

/**
 * Ridge regression of a layer of any width: on its units where they are few, on the products between stimuli otherwise,
 * whichever takes fewer operations.
 *
 * @param alphas penalties to choose from, neuron by neuron; a single one is taken as it is
 * @param choice how
 * @param inner number of inner folds
 * @param seed of the inner folds
 */
record RidgeLayers(double[] alphas, Ridge.Choice choice, int inner, int seed) implements LayerFit {

    RidgeLayers {
        requirePenalties(alphas, "EncodingModel.ridge().alphas(1, 10, 100)");
        if (inner < 2) {
            throw BadInput.of("inner folds", inner + "", "at least 2", "EncodingModel.ridge().innerFolds(5, 1)");
        }
    }

    static void requirePenalties(double[] alphas, String mend) {
        if (alphas.length == 0 || Arrays.stream(alphas).anyMatch(a -> !(a > 0) || Double.isInfinite(a))) {
            throw BadInput.of("alphas", Arrays.toString(alphas), "at least one, all above 0 and finite", mend);
        }
    }

    @Override
    public boolean mixesNeurons() {
        return false;
    }

    @Override
    public List<double[]> heldOut(Design layer, Targets targets, List<Fold> splits, DoubleConsumer progress) {
        if (layer.hasUnits() && primal(layer.units(), layer.stimuli(), targets.neurons(), splits.size())) {
            return onUnits(layer.units(all(layer)), targets, splits, progress);
        }
        var k = layer.products();
        var ridge = new Ridge(alphas, choice);
        if (!ridge.isStable(k, layer.stimuli())) {
            return onUnits(factor(k, layer.stimuli()), targets, splits, progress);
        }
        var asked = splits.stream().map(split -> split(split.train())).toList();
        var fits = ridge.fit(k, targets.values(), targets.neurons(), asked, progress);
        var weights = fits.stream().map(Ridge.Fit::weights).toList();
        return DualPredictions.of(k, targets, splits, weights);
    }

    private static int[] all(Design layer) {
        return IntStream.range(0, layer.stimuli()).toArray();
    }

    private Ridge.Split split(int[] train) {
        return new Ridge.Split(
                train,
                innerPlaces(train.length).stream()
                        .map(places -> IntStream.of(places).map(i -> train[i]).toArray())
                        .toList());
    }

    /** Places among the training stimuli of each inner fold; shuffled. */
    private List<int[]> innerPlaces(int n) {
        if (choice != Ridge.Choice.INNER_FOLDS || alphas.length == 1) {
            return List.of();
        }
        if (n < inner) {
            throw BadInput.of(
                    "training stimuli",
                    n + " for " + inner + " inner folds",
                    "at least one per fold",
                    "Let leave-one-out choose: EncodingModel.ridge()");
        }
        var order = new NumpyRandom(seed).permutation(n);
        return IntStream.range(0, inner)
                .mapToObj(f -> IntStream.range(0, n)
                        .filter(i -> i % inner == f)
                        .map(i -> order[i])
                        .sorted()
                        .toArray())
                .toList();
    }

    private List<double[]> onUnits(double[] x, Targets targets, List<Fold> splits, DoubleConsumer progress) {
        int p = x.length / targets.stimuli();
        var predicted = new ArrayList<double[]>();
        for (var split : splits) {
            var train = split.train();
            var fit = RidgeFit.chosen(
                    Columns.rows(x, p, train),
                    targets.rows(train),
                    train.length,
                    targets.neurons(),
                    alphas,
                    choice,
                    innerPlaces(train.length));
            predicted.add(fit.predict(Columns.rows(x, p, split.test()), split.test().length));
            progress.accept(1.0 / splits.size());
        }
        return predicted;
    }

    /** [n x rank] numbers with the same products between stimuli. */
    private static double[] factor(double[] products, int n) {
        var vectors = products.clone();
        var values = Linear.eigen(vectors, n);
        int first = RidgePath.firstOf(values);
        var z = Columns.transpose(Arrays.copyOfRange(vectors, first * n, n * n), n - first);
        for (int i = 0; i < z.length; i++) {
            z[i] *= Math.sqrt(values[first + i % (n - first)]);
        }
        return z;
    }

    @Override
    public LinearWeights fit(Design layer, Targets targets) {
        int n = layer.stimuli();
        var k = layer.hasUnits() && layer.units() <= n ? null : layer.products();
        var ridge = new Ridge(alphas, choice);
        if (k == null || !ridge.isStable(k, n)) {
            var y = targets.values();
            int t = targets.neurons();
            if (layer.hasUnits()) {
                var fit = RidgeFit.chosen(layer.units(all(layer)), y, n, t, alphas, choice, innerPlaces(n));
                return new LinearWeights(fit.coefficients(), null);
            }
            return new LinearWeights(null, RidgeFit.dual(factor(k, n), y, n, t, alphas, choice, innerPlaces(n)));
        }
        var fit = ridge.fit(k, targets.values(), targets.neurons(), List.of(split(all(layer))), done -> {});
        return new LinearWeights(null, fit.get(0).weights());
    }

    private boolean primal(double p, double n, double t, int splits) {
        return p <= n && primalGflop(p, n, t, splits) < dualGflop(n, t, splits) + n * n * p / 1e9;
    }

    private int fits() {
        return choice == Ridge.Choice.INNER_FOLDS && alphas.length > 1 ? inner + 1 : 1;
    }

    /** An eigendecomposition counts 9 p^3, at a third of a product's speed. */
    private double primalGflop(double p, double n, double t, int splits) {
        return splits * fits() * (27 * p * p * p + 4 * n * p * p + 2 * alphas.length * n * p * t) / 1e9;
    }

    private double dualGflop(double n, double t, int splits) {
        double held = n / Math.max(2, splits);
        double each = held * held * n + 2 * held * n * t + fits() * n * n / inner * (held + n / inner / 3);
        return alphas.length * (n * n * n + 2 * n * n * t + splits * each) / 1e9;
    }

    /** Eigendecompositions of all stimuli and of every training set; see {@link Ridge#isStable}. */
    private double factorGflop(double n, double t, int splits) {
        double train = train(n, splits);
        double each = 27 * Math.pow(train, 3) + 6 * train * train * n + 2 * alphas.length * train * train * t;
        return (27 * n * n * n + splits * fits() * each) / 1e9;
    }

    private static double train(double n, int splits) {
        return n - n / Math.max(2, splits);
    }

    /** Whether the answer to the first stimulus tells that inverses will lose their digits. */
    private boolean isFactored(Size size) {
        return !primal(size.units(), size.stimuli(), size.neurons(), size.splits())
                && !new Ridge(alphas, choice).isStable(size.squares());
    }

    @Override
    public double gflop(Size size) {
        if (isFactored(size)) {
            return factorGflop(size.stimuli(), size.neurons(), size.splits());
        }
        return primal(size.units(), size.stimuli(), size.neurons(), size.splits())
                ? primalGflop(size.units(), size.stimuli(), size.neurons(), size.splits())
                : dualGflop(size.stimuli(), size.neurons(), size.splits());
    }

    /** The factor; a split's rows of it, as they are and centred, products, their vectors and directions; inner folds' directions. */
    @Override
    public double bytes(Size size) {
        double n = size.stimuli();
        double train = train(n, size.splits());
        double each = 3 * train * n + 5 * train * train + (fits() - 1) * 2 * train * n;
        return isFactored(size) ? 8 * (n * n + each) : 0;
    }

    @Override
    public Origin origin() {
        var origin = Origin.of("ridge").with("alphas", Arrays.toString(alphas)).with("chosen by", choice);
        return choice == Ridge.Choice.INNER_FOLDS
                ? origin.with("inner folds", inner).with("inner seed", seed)
                : origin;
    }
}
