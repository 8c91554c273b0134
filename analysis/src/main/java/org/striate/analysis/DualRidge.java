package org.striate.analysis;

import java.util.Arrays;
import java.util.function.Function;
import org.striate.analysis.linear.Gram;
import org.striate.analysis.linear.Linear;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Fold;
import org.striate.core.Origin;

/**
 * Ridge regression of a layer of any width, through the products between stimuli alone.
 *
 * @param alphas penalties to choose from by leave-one-out, neuron by neuron; a single one is taken as it is
 */
record DualRidge(double[] alphas) implements LayerFit {

    DualRidge {
        if (alphas.length == 0 || Arrays.stream(alphas).anyMatch(a -> !(a > 0))) {
            throw BadInput.of(
                    "alphas",
                    Arrays.toString(alphas),
                    "at least one, all above 0",
                    "EncodingModel.ridge().alphas(1, 10, 100)");
        }
    }

    @Override
    public Function<Fold, double[]> of(Activations layer, Targets targets) {
        var gram = Gram.of(layer).products();
        return split -> predict(CentredGram.of(gram, layer.stimuli(), split), split, targets);
    }

    private double[] predict(CentredGram centred, Fold split, Targets targets) {
        int n = split.train().length;
        var vectors = centred.train();
        var all = Linear.eigen(vectors, n);
        int first = RidgePath.firstOf(all);
        int rank = n - first;
        var l = Arrays.copyOfRange(all, first, n);
        var kept = Arrays.copyOfRange(vectors, first * n, n * n); // U', [rank x n]
        var z = Columns.transpose(kept, rank);
        for (int i = 0; i < z.length; i++) {
            z[i] *= Math.sqrt(l[i % rank]);
        }
        var y = targets.rows(split.train());
        var means = Columns.means(y, n);
        var path = new RidgePath(l, z, Columns.minus(y, means), n, targets.neurons(), true);
        var best = alphas.length == 1 ? Columns.repeat(alphas[0], targets.neurons()) : path.bestAlphas(alphas);
        int tests = split.test().length;
        var factors = Columns.scale(Linear.product(tests, rank, n, centred.test(), false, kept, true), l);
        var predicted = Linear.product(tests, targets.neurons(), rank, factors, false, path.weights(best), false);
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] += means[i % means.length];
        }
        return predicted;
    }

    @Override
    public Origin origin() {
        return Origin.of("ridge").with("alphas", Arrays.toString(alphas));
    }
}
