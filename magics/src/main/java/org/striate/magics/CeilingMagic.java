package org.striate.magics;

import java.util.List;
import org.striate.analysis.Reliability;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Rdm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %ceiling v1}: how well the neurons would predict themselves. */
@Command(
        name = "ceiling",
        description = "Says how well responses would repeat, which bounds every model of them.",
        footer = "%ceiling v1 --as ceiling")
public final class CeilingMagic extends CommandMagic {

    /** The ceilings there are. */
    enum Kind {
        INTERNAL_CONSISTENCY,
        SPLIT_HALF,
        EXPLAINABLE_VARIANCE,
        RDM
    }

    @Of(
            value = {NeuralResponses.class, List.class},
            elements = Rdm.class)
    @Parameters(index = "0", paramLabel = "RESPONSES", description = "all trials; or RDMs of subjects, for rdm")
    private String responses;

    @Option(
            names = "--kind",
            defaultValue = "internal-consistency",
            paramLabel = "HOW",
            description = "(internal-consistency, which is Brain-Score's) one of")
    private Kind kind;

    @Option(names = "--splits", paramLabel = "N", description = "of split-half (100)")
    private Integer splits;

    @Option(names = "--seed", paramLabel = "N", description = "of split-half (1)")
    private Long seed;

    public CeilingMagic() {
        super(Reliability.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var given = new Code(responses);
        boolean rdms = JavaType.of(variables, responses)
                .filter(type -> type.is(List.class))
                .isPresent();
        if (rdms != (kind == Kind.RDM) && JavaType.of(variables, responses).isPresent()) {
            throw BadInput.of(
                    "%ceiling",
                    "\"" + responses + "\" with --kind " + written(kind),
                    rdms ? "--kind rdm for RDMs" : "RDMs, one a subject, for --kind rdm",
                    rdms ? "%ceiling " + responses + " --kind rdm" : "Such as Rdms.perSubject(" + responses + ")");
        }
        if (kind != Kind.SPLIT_HALF) {
            var options = List.of("--splits", "--seed");
            refuse(options, "without --kind split-half", "a ceiling that draws", "Add --kind split-half");
        }
        return JavaCall.of(
                switch (kind) {
                    case INTERNAL_CONSISTENCY -> Code.call("Reliability.internalConsistency", given);
                    case SPLIT_HALF ->
                        splits == null && seed == null
                                ? Code.call("Reliability.splitHalf", given)
                                : Code.call(
                                        "Reliability.splitHalf",
                                        given,
                                        splits == null ? 100 : splits,
                                        seed == null ? 1 : seed);
                    case EXPLAINABLE_VARIANCE -> Code.call("ExplainableVariance.of", given);
                    case RDM -> Code.call("Rdms.noiseCeiling", given, new Code("RdmComparison.SPEARMAN"));
                });
    }
}
