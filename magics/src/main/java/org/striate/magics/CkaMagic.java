package org.striate.magics;

import org.striate.analysis.geometry.LayerSimilarity;
import org.striate.analysis.geometry.SimilarityMatrix;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %cka network --with other --stimuli stimuli}: how alike layers are. */
@Command(
        name = "cka",
        description = "Says how alike the layers of two networks are, or those of one among themselves.",
        footer = "%cka trained --with network --stimuli stimuli --as similarity")
public final class CkaMagic extends CommandMagic {

    @Of(StimulusModel.class)
    @Parameters(index = "0", paramLabel = "NETWORK", description = "its layers are the rows")
    private String network;

    @Of(StimulusModel.class)
    @Option(names = "--with", paramLabel = "VARIABLE", description = "its layers are the columns (the same)")
    private String other;

    @Of(StimulusSet.class)
    @Option(names = "--stimuli", required = true, paramLabel = "VARIABLE", description = "what both see")
    private String stimuli;

    @Option(names = "--measure", defaultValue = "cka", paramLabel = "HOW", description = "(cka) one of")
    private LayerSimilarity measure;

    public CkaMagic() {
        super(SimilarityMatrix.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var columns = other == null ? network : other;
        return JavaCall.of(new Code("LayerSimilarity." + measure.name()) + "."
                + Code.call("between", products(network), products(columns)));
    }

    private Code products(String model) {
        return Code.call("Gram.of", new Code(model), new Code(stimuli)).when(true, "values");
    }
}
