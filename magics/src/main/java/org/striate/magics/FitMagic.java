package org.striate.magics;

import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %fit ridge --network network --stimuli stimuli --to v1}: predicts neurons from every layer. */
@Command(
        name = "fit",
        description = "Fits neurons from every layer of a network and scores them on held-out stimuli.",
        footer = "%fit ridge --network trained --stimuli stimuli --to v1 --folds 4 --as scores")
public final class FitMagic extends CommandMagic {

    /** The encoding models there are. */
    enum Method {
        RIDGE,
        PLS,
        PCR,
        /** PLS on Brain-Score's splits. */
        BRAIN_SCORE
    }

    @Parameters(index = "0", paramLabel = "METHOD", description = "one of")
    private Method method;

    @Of(StimulusModel.class)
    @Option(names = "--network", required = true, paramLabel = "VARIABLE", description = "whose layers are fitted")
    private String network;

    @Of(StimulusSet.class)
    @Option(names = "--stimuli", required = true, paramLabel = "VARIABLE", description = "what both saw")
    private String stimuli;

    @Of(NeuralResponses.class)
    @Option(names = "--to", required = true, paramLabel = "VARIABLE", description = "the neurons' responses")
    private String responses;

    @Option(names = "--layer", paramLabel = Completer.LAYER, description = "only this one: gives a Score")
    private String layer;

    @Option(names = "--components", defaultValue = "25", paramLabel = "N", description = "of pls and pcr (25)")
    private int components;

    @Option(names = "--alphas", split = ",", paramLabel = "A,..", description = "penalties of ridge to choose from")
    private List<Double> alphas;

    @Of(StimulusModel.class)
    @Option(
            names = "--baselines",
            split = ",",
            paramLabel = "VARIABLE,..",
            description = "models to score beside, such as pixels")
    private List<String> baselines;

    @Option(names = "--shuffled", paramLabel = "SEED", description = "scores each layer on shuffled stimuli too")
    private Integer shuffled;

    @Option(names = "--cached", description = "keeps finished layers on disk for the next run")
    private boolean cached;

    @Option(names = "--folds", defaultValue = "5", paramLabel = "N", description = "over stimuli (5)")
    private int folds;

    @Option(names = "--seed", defaultValue = "42", paramLabel = "N", description = "of the folds (42)")
    private int seed;

    public FitMagic() {
        super(LayerScores.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var shown = new Code(stimuli);
        var neurons = new Code(responses);
        if (method == Method.BRAIN_SCORE) {
            requireNone("--layer", layer);
            requireNone("--baselines", baselines);
            requireNone("--cached", cached ? cached : null);
            return JavaCall.of(Code.call("BrainScore.pls", new Code(network), shown, neurons));
        }
        if (cached && layer != null) {
            throw BadInput.of(
                    "--cached",
                    "given with --layer",
                    "all layers, whose scores are kept one by one",
                    "Leave one of them out");
        }
        var encoding = switch (method) {
            case PLS -> Code.call("EncodingModel.pls", components);
            case PCR -> Code.call("EncodingModel.pcr", components);
            default -> Code.call("EncodingModel.ridge");
        };
        encoding = encoding.with("alphas", alphas)
                .with("withBaselines", Code.all(baselines))
                .with("withShuffledLabels", shuffled)
                .when(cached, "cached");
        var splits = Code.call("Folds.of", folds, seed);
        return JavaCall.of(encoding + "."
                + (layer == null
                        ? Code.call("scoreLayers", new Code(network), shown, neurons, splits)
                        : Code.call(
                                "score",
                                new Code(network + "." + Code.call("activations", shown, layer)),
                                shown,
                                neurons,
                                splits)));
    }

    private static void requireNone(String option, Object value) {
        if (value != null) {
            throw BadInput.of(option, "given to brain-score", "nothing: its protocol is fixed", "%fit pls takes it");
        }
    }
}
