package org.striate.magics;

import org.striate.analysis.decoding.Decoding;
import org.striate.core.Activations;
import org.striate.core.NeuralResponses;
import org.striate.core.StimulusSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %decode v1 --stimuli stimuli --label orientation}: what a classifier reads from a population. */
@Command(
        name = "decode",
        description = "Reads a label of the stimuli from neurons, or from a layer, on held-out stimuli.",
        footer = "%decode v1 --stimuli stimuli --label phase --folds 4 --as decoding")
public final class DecodeMagic extends CommandMagic {

    /** The classifiers there are. */
    enum Classifier {
        LOGISTIC,
        SVM
    }

    @Of({NeuralResponses.class, Activations.class})
    @Parameters(index = "0", paramLabel = "RESPONSES", description = "neurons, or a layer")
    private String responses;

    @Of(StimulusSet.class)
    @Option(names = "--stimuli", required = true, paramLabel = "VARIABLE", description = "what they saw")
    private String stimuli;

    @Option(names = "--label", required = true, paramLabel = Completer.PARAMETER, description = "what is read")
    private String label;

    @Option(names = "--by", defaultValue = "logistic", paramLabel = "HOW", description = "(logistic) one of")
    private Classifier classifier;

    @Option(names = "--cost", paramLabel = "C", description = "of a training error (1)")
    private Double cost;

    @Option(names = "--permutations", paramLabel = "N", description = "shuffled labels, for a p value (none)")
    private Integer permutations;

    @Option(names = "--folds", defaultValue = "5", paramLabel = "N", description = "over stimuli (5)")
    private int folds;

    @Option(names = "--seed", defaultValue = "42", paramLabel = "N", description = "of the folds (42)")
    private int seed;

    public DecodeMagic() {
        super(Decoding.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var maker = "Decoder." + written(classifier);
        var decoder = (cost == null ? Code.call(maker) : Code.call(maker, cost)).with("permutations", permutations);
        return JavaCall.of(decoder + "."
                + Code.call(
                        "score",
                        Code.call("Population.of", new Code(responses)),
                        new Code(stimuli),
                        label,
                        Code.call("Folds.of", folds, seed)));
    }
}
