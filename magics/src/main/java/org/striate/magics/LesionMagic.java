package org.striate.magics;

import java.math.BigDecimal;
import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %lesion network --layer conv2 --share 0.2}: strikes units, or asks how growing lesions hurt. */
@Command(
        name = "lesion",
        description = "Lesions a layer; with doses, asks how growing lesions hurt telling a label.",
        footer = {
            "%lesion trained --layer conv2 --share 0.2 --as lesioned",
            "%lesion trained --layer conv2 --share 0.2 --selective left --on tilted --label tilt --as aimed",
            "%lesion trained --layer conv2 --kind clamp --on tilted --disc 0.5,0.5,0.2 --as scotoma",
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

    @Option(
            names = "--layer",
            split = ",",
            required = true,
            paramLabel = Completer.LAYER,
            description = "where, or several with commas between")
    private List<String> layers;

    @Option(names = "--kind", defaultValue = "silence", paramLabel = "HOW", description = "(silence) one of")
    private Kind kind;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description = "of the units: the first of a ranking, or without one at random (all)")
    private Double share;

    @Of(double[].class)
    @Option(
            names = "--ranked",
            paramLabel = "VARIABLE",
            description = "strikes those with the largest values first, one for each unit")
    private String ranked;

    @Option(
            names = "--selective",
            paramLabel = "VALUE",
            description = "strikes those first that tell this value of --label best from the others")
    private String selective;

    @Option(
            names = "--within",
            split = ",",
            paramLabel = "TOP,LEFT,BOTTOM,RIGHT",
            description = "only units in a rectangle, in shares of the image")
    private List<Double> within;

    @Option(
            names = "--disc",
            split = ",",
            paramLabel = "Y,X,RADIUS",
            description = "only units in a disc, in shares of the image")
    private List<Double> disc;

    @Option(names = "--channels", split = ",", paramLabel = "N,..", description = "only these channels, from 0")
    private List<Integer> channels;

    @Option(names = "--units", split = ",", paramLabel = "N,..", description = "only these units, from 0")
    private List<Integer> units;

    @Option(names = "--by-channel", description = "chooses whole channels")
    private boolean byChannel;

    @Option(names = "--sd", paramLabel = "SD", description = "of noise (0.5)")
    private Double sd;

    @Option(names = "--doses", split = ",", paramLabel = "SHARE,..", description = "a study: shares that are struck")
    private List<Double> doses;

    @Option(names = "--draws", paramLabel = "N", description = "lesions at each dose (20)")
    private Integer draws;

    @Of(StimulusSet.class)
    @Option(
            names = "--on",
            paramLabel = "VARIABLE",
            description = "stimuli: of a study, of --selective, or those that clamp takes means of")
    private String stimuli;

    @Option(
            names = "--label",
            paramLabel = Completer.PARAMETER,
            description = "what is to be told, in a study and by --selective")
    private String label;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "of what is random, for each further layer one more (1)")
    private long seed;

    public LesionMagic() {
        super(Network.class);
    }

    @Override
    JavaCall java(Variables variables) {
        if (ranked != null && selective != null) {
            throw BadInput.of("%lesion", "--ranked and --selective", "one ranking", "Leave one of them out");
        }
        refuseWithoutEffect();
        if (doses == null) {
            var lesioned = new Code(network);
            for (int i = 0; i < layers.size(); i++) { // layers of one size lose other units each
                lesioned = lesioned.with("lesion", shared(layers.get(i), seed + i));
            }
            return JavaCall.of(lesioned);
        }
        if (layers.size() > 1) {
            throw BadInput.of(
                    "--doses",
                    "given for " + layers.size() + " layers",
                    "one layer a study",
                    "--layer " + layers.get(0));
        }
        refuse("--share", share, "with --doses", "doses, which are shares", "Leave one of them out");
        var layer = layers.get(0);
        var study = Code.call("LesionStudy.of", struck(layer, seed))
                .when(byChannel, "byChannel")
                .with("targeting", ranking(layer) == null ? null : List.of(target(), ranking(layer)))
                .with("doses", doses)
                .with("draws", draws)
                .with("seed", seed);
        return JavaCall.of(study + "."
                + Code.call("run", new Code(network), require("--on", stimuli), required("--label", label)));
    }

    private void refuseWithoutEffect() {
        if (kind != Kind.NOISE) {
            refuse(List.of("--sd"), "without --kind noise", "a kind that has one", "Add --kind noise");
        }
        if (doses == null) {
            var mend = "Add --doses 0.2,0.5";
            refuse(List.of("--draws"), "without --doses", "a study, which draws", mend);
            if (selective == null) {
                refuse(List.of("--label"), "without --doses or --selective", "a lesion that asks for it", mend);
                var where = "without --doses, --selective or --kind clamp";
                refuse(kind == Kind.CLAMP ? List.of() : List.of("--on"), where, "a lesion that asks for them", mend);
            }
            if (share == null) {
                var where = "without --doses or --share";
                refuse(List.of("--by-channel"), where, "a choice among channels", "Add --share 0.5");
            }
        }
    }

    private Code shared(String layer, long ownSeed) {
        var lesion = struck(layer, ownSeed).when(byChannel, "byChannel");
        var ranking = ranking(layer);
        if (share == null && ranking != null) {
            throw BadInput.of(
                    "%lesion",
                    "a ranking without --share",
                    "the share that is struck",
                    "Such as " + examples().get(1));
        }
        return ranking == null
                ? lesion.with("random", share == null ? null : List.of(share, ownSeed))
                : lesion.with("ranked", List.of(ranking, share));
    }

    /** Values by which units are chosen; null where nothing ranks them. */
    private Code ranking(String layer) {
        if (selective == null) {
            return ranked == null ? null : new Code(ranked);
        }
        return new Code(Code.call(
                        "LayerSelectivity.of",
                        new Code(network),
                        layer,
                        require("--on", stimuli),
                        required("--label", label),
                        told())
                + (byChannel ? ".channels()" : ".units()"));
    }

    /** A number, without zeros before it that would be octal in Java; or a text. */
    private Object told() {
        if (selective.matches("-?\\d{1,18}")) {
            return Long.valueOf(selective);
        }
        return selective.matches("-?\\d+\\.\\d+") ? new Code(new BigDecimal(selective).toPlainString()) : selective;
    }

    private String target() {
        return selective == null ? ranked : "selective for " + label + " " + selective;
    }

    private static List<Double> numbers(String option, List<Double> given, int count) {
        if (given != null && given.size() != count) {
            throw BadInput.of(option, given.size() + " numbers", count + " with commas between", "%lesion --help");
        }
        return given;
    }

    private Code struck(String layer, long ownSeed) {
        var lesion = switch (kind) {
            case SILENCE -> Code.call("Lesion.silence", layer);
            case CLAMP -> Code.call("Lesion.clamp", layer, require("--on", stimuli));
            case NOISE -> Code.call("Lesion.noise", layer, sd == null ? 0.5 : sd, ownSeed);
            case SHUFFLE -> Code.call("Lesion.shuffle", layer, ownSeed);
        };
        return lesion.with("channels", channels)
                .with("units", units)
                .with("within", numbers("--within", within, 4))
                .with("disc", numbers("--disc", disc, 3));
    }

    private Code require(String option, String value) {
        return new Code(required(option, value));
    }
}
