package org.striate.analysis;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.striate.analysis.linear.LayerBlocks;
import org.striate.analysis.linear.Pls;
import org.striate.analysis.linear.Ridge;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.CacheFolder;
import org.striate.core.Folds;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
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
    private final Controls controls;
    private final Optional<ScoreFolder> disk;

    private EncodingModel(LayerFit fit, Controls controls, Optional<ScoreFolder> disk) {
        this.fit = fit;
        this.controls = controls;
        this.disk = disk;
    }

    private static EncodingModel of(LayerFit fit) {
        return new EncodingModel(fit, new Controls(List.of(), null, 1), Optional.empty());
    }

    /**
     * Ridge regression whose penalty is chosen for every neuron from 17 between 0.01 and 1e6, evenly in the logarithm, by
     * leave-one-out on the training stimuli; scikit-learn's {@code RidgeCV(alphas=logspace(-2, 6, 17),
     * alpha_per_target=True)}. A layer enters through the products between stimuli only, {@code K = X X'}, so its width
     * does not matter and no unit is left out.
     */
    public static EncodingModel ridge() {
        return of(new RidgeLayers(ALPHAS, Ridge.Choice.LEAVE_ONE_OUT, 5, 1));
    }

    /**
     * PLS2 regression on centred units and responses, scikit-learn's {@code PLSRegression(components, scale=False)} with its
     * NIPALS; Brain-Score uses 25 components. Neurons are fitted together, those of a region at a time.
     *
     * @throws BadInput if there are no components
     */
    public static EncodingModel pls(int components) {
        return of(new PlsLayers(components, Pls.Weights.NIPALS, false));
    }

    /**
     * Least squares on the first principal components of the training stimuli.
     *
     * @throws BadInput if there are no components
     */
    public static EncodingModel pcr(int components) {
        return of(new PcrLayers(components));
    }

    /** Any trainer of Tribuo for regressors of several dimensions, such as {@code new RidgeTrainer(1, 10, 100)}. */
    public static EncodingModel tribuo(Trainer<Regressor> trainer) {
        return of(new TribuoFit(trainer));
    }

    /**
     * Ridge regression with other penalties to choose from; a single one is taken as it is.
     *
     * @throws BadInput if there is none or one is not above 0, or this is no ridge regression
     */
    public EncodingModel alphas(double... alphas) {
        var ridge = ridgeOnly("alphas");
        return with(new RidgeLayers(alphas.clone(), ridge.choice(), ridge.inner(), ridge.seed()));
    }

    /**
     * Chooses the penalties by k shuffled folds of the training stimuli: the least mean over folds of the mean squared
     * error, as himalaya does.
     *
     * @throws BadInput if there are fewer than two folds, or this is no ridge regression
     */
    public EncodingModel innerFolds(int folds, int seed) {
        return with(new RidgeLayers(ridgeOnly("inner folds").alphas(), Ridge.Choice.INNER_FOLDS, folds, seed));
    }

    /**
     * Chooses the penalties by generalised cross-validation.
     *
     * @throws BadInput if this is no ridge regression
     */
    public EncodingModel generalised() {
        return with(
                new RidgeLayers(ridgeOnly("generalised cross-validation").alphas(), Ridge.Choice.GENERALISED, 5, 1));
    }

    /**
     * PLS with units and responses divided by their standard deviations on the training stimuli, scikit-learn's default; it
     * needs all units of the layer in memory.
     *
     * @throws BadInput if this is no PLS
     */
    public EncodingModel scaled() {
        if (!(fit instanceof PlsLayers pls)) {
            throw notFor("scaling", "EncodingModel.pls(25).scaled()");
        }
        return with(new PlsLayers(pls.components(), pls.weights(), true));
    }

    /**
     * PLS with the exact singular vectors to which NIPALS would converge.
     *
     * @throws BadInput if this is no PLS
     */
    public EncodingModel exact() {
        if (!(fit instanceof PlsLayers pls)) {
            throw notFor("exact weights", "EncodingModel.pls(25).exact()");
        }
        return with(new PlsLayers(pls.components(), Pls.Weights.EXACT, pls.scale()));
    }

    /**
     * The weights, rotations, loadings and scores of a PLS regression on all stimuli.
     *
     * @param layer [stimuli x units], rows in the order of the stimuli
     * @throws BadInput if stimuli, layer and responses do not fit together, or this is no PLS
     */
    public PlsComponents components(Activations layer, StimulusSet stimuli, NeuralResponses responses) {
        if (!(fit instanceof PlsLayers pls)) {
            throw notFor("components", "EncodingModel.pls(25).components(layer, stimuli, responses)");
        }
        requireSame(layer, stimuli);
        var targets = Targets.of(responses, stimuli);
        var design = Design.of(layer, true, LayerBlocks.most());
        design.requireNumbers();
        int n = design.stimuli();
        PlsLayers.requireEnough(pls.components(), design, n, "pls");
        var x = design.units(IntStream.range(0, n).toArray());
        return PlsComponents.of(x, targets.values(), n, pls.components(), pls.scale(), pls.weights());
    }

    private RidgeLayers ridgeOnly(String setting) {
        if (!(fit instanceof RidgeLayers ridge)) {
            throw notFor(setting, "EncodingModel.ridge().alphas(1, 10, 100)");
        }
        return ridge;
    }

    private BadInput notFor(String setting, String mend) {
        return BadInput.of(
                setting,
                "set on " + fit.origin().step(),
                "an encoding model that has them",
                mend + ", or give them to the trainer: new RidgeTrainer(1, 10)");
    }

    private EncodingModel with(LayerFit other) {
        return new EncodingModel(other, controls, disk);
    }

    /** Another seed for the bootstrap of the intervals. */
    public EncodingModel seed(long seed) {
        return with(new Controls(controls.baselines(), controls.shuffle(), seed));
    }

    private EncodingModel with(Controls other) {
        return new EncodingModel(fit, other, disk);
    }

    /**
     * Keeps what {@link #scoreLayers} finishes on disk, so that it goes on where it was after the kernel has ended too; see
     * {@link #cached(Path)}.
     *
     * @return in the folder of {@code STRIATE_CACHE} or the user's cache folder
     */
    public EncodingModel cached() {
        return cached(CacheFolder.path().resolve("scores"));
    }

    /**
     * The same in a folder of its own: a file a layer, found again by a hash of the method, the splits, the responses, the
     * stimuli's pixels and the model. Several processes may share it, and it may be deleted at any time; beyond 1 GB the least
     * recently used files go.
     */
    public EncodingModel cached(Path folder) {
        return new EncodingModel(fit, controls, Optional.of(ScoreFolder.in(folder)));
    }

    /**
     * Models to score beside every other: pixels, a Gabor energy bank, the untrained twin of a network.
     *
     * @return its {@link #scoreLayers} gives their scores too, after the model's own
     */
    public EncodingModel withBaselines(StimulusModel... baselines) {
        return with(new Controls(List.of(baselines), controls.shuffle(), controls.seed()));
    }

    /**
     * Scores every layer also against the responses to shuffled stimuli, which no model predicts: what is above 0 there is
     * chance or a leak.
     *
     * @return its {@link #scoreLayers} gives these scores too, under the model's name with "shuffled" behind it
     */
    public EncodingModel withShuffledLabels(int seed) {
        return with(new Controls(controls.baselines(), seed, controls.seed()));
    }

    /**
     * Scores every layer of a model for every region; see {@link #score}. Layers pass by in blocks of units, and what is
     * finished when the work is interrupted is not done again when the same call is made again in this process, nor in
     * another where {@link #cached()}. The stimuli are rendered once more for it, since a picture may have changed.
     *
     * @param model its layers are read out in one pass over the stimuli; {@link StimulusModel#without} leaves some out
     * @param responses all trials, for the ceiling; the mean over trials is what is predicted. Each region in it gets scores
     *     of its own
     * @throws BadInput if stimuli and responses do not fit together, or a layer has fewer units than there are components
     */
    public LayerScores scoreLayers(StimulusModel model, StimulusSet stimuli, NeuralResponses responses, Folds folds) {
        return run(stimuli, responses, folds).score(model);
    }

    /**
     * Chooses the best layer on a random half of the stimuli, and reports its score on the other half; baselines are left
     * aside.
     *
     * @param responses of one region
     * @param seed of the halves
     * @throws BadInput if there are neurons of several regions, or too few stimuli
     */
    public LayerChoice chooseLayer(
            StimulusModel model, StimulusSet stimuli, NeuralResponses responses, Folds folds, int seed) {
        var regions = responses.neurons().stream()
                .map(n -> n.region().name())
                .distinct()
                .toList();
        if (regions.size() != 1) {
            throw BadInput.of(
                    "responses " + responses.name(),
                    "neurons of " + regions,
                    "those of one region",
                    "Choose it: responses.region(Region.V4)");
        }
        var halves = Folds.holdout(0.5, seed).over(stimuli).get(0);
        var first = IntStream.of(halves.train()).sorted().toArray(); // as shown: folds may go by the order
        var second = IntStream.of(halves.test()).sorted().toArray();
        var plain = with(new Controls(List.of(), null, controls.seed()));
        var choosing = plain.scoreLayers(model, stimuli.select(first), responses, folds);
        var layer = choosing.best().layer();
        var rest = stimuli.select(second);
        var reported = plain.score(model.activations(rest, layer), rest, responses, folds);
        return new LayerChoice(layer, choosing, reported);
    }

    /** What {@link #scoreLayers} will take, from one stimulus shown and one product measured. */
    public ScoringCost cost(StimulusModel model, StimulusSet stimuli, NeuralResponses responses, Folds folds) {
        return run(stimuli, responses, folds).cost(model);
    }

    /**
     * Scores one layer: for every fold the model is fitted on the training stimuli, and Pearson r taken on the held-out
     * ones; over all neurons, whatever their region.
     *
     * @param layer [stimuli x units], rows in the order of the stimuli
     * @throws BadInput if stimuli, layer and responses do not fit together
     */
    public Score score(Activations layer, StimulusSet stimuli, NeuralResponses responses, Folds folds) {
        requireSame(layer, stimuli);
        return run(stimuli, responses, folds).score(layer);
    }

    /**
     * Fits a layer to all stimuli, to predict new ones or to read the weights of the neurons.
     *
     * @throws BadInput if stimuli, layer and responses do not fit together, or the method has no weights on units
     */
    public FittedEncoding fit(Activations layer, StimulusSet stimuli, NeuralResponses responses) {
        requireSame(layer, stimuli);
        var targets = Targets.of(responses, stimuli);
        var design = Design.of(layer, fit.needsUnits(), LayerBlocks.most());
        design.requireNumbers();
        return FittedEncoding.of(
                fit.fit(design, targets),
                TrainingLayer.of(layer),
                responses.neurons(),
                targets,
                fit.origin().from(layer.origin()).from(responses.origin()));
    }

    /** The same for a layer that need not fit into memory. */
    public FittedEncoding fit(StimulusModel model, String layer, StimulusSet stimuli, NeuralResponses responses) {
        var targets = Targets.of(responses, stimuli);
        fit.requireRoom(targets.neurons());
        var source = TrainingLayer.of(model, layer, stimuli);
        var design = source.design(fit.needsUnits());
        design.requireNumbers();
        return FittedEncoding.of(
                fit.fit(design, targets),
                source,
                responses.neurons(),
                targets,
                fit.origin()
                        .with("layer", layer)
                        .from(model.origin())
                        .from(stimuli.origin())
                        .from(responses.origin()));
    }

    private LayerRun run(StimulusSet stimuli, NeuralResponses responses, Folds folds) {
        return new LayerRun(fit, controls, stimuli, responses, folds, disk);
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
}
