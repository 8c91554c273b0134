package org.striate.analysis;

import java.util.HashSet;
import org.striate.core.BadInput;
import org.striate.core.Folds;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;

/**
 * Brain-Score's neural predictivity by its name: PLS with 25 components on centred units and responses, ten splits of 90 %
 * to train and 10 % to test, drawn by scikit-learn's splitters with seed 1 on the averages in the order of the recording,
 * Pearson r per neuron, median over neurons inside a split, mean over splits. The ceiling is its internal consistency. Both
 * of its normalisations are in the {@link org.striate.core.Score}: r^2 / ceiling, and (r / ceiling)^2 from before 2026.
 *
 * <p>A layer with fewer than 25 units is refused before anything runs, as Brain-Score's own regression refuses it; leave it out:
 * {@code BrainScore.pls(network.without("logits"), stimuli, responses)}.
 *
 * <p>Brain-Score sorts the rows by stimulus id before it fits; PLS does not depend on their order, so no row is moved here.
 *
 * @see <a href="https://doi.org/10.1101/407007">Schrimpf et al. (2018)</a>
 */
public final class BrainScore {

    private static final int COMPONENTS = 25;
    private static final int SPLITS = 10;
    private static final double TRAIN = 0.9;
    private static final int SEED = 1;

    private BrainScore() {}

    /**
     * With splits that keep the proportions of a stimulus parameter: {@code object_name} for MajajHong2015, {@code
     * texture_type} for FreemanZiemba2013.
     *
     * @param stimuli those of the responses, in any order
     * @param responses all trials, one time bin; their averages' order is that of the splits
     * @throws BadInput if a stimulus was not shown, the parameter is not there, or a layer has fewer units than there are components
     */
    public static LayerScores pls(
            StimulusModel model, StimulusSet stimuli, NeuralResponses responses, String stratifiedBy) {
        return pls(model, stimuli, responses, Folds.stratified(stratifiedBy, SPLITS, TRAIN, SEED));
    }

    /** With plain random splits, for stimuli without classes. */
    public static LayerScores pls(StimulusModel model, StimulusSet stimuli, NeuralResponses responses) {
        return pls(model, stimuli, responses, Folds.random(SPLITS, TRAIN, SEED));
    }

    private static LayerScores pls(StimulusModel model, StimulusSet stimuli, NeuralResponses responses, Folds folds) {
        var known = new HashSet<>(stimuli.ids());
        var shown = responses.averaged().stimulusIds();
        var ordered = shown.stream().filter(known::contains).toList();
        if (ordered.size() < known.size()) {
            throw BadInput.of(
                    "responses " + responses.name(),
                    "answers to " + ordered.size() + " of " + known.size() + " stimuli",
                    "answers to each",
                    "Keep the shared ones: stimuli.matching(responses.averaged().stimulusIds())");
        }
        return EncodingModel.pls(COMPONENTS).scoreLayers(model, stimuli.matching(ordered), responses, folds);
    }
}
