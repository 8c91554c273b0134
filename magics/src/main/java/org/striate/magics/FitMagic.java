package org.striate.magics;

import java.util.LinkedHashMap;
import java.util.List;
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

    @Option(names = "--components", paramLabel = "N", description = "of pls and pcr (25)")
    private Integer components;

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

    @Option(names = "--folds", paramLabel = "N", description = "over stimuli (5)")
    private Integer folds;

    @Option(names = "--seed", paramLabel = "N", description = "of the folds (42)")
    private Integer seed;

    public FitMagic() {
        super(LayerScores.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var shown = new Code(stimuli);
        var neurons = new Code(responses);
        if (method == Method.BRAIN_SCORE) {
            refuseAll();
            return JavaCall.of(Code.call("BrainScore.pls", new Code(network), shown, neurons));
        }
        if (layer != null) {
            var mend = "Leave one of them out";
            var given = "with --layer";
            refuse("--cached", cached ? cached : null, given, "all layers, whose scores are kept one by one", mend);
            refuse("--baselines", baselines, given, "all layers, which they stand beside", mend);
            refuse("--shuffled", shuffled, given, "all layers, each scored twice", mend);
        }
        boolean ridge = method == Method.RIDGE;
        refuse(
                "--components",
                ridge ? components : null,
                "to ridge",
                "pls or pcr, which have them",
                "%fit pls takes it");
        refuse("--alphas", ridge ? null : alphas, "without ridge", "a model that has penalties", "%fit ridge takes it");
        int kept = components == null ? 25 : components;
        var encoding = switch (method) {
            case PLS -> Code.call("EncodingModel.pls", kept);
            case PCR -> Code.call("EncodingModel.pcr", kept);
            default -> Code.call("EncodingModel.ridge");
        };
        encoding = encoding.with("alphas", alphas)
                .with("withBaselines", Code.all(baselines))
                .with("withShuffledLabels", shuffled)
                .when(cached, "cached");
        var splits = Code.call("Folds.of", folds == null ? 5 : folds, seed == null ? 42 : seed);
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

    private void refuseAll() {
        var options = new LinkedHashMap<String, Object>();
        options.put("--layer", layer);
        options.put("--components", components);
        options.put("--baselines", baselines);
        options.put("--shuffled", shuffled);
        options.put("--cached", cached ? cached : null);
        options.put("--folds", folds);
        options.put("--seed", seed);
        var fixed = "nothing: its protocol is fixed";
        options.forEach((option, value) -> refuse(option, value, "to brain-score", fixed, "%fit pls takes it"));
        refuse("--alphas", alphas, "to brain-score", fixed, "%fit ridge takes it");
    }
}
