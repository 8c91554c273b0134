package org.striate.magics;

import java.util.List;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %lesion network --layer conv2 --share 0.2}: strikes units, or asks how growing lesions hurt. */
@Command(
        name = "lesion",
        description = "Lesions a layer; with doses, asks how growing random lesions hurt telling a label.",
        footer = {
            "%lesion trained --layer conv2 --share 0.2 --as lesioned",
            "%lesion trained --layer conv2 --doses 0.5 --on tilted --label tilt --as doses"
        })
public final class LesionMagic extends CommandMagic {

    /** What happens to the units. */
    enum Kind {
        SILENCE,
        CLAMP,
        NOISE,
        SHUFFLE
    }

    @Of(Network.class)
    @Parameters(index = "0", paramLabel = "NETWORK", description = "stays as it is")
    private String network;

    @Option(names = "--layer", required = true, paramLabel = Completer.LAYER, description = "where")
    private String layer;

    @Option(names = "--kind", defaultValue = "silence", paramLabel = "HOW", description = "(silence) one of")
    private Kind kind;

    @Option(names = "--share", paramLabel = "SHARE", description = "of the units, at random (all)")
    private Double share;

    @Option(names = "--channels", split = ",", paramLabel = "N,..", description = "only these channels, from 0")
    private List<Integer> channels;

    @Option(names = "--units", split = ",", paramLabel = "N,..", description = "only these units, from 0")
    private List<Integer> units;

    @Option(names = "--by-channel", description = "chooses whole channels at random")
    private boolean byChannel;

    @Option(names = "--sd", defaultValue = "0.5", paramLabel = "SD", description = "of noise (0.5)")
    private double sd;

    @Option(names = "--doses", split = ",", paramLabel = "SHARE,..", description = "a study: shares that are struck")
    private List<Double> doses;

    @Option(names = "--draws", paramLabel = "N", description = "lesions at each dose (20)")
    private Integer draws;

    @Of(StimulusSet.class)
    @Option(names = "--on", paramLabel = "VARIABLE", description = "a study's stimuli; those that clamp takes means of")
    private String stimuli;

    @Option(names = "--label", paramLabel = Completer.PARAMETER, description = "a study: what is to be told")
    private String label;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "of what is random (1)")
    private long seed;

    public LesionMagic() {
        super(Network.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var lesion = struck().with("channels", channels).with("units", units);
        if (doses == null) {
            lesion = lesion.when(byChannel, "byChannel").with("random", share == null ? null : List.of(share, seed));
            return JavaCall.of(new Code(network).with("lesion", lesion));
        }
        var study = Code.call("LesionStudy.of", lesion)
                .when(byChannel, "byChannel")
                .with("doses", doses)
                .with("draws", draws)
                .with("seed", seed);
        return JavaCall.of(study + "."
                + Code.call("run", new Code(network), require("--on", stimuli), required("--label", label)));
    }

    private Code struck() {
        return switch (kind) {
            case SILENCE -> Code.call("Lesion.silence", layer);
            case CLAMP -> Code.call("Lesion.clamp", layer, require("--on", stimuli));
            case NOISE -> Code.call("Lesion.noise", layer, sd, seed);
            case SHUFFLE -> Code.call("Lesion.shuffle", layer, seed);
        };
    }

    private Code require(String option, String value) {
        return new Code(required(option, value));
    }
}
