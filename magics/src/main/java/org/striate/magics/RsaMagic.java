package org.striate.magics;

import java.util.List;
import org.striate.analysis.geometry.Dissimilarity;
import org.striate.analysis.geometry.RdmComparison;
import org.striate.analysis.geometry.RdmEvaluation;
import org.striate.analysis.geometry.RdmInference;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Rdm;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %rsa network --stimuli stimuli --to v1}: compares geometries, with the noise ceiling. */
@Command(
        name = "rsa",
        description = "Compares the geometry of every layer with that of recorded subjects, with their noise ceiling.",
        footer = {
            "%rsa trained --stimuli stimuli --to v1 --draws 100 --as geometry",
            "%rsa trained --stimuli stimuli --to v1 --estimator crossnobis --draws 100 --as unbiased"
        })
public final class RsaMagic extends CommandMagic {

    /** How an RDM is made of a subject's trials. */
    enum Estimator {
        CORRELATION("Rdms::correlation"),
        EUCLIDEAN("EACH -> Rdms.of(EACH, Dissimilarity.EUCLIDEAN)"),
        COSINE("EACH -> Rdms.of(EACH, Dissimilarity.COSINE)"),
        MAHALANOBIS("Rdms::mahalanobis"),
        CROSSNOBIS("Rdms::crossnobis"),
        POISSON("Rdms::poisson");

        private final String java;

        Estimator(String java) {
            this.java = java;
        }
    }

    @Of(StimulusModel.class)
    @Parameters(index = "0", paramLabel = "NETWORK", description = "whose layers are the models")
    private String network;

    @Of(StimulusSet.class)
    @Option(names = "--stimuli", required = true, paramLabel = "VARIABLE", description = "what both saw")
    private String stimuli;

    @Of(
            value = {NeuralResponses.class, Rdm.class, List.class},
            elements = Rdm.class)
    @Option(
            names = "--to",
            required = true,
            paramLabel = "VARIABLE",
            description = "responses, an RDM for each of their subjects, or RDMs")
    private String to;

    @Option(names = "--measure", paramLabel = "HOW", description = "dissimilarity of the layers' patterns")
    private Dissimilarity measure;

    @Option(
            names = "--estimator",
            paramLabel = "HOW",
            description = "of the subjects' RDMs from their responses (correlation): one of")
    private Estimator estimator;

    @Option(names = "--comparison", paramLabel = "HOW", description = "of two RDMs")
    private RdmComparison comparison;

    @Option(names = "--resampling", paramLabel = "WHAT", description = "is drawn again")
    private RdmInference.Resampling resampling;

    @Option(names = "--draws", paramLabel = "N", description = "of the bootstrap (1000)")
    private Integer draws;

    @Option(names = "--seed", paramLabel = "N", description = "of the bootstrap (1)")
    private Long seed;

    public RsaMagic() {
        super(RdmEvaluation.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var model = new Code(network);
        var shown = new Code(stimuli);
        var layers = measure == null
                ? Code.call("Rdms.layers", model, shown)
                : Code.call("Rdms.layers", model, shown, measure);
        var inference = Code.call("RdmInference.standard")
                .with("comparison", comparison)
                .with("resampling", resampling)
                .with("draws", draws)
                .with("seed", seed);
        return JavaCall.of(inference + "." + Code.call("compare", layers, subjects(variables)));
    }

    private Code subjects(Variables variables) {
        var given = new Code(to);
        var type = JavaType.of(variables, to);
        if (type.filter(each -> each.is(NeuralResponses.class)).isPresent()) {
            return estimator == null
                    ? Code.call("Rdms.perSubject", given)
                    : Code.call(
                            "Rdms.perSubject", given, new Code(estimator.java.replace("EACH", parameter(variables))));
        }
        if (estimator != null) {
            throw BadInput.of("--estimator", "given with RDMs", "responses to estimate them from", "Such as --to v1");
        }
        return type.filter(each -> each.is(Rdm.class)).isPresent() ? Code.call("List.of", given) : given;
    }
}
