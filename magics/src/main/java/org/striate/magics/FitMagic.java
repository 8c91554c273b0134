package org.striate.magics;

import org.striate.analysis.EncodingModel;
import org.striate.core.Folds;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %fit ridge --network network --stimuli stimuli --to v1}: predicts neurons from every layer. */
public final class FitMagic extends CommandMagic<LayerScores> {

    public FitMagic() {
        super(LayerScores.class, Line::new);
    }

    /** The encoding models there are. */
    enum Method {
        ridge,
        pls,
        pcr
    }

    @Command(
            name = "fit",
            description = "Fits neurons from every layer of a network and scores them on held-out stimuli.",
            footer = "Example: %%fit ridge --network network --stimuli stimuli --to v1 --folds 5 --as scores")
    static final class Line extends Step<LayerScores> {

        @Parameters(index = "0", description = "one of ${COMPLETION-CANDIDATES}")
        private Method method;

        @Option(
                names = "--network",
                required = true,
                paramLabel = VARIABLE,
                description = "the model whose layers are fitted")
        private String network;

        @Option(names = "--stimuli", required = true, paramLabel = VARIABLE, description = "what both saw")
        private String stimuli;

        @Option(names = "--to", required = true, paramLabel = VARIABLE, description = "the neurons' responses")
        private String responses;

        @Option(
                names = "--components",
                defaultValue = "25",
                description = "components of pls and pcr (default ${DEFAULT-VALUE})")
        private int components;

        @Option(names = "--folds", defaultValue = "5", description = "folds over stimuli (default ${DEFAULT-VALUE})")
        private int folds;

        @Option(names = "--seed", defaultValue = "42", description = "seed of the folds (default ${DEFAULT-VALUE})")
        private int seed;

        @Override
        LayerScores run() {
            var encoding = switch (method) {
                case ridge -> EncodingModel.ridge();
                case pls -> EncodingModel.pls(components);
                case pcr -> EncodingModel.pcr(components);
            };
            return encoding.scoreLayers(
                    value("--network", network, StimulusModel.class),
                    value("--stimuli", stimuli, StimulusSet.class),
                    value("--to", responses, NeuralResponses.class),
                    Folds.of(folds, seed));
        }
    }
}
