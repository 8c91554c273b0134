package org.striate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Fold;
import org.striate.core.Folds;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.Score;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;

/**
 * Predicts every neuron's mean response linearly from all units of a layer. A layer enters through the products between
 * stimuli only, {@code K = X X'}, so its width does not matter and no unit is left out.
 */
public final class EncodingModel {

    private static final double[] ALPHAS = IntStream.rangeClosed(0, 16)
            .mapToDouble(i -> Math.pow(10, -2 + i / 2.0))
            .toArray();

    private final double[] alphas;
    private final long seed;

    private EncodingModel(double[] alphas, long seed) {
        if (alphas.length == 0 || Arrays.stream(alphas).anyMatch(a -> !(a > 0))) {
            throw BadInput.of(
                    "alphas",
                    Arrays.toString(alphas),
                    "at least one, all above 0",
                    "EncodingModel.ridge().alphas(1, 10, 100)");
        }
        this.alphas = alphas;
        this.seed = seed;
    }

    /**
     * Ridge regression whose penalty is chosen for every neuron from 17 between 0.01 and 1e6, evenly in the logarithm, by
     * leave-one-out on the training stimuli; scikit-learn's {@code RidgeCV(alphas=logspace(-2, 6, 17),
     * alpha_per_target=True)}.
     */
    public static EncodingModel ridge() {
        return new EncodingModel(ALPHAS, 1);
    }

    /** Other penalties to choose from; a single one is taken as it is. */
    public EncodingModel alphas(double... alphas) {
        return new EncodingModel(alphas.clone(), seed);
    }

    /** Another seed for the bootstrap of the intervals. */
    public EncodingModel seed(long seed) {
        return new EncodingModel(alphas, seed);
    }

    /**
     * Scores every layer of a model; see {@link #score}.
     *
     * @param model its layers are read out in one pass over the stimuli
     * @param responses all trials, for the ceiling; the mean over trials is what is predicted
     */
    public LayerScores scoreLayers(StimulusModel model, StimulusSet stimuli, NeuralResponses responses, Folds folds) {
        var layers = model.activations(stimuli, model.layers()).values();
        return new LayerScores(scores(List.copyOf(layers), stimuli, responses, folds));
    }

    /**
     * Scores one layer: for every fold, ridge is fitted on the training stimuli and Pearson r taken on the held-out ones.
     *
     * @param layer [stimuli x units], rows in the order of the stimuli
     * @throws BadInput if stimuli, layer and responses do not fit together
     */
    public Score score(Activations layer, StimulusSet stimuli, NeuralResponses responses, Folds folds) {
        return scores(List.of(layer), stimuli, responses, folds).get(0);
    }

    private List<Score> scores(List<Activations> layers, StimulusSet stimuli, NeuralResponses responses, Folds folds) {
        var targets = Targets.of(responses, stimuli);
        var splits = folds.over(stimuli);
        var reliability = Reliability.internalConsistency(responses.matching(stimuli));
        var scores = new ArrayList<Score>();
        try (var progress = Progress.of("fitting " + targets.neurons() + " neurons", layers.size() * splits.size())) {
            for (var layer : layers) {
                requireSame(layer, stimuli);
                var gram = Linear.gram(layer);
                var predicted = new ArrayList<double[]>();
                for (var split : splits) {
                    predicted.add(predict(gram, stimuli.size(), split, targets));
                    progress.step(layer.layer());
                }
                var heldOut = new HeldOut(splits, predicted, targets);
                scores.add(new Score(
                        layer.model(),
                        layer.layer(),
                        responses.neurons(),
                        heldOut.correlations(),
                        reliability.perSplit(),
                        heldOut.means(),
                        heldOut.interval(seed),
                        origin(layer, responses, folds)));
            }
        }
        return scores;
    }

    /** [test stimuli x neurons], from products alone: centring and fitting on the training stimuli of one split. */
    private double[] predict(double[] gram, int stimuli, Fold split, Targets targets) {
        int n = split.train().length;
        var centred = CentredGram.of(gram, stimuli, split);
        var vectors = centred.train();
        var all = Linear.eigen(vectors, n);
        int first = RidgePath.firstOf(all);
        int rank = n - first;
        var l = Arrays.copyOfRange(all, first, n);
        var kept = Arrays.copyOfRange(vectors, first * n, n * n); // [rank x n]
        var z = Columns.transpose(kept, rank); // U, [n x rank]
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

    private static void requireSame(Activations layer, StimulusSet stimuli) {
        if (!layer.stimulusIds().equals(stimuli.ids())) {
            throw BadInput.of(
                    "activations of " + layer.layer(),
                    layer.stimuli() + " stimuli that are not those of " + stimuli.name() + " (" + stimuli.size() + ")",
                    "the same stimuli in the same order",
                    "Run the model on them: network.activations(stimuli, \"" + layer.layer() + "\")");
        }
    }

    private Origin origin(Activations layer, NeuralResponses responses, Folds folds) {
        return Origin.of("ridge")
                .with("alphas", Arrays.toString(alphas))
                .with("bootstrap seed", seed)
                .from(folds.origin())
                .from(layer.origin())
                .from(responses.origin());
    }
}
