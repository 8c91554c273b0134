package org.striate.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Folds;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.Score;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/** Predicts every neuron's mean response from all units of a layer, and scores it on stimuli that were held out. */
public final class EncodingModel {

    private static final double[] ALPHAS = IntStream.rangeClosed(0, 16)
            .mapToDouble(i -> Math.pow(10, -2 + i / 2.0))
            .toArray();

    private final LayerFit fit;
    private final long seed;

    private EncodingModel(LayerFit fit, long seed) {
        this.fit = fit;
        this.seed = seed;
    }

    /**
     * Ridge regression whose penalty is chosen for every neuron from 17 between 0.01 and 1e6, evenly in the logarithm, by
     * leave-one-out on the training stimuli; scikit-learn's {@code RidgeCV(alphas=logspace(-2, 6, 17),
     * alpha_per_target=True)}. A layer enters through the products between stimuli only, {@code K = X X'}, so its width
     * does not matter and no unit is left out.
     */
    public static EncodingModel ridge() {
        return new EncodingModel(new DualRidge(ALPHAS), 1);
    }

    /** Any trainer of Tribuo for regressors of several dimensions, such as {@code new RidgeTrainer(1, 10, 100)}. */
    public static EncodingModel tribuo(Trainer<Regressor> trainer) {
        return new EncodingModel(new TribuoFit(trainer), 1);
    }

    /**
     * Ridge regression with other penalties to choose from; a single one is taken as it is.
     *
     * @throws BadInput if there is none or one is not above 0, or this is no ridge regression
     */
    public EncodingModel alphas(double... alphas) {
        if (!(fit instanceof DualRidge)) {
            throw BadInput.of(
                    "alphas",
                    "set on a trainer of Tribuo",
                    "ridge()",
                    "Give them to the trainer: new RidgeTrainer(1, 10)");
        }
        return new EncodingModel(new DualRidge(alphas.clone()), seed);
    }

    /** Another seed for the bootstrap of the intervals. */
    public EncodingModel seed(long seed) {
        return new EncodingModel(fit, seed);
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
     * Scores one layer: for every fold the model is fitted on the training stimuli, and Pearson r taken on the held-out
     * ones.
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
                var prepared = fit.of(layer, targets);
                var predicted = new ArrayList<double[]>();
                for (var split : splits) {
                    predicted.add(prepared.apply(split));
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
        return fit.origin()
                .with("bootstrap seed", seed)
                .from(folds.origin())
                .from(layer.origin())
                .from(responses.origin());
    }
}
